"""The column at the right of the editor: what the policy says, the clocks, reviewers, checks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.pages.editor.inspector_contents import (
    InspectorBasis,
    InspectorContents,
    inspect,
    read_basis,
)
from desktop.pages.editor.inspector_view import InspectorView, has_approved
from desktop.pages.editor.links_section import LinksSection
from desktop.pages.editor.publish_dialog import PublishDialog
from desktop.pages.editor.review_flow import ReviewFlow
from desktop.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.pages.editor.inspector_line import InspectorLine
    from desktop.pages.editor.save_state import SaveState
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.incident import Incident
    from models.policy_checks import Check

_CLOSED = ("final", "waived")


class InspectorPane(Pane):
    """What a postmortem still needs, live while it is written.

    Signals:
        go_to: name of an outline entry, or of a field of the draft, that is to be shown.
        preview_requested: the document is to be shown as readers will see it.
        compare_requested: the revisions are to be compared.
        open_incident: UUID of a linked incident that shall be shown.
        flush_first: a callable to run once the library holds everything that was typed.
    """

    go_to = Signal(str)
    preview_requested = Signal()
    compare_requested = Signal()
    open_incident = Signal(object)
    flush_first = Signal(object)

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._incident: Incident | None = None
        self._hints: tuple[object, ...] = ()
        self._basis: InspectorBasis | None = None
        self._contents: InspectorContents | None = None
        self._dialog: PublishDialog | None = None
        self.flow = ReviewFlow(session, themes, self)
        self.setObjectName("canvas")
        self.setAccessibleName("Inspector")
        self.view = InspectorView(themes)
        self.links = LinksSection(session, themes)
        self.view.add_section(self.links)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        self._connect()

    @property
    def contents(self) -> InspectorContents | None:
        """What is shown; None before anything was."""
        return self._contents

    @override
    def keyboard_home(self) -> QWidget:
        return self.view.head.publish

    def show_incident(self, incident: Incident, *, unanswered_hints: Sequence[object] = ()) -> None:
        """Judge the incident as it stands in the form; another id reads reviewers and revisions.

        Args:
            incident: the candidate, its version that of the library.
            unanswered_hints: `SectionHint`s that nobody answered.
        """
        self._incident = incident
        self._hints = tuple(unanswered_hints)
        self.flow.set_incident(incident)
        self.links.show_incident(incident.id, incident.key)
        if self._basis is None or self._basis.incident_id != incident.id:
            self._read()
        else:
            self._inspect()

    def show_save_state(self, state: SaveState) -> None:
        """Show how well what was typed is kept."""
        self.view.head.show_save_state(state)

    def publish(self) -> None:
        """Open the checklist, or ask why a final or waived one is reopened."""
        contents, incident = self._contents, self._incident
        if contents is None or incident is None:
            return
        if contents.stage in _CLOSED:
            self.flow.reopen()
            return
        dialog = PublishDialog(incident.key, contents, self._themes, self)
        dialog.confirmed.connect(self.flow.publish)
        dialog.go_to.connect(self.go_to)
        dialog.set_aside.connect(self._on_set_aside)
        dialog.asked_again.connect(self.flow.ask_again)
        dialog.finished.connect(self._on_dialog_finished)
        self.flow.published.connect(dialog.accept)
        self._dialog = dialog
        (dialog.cancel_button if contents.left else dialog.confirm_button).setFocus()
        dialog.open()

    def _connect(self) -> None:
        self.view.head.preview.clicked.connect(self.preview_requested)
        self.view.head.publish.clicked.connect(self.publish)
        self.view.compare.clicked.connect(self.compare_requested)
        self.view.ask.clicked.connect(self.flow.ask_reviewer)
        self.view.approve.clicked.connect(self._on_approve)
        self.view.review.clicked.connect(self._on_review)
        self.view.waive.clicked.connect(self.flow.waive)
        self.view.meeting.clicked.connect(self.flow.record_meeting)
        view = self.view
        for part in (view.verdict, view.clocks, view.checks, view.advice, view.revisions):
            part.pressed.connect(self._on_pressed)
        self.view.reviewers.pressed.connect(lambda _line: self.go_to.emit("reviewers"))
        self.view.reviewers.menu_wanted.connect(self._on_reviewer_menu)
        self.view.checks.menu_wanted.connect(self._on_check_menu)
        self.flow.flush_first.connect(self.flush_first)
        self.links.flush_first.connect(self.flush_first)
        self.links.opened.connect(self.open_incident)
        self.flow.refused.connect(self._on_refused)
        self.view.banner.action_chosen.connect(self.view.banner.hide)
        self._session.changed.connect(self._on_changed)
        self._session.handle_changed.connect(self._inspect)

    def _read(self) -> None:
        incident = self._incident
        if incident is None or not self._session.is_open:
            return
        self._session.read(
            self,
            lambda library: read_basis(library, incident.id),
            self._on_basis,
            replaces="inspector",
        )

    def _on_basis(self, basis: InspectorBasis) -> None:
        if self._incident is not None and basis.incident_id == self._incident.id:
            self._basis = basis
            self._inspect()

    @Slot()
    def _inspect(self) -> None:
        """Judge in a worker: names and hints are looked for in every text."""
        incident, basis, hints = self._incident, self._basis, self._hints
        if incident is None or basis is None or basis.incident_id != incident.id:
            return
        as_of, zone, me = self._session.clock(), self._session.zone, self._session.handle
        is_team = "://" in self._session.location
        self._session.runner.run(
            lambda _context: inspect(
                incident, basis, hints, as_of=as_of, zone=zone, me=me, is_team=is_team
            ),
            lane="background",
            owner=self,
            done=self._show,
            replaces="inspect",
        )

    def _show(self, contents: InspectorContents) -> None:
        self._contents = contents
        self.view.show_contents(contents, self._session.handle)
        if self._dialog is not None:
            self._dialog.show_contents(contents)

    @Slot()
    def _on_approve(self) -> None:
        if self._contents is None:
            return
        if has_approved(self._contents, self._session.handle):
            self.flow.take_back_approval(self._session.handle)
        else:
            self.flow.approve(self._contents.digest)

    @Slot()
    def _on_review(self) -> None:
        if self._contents is None:
            return
        if self._contents.stage == "in review":
            self.flow.back_to_draft()
        else:
            self.flow.ask_for_review()

    @Slot(object)
    def _on_pressed(self, line: InspectorLine) -> None:
        if line.target == "revisions":
            self.compare_requested.emit()
        elif line.key == "meeting":
            self.flow.record_meeting()
        elif line.target:
            self.go_to.emit(line.target)

    @Slot(object, QPoint)
    def _on_check_menu(self, line: InspectorLine, point: QPoint) -> None:
        menu = self.check_menu(line)
        if menu is not None:
            menu.popup(point)

    def check_menu(self, line: InspectorLine) -> QMenu | None:
        """What can be done about a check: show it, set it aside, ask for it again."""
        contents = self._contents
        if contents is None or contents.stage in _CLOSED:
            return None
        entries: list[tuple[str, Callable[[], object]]] = []
        if line.target:
            entries.append(("Show it", partial(self.go_to.emit, line.target)))
        override = contents.state.override_of(line.key)
        if override is not None:
            entries.append(("Ask for it again", partial(self.flow.ask_again, override.id)))
        elif any(one.name == line.key for one in contents.left):
            entries.append(("Set aside, with a reason…", partial(self._set_aside, line)))
        return self._menu(entries)

    @Slot(object, QPoint)
    def _on_reviewer_menu(self, line: InspectorLine, point: QPoint) -> None:
        contents = self._contents
        if contents is None or contents.stage in _CLOSED:
            return
        entries: list[tuple[str, Callable[[], object]]] = []
        is_me = line.key.casefold() == self._session.handle.casefold()
        given = next((one for one in contents.approvals if one.handle == line.key), None)
        if given is not None and given.approved_at is not None:
            entries.append(
                ("Take the approval back", partial(self.flow.take_back_approval, line.key))
            )
        elif is_me:
            entries.append(("Approve", self._on_approve))
        entries.append(("Change who reviews it", partial(self.go_to.emit, "reviewers")))
        menu = self._menu(entries)
        if menu is not None:
            menu.popup(point)

    def _menu(self, entries: Sequence[tuple[str, Callable[[], object]]]) -> QMenu | None:
        if not entries:
            return None
        menu = QMenu(self)
        for text, run in entries:
            action = menu.addAction(text)
            action.triggered.connect(lambda _on=False, run=run: run())
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _set_aside(self, line: InspectorLine) -> None:
        self.flow.set_aside(line.key, line.text)

    @Slot(object)
    def _on_set_aside(self, check: Check) -> None:
        self.flow.set_aside(check.name, check.text, over=self._dialog)

    @Slot(str)
    def _on_refused(self, reason: str) -> None:
        where = self._dialog.banner if self._dialog is not None else self.view.banner
        where.say(reason, "error", action="" if self._dialog is not None else "Close")

    @Slot()
    def _on_dialog_finished(self) -> None:
        self._dialog = None

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        incident = self._incident
        if incident is not None and (incident.id in changes.incidents or changes.settings):
            self._read()
