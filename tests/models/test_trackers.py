"""Tracker accounts, the outbox, and what both sides said last, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models.errors import BadInputError, ConflictError, NotFoundError
from models.operations.actions import close_action_item, set_action_status, set_due_date, set_owner
from models.operations.incidents import trash_incident
from models.operations.tracker_accounts import remove_account, save_account
from models.operations.tracker_outbox import claim, put_back, queue_changes, queue_issues, withdraw
from models.operations.tracker_sync import record_issue, resolve_conflict
from models.trackers import (
    MappedField,
    OutboxVerb,
    SyncedField,
    SyncedValues,
    TrackerAccount,
    TrackerIssue,
    TrackerKind,
)
from models.vocabulary import ActionStatus
from tests.models.examples import action, incident, saved

if TYPE_CHECKING:
    from models.incident import ActionItem, Incident
    from models.library import Library
    from tests.conftest import TickingClock

DUE = date(2025, 3, 18)
JIRA = TrackerAccount(
    kind=TrackerKind.JIRA,
    name="Payments",
    base_url="https://acme.example.test",
    project="PAY",
    user="ada@example.test",
    fields=((MappedField.SEVERITY, "customfield_1"),),
    statuses=(("Parked", ActionStatus.WONT_DO),),
)


def told(**fields: Any) -> TrackerIssue:
    given: dict[str, Any] = {
        "key": "PAY-7",
        "url": "https://acme.example.test/browse/PAY-7",
        "title": "Add an index",
        "status": ActionStatus.OPEN,
        "status_name": "To Do",
        "due_on": DUE,
        "updated_at": datetime(2025, 3, 19, 8, tzinfo=UTC),
    }
    return TrackerIssue(**(given | fields))


@pytest.fixture
def outage(library: Library) -> Incident:
    """One incident with two action items without issues, and one account."""
    save_account(library, JIRA)
    items = tuple(
        replace(action(number, title), tracker_key=None, due_on=DUE, status=ActionStatus.OPEN)
        for number, title in ((1, "Add an index"), (2, "Alert earlier"))
    )
    return saved(library, incident("INC-1", action_items=items))


def item_of(library: Library, outage: Incident) -> ActionItem:
    return library.incidents.get(outage.id).action_items[0]


def linked(library: Library, outage: Incident) -> ActionItem:
    """The first item with its issue just made."""
    item = item_of(library, outage)
    sent = SyncedValues(status=item.status, owner=item.owner, due_on=item.due_on)
    record_issue(library, JIRA, item.id, told(), sent=sent)
    return item_of(library, outage)


def test_an_account_is_stored_as_it_was_given(library: Library) -> None:
    changes = save_account(library, JIRA)
    assert changes.settings
    (stored,) = library.trackers.accounts()
    assert stored == replace(JIRA, version=1)
    save_account(library, replace(stored, label="A, B"))
    again = library.trackers.account(JIRA.id)
    assert (again.version, again.labels) == (2, ("A", "B"))
    with pytest.raises(ConflictError):
        save_account(library, stored)
    with pytest.raises(BadInputError, match="already"):
        save_account(library, replace(JIRA, id=item_id(), name="payments"))
    remove_account(library, JIRA.id)
    assert library.trackers.accounts() == []
    with pytest.raises(NotFoundError):
        library.trackers.account(JIRA.id)


def item_id() -> Any:
    return TrackerAccount(kind=TrackerKind.JIRA, base_url="").id


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "},
        {"base_url": "http://acme.example.test"},
        {"base_url": "file:///etc/passwd"},
        {"base_url": "https://ada:secret@acme.example.test"},
        {"base_url": "https://acme.example.test/?token=secret"},
        {"base_url": "https://[acme"},
        {"project": "pay 7"},
        {"kind": TrackerKind.GITHUB, "project": "payments"},
        {"kind": TrackerKind.WEBHOOK, "base_url": "https://hooks.example.test/T0/secret"},
    ],
)
def test_an_account_that_could_not_be_used_is_refused(
    library: Library, wrong: dict[str, Any]
) -> None:
    with pytest.raises(BadInputError) as told_why:
        save_account(library, replace(JIRA, **wrong))
    assert "secret" not in str(told_why.value).replace("as a secret", "")
    assert library.trackers.accounts() == []


def test_plain_http_has_to_be_allowed(library: Library) -> None:
    save_account(library, replace(JIRA, base_url="http://jira.intern", allow_plain_http=True))
    assert library.trackers.accounts()[0].allow_plain_http


def test_one_account_is_found_by_kind_several_by_name(library: Library) -> None:
    with pytest.raises(NotFoundError, match="Settings"):
        library.trackers.named(TrackerKind.JIRA)
    save_account(library, JIRA)
    assert library.trackers.named(TrackerKind.JIRA).id == JIRA.id
    other = replace(JIRA, id=item_id(), name="Platform", project="PLAT")
    save_account(library, other)
    with pytest.raises(NotFoundError, match="Payments, Platform"):
        library.trackers.named(TrackerKind.JIRA)
    assert library.trackers.named(TrackerKind.JIRA, "platform").id == other.id


def test_each_item_waits_at_most_once(library: Library, outage: Incident) -> None:
    ids = [one.id for one in outage.action_items]
    assert queue_issues(library, JIRA.id, outage.id, ids).actions
    queue_issues(library, JIRA.id, outage.id, [*ids, *ids])
    first, second = library.trackers.outbox()
    assert [first.action_id, second.action_id] == ids
    assert (first.verb, first.incident_key, first.account_name) == (
        OutboxVerb.CREATE,
        "INC-1",
        "Payments",
    )
    assert library.trackers.not_pushed() == 2
    withdraw(library, ids[:1])
    assert library.trackers.waiting_for(ids) == set(ids[1:])


def test_items_that_need_no_issue_are_left_out(library: Library, outage: Incident) -> None:
    first, second = (one.id for one in outage.action_items)
    close_action_item(library, first)
    queue_issues(library, JIRA.id, outage.id, [first, item_id()])
    assert library.trackers.outbox() == []
    trash_incident(library, outage.id)
    queue_issues(library, JIRA.id, outage.id, [second])
    assert library.trackers.outbox() == []
    with pytest.raises(NotFoundError):
        queue_issues(library, item_id(), outage.id, [second])


def test_an_entry_is_taken_by_one_and_free_again_later(
    library: Library, outage: Incident, clock: TickingClock
) -> None:
    queue_issues(library, JIRA.id, outage.id, [outage.action_items[0].id])
    (entry,) = library.trackers.outbox()
    pause = timedelta(seconds=90)
    assert claim(library, entry.id, pause=pause)
    assert not claim(library, entry.id, pause=pause)
    clock.advance(pause)
    assert claim(library, entry.id, pause=pause)
    put_back(library, entry.id, problem="Jira cannot be reached.", pause=None)
    (entry,) = library.trackers.outbox()
    assert (entry.attempts, entry.problem, entry.not_before) == (2, "Jira cannot be reached.", None)
    assert claim(library, entry.id, pause=pause)


def test_an_issue_that_was_made_is_remembered_with_the_item(
    library: Library, outage: Incident
) -> None:
    queue_issues(library, JIRA.id, outage.id, [one.id for one in outage.action_items])
    item = linked(library, outage)
    assert item.tracker_key == "PAY-7"
    assert len(library.trackers.outbox()) == 1
    (known,) = library.trackers.tracked(JIRA)
    assert (known.key, known.action_id) == ("PAY-7", item.id)
    assert known.link is not None
    assert known.link.here == known.here
    assert library.trackers.tracked(replace(JIRA, project="OTHER")) == []


def test_news_from_the_tracker_are_taken_over_with_a_reason(
    library: Library, outage: Incident
) -> None:
    linked(library, outage)
    later = datetime(2025, 3, 19, 9, tzinfo=UTC)
    news = told(
        status=ActionStatus.WONT_DO, status_name="Parked", assignee="Ada L", updated_at=later
    )
    assert record_issue(library, JIRA, outage.action_items[0].id, news).actions
    item = item_of(library, outage)
    assert (item.status, item.owner) == (ActionStatus.WONT_DO, "Ada L")
    assert "PAY-7 is “Parked”" in item.status_reason
    moved = replace(news, status=ActionStatus.OPEN, due_on=date(2025, 4, 1))
    record_issue(library, JIRA, item.id, moved)
    item = item_of(library, outage)
    assert (item.due_on, item.slips, item.status_reason) == (date(2025, 4, 1), 1, "")
    assert library.actions.due_date_moves(item.id)[0].reason == "Moved in PAY-7"


def test_an_answer_that_is_older_than_the_last_changes_nothing(
    library: Library, outage: Incident
) -> None:
    item = linked(library, outage)
    old = told(status=ActionStatus.DONE, updated_at=datetime(2025, 3, 19, 7, tzinfo=UTC))
    assert record_issue(library, JIRA, item.id, old).last == 0
    assert item_of(library, outage).status is ActionStatus.OPEN


def test_a_known_person_is_recognised_by_name_or_handle(library: Library, outage: Incident) -> None:
    item = linked(library, outage)
    set_owner(library, outage.action_items[1].id, "@Octo-Cat")
    github = replace(JIRA, kind=TrackerKind.GITHUB, project="acme/pay", id=item_id(), name="gh")
    save_account(library, github)
    set_owner(library, item.id, None)
    record_issue(library, github, item.id, told(key="acme/pay#1", assignee="octo-cat"))
    assert item_of(library, outage).owner == "@Octo-Cat"


def test_what_changes_here_waits_to_be_told(library: Library, outage: Incident) -> None:
    item = linked(library, outage)
    assert library.trackers.not_pushed() == 0
    close_action_item(library, item.id)
    assert library.trackers.not_pushed() == 1
    queue_changes(library)
    queue_changes(library)
    (entry,) = library.trackers.outbox()
    assert (entry.verb, entry.action_id) == (OutboxVerb.UPDATE, item.id)
    assert library.trackers.not_pushed() == 1
    set_action_status(library, item.id, ActionStatus.IN_PROGRESS)
    withdraw(library, [item.id])
    assert library.trackers.not_pushed() == 0


@pytest.mark.parametrize(
    ("keep", "due", "waits"), [("here", date(2025, 3, 25), 1), ("there", date(2025, 4, 1), 0)]
)
def test_a_person_decides_a_conflict(
    library: Library, outage: Incident, keep: Any, due: date, waits: int
) -> None:
    item = linked(library, outage)
    set_due_date(library, item.id, date(2025, 3, 25))
    record_issue(library, JIRA, item.id, told(due_on=date(2025, 4, 1)))
    (conflict,) = library.trackers.conflicts()
    assert (conflict.here, conflict.there, conflict.before) == (
        "2025-03-25",
        "2025-04-01",
        "2025-03-18",
    )
    assert library.trackers.not_pushed() == 0
    resolve_conflict(library, item.id, SyncedField.DUE_ON, keep)
    assert library.trackers.conflicts() == []
    assert item_of(library, outage).due_on == due
    assert library.trackers.not_pushed() == waits
    assert resolve_conflict(library, item.id, SyncedField.DUE_ON, keep).last == 0
    record_issue(library, JIRA, item.id, told(due_on=date(2025, 4, 1)))
    assert library.trackers.conflicts() == []


@pytest.mark.parametrize("keep", ["here", "there"])
def test_owner_and_status_are_decided_too(library: Library, outage: Incident, keep: Any) -> None:
    item = linked(library, outage)
    record_issue(library, JIRA, item.id, told(assignee="@x"))
    set_owner(library, item.id, "@here")
    set_action_status(library, item.id, ActionStatus.WONT_DO, reason="Too dear")
    record_issue(library, JIRA, item.id, told(assignee="@there", status=ActionStatus.DONE))
    for conflict in library.trackers.conflicts():
        resolve_conflict(library, item.id, conflict.field, keep)
    now = item_of(library, outage)
    expected = ("@here", ActionStatus.WONT_DO) if keep == "here" else ("@there", ActionStatus.DONE)
    assert (now.owner, now.status) == expected
    assert library.trackers.not_pushed() == (keep == "here")


def test_removing_an_account_forgets_what_waits_and_keeps_the_keys(
    library: Library, outage: Incident
) -> None:
    linked(library, outage)
    queue_issues(library, JIRA.id, outage.id, [outage.action_items[1].id])
    remove_account(library, JIRA.id)
    assert library.trackers.outbox() == []
    assert item_of(library, outage).tracker_key == "PAY-7"
    assert remove_account(library, JIRA.id).last == 0
