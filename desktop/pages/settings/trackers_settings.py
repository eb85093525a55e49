"""Tracker accounts in Settings: reads and stores them, and their secrets beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.dialogs.framed import ask
from desktop.notices import Notice
from desktop.pages.settings.trackers_dialog import AccountDialog
from desktop.pages.settings.trackers_section import AccountView, TrackersSection
from models.errors import UserError
from models.trackers import TrackerKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from desktop.theme import ThemeSource
    from desktop.trackers.secrets import SecretStore
    from models.changes import Changes
    from models.library import Library
    from models.tracker_people import TrackerPeople
    from models.trackers import TrackerAccount

    _Read = tuple[tuple[AccountView, ...], bool, dict[UUID, TrackerPeople]]


class TrackersSettings(QObject):
    """The section's controller.

    Attributes:
        section: what Settings shows.
    """

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, secrets: SecretStore, host: QWidget
    ) -> None:
        """Build the section; `reload` reads. Dialogs open over `host`."""
        super().__init__(host)
        self._session = session
        self._themes = themes
        self._secrets = secrets
        self._host = host
        self._accounts: dict[UUID, TrackerAccount] = {}
        self._people: dict[UUID, TrackerPeople] = {}
        self._lasts = True
        self.section = TrackersSection(themes)
        self.section.add_wanted.connect(self.add)
        self.section.edit_wanted.connect(self.edit)
        self.section.test_wanted.connect(self._on_test_wanted)
        self.section.remove_wanted.connect(self._on_remove_wanted)

    def reload(self) -> None:
        """Read the accounts, and where their secrets are."""
        secrets = self._secrets

        def work(library: Library, _context: TaskContext) -> _Read:
            lasts = secrets.lasts()
            accounts = library.trackers.accounts()
            views = tuple(
                AccountView(
                    one,
                    _where(
                        one,
                        known=secrets.get(one.id) is not None,
                        lasts=lasts and not secrets.is_for_session(one.id),
                    ),
                )
                for one in accounts
            )
            people = {one.id: library.trackers.people(one.id) for one in accounts}
            return views, lasts, people

        # Not in the store lane: a keyring may wait for its owner.
        self._session.background(self, work, self._show)

    def _show(self, read: _Read) -> None:
        views, self._lasts, self._people = read
        self._accounts = {view.account.id: view.account for view in views}
        self.section.show_accounts(views)

    @Slot()
    def add(self) -> AccountDialog:
        """Ask for a new account."""
        return self._ask(None)

    @Slot(object)
    def edit(self, id: UUID) -> AccountDialog | None:
        """Change an account."""
        account = self._accounts.get(id)
        return self._ask(account) if account is not None else None

    def _ask(self, account: TrackerAccount | None) -> AccountDialog:
        known = self._people.get(account.id) if account is not None else None
        dialog = AccountDialog(account, self._themes, self._host, lasts=self._lasts, people=known)

        def submit(wanted: TrackerAccount, secret: str, people: TrackerPeople) -> None:
            self._save(dialog, wanted, secret, people if people != known else None)

        def test(wanted: TrackerAccount, secret: str) -> None:
            self._test(
                wanted,
                secret,
                lambda name: dialog.show_tested(_connected(wanted, name)),
                lambda error: dialog.show_tested(str(error), failed=True),
                dialog,
            )

        dialog.submitted.connect(submit)
        dialog.test_wanted.connect(test)
        dialog.open()
        return dialog

    def _save(
        self,
        dialog: AccountDialog,
        account: TrackerAccount,
        secret: str,
        people: TrackerPeople | None,
    ) -> None:
        """Store it; `people` where they were changed, so that what is learned meanwhile stays."""

        def work(library: Library) -> Changes:
            from models.operations.tracker_accounts import (  # noqa: PLC0415  (SQLAlchemy)
                save_account,
            )
            from models.operations.tracker_people import set_people  # noqa: PLC0415

            changes = save_account(library, account)
            if people is None:
                return changes
            return changes.merged(set_people(library, account.id, people))

        def saved(_changes: Changes) -> None:
            dialog.accept()
            self._keep(account, secret)

        def refused(error: Exception) -> None:
            if isinstance(error, UserError):
                dialog.banner.say_error(error)

        self._session.perform(dialog, work, saved, failed=refused)

    def _keep(self, account: TrackerAccount, secret: str) -> None:
        if not secret:
            self.reload()
            return
        secrets = self._secrets
        self._session.runner.run(
            lambda _context: secrets.keep(account.id, secret),
            lane="background",
            owner=self,
            done=lambda lasts: self._on_kept(lasts=lasts),
        )

    def _on_kept(self, *, lasts: bool) -> None:
        if self._lasts and not lasts:
            words = "The keyring did not take it; it is kept until Afterword ends."
            self._session.notice.emit(Notice(words, "warning"))
        self.reload()

    @Slot(object)
    def _on_test_wanted(self, id: UUID) -> None:
        account, row = self._accounts.get(id), self.section.rows.get(id)
        if account is None or row is None:
            return
        row.say("Asking…", "information")

        def say(text: str, *, failed: bool) -> None:
            shown = self.section.rows.get(id)
            if shown is not None:
                shown.say(text, "error" if failed else "done")

        self._test(
            account,
            "",
            lambda name: say(_connected(account, name), failed=False),
            lambda error: say(str(error), failed=True),
            self,
        )

    def _test(
        self,
        account: TrackerAccount,
        secret: str,
        done: Callable[[str], None],
        failed: Callable[[Exception], None],
        owner: QObject,
    ) -> None:
        secrets = self._secrets

        def work(_context: TaskContext) -> str:
            from exporters.trackers.connecting import open_tracker  # noqa: PLC0415  (requests)

            with open_tracker(account, secret or secrets.get(account.id)) as tracker:
                return tracker.check()

        self._session.runner.run(work, lane="background", owner=owner, done=done, failed=failed)

    @Slot(object)
    def _on_remove_wanted(self, id: UUID) -> None:
        account = self._accounts.get(id)
        if account is None:
            return
        ask(
            self._host,
            self._themes,
            title=f"Remove {account.name}?",
            text="Its token is forgotten on this computer, and what waits to be sent there is"
            " dropped. Issues that were made stay, and action items keep their keys.",
            confirm="Remove",
            danger=True,
            confirmed=lambda: self._remove(id),
        )

    def _remove(self, id: UUID) -> None:
        secrets = self._secrets

        def work(library: Library) -> Changes:
            from models.operations.tracker_accounts import (  # noqa: PLC0415  (SQLAlchemy)
                remove_account,
            )

            return remove_account(library, id)

        def removed(_changes: Changes) -> None:
            self._session.runner.run(
                lambda _context: secrets.forget(id),
                lane="background",
                owner=self,
                done=lambda _nothing: self.reload(),
            )

        self._session.perform(self, work, removed)


def _where(account: TrackerAccount, *, known: bool, lasts: bool) -> str:
    what = "token" if account.kind is not TrackerKind.WEBHOOK else "address"
    if not known:
        return f"no {what} on this computer"
    return f"{what} in the keyring" if lasts else f"{what} kept until Afterword ends"


def _connected(account: TrackerAccount, name: str) -> str:
    return f"Connected as {name}; {account.project} was found."
