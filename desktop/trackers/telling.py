"""Telling Slack, or whatever a webhook leads to: shown first, sent when a person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.notices import Notice
from models.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from desktop.theme import ThemeSource
    from desktop.trackers.secrets import SecretStore
    from exporters.trackers.telling import Told
    from models.changes import Changes
    from models.library import Library
    from models.trackers import TrackerAccount


def message_notice(session: LibrarySession, told: Sequence[Told]) -> Notice | None:
    """What is said of messages: the one that did not get through before those that did."""
    kept = [one for one in told if one.outcome != "sent"]
    if not kept:
        names = ", ".join(dict.fromkeys(one.account for one in told))
        return Notice(f"Message to {names} sent") if told else None
    first = kept[0]
    ids = {one.id for one in kept if one.id is not None}

    def discard() -> None:
        def work(library: Library) -> Changes:
            from models.operations.waiting_messages import drop_messages  # noqa: PLC0415  (SQLAlchemy)

            waiting = {one.id for one in library.trackers.messages()}
            return drop_messages(library, ids or waiting)

        session.perform(session, work)

    words = f"Message to {first.account} waits: {first.problem}"
    return Notice(words, "warning", "Discard", discard)


class TeamMessages(QObject):
    """Messages about an incident or a month.

    Signals:
        account_missing: words to say, because no webhook is set up.
    """

    account_missing = Signal(str)

    def __init__(self, themes: ThemeSource, secrets: SecretStore, host: QWidget) -> None:
        """Open dialogs over `host`."""
        super().__init__(host)
        self._themes = themes
        self._secrets = secrets
        self._host = host

    def tell_of_incident(self, session: LibrarySession, incident_id: UUID) -> None:
        """Show the message about an incident's postmortem."""

        def words(library: Library) -> str:
            from desktop.trackers.messages import incident_message  # noqa: PLC0415  (figures)

            return incident_message(library, incident_id)

        self._read(session, words)

    def tell_of_month(self, session: LibrarySession) -> None:
        """Show the message about the last month that is over."""
        as_of, zone = session.clock(), session.zone

        def words(library: Library) -> str:
            from desktop.trackers.messages import period_message  # noqa: PLC0415  (figures)
            from models.figures.periods import last_closed  # noqa: PLC0415

            return period_message(library, last_closed(as_of, zone), as_of=as_of)

        self._read(session, words)

    def say(self, session: LibrarySession, told: Sequence[Told]) -> None:
        """Say what became of messages; of none, nothing."""
        notice = message_notice(session, told)
        if notice is not None:
            session.notice.emit(notice)

    def _read(self, session: LibrarySession, words: Callable[[Library], str]) -> None:
        def read(library: Library, _context: TaskContext) -> tuple[str, list[TrackerAccount]]:
            accounts = [one for one in library.trackers.accounts() if not one.has_issues]
            return (words(library) if accounts else ""), accounts

        def show(found: tuple[str, list[TrackerAccount]]) -> None:
            if found[1]:
                self._ask(session, *found)
            else:
                self.account_missing.emit("No Slack channel or webhook is set up")

        session.background(self, read, show)

    def _ask(self, session: LibrarySession, text: str, accounts: list[TrackerAccount]) -> None:
        from desktop.trackers.message_dialog import MessageDialog  # noqa: PLC0415  (seldom needed)

        secrets = self._secrets
        dialog = MessageDialog(text, accounts, self._themes, self._host)

        def sent(told: Told) -> None:
            dialog.accept()
            session.look_for_changes()
            session.notice.emit(message_notice(session, (told,)) or Notice("Message sent"))

        def failed(error: Exception) -> None:
            if isinstance(error, UserError):
                dialog.show_problem(str(error))

        def submit(account: TrackerAccount, message: str) -> None:
            def work(library: Library, _context: TaskContext) -> Told:
                from desktop.trackers.exchange import tell  # noqa: PLC0415  (requests)

                return tell(library, secrets, account, message)

            session.background(dialog, work, sent, failed=failed)

        dialog.submitted.connect(submit)
        dialog.open()
