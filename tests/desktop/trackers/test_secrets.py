"""Where tokens are, and where they never are."""

from __future__ import annotations

import logging
import sys
import traceback
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from typing_extensions import override
from werkzeug.wrappers import Response

from desktop.crash import crash_report
from desktop.trackers.exchange import exchange, tell
from desktop.trackers.secrets import SecretStore, find_keyring
from desktop.trackers.tokens import Tokens
from exporters.trackers.connecting import open_tracker
from exporters.trackers.failures import TrackerError
from models.operations.actions import close_action_item
from models.operations.tracker_accounts import save_account
from models.operations.tracker_outbox import queue_issues
from models.trackers import TrackerAccount, TrackerKind
from tests.desktop.trackers.conftest import FakeKeyring
from tests.exporters.trackers.contract_server import SECRET, FakeJira
from tests.exporters.trackers.tracked import account_on, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.tasks import TaskRunner
    from models.library import Library


class Locked(FakeKeyring):
    """A keyring that its owner does not unlock."""

    def __init__(self, error: type[Exception]) -> None:
        super().__init__()
        self.error = error
        self.priority = 5

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error

    @override
    def delete_password(self, service: str, username: str) -> None:
        raise self.error


def test_a_secret_goes_into_the_keyring_and_can_be_forgotten() -> None:
    ring, id = FakeKeyring(), uuid4()
    store = SecretStore(lambda: ring)
    assert store.lasts()
    assert store.get(id) is None
    assert store.keep(id, SECRET)
    assert list(ring.kept.values()) == [SECRET]
    assert SecretStore(lambda: ring).get(id) == SECRET
    store.forget(id)
    store.forget(id)
    assert (ring.kept, store.get(id)) == ({}, None)


def test_without_a_keyring_it_lives_as_long_as_the_store() -> None:
    store, id = SecretStore(lambda: None), uuid4()
    assert not store.lasts()
    assert not store.keep(id, SECRET)
    assert store.get(id) == SECRET
    assert SECRET not in repr(store)
    assert SecretStore(lambda: None).get(id) is None
    store.forget(id)
    assert store.get(id) is None


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The `keyring` package as it would be installed, with a backend to choose."""

    class KeyringError(Exception):
        """Its base of errors."""

    package, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    holder = SimpleNamespace(error=KeyringError, backend=Locked(KeyringError))
    package.get_keyring = lambda: holder.backend  # type: ignore[attr-defined]
    errors.KeyringError = KeyringError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", package)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return holder


def test_a_locked_keyring_falls_back_to_the_session(installed: SimpleNamespace) -> None:
    store, id = SecretStore(find_keyring), uuid4()
    assert not store.keep(id, SECRET)
    assert store.get(id) == SECRET
    store.forget(id)
    assert store.get(id) is None
    installed.backend.priority = 0
    assert find_keyring() is None


@pytest.mark.parametrize("error", [ModuleNotFoundError, RuntimeError, OSError])
def test_a_keyring_that_cannot_be_set_up_is_none(
    installed: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def broken() -> None:
        raise error

    assert find_keyring() is not None
    monkeypatch.setattr(sys.modules["keyring"], "get_keyring", broken)
    assert find_keyring() is None
    monkeypatch.setattr(sys.modules["keyring"], "get_keyring", lambda: Locked(error))
    store, id = SecretStore(find_keyring), uuid4()
    assert store.lasts()
    assert not store.keep(id, SECRET)
    assert store.is_for_session(id)
    assert installed.backend


def test_the_package_that_is_not_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert find_keyring() is None


def test_a_command_asks_keyring_environment_and_person_in_this_order() -> None:
    account = TrackerAccount(kind=TrackerKind.JIRA, name="Pay", base_url="", project="PAY")
    store, asked = SecretStore(lambda: None), list[str]()

    def ask(question: str) -> str:
        asked.append(question)
        return "typed"

    assert Tokens(store, None, None).token(account) is None
    assert Tokens(store, ask, "from-environment").token(account) == "from-environment"
    assert Tokens(store, ask, None).token(account) == "typed"
    assert Tokens(store, ask, "x").token(account) == "typed"
    assert asked == ["Token of “Pay”: "]


@pytest.fixture
def server() -> Any:
    made = FakeJira()
    yield made
    made.close()


def _broken(tracker: Any) -> None:
    """A bug while a token is at hand."""
    tracker.create(None)


def _shown_of(library: Library) -> str:
    trackers = library.trackers
    return repr((trackers.outbox(), trackers.messages(), trackers.accounts()))


def _troubles(*works: Callable[[], object]) -> list[str]:
    """The crash report and the traceback of each."""
    told = []
    for work in works:
        try:
            work()
        except (TrackerError, AttributeError) as error:
            told += [crash_report(error, version="1"), "".join(traceback.format_exception(error))]
    return told


def test_the_marker_is_nowhere_after_a_full_run(
    library: Library,
    runner: TaskRunner,
    server: FakeJira,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    account = account_on(server)
    outage = fill(library, account)
    hook = TrackerAccount(kind=TrackerKind.WEBHOOK, name="#post", base_url=server.url)
    save_account(library, hook)
    secrets = SecretStore(lambda: None)
    secrets.keep(account.id, SECRET)
    secrets.keep(hook.id, f"{server.url}/services/{SECRET}")
    ids = tuple(one.id for one in outage.action_items)
    queue_issues(library, account.id, outage.id, ids)
    told: list[str] = []

    def run(*, ask: bool) -> None:
        runner.run(
            lambda context: exchange(library, secrets, context, only=None, ask=ask),
            lane="background",
            owner=runner,
            done=lambda report: told.append(repr(report)),
        )

    server.queued.append(Response("{}", 401))
    run(ask=False)
    run(ask=True)
    close_action_item(library, ids[0])
    server.queued.append(Response("no json"))
    run(ask=True)
    server.queued.append(Response("ok"))
    tell(library, secrets, hook, "hello")
    server.queued.append(Response("busy", 503))
    told.append(repr(tell(library, secrets, hook, "hello")))
    server.queued.append(Response("gone", 404))
    told += _troubles(
        lambda: tell(library, secrets, hook, "hello"),
        lambda: _broken(open_tracker(account, SECRET)),
    )
    backup = library.backup(tmp_path / "copy.afterword")
    told += [repr(secrets), repr(account), _shown_of(library), caplog.text, *capsys.readouterr()]
    assert len(server.issues) == 3
    assert backup.is_file()
    for one in (one for one in tmp_path.rglob("*") if one.is_file()):
        assert SECRET.encode() not in one.read_bytes(), one.name
    assert SECRET not in "".join(told)
