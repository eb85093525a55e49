"""Messages to webhooks: each arrives once, and what does not get through is kept and said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from werkzeug.wrappers import Response

from exporters.trackers import failures
from exporters.trackers.telling import tell, tell_waiting
from models.operations.tracker_accounts import remove_account, save_account
from models.operations.waiting_messages import drop_messages, queue_message
from models.trackers import TrackerAccount, TrackerKind
from models.waiting_messages import WaitingMessage
from tests.exporters.trackers.contract_server import FakeGitHub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.library import Library
    from tests.conftest import TickingClock

PATH = "/services/T0/marker-part"


@pytest.fixture(scope="module")
def chat() -> Iterator[FakeGitHub]:
    """Whoever answers a POST with what is queued."""
    made = FakeGitHub()
    yield made
    made.close()


@pytest.fixture
def hook(chat: FakeGitHub, library: Library) -> TrackerAccount:
    chat.queued.clear()
    chat.requests.clear()
    account = TrackerAccount(kind=TrackerKind.WEBHOOK, name="#post", base_url=chat.url)
    save_account(library, account)
    return account


@pytest.fixture
def address(chat: FakeGitHub) -> Callable[[TrackerAccount], str]:
    return lambda _account: chat.url + PATH


def nowhere(account: TrackerAccount) -> str:
    return account.base_url + PATH


@pytest.mark.parametrize(
    "answer", [Response("", 503), Response("", 429, headers={"Retry-After": "60"})]
)
def test_what_does_not_get_through_waits_and_is_sent_once(
    library: Library,
    chat: FakeGitHub,
    hook: TrackerAccount,
    address: Callable[[TrackerAccount], str],
    clock: TickingClock,
    answer: Response,
) -> None:
    chat.queued.append(answer)
    told = tell(library, address, hook, "as it was read")
    assert (told.outcome, bool(told.problem)) == ("waiting", True)
    assert [one.text for one in library.trackers.messages()] == ["as it was read"]
    assert library.trackers.not_pushed() == 1
    clock.advance(timedelta(seconds=61))
    chat.queued.append(Response("ok"))
    (sent,) = tell_waiting(library, address)
    assert (sent.outcome, sent.account) == ("sent", "#post")
    assert tell_waiting(library, address) == ()
    assert len(chat.requests) == 2
    assert library.trackers.not_pushed() == 0


def test_a_pause_that_was_asked_for_is_kept(
    library: Library,
    chat: FakeGitHub,
    hook: TrackerAccount,
    address: Callable[[TrackerAccount], str],
) -> None:
    chat.queued.append(Response("", 429, headers={"Retry-After": "600"}))
    tell(library, address, hook, "x")
    assert tell_waiting(library, address) == ()
    assert len(chat.requests) == 1


def test_nobody_listening_is_told_later(library: Library) -> None:
    gone = TrackerAccount(kind=TrackerKind.WEBHOOK, name="#gone", base_url="http://127.0.0.1:9")
    save_account(library, gone)
    assert tell(library, nowhere, gone, "x").outcome == "waiting"
    (again,) = tell_waiting(library, nowhere)
    assert again.outcome == "waiting"
    assert "marker-part" not in repr(library.trackers.messages())


def test_what_may_have_arrived_is_not_sent_again_by_itself(
    library: Library,
    chat: FakeGitHub,
    hook: TrackerAccount,
    address: Callable[[TrackerAccount], str],
) -> None:
    chat.queued.append(Response("", 200))
    chat.cut_queued = True
    with pytest.raises(failures.UnreachableError, match="may have arrived"):
        tell(library, address, hook, "x")
    assert library.trackers.messages() == []
    queue_message(library, hook, "y", problem="offline")
    chat.queued.append(Response("", 200))
    chat.cut_queued = True
    (held,) = tell_waiting(library, address)
    assert (held.outcome, "may have arrived" in held.problem) == ("held", True)
    assert tell_waiting(library, address) == ()


@pytest.mark.parametrize(
    ("status", "kind"), [(404, failures.NoSuchIssueError), (400, failures.RefusedError)]
)
def test_what_waiting_does_not_help_is_said_at_once(
    library: Library,
    chat: FakeGitHub,
    hook: TrackerAccount,
    address: Callable[[TrackerAccount], str],
    status: int,
    kind: type[Exception],
) -> None:
    chat.queued.append(Response("", status))
    with pytest.raises(kind):
        tell(library, address, hook, "x")
    with pytest.raises(failures.MissingSecretError):
        tell(library, lambda _account: None, hook, "x")
    assert library.trackers.messages() == []
    queue_message(library, hook, "y", problem="offline")
    chat.queued.append(Response("", status))
    (held,) = tell_waiting(library, address)
    assert held.outcome == "held"
    assert tell_waiting(library, address) == ()


def test_messages_of_a_removed_webhook_are_dropped(
    library: Library, hook: TrackerAccount, address: Callable[[TrackerAccount], str]
) -> None:
    queue_message(library, hook, "y", problem="offline")
    remove_account(library, hook.id)
    assert tell_waiting(library, address) == ()
    assert library.trackers.messages() == []


def test_a_message_can_be_dropped(library: Library, hook: TrackerAccount) -> None:
    queue_message(library, hook, "y", problem="offline")
    (waiting,) = library.trackers.messages()
    assert WaitingMessage.from_json(waiting.to_json()) == waiting
    assert WaitingMessage.from_json({"id": 3}) is None
    assert drop_messages(library, {waiting.id}).last
    assert not drop_messages(library, {waiting.id}).last


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://chat.example.test/x", "ftp://x/y"])
def test_addresses_that_nothing_is_sent_to_are_refused(library: Library, url: str) -> None:
    base = "https://chat.example.test"
    hook = TrackerAccount(kind=TrackerKind.WEBHOOK, name="#post", base_url=base)
    save_account(library, hook)
    with pytest.raises(failures.ForbiddenAddressError) as refused:
        tell(library, lambda _account: url, hook, "x")
    assert "/etc/passwd" not in str(refused.value)
