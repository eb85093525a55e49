"""`afterword push` and `afterword pull`, against a vendor's document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from werkzeug.wrappers import Response

from models.library import Library
from models.operations.actions import close_action_item
from models.operations.tracker_accounts import save_account
from models.trackers import TrackerAccount, TrackerKind
from tests.exporters.trackers.contract_server import SECRET, FakeJira
from tests.exporters.trackers.tracked import account_on, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.desktop.command_line.conftest import Answer


@pytest.fixture(scope="module")
def server() -> Iterator[FakeJira]:
    made = FakeJira()
    yield made
    made.close()


@pytest.fixture
def jira(server: FakeJira) -> Iterator[FakeJira]:
    server.issues.clear()
    server.requests.clear()
    yield server
    assert server.violations == []


@pytest.fixture
def tracked(home: Path, jira: FakeJira, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library that the program works on, with two action items without issues."""
    monkeypatch.setenv("AFTERWORD_TOKEN", SECRET)
    location = home / "home.afterword"
    with Library.create(location) as library:
        fill(library, account_on(jira), items=2)
    return location


@pytest.mark.usefixtures("tracked")
def test_a_dry_run_says_what_would_be_made_and_sends_nothing(
    afterword: Callable[..., Answer], jira: FakeJira
) -> None:
    answer = afterword("push", "INC-2025-034", "--to", "jira", "--dry-run", "--json")
    assert answer.code == 0
    assert [one["title"] for one in answer.json["items"]] == ["Item 1 <b>", "Item 2 <b>"]
    shown = afterword("push", "inc-2025-034", "--to", "jira", "--dry-run")
    assert "would be created" in shown.out
    assert jira.requests == []


@pytest.mark.usefixtures("tracked")
def test_a_push_makes_the_issues_once(afterword: Callable[..., Answer], jira: FakeJira) -> None:
    answer = afterword("push", "INC-2025-034", "--to", "jira")
    assert answer.code == 0
    assert "2 created, 0 kept for later" in answer.out
    again = afterword("push", "INC-2025-034", "--to", "jira", "--json")
    assert (again.code, again.json["items"]) == (0, [])
    assert len(jira.issues) == 2
    assert SECRET not in answer.out + answer.err


@pytest.mark.usefixtures("tracked")
def test_what_does_not_arrive_is_a_finding_and_waits(
    afterword: Callable[..., Answer], jira: FakeJira
) -> None:
    jira.queued.append(Response("{}", 401))
    answer = afterword("push", "INC-2025-034", "--to", "jira", "--json")
    assert answer.code == 1
    assert {one["outcome"] for one in answer.json["items"]} == {"failed"}
    assert "does not accept the token" in answer.json["items"][0]["problem"]
    assert afterword("pull", "--send", "--json").json["not_pushed"] == 0
    assert len(jira.issues) == 2


def test_a_pull_brings_news_and_with_send_takes_them_there(
    afterword: Callable[..., Answer], jira: FakeJira, tracked: Path
) -> None:
    afterword("push", "INC-2025-034", "--to", "jira")
    jira.change("PAY-1", status=("Done", "done"))
    answer = afterword("pull")
    assert (answer.code, "2 asked for, 1 changed" in answer.out) == (0, True)
    with Library.open(tracked) as library:
        close_action_item(library, library.actions.find_id(2))
    assert afterword("pull", "--json").json["not_pushed"] == 1
    sent = afterword("pull", "--send", "--json")
    assert [one["outcome"] for one in sent.json["sent"]] == ["updated"]
    assert jira.issues["PAY-2"]["status"][1] == "done"


def test_a_conflict_and_a_missing_issue_are_findings(
    afterword: Callable[..., Answer], jira: FakeJira, tracked: Path
) -> None:
    afterword("push", "INC-2025-034", "--to", "jira")
    with Library.open(tracked) as library:
        close_action_item(library, library.actions.find_id(1))
    jira.change("PAY-1", status=("Won't do", "done"))
    del jira.issues["PAY-2"]
    answer = afterword("pull")
    assert answer.code == 1
    assert "status is “done” here, “won't do” there" in answer.out
    assert "not there: PAY-2" in answer.out


@pytest.mark.usefixtures("tracked")
def test_slack_is_told_with_counts(
    afterword: Callable[..., Answer], jira: FakeJira, tracked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = TrackerAccount(kind=TrackerKind.WEBHOOK, name="#postmortems", base_url=jira.url)
    with Library.open(tracked) as library:
        save_account(library, account)
    text = afterword("push", "INC-2025-034", "--to", "slack", "--dry-run").out
    assert "Postmortem INC-2025-034 published" in text
    assert "Action items: 2. Please review and prioritize." in text
    month = afterword("push", "--month", "2025-02", "--to", "slack", "--dry-run", "--json").json
    assert month["text"].startswith("*Incident trend, February 2025*")
    monkeypatch.setenv("AFTERWORD_TOKEN", f"{jira.url}/services/T0/{SECRET}")
    jira.queued.append(Response("ok"))
    assert "Sent to #postmortems." in afterword("push", "INC-2025-034", "--to", "slack").out
    jira.queued.append(Response("", 503))
    kept = afterword("push", "INC-2025-034", "--to", "slack")
    assert (kept.code, "Kept for later: " in kept.out) == (1, True)
    jira.queued.append(Response("ok"))
    assert "#postmortems: message sent" in afterword("pull", "--send").out
    monkeypatch.setenv("AFTERWORD_TOKEN", f"https://elsewhere.test/{SECRET}")
    refused = afterword("push", "INC-2025-034", "--to", "slack")
    assert (refused.code, SECRET in refused.err) == (2, False)


@pytest.mark.usefixtures("tracked")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("push", "--to", "jira"), "key of an incident"),
        (("push", "INC-2025-034", "--to", "github"), "no account"),
        (("push", "INC-2025-034", "--to", "jira", "--account", "x"), "called “x”"),
        (("push", "INC-1", "--to", "jira"), "INC-1"),
        (("push", "--month", "2025-02", "--to", "jira"), "Slack only"),
        (("push", "INC-2025-034", "--to", "fax"), "invalid choice"),
    ],
)
def test_wrong_usage_is_said_plainly(
    afterword: Callable[..., Answer], arguments: tuple[str, ...], words: str
) -> None:
    answer = afterword(*arguments)
    assert (answer.code, words in answer.err) == (2, True), answer.err


@pytest.mark.usefixtures("tracked")
def test_without_a_token_nothing_is_sent(
    afterword: Callable[..., Answer], jira: FakeJira, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AFTERWORD_TOKEN")
    answer = afterword("push", "INC-2025-034", "--to", "jira")
    assert (answer.code, "not known on this computer" in answer.out) == (1, True)
    assert jira.requests == []
