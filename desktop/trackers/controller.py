"""Trackers in the window: preview, then sending in the background, then what came of it.

Nothing here blocks or opens a dialog by itself: being offline ends in one line and a number in the
status line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.notices import Notice
from desktop.trackers.choosing import ConflictChoices
from desktop.trackers.telling import TeamMessages
from models.errors import UserError

if TYPE_CHECKING:
    from desktop.session import LibrarySession
    from desktop.tasks import Task, TaskContext
    from desktop.theme import ThemeSource
    from desktop.trackers.exchange import IssuePlan, SyncReport
    from desktop.trackers.secrets import SecretStore
    from desktop.window import MainWindow
    from exporters.trackers.sending import SyncProgress
    from models.changes import Changes
    from models.library import Library
    from models.trackers import TrackerAccount

SYNC = "sync-trackers"
CREATE = "create-issues:"
TELL = "tell-team:"
TELL_MONTH = "tell-month"
CONFLICTS = "tracker-conflicts"
_RETRY_MS = 5 * 60 * 1000


class TrackerController(QObject):
    """One exchange with trackers at a time, for the library that is open.

    Pages ask for it by window commands: ``sync-trackers``, ``tracker-conflicts``,
    ``create-issues:<incident's id>``, ``tell-team:<incident's id>``, ``tell-month``.

    Signals:
        waiting_changed: how many action items have something that was not pushed yet.
        finished: `SyncReport` of an exchange that ended.
    """

    waiting_changed = Signal(int)
    finished = Signal(object)

    def __init__(self, window: MainWindow, themes: ThemeSource, secrets: SecretStore) -> None:
        """Use the window's work bar, toasts and dialogs; `attach` says with which library."""
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._secrets = secrets
        self._session: LibrarySession | None = None
        self._task: Task[SyncReport] | None = None
        self._messages = TeamMessages(themes, secrets, window)
        self._choices = ConflictChoices(themes, window)
        self._messages.account_missing.connect(self._offer_settings)
        window.work_bar.cancelled.connect(self._on_cancelled)
        self._again = QTimer(self)
        self._again.setInterval(_RETRY_MS)
        self._again.timeout.connect(self.retry)

    def attach(self, session: LibrarySession | None) -> None:
        """Work with another library."""
        self._session = session
        self._again.stop()
        self.waiting_changed.emit(0)
        if session is not None:
            session.opened.connect(self._count)
            session.changed.connect(self._on_changed)
            session.published.connect(self._on_published)

    def run(self, name: str) -> bool:
        """Carry out a command; False when it is not one of these."""
        command, mark, id = name.partition(":")
        if command + mark not in (SYNC, CONFLICTS, CREATE, TELL, TELL_MONTH):
            return False
        session = self._session
        if session is None or not session.is_open:
            return True
        if name == SYNC:
            self.sync()
        elif name == CONFLICTS:
            self._choices.read(session)
        elif name == TELL_MONTH:
            self._messages.tell_of_month(session)
        elif command + mark == CREATE:
            self.create_issues(UUID(id))
        else:
            self._messages.tell_of_incident(session, UUID(id))
        return True

    def create_issues(self, incident_id: UUID) -> None:
        """Show what would be made of an incident's action items; then make what is ticked."""
        session = self._session
        if session is None:
            return

        def work(library: Library, _context: TaskContext) -> IssuePlan:
            from desktop.trackers.exchange import plan  # noqa: PLC0415  (SQLAlchemy, requests)

            return plan(library, incident_id)

        def show(plan: IssuePlan) -> None:
            if not plan.accounts:
                self._offer_settings("No Jira or GitHub account is set up")
            elif not any(row.sendable for row in plan.rows):
                words = f"{plan.key} has no action item that needs an issue"
                self._window.show_notice(Notice(words, "information"))
            else:
                self._preview(plan, incident_id)

        session.background(self, work, show)

    def sync(self) -> None:
        """Send what waits, then ask how issues stand."""
        self._exchange("Asking the trackers…", None, ask=True)

    @Slot()
    def retry(self) -> None:
        """Try again, without a word, what a person asked for before; nothing else is sent."""
        session = self._session
        if session is None or not session.is_open:
            return

        def asked(waiting: tuple[tuple[UUID, ...], bool]) -> None:
            ids, has_messages = waiting
            if ids or has_messages:
                self._exchange("", ids, ask=False, quietly=True)

        def read(library: Library) -> tuple[tuple[UUID, ...], bool]:
            trackers = library.trackers
            return tuple(one.action_id for one in trackers.outbox()), bool(trackers.messages())

        session.read(self, read, asked, replaces="outbox")

    def _preview(self, plan: IssuePlan, incident_id: UUID) -> None:
        from desktop.trackers.preview_dialog import PreviewDialog  # noqa: PLC0415  (seldom needed)

        dialog = PreviewDialog(plan.key, plan.accounts, plan.rows, self._themes, self._window)

        def submit(account: TrackerAccount, ids: tuple[UUID, ...]) -> None:
            def work(library: Library) -> Changes:
                from models.operations.tracker_outbox import queue_issues  # noqa: PLC0415

                return queue_issues(library, account.id, incident_id, ids)

            def queued(_changes: Changes) -> None:
                self._exchange("Creating issues…", ids, ask=False)

            if self._session is not None:
                self._session.perform(self, work, queued)

        dialog.submitted.connect(submit)
        dialog.open()

    def _exchange(
        self, words: str, only: tuple[UUID, ...] | None, *, ask: bool, quietly: bool = False
    ) -> None:
        session = self._session
        if session is None or not session.is_open:
            return
        if self._task is not None and not self._task.finished:
            if not quietly:
                self._window.show_notice(Notice("Trackers are being asked already", "warning"))
            return
        secrets = self._secrets

        def work(library: Library, context: TaskContext) -> SyncReport:
            from desktop.trackers.exchange import exchange  # noqa: PLC0415  (requests)

            return exchange(library, secrets, context, only=only, ask=ask)

        if not quietly:
            self._window.work_bar.show_progress(words, 0, 0)
        self._task = session.background(
            self,
            work,
            lambda report: self._done(report, quietly=quietly),
            failed=lambda error: self._failed(error, quietly=quietly),
            progress=None if quietly else self._on_progress,
        )

    def _on_progress(self, progress: SyncProgress) -> None:
        words = f"{progress.done + 1:,} of {progress.total:,}: {progress.text}"
        self._window.work_bar.show_progress(words, progress.done, progress.total)

    def _done(self, report: SyncReport, *, quietly: bool) -> None:
        if self._session is not None:
            self._session.look_for_changes()
        self._count()
        self.finished.emit(report)
        if not quietly:
            self._window.work_bar.finish()
            if not report.told or report.sent.items or report.pulled is not None:
                self._window.show_notice(self._notice(report))
        if self._session is not None:
            # That messages got through is always said; that they did not, to whoever asked.
            told = [one for one in report.told if one.outcome == "sent" or not quietly]
            self._messages.say(self._session, told)

    def _notice(self, report: SyncReport) -> Notice:
        from desktop.trackers.results_dialog import ResultsDialog, outcome  # noqa: PLC0415

        def details() -> None:
            ResultsDialog(report.sent, self._themes, self._window).open()

        def choose() -> None:
            if self._session is not None and report.pulled is not None:
                self._choices.show(self._session, report.pulled.conflicts)

        words, kind, action = outcome(report)
        actions = {"Choose": choose, "Details": details, "Retry": self.sync}
        return Notice(words, kind, action, actions.get(action))

    def _failed(self, error: Exception, *, quietly: bool) -> None:
        self._count()
        if not quietly:
            self._window.work_bar.finish()
            if isinstance(error, UserError):
                self._window.show_notice(Notice(str(error), "error"))

    @Slot()
    def _count(self) -> None:
        session = self._session
        if session is None or not session.is_open:
            return

        def told(count: int) -> None:
            self.waiting_changed.emit(count)
            if count and not self._again.isActive():
                self._again.start()
            elif not count:
                self._again.stop()

        session.read(
            self, lambda library: library.trackers.not_pushed(), told, replaces="not pushed"
        )

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.actions or changes.settings:
            self._count()

    @Slot(object)
    def _on_published(self, incident_id: UUID) -> None:
        """Offer, once and in passing, what can be sent of a postmortem that is final now."""
        session = self._session
        if session is None:
            return

        def work(library: Library, _context: TaskContext) -> tuple[str, str]:
            from desktop.trackers.exchange import offer  # noqa: PLC0415  (SQLAlchemy, requests)

            return offer(library, incident_id)

        def show(offered: tuple[str, str]) -> None:
            words, command = offered
            if command:
                action = "Create issues…" if command == CREATE else "Tell Slack…"
                name = f"{command}{incident_id}"

                def go() -> None:
                    self.run(name)

                self._window.show_notice(Notice(words, "done", action, go))

        session.background(self, work, show)

    @Slot()
    def _on_cancelled(self) -> None:
        if self._task is not None and not self._task.finished:
            self._task.ask_to_stop()

    @Slot(str)
    def _offer_settings(self, words: str) -> None:
        def settings() -> None:
            self._window.run_command("place:settings")

        self._window.show_notice(Notice(words, "information", "Settings", settings))
