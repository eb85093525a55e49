"""The editor: one incident as a full page, with its outline and what it still needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.pages.editor.contents import EditorContents, read_contents
from desktop.pages.editor.form import IncidentForm
from desktop.pages.editor.form_undo import FormUndo
from desktop.pages.editor.keeper_notices import KeeperNotices
from desktop.pages.editor.live_sides import LiveSides
from desktop.pages.editor.open_cell import keeper_of
from desktop.pages.editor.page_actions import page_actions
from desktop.pages.editor.page_layout import EditorLayout
from desktop.pages.page import Page
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtGui import QAction

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.pages.editor.form_parts import FormParts
    from desktop.pages.editor.journal import Journal
    from desktop.pages.editor.page_actions import Command
    from desktop.preferences import Preferences
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident


class EditorPage(Page):
    """Shows one stored incident to be written; everything typed is kept by its `DraftKeeper`.

    Attributes:
        zone: IANA zone that times are typed and shown in, as long as the page lives.
    """

    title = "Editor"

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        journal: Journal,
        parent: QWidget | None = None,
        *,
        parts: FormParts | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        """Build the empty editor.

        Args:
            session: the library.
            themes: where colours come from.
            journal: this device's drafts.
            parent: Qt parent.
            parts: the blocks of its form, where they are built already.
            preferences: keeps the widths of the panes; None for nobody.
        """
        super().__init__(session, themes, parent)
        self.zone = parts.zone if parts is not None else session.zone
        self._wanted: UUID | None = None
        self._shown: UUID | None = None
        self.form = IncidentForm(
            themes, zone=self.zone, clock=session.clock, session=session, parts=parts
        )
        self.keeper = keeper_of(self.form, session, journal, self)
        self.notices = KeeperNotices(self.keeper, session, themes)
        self.undo = FormUndo(self.form)
        self.live = LiveSides(self.form, session, themes, base=lambda: self.keeper.base)
        self.outline, self.inspector = self.live.outline, self.live.inspector
        self.preview = self.live.preview
        self.sides = EditorLayout(
            themes,
            outline=self.outline,
            form=self.form,
            preview=self.preview,
            inspector=self.inspector,
            notices=[self.notices],
            preferences=preferences,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        self._actions = page_actions(self, _commands(self))
        self._connect()

    @property
    def incident_id(self) -> UUID | None:
        """The incident that is shown or being read."""
        return self._wanted

    def show_incident(self, id: UUID) -> None:
        """Edit another incident; what was typed into the last one is handed over for saving."""
        if id == self._wanted:
            return
        self._put_away()
        self._wanted = id
        self.sides.show_nothing()
        self._read()

    @override
    def activate(self) -> None:
        if self._wanted is not None and self._shown != self._wanted:
            self._read()

    @override
    def leave(self) -> None:
        """Have everything saved; the page keeps its text and its place."""
        if self._shown is None:
            return
        self.form.finish_editing()
        self.undo.record()
        self.keeper.flush()

    @override
    def close_down(self) -> None:
        self._put_away()
        self.keeper.finish()

    @override
    def focus_first(self) -> None:
        if self.sides.is_reading:
            self.preview.text.setFocus()
        else:
            self.form.focus_first()

    @override
    def panes(self) -> list[QWidget]:
        return [self.outline, self.preview if self.sides.is_reading else self.form, self.inspector]

    @override
    def commands(self) -> list[QAction]:
        return self._actions if self._shown is not None else []

    @override
    def handle_escape(self) -> bool:
        if not self.sides.is_reading:
            return False
        self.toggle_preview()
        return True

    @Slot()
    def toggle_preview(self) -> None:
        """Show the document as readers see it, or the form again."""
        if self.sides.is_reading:
            self._back_to_form()
            self.form.return_keyboard()
        elif self._shown is not None:
            self.form.finish_editing()
            self.form.remember_keyboard()
            self.sides.show_preview()
            self.preview.text.setFocus()
            self.live.show_preview(is_shown=True)

    @Slot()
    def checkpoint(self) -> None:
        """Save now and keep a revision."""
        self.form.finish_editing()
        self.undo.record()
        self.keeper.checkpoint()

    @Slot(str)
    def go_to(self, name: str) -> None:
        """Show an entry of the outline or a field, in the form."""
        self._back_to_form()
        self.form.go_to(name)

    def _connect(self) -> None:
        form, keeper, inspector = self.form, self.keeper, self.inspector
        form.edited.connect(self._on_edited)
        self.undo.left.connect(self._on_field_left)
        form.texts.open_incident.connect(self.open_incident)
        self.undo.restored.connect(self._on_edited)
        self.live.chosen.connect(self.go_to)
        self.live.read.connect(self.undo.record)
        keeper.state_changed.connect(inspector.show_save_state)
        keeper.state_changed.connect(self.sides.bar.show_save_state)
        keeper.rebased.connect(self._on_rebased)
        keeper.saved.connect(self._on_stored)
        keeper.base_changed.connect(self._on_stored)
        inspector.preview_requested.connect(self.toggle_preview)
        inspector.compare_requested.connect(self.notices.compare_revisions)
        inspector.open_incident.connect(self.open_incident)
        inspector.flush_first.connect(self._on_flush_first)
        self.sides.bar.preview_requested.connect(self.toggle_preview)
        self.preview.key_pressed.connect(form.texts.open_key)

    def _read(self) -> None:
        wanted = self._wanted
        if wanted is None or not self.session.is_open:
            return
        self.session.read(
            self,
            lambda library: read_contents(library, wanted, zone=self.zone),
            self._on_contents,
            failed=self._on_missing,
            replaces="contents",
        )

    def _put_away(self) -> None:
        """Nothing is shown any more; what was typed is handed over for saving."""
        if self._shown is None:
            return
        self.form.finish_editing()
        self.live.stop()
        self.keeper.stop()
        self._shown = None

    def _on_contents(self, contents: EditorContents) -> None:
        incident = contents.incident
        self._shown = incident.id
        self.form.forget()
        self.form.texts.show_incident(incident)
        self.form.set_draft(contents.draft)
        self.form.offer(contents.words)
        self._show_stored(incident)
        self._back_to_form()
        self.undo.start()
        self.keeper.start(incident, contents.draft)
        self.live.start()
        if self.isVisible():
            self.focus_first()

    def _back_to_form(self) -> None:
        self.sides.show_form()
        self.live.show_preview(is_shown=False)

    def _on_missing(self, error: Exception) -> None:
        self._wanted = None
        self.sides.show_nothing(str(error))

    def _show_stored(self, incident: Incident) -> None:
        """What the library alone decides: the status, and whether it may be changed."""
        self.form.head.show_status(incident.status)
        self.form.details.fix_document(fixed=incident.postmortem is not None)
        reason = _why_fixed(incident)
        if bool(reason) != self.form.is_read_only:
            self.form.set_read_only(bool(reason))
        self.sides.say(reason)

    @Slot()
    def _on_edited(self) -> None:
        if self._shown is None:
            return
        self.keeper.note_edit()
        self.live.note_edit()

    @Slot()
    def _on_field_left(self) -> None:
        if self._shown is not None and self.keeper.is_unsaved:
            self.live.read_now()
            self.keeper.flush()

    @Slot(object, object)
    def _on_rebased(self, base: Incident, draft: IncidentDraft) -> None:
        self.undo.record()
        self.form.set_draft(draft)
        self.undo.take()
        self._on_stored(base)

    @Slot(object)
    def _on_stored(self, incident: Incident) -> None:
        if self._shown is None:
            return  # put away meanwhile
        self._wanted = self._shown = incident.id
        self.form.texts.show_incident(incident)
        self._show_stored(incident)
        self.live.note_edit()

    @Slot(object)
    def _on_flush_first(self, then: Callable[[], object]) -> None:
        """Do something once the library holds everything that stands in the form."""
        self.form.finish_editing()

        def stored(is_stored: bool) -> None:
            if is_stored:
                then()

        self.keeper.flush(stored)


def _why_fixed(incident: Incident) -> str:
    """Why it cannot be changed, and what to do about it; empty where it can."""
    if incident.trashed_at is not None:
        return "This incident is in the trash. Take it out of there to change it."
    if incident.status is PostmortemStatus.FINAL:
        return "This postmortem is published. Reopen it to change it."
    if incident.status is PostmortemStatus.WAIVED:
        return "This postmortem is waived. Reopen it to change it."
    return ""


def _commands(page: EditorPage) -> Sequence[Command]:
    return (
        ("Preview the postmortem", ("Ctrl+P",), page.toggle_preview),
        ("Save a revision now", ("Ctrl+S",), page.checkpoint),
        ("Previous section", ("Alt+Up",), lambda: page.live.step(-1)),
        ("Next section", ("Alt+Down",), lambda: page.live.step(1)),
        ("Answer the next hint", ("Alt+Return", "Alt+Enter"), page.form.texts.answer_next_hint),
        ("Undo", ("Ctrl+Z",), page.undo.undo),
        ("Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), page.undo.redo),
    )
