"""Who is who at a tracker, what waits for a webhook, and what lacks evidence, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from models.operations.actions import answer_incident, close_action_item, set_owner
from models.operations.tracker_accounts import remove_account, save_account
from models.operations.tracker_people import remember_person, set_people
from models.operations.tracker_sync import record_issue
from models.operations.waiting_messages import (
    claim_message,
    drop_messages,
    put_back_message,
    queue_message,
)
from models.tracker_people import TrackerPeople, TrackerPerson
from models.trackers import SyncedValues, TrackerAccount, TrackerIssue, TrackerKind
from models.vocabulary import ActionStatus, Severity
from tests.models.examples import action, incident, saved

if TYPE_CHECKING:
    from models.incident import Incident
    from models.library import Library
    from tests.conftest import TickingClock

JIRA = TrackerAccount(
    kind=TrackerKind.JIRA, name="Payments", base_url="https://acme.example.test", project="PAY"
)
JANE = TrackerPerson(handle="@jane", account="id-1", name="Jane Doe")


def outage(library: Library, key: str = "INC-1") -> Incident:
    item = replace(action(1, "Add an index"), tracker_key=None, status=ActionStatus.OPEN)
    return saved(library, incident(key, severity=Severity.SEV_1, action_items=(item,)))


def issue(**fields: str) -> TrackerIssue:
    return TrackerIssue(
        key="PAY-7",
        url="",
        title="x",
        status=ActionStatus.OPEN,
        status_name="To Do",
        assignee=fields.get("assignee"),
        assignee_account=fields.get("account", ""),
        updated_at=datetime(2025, 3, 19, 8, tzinfo=UTC),
    )


def link(library: Library, one: Incident, **fields: str) -> None:
    item = one.action_items[0]
    sent = SyncedValues(status=item.status, owner=item.owner, due_on=item.due_on)
    record_issue(library, JIRA, item.id, issue(**fields), sent=sent)


def test_people_are_remembered_for_each_account_and_go_with_it(library: Library) -> None:
    other = replace(JIRA, name="Ledger", id=TrackerAccount(kind=JIRA.kind, base_url="").id)
    for one in (JIRA, other):
        save_account(library, one)
    assert remember_person(library, JIRA.id, JANE).settings
    assert not remember_person(library, JIRA.id, JANE).last
    remember_person(library, other.id, replace(JANE, account=""))
    assert library.trackers.people(JIRA.id).of("@JANE") == JANE
    assert library.trackers.people(JIRA.id).handle_of("ID-1") == "@jane"
    assert not library.trackers.people(other.id).may_be_told("@jane")
    remove_account(library, JIRA.id)
    assert library.trackers.people(JIRA.id) == TrackerPeople()
    assert library.trackers.people(other.id).people


def test_an_owner_waits_only_where_the_tracker_can_be_told(library: Library) -> None:
    save_account(library, JIRA)
    one = outage(library)
    link(library, one)
    item = one.action_items[0].id
    set_owner(library, item, "@new")
    assert library.trackers.not_pushed() == 1  # to be looked up
    remember_person(library, JIRA.id, TrackerPerson(handle="@new", account=""))
    assert library.trackers.not_pushed() == 0
    link(library, library.incidents.get(one.id))
    set_people(library, JIRA.id, TrackerPeople((TrackerPerson(handle="@new", account="id-2"),)))
    assert library.trackers.not_pushed() == 1


def test_an_assignee_becomes_the_owner_by_the_same_names(library: Library) -> None:
    save_account(library, JIRA)
    one = outage(library)
    link(library, one)
    remember_person(library, JIRA.id, JANE)
    record_issue(library, JIRA, one.action_items[0].id, issue(assignee="J.", account="id-1"))
    assert library.incidents.get(one.id).action_items[0].owner == "@jane"
    record_issue(library, JIRA, one.action_items[0].id, issue(assignee="Ken Li", account="id-9"))
    assert library.incidents.get(one.id).action_items[0].owner == "Ken Li"
    assert library.trackers.people(JIRA.id).handle_of("id-9") == "Ken Li"


def test_a_message_waits_is_claimed_and_goes(library: Library, clock: TickingClock) -> None:
    hook = TrackerAccount(kind=TrackerKind.WEBHOOK, name="#p", base_url="https://chat.test")
    save_account(library, hook)
    queue_message(library, hook, "as read", problem="offline")
    (waiting,) = library.trackers.messages()
    assert library.trackers.not_pushed() == 1
    assert claim_message(library, waiting.id, pause=timedelta(seconds=90))
    assert not claim_message(library, waiting.id, pause=timedelta(seconds=90))
    put_back_message(library, waiting.id, problem="busy", pause=timedelta(minutes=5))
    assert not claim_message(library, waiting.id, pause=timedelta(seconds=90))
    clock.advance(timedelta(minutes=6))
    assert claim_message(library, waiting.id, pause=timedelta(seconds=90))
    (again,) = library.trackers.messages()
    assert (again.text, again.attempts, again.problem) == ("as read", 2, "busy")
    drop_messages(library, {waiting.id})
    assert not claim_message(library, waiting.id, pause=timedelta(seconds=90))
    assert library.trackers.not_pushed() == 0


def test_what_lacks_evidence_is_counted_and_shared_items_are_named(
    library: Library, as_of: datetime
) -> None:
    one, other = outage(library), outage(library, "INC-2")
    item = one.action_items[0].id
    answer_incident(library, item, other.id)
    assert library.actions.shared_with(one.id) == {item: ("INC-2",)}
    assert library.actions.shared_with(other.id) == {item: ("INC-1",)}
    close_action_item(library, item, completed_on=as_of.date())
    assert library.actions.without_evidence(as_of=as_of) == 1
    assert library.actions.without_evidence(as_of=as_of + timedelta(days=31)) == 0
    (row,) = [row for row in library.actions.rows(as_of=as_of) if row.id == item]
    assert row.lacks_evidence
    close_action_item(library, item, evidence="PR 7", completed_on=as_of.date())
    assert library.actions.without_evidence(as_of=as_of) == 0
