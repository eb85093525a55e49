"""Create, find again, read, close, and every way in which a tracker can say no."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from werkzeug.wrappers import Response

from exporters.trackers import failures
from exporters.trackers.github import GitHubClient
from exporters.trackers.jira import JiraClient
from exporters.trackers.push import push_once
from exporters.trackers.values import Credentials, NewIssue, TrackerAccount, TrackerKind
from exporters.trackers.webhook import publication_message, send_message
from models.vocabulary import ActionStatus
from tests.exporters.trackers.contract_server import (
    SECRET,
    ContractServer,
    FakeGitHub,
    FakeJira,
    as_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Client = JiraClient | GitHubClient


@pytest.fixture(scope="module")
def jira_server() -> Iterator[FakeJira]:
    server = FakeJira()
    yield server
    server.close()


@pytest.fixture(scope="module")
def github_server() -> Iterator[FakeGitHub]:
    server = FakeGitHub()
    yield server
    server.close()


@pytest.fixture(params=["jira", "github"])
def server(
    request: pytest.FixtureRequest, jira_server: FakeJira, github_server: FakeGitHub
) -> Iterator[FakeJira | FakeGitHub]:
    chosen: FakeJira | FakeGitHub = jira_server if request.param == "jira" else github_server
    chosen.issues.clear()
    chosen.requests.clear()
    yield chosen
    assert chosen.violations == []


def connect(server: ContractServer, secret: str = SECRET) -> Client:
    credentials = Credentials(user="ada@example.test", secret=secret)
    if isinstance(server, FakeJira):
        account = TrackerAccount(kind=TrackerKind.JIRA, base_url=server.url, project="PAY")
        return JiraClient(account, credentials)
    account = TrackerAccount(kind=TrackerKind.GITHUB, base_url=server.url, project="acme/payments")
    return GitHubClient(account, credentials)


def issue(marker: str = "0195a1c2-0000-7000-8000-000000000001") -> NewIssue:
    return NewIssue(
        marker=marker,
        title="Add index on `payment_methods.user_id`",
        body="From INC-2025-034, SEV-1.\n\nFull table scans.\nSee the postmortem. --> <b>",
        due_on=date(2025, 3, 18),
    )


def test_an_issue_is_made_and_found_again_by_its_marker(server: FakeJira | FakeGitHub) -> None:
    with connect(server) as client:
        made = push_once(client, issue())
        again = push_once(client, issue())
        other = push_once(client, issue("0195a1c2-0000-7000-8000-000000000002"))
    assert again.key == made.key != other.key
    assert made.status is ActionStatus.OPEN
    assert made.title == issue().title
    assert made.updated_at is not None
    assert made.updated_at.tzinfo is UTC
    assert len(server.issues) == 2


def test_an_answer_that_was_lost_makes_no_second_issue(server: FakeJira | FakeGitHub) -> None:
    with connect(server) as client:
        assert client.find(issue().marker) is None
        server.cut = 1
        with pytest.raises(failures.UnreachableError) as lost:
            client.create(issue())
        assert lost.value.was_sent
        assert push_once(client, issue()).title == issue().title
    assert len(server.issues) == 1


@pytest.mark.parametrize(
    ("done", "status"), [(True, ActionStatus.DONE), (False, ActionStatus.WONT_DO)]
)
def test_closing_here_closes_there(
    server: FakeJira | FakeGitHub, done: bool, status: ActionStatus
) -> None:
    with connect(server) as client:
        key = client.create(issue()).key
        client.close(key, done=done)
        (now,) = client.read([key])
    assert now.status is status


def test_reading_keeps_the_order_and_leaves_out_what_is_gone(server: FakeJira | FakeGitHub) -> None:
    with connect(server) as client:
        keys = [client.create(issue(str(number))).key for number in range(25)]
        gone = "PAY-999" if isinstance(server, FakeJira) else "acme/payments#999"
        read = client.read([*reversed(keys), gone])
    assert [one.key for one in read] == keys[::-1]


def test_a_due_date_travels_where_the_tracker_has_one(server: FakeJira | FakeGitHub) -> None:
    with connect(server) as client:
        made = client.create(issue())
    assert made.due_on == (date(2025, 3, 18) if isinstance(server, FakeJira) else None)


def test_bad_credentials_are_said_plainly_without_the_secret(
    server: FakeJira | FakeGitHub,
) -> None:
    with (
        connect(server, "wrong-secret") as client,
        pytest.raises(failures.BadCredentialsError) as told,
    ):
        client.check()
    assert "wrong-secret" not in str(told.value) + repr(Credentials(secret="wrong-secret"))
    server.violations.clear()


REFUSALS = [
    (as_json({"message": "no"}, 403), failures.NotAllowedError),
    (as_json({}, 404), failures.NoSuchIssueError),
    (as_json({"errors": {"summary": "too long"}}, 400), failures.RefusedError),
    (
        as_json({"message": "Validation Failed", "errors": [{"code": "invalid"}]}, 422),
        failures.RefusedError,
    ),
    (Response("boom", 500), failures.ServiceTroubleError),
    (as_json({}, 403, **{"X-RateLimit-Remaining": "0"}), failures.RateLimitedError),
    (Response("<html>log in</html>", 200), failures.OddAnswerError),
    (as_json([1, 2]), failures.OddAnswerError),
    (as_json({"id": 1}), failures.OddAnswerError),
    (
        Response(status=302, headers={"Location": "https://elsewhere.test/"}),
        failures.ForbiddenAddressError,
    ),
    (Response(status=302, headers={"Location": "/login"}), failures.OddAnswerError),
]


@pytest.mark.parametrize(("answer", "expected"), REFUSALS)
def test_every_refusal_has_its_own_plain_words(
    server: FakeJira | FakeGitHub, answer: Response, expected: type[failures.TrackerError]
) -> None:
    server.queued.append(Response(answer.get_data(), answer.status_code, headers=answer.headers))
    with connect(server) as client, pytest.raises(expected) as told:
        client.create(issue())
    assert told.value.message.endswith(".")
    assert SECRET not in str(told.value)
    assert server.requests[1:] == []


def test_a_rate_limit_says_how_long_to_wait(server: FakeJira | FakeGitHub) -> None:
    server.queued.append(Response("{}", 429, headers={"Retry-After": "17"}))
    with connect(server) as client, pytest.raises(failures.RateLimitedError) as told:
        client.create(issue())
    assert told.value.retry_after == 17
    assert "17 s" in str(told.value)


def test_reading_tries_again_when_the_service_stumbles(server: FakeJira | FakeGitHub) -> None:
    server.queued.append(Response("", 503, headers={"Retry-After": "0"}))
    with connect(server) as client:
        assert client.find("nothing") is None
    assert len(server.requests) == 2


def test_nobody_listening_is_said_plainly() -> None:
    account = TrackerAccount(kind=TrackerKind.JIRA, base_url="http://127.0.0.1:9", project="PAY")
    with (
        JiraClient(account, Credentials(secret=SECRET)) as client,
        pytest.raises(failures.UnreachableError) as told,
    ):
        client.create(issue())
    assert "cannot be reached" in str(told.value)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://jira.example.test",
        "ftp://example.test",
        "https://",
        "https://user:pass@example.test",
        "javascript:alert(1)",
        "",
    ],
)
def test_addresses_that_are_never_sent_to(address: str) -> None:
    account = TrackerAccount(kind=TrackerKind.JIRA, base_url=address, project="PAY")
    with pytest.raises(failures.ForbiddenAddressError):
        JiraClient(account, Credentials(secret=SECRET))


def test_a_repository_must_look_like_one() -> None:
    account = TrackerAccount(
        kind=TrackerKind.GITHUB, base_url="https://api.example.test", project="../../admin"
    )
    with pytest.raises(failures.RefusedError):
        GitHubClient(account, Credentials(secret=SECRET))


def test_a_key_of_another_repository_is_left_alone(github_server: FakeGitHub) -> None:
    github_server.issues.clear()
    with connect(github_server) as client:
        assert client.read(["other/place#1", "nonsense"]) == []
        with pytest.raises(failures.NoSuchIssueError):
            client.close("other/place#1", done=True)


def test_the_practices_message_is_escaped() -> None:
    text = publication_message("INC-1", "<!channel> & co", action_items=5)
    assert text == (
        "Postmortem INC-1 published: &lt;!channel&gt; &amp; co. "
        "Action items: 5. Please review and prioritize."
    )


def test_a_webhook_gets_the_text_and_never_shows_its_address(github_server: FakeGitHub) -> None:
    github_server.queued.append(Response("ok"))
    send_message(f"{github_server.url}/services/T0/secret-part", "hello")
    github_server.queued.append(Response("no_service", 404))
    with pytest.raises(failures.NoSuchIssueError) as told:
        send_message(f"{github_server.url}/services/T0/secret-part", "hello")
    assert "secret-part" not in str(told.value)
    with pytest.raises(failures.UnreachableError) as unreached:
        send_message("http://127.0.0.1:9/secret-part", "hello")
    assert "secret-part" not in str(unreached.value)
    assert unreached.value.__suppress_context__


def test_jql_and_markers_cannot_be_broken_out_of(jira_server: FakeJira) -> None:
    jira_server.issues.clear()
    with connect(jira_server) as client:
        assert client.find('x" OR project = "SECRET') is None
        assert client.read(['PAY-1") OR ("1" = "1']) == []
    assert jira_server.violations == []


def test_the_instant_of_the_last_change_is_utc(jira_server: FakeJira) -> None:
    jira_server.issues.clear()
    with connect(jira_server) as client:
        made = client.create(issue())
    assert made.updated_at == datetime(2025, 3, 19, 8, 40, tzinfo=UTC)
    assert json.dumps(jira_server.issues["PAY-1"]["description"]).count("hardBreak") == 1
