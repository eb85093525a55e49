"""What can be done with the incident in the reading pane: edit, status, link, export, trash."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from desktop.dialogs.link_incidents import Linkable, link_incident
from desktop.dialogs.open_address import ask_to_open
from desktop.notices import Notice
from desktop.pages.library.exporting import IncidentExport, meeting_pack
from desktop.pages.library.linking import relink, take_back
from desktop.pages.library.reason_dialog import ReasonDialog
from desktop.pages.library.status_change import change_status
from desktop.pages.library.trashing import restore_incidents, trash_incidents
from desktop.report_export import ReportExport
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident, LinkView
    from search.results import Hit

_STATUS_WORDS = {
    PostmortemStatus.DRAFT: "Back to draft",
    PostmortemStatus.IN_REVIEW: "Ask for review",
    PostmortemStatus.FINAL: "Publish",
    PostmortemStatus.WAIVED: "Waive the postmortem…",
}


class IncidentCommands(QObject):
    """Actions on one incident; all are disabled while none is open.

    Signals:
        edit_requested: UUID of the incident to open in the editor.
        chain_opened: UUID of an incident of the chain that was shown.
    """

    edit_requested = Signal(object)
    chain_opened = Signal(object)

    def __init__(self, session: LibrarySession, themes: ThemeSource, host: QWidget) -> None:
        """Make the actions; `host` is the widget over which dialogs open."""
        super().__init__(host)
        self._session = session
        self._themes = themes
        self._host = host
        self._incident: Incident | None = None
        self._export = IncidentExport(session, host)
        self._report = ReportExport(session, host)
        self._edit = self._action("Open in editor", self.edit)
        self._pdf = self._action("Export PDF…", self.export_pdf, "Ctrl+E")
        self._markdown = self._action("Export Markdown…", lambda: self._write("markdown"))
        self._json = self._action("Export JSON…", lambda: self._write("json"))
        self._pack = self._action("Meeting pack…", self.export_meeting_pack)
        self._link = self._action("Link to another incident…", self.link)
        self._chain = self._action("Show chain and link history…", self.show_chain)
        self._share = self._action("Shared with…", self.share)
        self._copy = self._action("Copy key", self._on_copy)
        self._trash = self._action("Move to trash", self._on_trash)
        self._restore = self._action("Take out of the trash", self._on_restore)
        self._statuses = {
            status: self._action(words, partial(self._set_status, status))
            for status, words in _STATUS_WORDS.items()
        }
        self._enable()

    @property
    def incident(self) -> Incident | None:
        """The incident that the actions work on."""
        return self._incident

    def set_incident(self, incident: Incident | None) -> None:
        """Work on another incident, or on the same one read again."""
        self._incident = incident
        self._enable()

    def actions(self) -> list[QAction]:
        """Every action, for the command palette; those that cannot be used now are disabled."""
        return [
            self._edit,
            self._pdf,
            self._markdown,
            self._json,
            self._pack,
            self._link,
            self._chain,
            self._share,
            self._copy,
            self._trash,
            self._restore,
            *self._statuses.values(),
        ]

    def menu_actions(self) -> list[QAction]:
        """The actions of the "…" menu, with separators."""
        groups = (
            list(self._statuses.values()),
            [self._link, self._chain, self._share, self._copy],
            [self._markdown, self._json, self._pack],
            [self._trash, self._restore],
        )
        shown: list[QAction] = []
        for group in groups:
            if shown:
                separator = QAction(self)
                separator.setSeparator(True)
                shown.append(separator)
            shown += group
        return shown

    @Slot()
    def edit(self) -> None:
        """Have the incident opened in the editor."""
        if self._incident is not None:
            self.edit_requested.emit(self._incident.id)

    @Slot()
    def export_pdf(self) -> None:
        """Ask where to, then write the postmortem as a PDF in the background."""
        self._write("pdf")

    @Slot()
    def export_meeting_pack(self) -> None:
        """Ask where to, then write what the postmortem meeting needs."""
        incident = self._incident
        if incident is not None:
            self._report.ask(
                "meeting pack",
                f"meeting-{incident.key}",
                meeting_pack(incident.id, self._session.clock()),
            )

    @Slot()
    def link(self) -> None:
        """Ask for the other incident and what the two are to each other."""
        incident = self._incident
        if incident is None:
            return
        link_incident(self._session, self._themes, self._host, incident.id, incident.key)

    @Slot(object, object)
    def link_two(self, first: Hit, second: Hit) -> None:
        """Ask what one of two results is to the other: the later one to the earlier one."""
        before = [one.started_at for one in (first, second)]
        if before[0] is not None and before[1] is not None and before[0] < before[1]:
            first, second = second, first
        link_incident(
            self._session,
            self._themes,
            self._host,
            first.id,
            first.key,
            other=Linkable(second.key, second.title),
        )

    @Slot()
    def show_chain(self) -> None:
        """Show how the incident came back, and every link that it has or had."""
        incident = self._incident
        if incident is not None:
            from desktop.dialogs.chain import show_chain  # noqa: PLC0415  (seldom opened)

            show_chain(
                self._session,
                self._themes,
                self._host,
                incident.id,
                incident.key,
                opened=self.chain_opened.emit,
            )

    @Slot()
    def share(self) -> None:
        """Show with whom the postmortem was shared, and record one more time."""
        incident = self._incident
        if incident is not None:
            from desktop.pages.library.sharing import ask_whom  # noqa: PLC0415  (seldom opened)

            ask_whom(self._session, self._themes, self._host, incident.id, incident.key)

    @Slot(object)
    def unlink(self, link: LinkView) -> None:
        """Take a link back; the toast can make it again."""
        incident = self._incident
        if incident is None:
            return

        def again() -> None:
            self._session.perform(self, lambda library: relink(library, incident.id, link))

        self._session.perform(
            self,
            lambda library: take_back(library, link),
            lambda _changes: self._session.notice.emit(
                Notice(f"Link to {link.key} removed", "done", "Undo", again)
            ),
        )

    @Slot(str)
    def open_address(self, address: str) -> None:
        """Open an address outside, after showing where it leads."""
        ask_to_open(address, self._host, self._themes)

    def _action(self, text: str, run: Callable[[], None], shortcut: str = "") -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda _on=False: run())
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._host.addAction(action)
        return action

    def _enable(self) -> None:
        incident = self._incident
        trashed = incident is not None and incident.trashed_at is not None
        for action in self.actions():
            action.setEnabled(incident is not None and not trashed)
        self._restore.setEnabled(trashed)
        self._restore.setVisible(trashed)
        self._trash.setVisible(not trashed)
        status = incident.status if incident is not None else None
        self._share.setEnabled(status is PostmortemStatus.FINAL and not trashed)
        for one, action in self._statuses.items():
            action.setVisible(one is not status)

    def _write(self, form: str) -> None:
        if self._incident is not None:
            self._export.ask(self._incident, form)

    def _set_status(self, status: PostmortemStatus) -> None:
        incident = self._incident
        if incident is None:
            return
        reopens = incident.status is PostmortemStatus.FINAL
        if status is not PostmortemStatus.WAIVED and not reopens:
            self._perform_status(incident, status, "")
            return
        question = "Why is no postmortem needed?" if not reopens else "Why is it reopened?"
        dialog = ReasonDialog(question, self._themes, self._host)
        dialog.given.connect(lambda reason: self._perform_status(incident, status, reason))
        dialog.open()

    def _perform_status(self, incident: Incident, status: PostmortemStatus, reason: str) -> None:
        change_status(self._session, self, incident, status, reason=reason, edit=self.edit)

    @Slot()
    def _on_copy(self) -> None:
        if self._incident is not None:
            QGuiApplication.clipboard().setText(self._incident.key)
            self._session.notice.emit(Notice(f"{self._incident.key} copied"))

    @Slot()
    def _on_trash(self) -> None:
        if self._incident is not None:
            trash_incidents(self._session, [(self._incident.id, self._incident.key)])

    @Slot()
    def _on_restore(self) -> None:
        if self._incident is not None:
            restore_incidents(self._session, [(self._incident.id, self._incident.key)])
