"""The editor: one incident as a full page, with its outline and what it still needs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.pages.editor.contents import EditorContents, read_contents
from desktop.pages.editor.draft import draft_of
from desktop.pages.editor.editor_bar import EditorBar
from desktop.pages.editor.form import IncidentForm
from desktop.pages.editor.form_undo import FormUndo
from desktop.pages.editor.inspector import InspectorPane
from desktop.pages.editor.keeper import DraftKeeper
from desktop.pages.editor.keeper_notices import KeeperNotices
from desktop.pages.editor.live_reading import LiveReader, LiveReading
from desktop.pages.editor.outline import Outline
from desktop.pages.editor.preview import Preview
from desktop.pages.page import Page
from desktop.widgets.banner import Banner
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Rule
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.pages.editor.journal import Journal
    from desktop.pages.editor.save_state import SaveState
    from desktop.pages.editor.texts import SectionHint
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident

_ROOM_FOR_INSPECTOR = 1180
_EMPTY, _WRITING, _READING = range(3)
_FIXED = frozenset({PostmortemStatus.FINAL, PostmortemStatus.WAIVED})


class EditorPage(Page):
    """Shows one stored incident to be written; everything typed is kept by its `DraftKeeper`."""

    title = "Editor"

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        journal: Journal,
        parent: QWidget | None = None,
    ) -> None:
        """Build the empty editor.

        Args:
            session: the library.
            themes: where colours come from.
            journal: this device's drafts.
            parent: Qt parent.
        """
        super().__init__(session, themes, parent)
        self._wanted: UUID | None = None
        self._shown: UUID | None = None
        self._hints: tuple[SectionHint, ...] = ()
        self._touched: set[str] = set()
        self._candidate: Incident | None = None
        self.form = IncidentForm(themes, zone=session.zone, clock=session.clock, session=session)
        self.outline = Outline(themes)
        self.inspector = InspectorPane(session, themes)
        self.preview = Preview(session, themes)
        self.keeper = DraftKeeper(session, journal, draft=self._current_draft, parent=self)
        self.notices = KeeperNotices(self.keeper, session, themes)
        self.undo = FormUndo(self.form)
        self._live = LiveReader(
            session,
            draft=self.form.draft,
            base=lambda: self.keeper.base,
            hints=self._hint_counts,
            parent=self,
        )
        self._bar = EditorBar(themes)
        self._fixed = Banner(themes)
        self._empty = EmptyState(themes)
        self._build()
        self._actions = self._make_actions()
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
        self._stack.setCurrentIndex(_EMPTY)
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

    @override
    def focus_first(self) -> None:
        if self._stack.currentIndex() == _READING:
            self.preview.text.setFocus()
        else:
            self.form.focus_first()

    @override
    def panes(self) -> list[QWidget]:
        middle = self.preview if self._stack.currentIndex() == _READING else self.form
        return [self.outline, middle, self.inspector]

    @override
    def commands(self) -> list[QAction]:
        return self._actions if self._shown is not None else []

    @override
    def handle_escape(self) -> bool:
        if self._stack.currentIndex() != _READING:
            return False
        self.toggle_preview()
        return True

    @Slot()
    def toggle_preview(self) -> None:
        """Show the document as readers see it, or the form again."""
        if self._stack.currentIndex() == _READING:
            self._stack.setCurrentIndex(_WRITING)
            self.form.return_keyboard()
        elif self._shown is not None:
            self.form.finish_editing()
            self.form.remember_keyboard()
            self._stack.setCurrentIndex(_READING)
            self.preview.text.setFocus()
            self._live.read_now()

    @Slot()
    def checkpoint(self) -> None:
        """Save now and keep a revision."""
        self.form.finish_editing()
        self.undo.record()
        self.keeper.checkpoint()

    @Slot(str)
    def go_to(self, name: str) -> None:
        """Show an entry of the outline or a field, in the form."""
        if self._stack.currentIndex() == _READING:
            self._stack.setCurrentIndex(_WRITING)
        self.form.go_to(name)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for pane in (self._empty, self.form, self.preview):
            self._stack.addWidget(pane)
        middle = QWidget()
        middle.setObjectName("raised")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bar_rule = Rule("subtle")
        for widget in (self._bar, self._bar_rule, self._fixed, self.notices):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._rules = (Rule("upright"), Rule("upright"))
        row.addWidget(self.outline)
        row.addWidget(self._rules[0])
        row.addWidget(middle, 1)
        row.addWidget(self._rules[1])
        row.addWidget(self.inspector)

    def _make_actions(self) -> list[QAction]:
        wanted: Sequence[tuple[str, Sequence[str], Callable[[], object]]] = (
            ("Preview the postmortem", ["Ctrl+P"], self.toggle_preview),
            ("Save a revision now", ["Ctrl+S"], self.checkpoint),
            ("Previous section", ["Alt+Up"], lambda: self._step(-1)),
            ("Next section", ["Alt+Down"], lambda: self._step(1)),
            ("Answer the next hint", ["Alt+Return", "Alt+Enter"], self.form.texts.answer_next_hint),
            ("Undo", ["Ctrl+Z"], self.undo.undo),
            ("Redo", ["Ctrl+Shift+Z", "Ctrl+Y"], self.undo.redo),
        )
        made = []
        for text, keys, slot in wanted:
            action = QAction(text, self)
            action.setShortcuts([QKeySequence(one) for one in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _on=False, slot=slot: slot())
            self.addAction(action)
            made.append(action)
        return made

    def _connect(self) -> None:
        form, keeper, inspector = self.form, self.keeper, self.inspector
        form.edited.connect(self._on_edited)
        form.field_left.connect(self._on_field_left)
        form.entry_changed.connect(self.outline.mark)
        form.texts.hints_changed.connect(self._on_hints_changed)
        self.undo.restored.connect(self._on_edited)
        self.outline.chosen.connect(self.go_to)
        self._live.read.connect(self._on_read)
        keeper.state_changed.connect(self._on_state_changed)
        keeper.rebased.connect(self._on_rebased)
        keeper.saved.connect(self._on_stored)
        keeper.base_changed.connect(self._on_stored)
        inspector.go_to.connect(self.go_to)
        inspector.preview_requested.connect(self.toggle_preview)
        inspector.flush_first.connect(self._on_flush_first)
        self._bar.preview_requested.connect(self.toggle_preview)
        self._bar.inspector_toggled.connect(self._share_room)

    def _read(self) -> None:
        wanted = self._wanted
        if wanted is None or not self.session.is_open:
            return
        self.session.read(
            self,
            lambda library: read_contents(library, wanted),
            self._on_contents,
            failed=lambda error: self._on_missing(str(error)),
            replaces="contents",
        )

    def _put_away(self) -> None:
        """Nothing is shown any more; what was typed is handed over for saving."""
        if self._shown is None:
            return
        self.form.finish_editing()
        self._live.stop()
        self.keeper.stop()
        self._shown = None

    def _on_contents(self, contents: EditorContents) -> None:
        incident = contents.incident
        self._shown = incident.id
        self._touched.clear()
        self._hints = ()
        self.form.forget()
        self.form.texts.show_incident(incident)
        self.form.set_draft(draft_of(incident, zone=self.session.zone))
        self.form.offer(contents.words)
        self._show_stored(incident)
        self._stack.setCurrentIndex(_WRITING)
        self.undo.start()
        self.keeper.start(incident)
        self._live.read_now()
        if self.isVisible():
            self.focus_first()

    def _on_missing(self, reason: str) -> None:
        self._wanted = None
        self._empty.say("This incident cannot be edited", reason, icon="file-text")
        self._stack.setCurrentIndex(_EMPTY)

    def _show_stored(self, incident: Incident) -> None:
        """What the library alone decides: the status, and whether it may be changed."""
        self.form.head.show_status(incident.status)
        self.form.details.fix_document(fixed=incident.postmortem is not None)
        fixed = incident.status in _FIXED or incident.trashed_at is not None
        if fixed != self.form.is_read_only:
            self.form.set_read_only(fixed)
        if incident.trashed_at is not None:
            self._fixed.say("This incident is in the trash. Take it out of there to change it.")
        elif fixed:
            word = "published" if incident.status is PostmortemStatus.FINAL else "waived"
            self._fixed.say(f"This postmortem is {word}. Reopen it to change it.")
        else:
            self._fixed.clear()

    def _current_draft(self) -> IncidentDraft:
        return self.form.draft()

    def _hint_counts(self) -> Mapping[UUID, int]:
        return Counter(one.section_id for one in self._hints)

    def _step(self, step: int) -> None:
        name = self.outline.neighbour(step)
        if name:
            self.go_to(name)

    def _has_room(self) -> bool:
        return self.width() >= _ROOM_FOR_INSPECTOR

    @Slot()
    def _share_room(self) -> None:
        """Short of room the inspector goes first; asked for, it takes the outline's place."""
        has_room = self._has_room()
        asked_for = self._bar.inspector.isChecked()
        self.inspector.setVisible(has_room or asked_for)
        self._rules[1].setVisible(has_room or asked_for)
        self.outline.setVisible(has_room or not asked_for)
        self._rules[0].setVisible(has_room or not asked_for)
        self._bar.setVisible(not has_room)
        self._bar_rule.setVisible(not has_room)

    @Slot()
    def _on_edited(self) -> None:
        if self._shown is None:
            return
        self.keeper.note_edit()
        self._live.note_edit()

    @Slot(str)
    def _on_field_left(self, name: str) -> None:
        self._touched.add(name)
        self.undo.record()
        self._live.note_edit()
        if self.keeper.is_unsaved:
            self.keeper.flush()

    @Slot(object)
    def _on_read(self, live: LiveReading) -> None:
        if self._shown is None:
            return
        self.undo.record()
        self.form.show_facts(live.draft)
        self.form.show_reading(live.reading)
        self.outline.show_entries(live.entries)
        incident = live.reading.incident
        if incident is None:
            return
        self._candidate = incident
        self.inspector.show_incident(incident, unanswered_hints=self._hints)
        if self._stack.currentIndex() == _READING:
            self.preview.show_incident(incident)

    @Slot(object)
    def _on_hints_changed(self, hints: tuple[SectionHint, ...]) -> None:
        self._hints = hints
        self._live.note_edit()

    @Slot(object)
    def _on_state_changed(self, state: SaveState) -> None:
        self.inspector.show_save_state(state)
        self._bar.show_save_state(state)

    @Slot(object, object)
    def _on_rebased(self, base: Incident, draft: IncidentDraft) -> None:
        self.undo.record()
        self.form.set_draft(draft)
        self.undo.take()
        self._on_stored(base)

    @Slot(object)
    def _on_stored(self, incident: Incident) -> None:
        self._wanted = self._shown = incident.id
        self.form.texts.show_incident(incident)
        self._show_stored(incident)
        self._live.note_edit()

    @Slot(object)
    def _on_flush_first(self, then: Callable[[], object]) -> None:
        """Do something once the library holds everything that stands in the form."""
        self.form.finish_editing()

        def stored(is_stored: bool) -> None:
            if is_stored:
                then()

        self.keeper.flush(stored)
