"""Owners become assignees where the tracker knows them, and stop no push where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.wrappers import Response

from exporters.trackers.pulling import pull
from exporters.trackers.sending import send_outbox
from models.operations.actions import set_owner
from models.operations.tracker_accounts import remove_account
from models.operations.tracker_outbox import claim, queue_issues, renew
from models.operations.tracker_people import set_people
from models.operations.tracker_sync import resolve_conflict
from models.tracker_people import TrackerPeople, TrackerPerson
from models.trackers import SyncedField
from tests.exporters.trackers.contract_server import FakeGitHub, FakeJira
from tests.exporters.trackers.tracked import connecting

if TYPE_CHECKING:
    from exporters.trackers.sending import Sent
    from models.incident import Incident
    from models.library import Library
    from models.trackers import TrackerAccount
    from tests.conftest import TickingClock

Vendor = FakeJira | FakeGitHub


def user(account: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "accountId": account,
        "displayName": name,
        "active": True,
        "accountType": "atlassian",
        **more,
    }


def employ(vendor: Vendor, login: str, name: str) -> str:
    """Let the vendor know somebody; returns their account there."""
    if isinstance(vendor, FakeJira):
        vendor.users.append(user(f"id-{login}", name))
        return f"id-{login}"
    vendor.collaborators.add(login)
    return login


def assigned_there(vendor: Vendor, number: int = 1) -> str | None:
    if isinstance(vendor, FakeJira):
        return (vendor.issues[f"PAY-{number}"].get("assignee") or {}).get("accountId")
    return (vendor.issues[number - 1]["assignee"] or {}).get("login")


def assign_there(vendor: Vendor, account: str, number: int = 1) -> None:
    if isinstance(vendor, FakeJira):
        found = next(one for one in vendor.users if one["accountId"] == account)
        vendor.change(f"PAY-{number}", assignee=found)
    else:
        vendor.change(number, **vendor.assigned([account]))


def push_first(library: Library, account: TrackerAccount, outage: Incident) -> Sent:
    queue_issues(library, account.id, outage.id, [outage.action_items[0].id])
    (sent,) = send_outbox(library, connecting()).items
    return sent


def owner(library: Library, outage: Incident) -> str | None:
    return library.incidents.get(outage.id).action_items[0].owner


def searches(vendor: Vendor) -> int:
    return sum(path.endswith("/user/search") for _method, path in vendor.requests)


def test_an_owner_whom_the_tracker_knows_is_assigned_and_remembered(
    vendor: Vendor, library: Library, account: TrackerAccount, outage: Incident
) -> None:
    there = employ(vendor, "jane-doe", "Jane Doe")
    set_owner(library, outage.action_items[0].id, "@jane-doe")
    sent = push_first(library, account, outage)
    assert (sent.outcome, sent.note) == ("created", "")
    assert assigned_there(vendor) == there
    known = library.trackers.people(account.id).of("@Jane-Doe")
    assert known is not None
    assert known.account == there
    assert pull(library, connecting()).changed == 0
    assert owner(library, outage) == "@jane-doe"
    assert library.trackers.not_pushed() == 0
    asked = searches(vendor)
    set_owner(library, outage.action_items[1].id, "@jane-doe")
    queue_issues(library, account.id, outage.id, [outage.action_items[1].id])
    assert send_outbox(library, connecting()).count("created") == 1
    assert searches(vendor) == asked


def test_an_owner_whom_the_tracker_does_not_know_stops_nothing(
    vendor: Vendor, library: Library, account: TrackerAccount, outage: Incident
) -> None:
    sent = push_first(library, account, outage)
    assert sent.outcome == "created"
    assert sent.note.startswith("Not assigned: ")
    assert assigned_there(vendor) is None
    assert owner(library, outage) == "@a"
    assert library.trackers.not_pushed() == 0
    assert pull(library, connecting()).conflicts == ()
    known = library.trackers.people(account.id).of("@a")
    assert known is not None
    assert not known.is_assignable


def test_an_owner_changed_here_is_changed_there_and_back(
    vendor: Vendor, library: Library, account: TrackerAccount, outage: Incident
) -> None:
    there = employ(vendor, "jane-doe", "Jane Doe")
    push_first(library, account, outage)
    set_owner(library, outage.action_items[0].id, "@jane-doe")
    assert library.trackers.not_pushed() == 1
    assert send_outbox(library, connecting()).count("updated") == 1
    assert assigned_there(vendor) == there
    assert library.trackers.not_pushed() == 0
    set_owner(library, outage.action_items[0].id, None)
    send_outbox(library, connecting())
    assert assigned_there(vendor) is None
    other = employ(vendor, "ken", "Ken")
    set_people(
        library,
        account.id,
        TrackerPeople((TrackerPerson(handle="@boss", account=other),)),
    )
    assign_there(vendor, other)
    assert pull(library, connecting()).changed == 1
    assert owner(library, outage) == "@boss"


def test_an_owner_nobody_there_is_called_is_no_change_that_waits(
    vendor: Vendor, library: Library, account: TrackerAccount, outage: Incident
) -> None:
    push_first(library, account, outage)
    set_owner(library, outage.action_items[0].id, "Payments team")
    report = send_outbox(library, connecting())
    assert all(one.outcome == "updated" and one.note for one in report.items)
    assert library.trackers.not_pushed() == 0
    assert pull(library, connecting()).changed == 0
    assert owner(library, outage) == "Payments team"
    there = employ(vendor, "pay", "Pay")
    set_people(
        library,
        account.id,
        TrackerPeople((TrackerPerson(handle="Payments team", account=there),)),
    )
    assert library.trackers.not_pushed() == 1
    send_outbox(library, connecting())
    assert assigned_there(vendor) == there


def test_somebody_met_in_a_pull_can_be_assigned_from_here(
    vendor: Vendor, library: Library, account: TrackerAccount, outage: Incident
) -> None:
    there = employ(vendor, "ken", "Ken Li")
    push_first(library, account, outage)
    assign_there(vendor, there)
    pull(library, connecting())
    met = owner(library, outage)
    assert met == ("Ken Li" if isinstance(vendor, FakeJira) else "@ken")
    set_owner(library, outage.action_items[1].id, met)
    queue_issues(library, account.id, outage.id, [outage.action_items[1].id])
    assert send_outbox(library, connecting()).count("created") == 1
    assert assigned_there(vendor, 2) == there


@pytest.mark.parametrize("keep", ["here", "there"])
def test_an_owner_changed_on_both_sides_is_for_a_person(
    vendor: Vendor, library: Library, account: TrackerAccount, outage: Incident, keep: str
) -> None:
    jane, ken = employ(vendor, "jane", "jane"), employ(vendor, "ken", "ken")
    push_first(library, account, outage)
    set_owner(library, outage.action_items[0].id, "@jane")
    assign_there(vendor, ken)
    (conflict,) = pull(library, connecting()).conflicts
    assert conflict.field is SyncedField.OWNER
    side = "here" if keep == "here" else "there"
    resolve_conflict(library, outage.action_items[0].id, SyncedField.OWNER, side)  # type: ignore[arg-type]
    send_outbox(library, connecting())
    assert pull(library, connecting()).conflicts == ()
    assert assigned_there(vendor) == (jane if keep == "here" else ken)
    assert (owner(library, outage) == "@jane") is (keep == "here")


def jira_outage(vendors: dict[str, Vendor], library: Library) -> tuple[FakeJira, Any, Incident]:
    from tests.exporters.trackers.tracked import account_on, fill

    jira = vendors["jira"]
    assert isinstance(jira, FakeJira)
    jira.issues.clear()
    jira.users.clear()
    jira.requests.clear()
    jira.assignable = jira.leader = None
    account = account_on(jira)
    return jira, account, fill(library, account, items=2)


def test_whom_jira_refuses_gets_nothing_and_the_issue_is_made(
    vendors: dict[str, Vendor], library: Library
) -> None:
    jira, account, outage = jira_outage(vendors, library)
    jira.users.append(user("id-a", "A"))
    jira.assignable = set()
    sent = push_first(library, account, outage)
    assert sent.outcome == "created"
    assert sent.note == "Not assigned: Jira does not let @a (A) have it."
    assert len(jira.issues) == 1
    assert library.trackers.not_pushed() == 0
    assert jira.violations == []


def test_whoever_leads_a_project_does_not_take_the_item_from_its_owner(
    vendors: dict[str, Vendor], library: Library
) -> None:
    jira, account, outage = jira_outage(vendors, library)
    jira.leader = user("id-boss", "The Boss")
    push_first(library, account, outage)
    pull(library, connecting())
    assert owner(library, outage) == "@a"


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        ([user("1", "Jane Doe")], "1"),
        ([user("1", "Someone", emailAddress="jane.doe@example.test")], "1"),
        ([user("1", "Jane Doe"), user("2", "jane doe")], None),
        ([user("1", "Jane Doe", active=False)], None),
        ([user("1", "Jane Doe", accountType="app")], None),
        ([user("1", "Jane Doering")], None),
    ],
)
def test_jira_users_are_not_guessed_at(
    vendors: dict[str, Vendor],
    library: Library,
    users: list[dict[str, Any]],
    expected: str | None,
) -> None:
    jira, account, outage = jira_outage(vendors, library)
    jira.users.extend(users)
    set_owner(library, outage.action_items[0].id, "@jane.doe")
    assert push_first(library, account, outage).outcome == "created"
    assert assigned_there(jira) == expected
    assert jira.violations == []


def test_a_search_that_answers_oddly_is_repeated_with_the_next_sync(
    vendors: dict[str, Vendor], library: Library
) -> None:
    jira, account, outage = jira_outage(vendors, library)
    jira.users.append(user("id-a", "A"))
    queue_issues(library, account.id, outage.id, [outage.action_items[0].id])
    jira.queued.append(Response('{"issues": []}', 200))
    jira.queued.append(Response('{"odd": 1}', 200))
    (sent,) = send_outbox(library, connecting()).items
    assert (sent.outcome, sent.note) == ("created", "@a is assigned with the next sync.")
    assert library.trackers.not_pushed() == 1
    assert send_outbox(library, connecting()).count("updated") == 1
    assert assigned_there(jira) == "id-a"
    assert owner(library, outage) == "@a"


def test_a_claim_that_somebody_else_took_is_not_kept(
    library: Library, account: TrackerAccount, outage: Incident, clock: TickingClock
) -> None:
    from exporters.trackers.sending import CLAIM

    queue_issues(library, account.id, outage.id, [outage.action_items[0].id])
    (entry,) = library.trackers.outbox()
    assert claim(library, entry.id, pause=CLAIM)
    assert renew(library, entry.id, attempts=1, pause=CLAIM)
    clock.advance(CLAIM * 2)
    assert claim(library, entry.id, pause=CLAIM)
    assert not renew(library, entry.id, attempts=1, pause=CLAIM)


@pytest.mark.usefixtures("outage")
def test_a_removed_account_is_forgotten_with_its_people(
    library: Library, account: TrackerAccount
) -> None:
    people = TrackerPeople((TrackerPerson(handle="@a", account="1"),))
    set_people(library, account.id, people)
    assert not set_people(library, account.id, people).last
    remove_account(library, account.id)
    assert library.trackers.people(account.id) == TrackerPeople()


def test_what_was_stored_in_another_shape_is_left_out() -> None:
    assert TrackerPeople.from_json({"a": 1}) == TrackerPeople()
    kept = TrackerPeople.from_json([["@a", "1", "A", False], ["@b"], 3, ["", "x", "", False]])
    assert [one.handle for one in kept.people] == ["@a"]
    assert kept.handle_of("") is None
