"""A window over a library with an account, everything done at once, and nobody's keyring."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from desktop.notices import Notice
from desktop.trackers.controller import TrackerController
from desktop.trackers.secrets import SecretStore
from desktop.window import MainWindow
from tests.exporters.trackers.contract_server import SECRET, FakeJira
from tests.exporters.trackers.tracked import account_on, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident
    from models.library import Library
    from models.trackers import TrackerAccount


class FakeKeyring:
    """What the operating system would do."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@dataclass
class Shown:
    """The window, its controller, and every toast that it showed."""

    window: MainWindow
    trackers: TrackerController
    secrets: SecretStore
    notices: list[Notice] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)


@pytest.fixture(scope="session")
def jira_server() -> Iterator[FakeJira]:
    made = FakeJira()
    yield made
    made.close()


@pytest.fixture
def jira(jira_server: FakeJira) -> Iterator[FakeJira]:
    """An empty Jira; nothing that was said broke its document."""
    jira_server.issues.clear()
    jira_server.requests.clear()
    jira_server.queued.clear()
    yield jira_server
    assert jira_server.violations == []


@pytest.fixture
def account(jira: FakeJira) -> TrackerAccount:
    return account_on(jira)


@pytest.fixture
def outage(library: Library, account: TrackerAccount) -> Incident:
    """An incident with three open action items."""
    return fill(library, account)


@pytest.fixture
def shown(
    qtbot: QtBot,
    session: LibrarySession,
    themes: ThemeSource,
    account: TrackerAccount,
    outage: Incident,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shown]:
    """The window with the library open and the account's token known for the session."""
    window = MainWindow(themes)
    qtbot.addWidget(window)
    secrets = SecretStore(lambda: None)
    secrets.keep(account.id, SECRET)
    controller = TrackerController(window, themes, secrets)
    made = Shown(window, controller, secrets)
    controller.waiting_changed.connect(made.counts.append)
    controller.waiting_changed.connect(window.status.set_not_pushed)
    show = window.show_notice

    def told(notice: Notice) -> None:
        made.notices.append(notice)
        show(notice)

    monkeypatch.setattr(window, "show_notice", told)
    session.notice.connect(told)
    window.show()
    controller.attach(session)
    session.open()
    yield made
    controller.attach(None)
