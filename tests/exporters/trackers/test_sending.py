"""Push, pull, close, disagree, and everything that can go wrong, against the vendors' documents."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from werkzeug.wrappers import Response

from exporters.trackers.planning import plan_issues
from exporters.trackers.pulling import pull
from exporters.trackers.sending import CLAIM, SyncProgress, send_outbox
from models.incident import ActionItem, Incident
from models.operations.actions import close_action_item, set_action_status, set_due_date
from models.operations.incidents import purge_incident, save_incident, trash_incident
from models.operations.tracker_accounts import save_account
from models.operations.tracker_outbox import queue_issues
from models.operations.tracker_sync import resolve_conflict
from models.trackers import SyncedField, TrackerAccount, TrackerKind
from models.vocabulary import ActionStatus, Severity
from tests.exporters.trackers.contract_server import FakeGitHub, FakeJira, as_json
from tests.exporters.trackers.tracked import DUE, account_on, connecting, fill

if TYPE_CHECKING:
    from exporters.trackers.sending import SendReport
    from models.library import Library
    from tests.conftest import TickingClock

Vendor = FakeJira | FakeGitHub


def push(library: Library, account: TrackerAccount, outage: Incident) -> SendReport:
    queue_issues(library, account.id, outage.id, [one.id for one in outage.action_items])
    return send_outbox(library, connecting())


def items(library: Library, outage: Incident) -> tuple[ActionItem, ...]:
    return library.incidents.get(outage.id).action_items


def close_there(vendor: Vendor, number: int) -> None:
    if isinstance(vendor, FakeJira):
        vendor.change(f"PAY-{number}", status=("Done", "done"), assignee={"displayName": "Ada"})
    else:
        vendor.change(number, state="closed", state_reason="completed")


def is_closed_there(vendor: Vendor, number: int) -> bool:
    if isinstance(vendor, FakeJira):
        return bool(vendor.issues[f"PAY-{number}"]["status"][1] == "done")
    return bool(vendor.issues[number - 1]["state"] == "closed")


def test_each_action_item_becomes_one_issue_and_carries_it(
    vendor: Vendor, library: Library, account: TrackerAccount, outage: Incident
) -> None:
    told: list[SyncProgress] = []
    queue_issues(library, account.id, outage.id, [one.id for one in outage.action_items])
    report = send_outbox(library, connecting(), progress=told.append)
    assert [one.outcome for one in report.items] == ["created"] * 3
    assert [(one.done, one.total) for one in told] == [(0, 3), (1, 3), (2, 3)]
    first = items(library, outage)[0]
    assert first.tracker_key == report.items[0].key
    assert report.items[0].url.startswith("http")
    assert library.trackers.not_pushed() == 0
    assert push(library, account, outage).items == ()
    assert len(vendor.issues) == 3


def test_the_preview_says_what_would_be_made_of_each_item(
    library: Library, account: TrackerAccount, outage: Incident
) -> None:
    first, second, _third = (one.id for one in outage.action_items)
    set_action_status(library, first, ActionStatus.WONT_DO, reason="Too dear")
    set_due_date(library, second, None)
    queue_issues(library, account.id, outage.id, [second])
    plan = plan_issues(library, outage.id)
    assert [one.reason for one in plan] == ["won't do", "waits to be sent", ""]
    assert plan[1].warning == "No due date"
    assert "Root cause:\nNo index." in plan[2].issue.body
    assert plan[2].issue.due_on == DUE


def test_offline_everything_waits_and_goes_out_later(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    vendor.queued.append(Response("", 500))
    report = push(library, account, outage)
    assert [one.outcome for one in report.items] == ["waiting"] * 3
    assert all("trouble" in one.problem for one in report.items)
    assert library.trackers.not_pushed() == 3
    assert send_outbox(library, connecting()).count("created") == 3
    assert len(vendor.issues) == 3


def test_a_lost_answer_is_looked_for_before_anything_is_sent_again(
    vendor: Vendor,
    library: Library,
    outage: Incident,
    account: TrackerAccount,
    clock: TickingClock,
) -> None:
    queue_issues(library, account.id, outage.id, [outage.action_items[0].id])

    def cut(_progress: SyncProgress) -> None:
        vendor.cut_after = "POST"

    report = send_outbox(library, connecting(), progress=cut)
    assert [one.outcome for one in report.items] == ["waiting"]
    assert len(vendor.issues) == 1
    again = send_outbox(library, connecting())
    assert [one.outcome for one in again.items] == ["waiting"]
    clock.advance(CLAIM)
    assert send_outbox(library, connecting()).count("created") == 1
    assert len(vendor.issues) == 1


@pytest.mark.parametrize(
    ("answer", "words", "outcome"),
    [
        (Response("{}", 401), "does not accept the token", "failed"),
        (Response("{}", 403), "does not let this account", "failed"),
        (Response("{}", 404), "does not have it", "failed"),
        (Response("{}", 500), "is in trouble (500)", "waiting"),
        (Response("<html>login</html>", 200), "not JSON", "failed"),
        (as_json({"odd": True}), "The answer", "failed"),
        (Response("{}", 429, headers={"Retry-After": "0"}), "slow down", "waiting"),
    ],
)
def test_each_trouble_has_its_own_words_and_loses_nothing(
    vendor: Vendor,
    library: Library,
    outage: Incident,
    account: TrackerAccount,
    answer: Response,
    words: str,
    outcome: str,
) -> None:
    copies = 4 if answer.status_code == 429 else 1
    for _ in range(copies):
        vendor.queued.append(
            Response(answer.get_data(), answer.status_code, headers=answer.headers)
        )
    queue_issues(library, account.id, outage.id, [outage.action_items[0].id])
    (sent,) = send_outbox(library, connecting()).items
    assert (sent.outcome, words in sent.problem) == (outcome, True), sent.problem
    assert library.trackers.outbox()[0].problem == sent.problem


def test_a_rate_limit_is_waited_out(
    vendor: Vendor,
    library: Library,
    outage: Incident,
    account: TrackerAccount,
    clock: TickingClock,
) -> None:
    queue_issues(library, account.id, outage.id, [outage.action_items[0].id])

    def limit(_progress: SyncProgress) -> None:
        vendor.limit_post = 600

    assert send_outbox(library, connecting(), progress=limit).count("waiting") == 1
    assert send_outbox(library, connecting()).count("waiting") == 1
    posts = [one for one in vendor.requests if one[0] == "POST"]
    assert len(posts) == 1
    clock.advance(timedelta(seconds=600))
    assert send_outbox(library, connecting()).count("created") == 1


def test_without_a_token_everything_waits(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    queue_issues(library, account.id, outage.id, [one.id for one in outage.action_items])
    report = send_outbox(library, connecting(None))
    assert report.count("waiting") == 3
    assert "Settings" in report.items[0].problem
    assert vendor.requests == []
    assert pull(library, connecting(None)).accounts == ()


def test_stopping_leaves_the_rest_in_the_outbox(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    queue_issues(library, account.id, outage.id, [one.id for one in outage.action_items])
    asked = iter([False, True])
    report = send_outbox(library, connecting(), cancelled=lambda: next(asked))
    assert report.cancelled
    assert (report.count("created"), library.trackers.not_pushed()) == (1, 2)


def test_two_who_push_at_once_make_each_issue_once(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    queue_issues(library, account.id, outage.id, [one.id for one in outage.action_items])
    with ThreadPoolExecutor(2) as both:
        reports = list(both.map(lambda _one: send_outbox(library, connecting()), range(2)))
    assert sum(report.count("created") for report in reports) == 3
    assert len(vendor.issues) == 3
    assert library.trackers.not_pushed() == 0


def test_an_item_that_was_removed_meanwhile_is_nobodys_issue(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    queue_issues(library, account.id, outage.id, [one.id for one in outage.action_items])

    def purge(_progress: SyncProgress) -> None:
        if library.incidents.ids():
            trash_incident(library, outage.id)
            purge_incident(library, outage.id)

    assert send_outbox(library, connecting(), progress=purge).items == ()
    assert len(vendor.issues) == 0
    assert library.trackers.outbox() == []


def test_an_item_that_was_closed_before_it_was_sent_gets_no_issue(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    queue_issues(library, account.id, outage.id, [outage.action_items[0].id])
    close_action_item(library, outage.action_items[0].id)
    assert send_outbox(library, connecting()).items == ()
    assert len(vendor.issues) == 0
    assert library.trackers.not_pushed() == 0


def test_closing_there_closes_here(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    push(library, account, outage)
    close_there(vendor, 2)
    report = pull(library, connecting())
    assert (report.changed, report.accounts[0].asked, report.accounts[0].problem) == (1, 3, "")
    assert report.changes.actions
    assert items(library, outage)[1].status is ActionStatus.DONE
    assert pull(library, connecting()).changed == 0


def test_a_severe_incidents_item_closed_there_comes_without_evidence(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    push(library, account, outage)
    close_there(vendor, 2)
    pull(library, connecting())
    now = library.incidents.get(outage.id)
    assert now.action_items[1].status_reason == ""
    done_on = now.action_items[1].completed_on
    assert done_on is not None
    moment = datetime(done_on.year, done_on.month, done_on.day, 12, tzinfo=UTC)
    assert library.actions.without_evidence(as_of=moment) == 1
    save_incident(library, replace(now, severity=Severity.SEV_3))
    close_there(vendor, 1)
    pull(library, connecting())
    assert "is “" in items(library, outage)[0].status_reason


def test_closing_and_opening_here_does_the_same_there(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    push(library, account, outage)
    close_action_item(library, outage.action_items[0].id)
    assert library.trackers.not_pushed() == 1
    assert [one.outcome for one in send_outbox(library, connecting()).items] == ["updated"]
    assert is_closed_there(vendor, 1)
    assert pull(library, connecting()).changed == 0
    set_action_status(library, outage.action_items[0].id, ActionStatus.OPEN)
    assert send_outbox(library, connecting()).count("updated") == 1
    assert not is_closed_there(vendor, 1)
    assert library.trackers.not_pushed() == 0


def test_a_due_date_moves_there_where_there_is_one(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    push(library, account, outage)
    set_due_date(library, outage.action_items[0].id, date(2025, 4, 1), reason="Busy")
    send_outbox(library, connecting())
    if isinstance(vendor, FakeJira):
        assert vendor.issues["PAY-1"]["duedate"] == "2025-04-01"
    assert library.trackers.not_pushed() == 0
    assert pull(library, connecting()).conflicts == ()
    assert items(library, outage)[0].due_on == date(2025, 4, 1)


@pytest.mark.parametrize("keep", ["here", "there"])
def test_what_changed_on_both_sides_is_for_a_person(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount, keep: str
) -> None:
    push(library, account, outage)
    item = outage.action_items[0].id
    set_action_status(library, item, ActionStatus.WONT_DO, reason="Too dear")
    close_there(vendor, 1)
    assert send_outbox(library, connecting()).items == ()
    (conflict,) = pull(library, connecting()).conflicts
    assert (conflict.field, conflict.here, conflict.there) == (
        SyncedField.STATUS,
        "won't do",
        "done",
    )
    resolve_conflict(library, item, SyncedField.STATUS, "here" if keep == "here" else "there")
    assert send_outbox(library, connecting()).count("updated") == (keep == "here")
    assert pull(library, connecting()).conflicts == ()
    expected = ActionStatus.WONT_DO if keep == "here" else ActionStatus.DONE
    assert items(library, outage)[0].status is expected


def test_an_issue_that_is_gone_is_named(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    push(library, account, outage)
    key = items(library, outage)[2].tracker_key
    if isinstance(vendor, FakeJira):
        del vendor.issues["PAY-3"]
    else:
        vendor.issues.pop()
    report = pull(library, connecting())
    assert report.accounts[0].missing == (key,)
    close_action_item(library, outage.action_items[2].id)
    (sent,) = send_outbox(library, connecting()).items
    assert sent.outcome == "failed"
    assert str(key) in sent.problem


def test_one_account_that_fails_keeps_no_other_from_being_asked(
    vendor: Vendor, library: Library, outage: Incident, account: TrackerAccount
) -> None:
    push(library, account, outage)
    other = fill_other(library)
    report = pull(library, connecting())
    assert {one.name: bool(one.problem) for one in report.accounts} == {
        account.name: False,
        other: True,
    }


def fill_other(library: Library) -> str:
    """A second account where nobody listens, and an item with a key of its project."""
    gone = TrackerAccount(
        kind=TrackerKind.JIRA, name="Gone", base_url="http://127.0.0.1:9", project="GONE"
    )
    save_account(library, gone)
    item = ActionItem(number=1, title="x", tracker_key="GONE-1")
    save_incident(library, replace(Incident(key="INC-9", title="y"), action_items=(item,)))
    return gone.name


def test_jira_gets_fields_of_ones_own(library: Library, vendors: dict[str, Vendor]) -> None:
    jira = vendors["jira"]
    assert isinstance(jira, FakeJira)
    jira.issues.clear()
    account = account_on(jira)
    outage = fill(library, account, items=1)
    push(library, account, outage)
    assert jira.issues["PAY-1"]["customfield_10042"] == "SEV-1"
    assert "POSTMORTEM-FINAL" in jira.issues["PAY-1"]["labels"]
    assert jira.violations == []
