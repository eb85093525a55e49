"""What waits for somebody: by narrow SELECTs the same as from everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models.demo.filling import fill_demo_library
from models.figures.known import Known
from models.incident import Postmortem
from models.operations.actions import close_action_item
from models.operations.incidents import save_incident, trash_incident
from models.operations.links import link_incidents
from models.policy import required
from models.policy_rules import Policy
from models.vocabulary import (
    ActionStatus,
    Effectiveness,
    IncidentKind,
    LinkKind,
    PostmortemStatus,
    Severity,
)
from tests.models.examples import action, at, incident, saved

if TYPE_CHECKING:
    from uuid import UUID

    from models.library import Library

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
TODAY = NOW.date()
POLICY = Policy.shipped()
DONE = (PostmortemStatus.FINAL, PostmortemStatus.WAIVED)


def owing(library: Library, *, most: int = 500, as_of: datetime = NOW) -> list[str]:
    found = library.attention.owing(
        POLICY, as_of=as_of, unclear_since=NOW - timedelta(days=30), most=most
    )
    return [one.key for one in found]


@pytest.mark.slow
def test_the_demo_library_gives_the_same_as_all_its_facts(library: Library) -> None:
    fill_demo_library(library, NOW)
    facts = library.facts()
    known = Known(facts, as_of=NOW, policy=POLICY)
    due = [
        one
        for one in (*known.incidents, *known.unplaced)
        if one.status not in DONE and known.resolved_at(one) and required(one, POLICY, NOW)
    ]
    due.sort(key=lambda one: one.resolved_at or NOW, reverse=True)
    assert owing(library)[: len(due)] == [one.key for one in due]
    waiting = [one for one in facts.actions if not one.status.is_closed and one.due_on]
    late = sorted((one.due_on, one.id) for one in waiting if one.due_on and one.due_on < TODAY)
    overdue = library.attention.overdue(TODAY, most=3)
    assert (overdue.total, overdue.ids) == (len(late), tuple(id for _, id in late[:3]))
    soon = sorted(one.due_on for one in waiting if one.due_on and one.due_on >= TODAY)
    assert sorted(library.attention.due_between(TODAY, date.max)) == soon
    asked = [
        one
        for one in facts.actions
        if one.status is ActionStatus.DONE
        and one.check_on
        and one.check_on <= TODAY
        and one.effectiveness in (None, Effectiveness.UNTESTED)
    ]
    assert library.attention.to_confirm(TODAY, most=2).total == len(asked)
    writing = [one for one in facts.incidents if one.status and one.status not in DONE]
    drafts = library.attention.drafts(besides=(), most=100)
    assert drafts.total == len(writing)
    assert set(drafts.ids) == {one.id for one in writing}


def severe(library: Library, key: str, **fields: Any) -> UUID:
    """A stored SEV-1 that is over, without a postmortem unless one is given; its id."""
    given = {"severity": Severity.SEV_1, "resolved_at": at(12), "postmortem": None, **fields}
    return saved(library, incident(key, **given)).id


def test_drills_duplicates_the_trash_and_the_future_owe_nothing(library: Library) -> None:
    first = severe(library, "INC-1")
    severe(library, "INC-2", kind=IncidentKind.DRILL)
    severe(library, "INC-3", postmortem=Postmortem(status=PostmortemStatus.FINAL))
    severe(library, "INC-4", resolved_at=NOW + timedelta(hours=1))
    severe(library, "INC-5", resolved_at=None)
    copy = severe(library, "INC-6")
    trash_incident(library, severe(library, "INC-7"))
    link_incidents(library, copy, first, LinkKind.DUPLICATE_OF, "", None)
    assert owing(library, as_of=NOW + timedelta(minutes=5)) == ["INC-1"]


def test_a_duplicate_of_what_is_in_the_trash_is_none(library: Library) -> None:
    first = severe(library, "INC-1")
    copy = severe(library, "INC-2")
    link_incidents(library, copy, first, LinkKind.DUPLICATE_OF, "", None)
    trash_incident(library, first)
    assert owing(library, as_of=NOW + timedelta(minutes=5)) == ["INC-2"]


def test_the_last_resolved_are_kept_and_recent_unknown_ones_beside_them(library: Library) -> None:
    for number in range(4):
        start = NOW - timedelta(days=number + 1)
        given = {"started_at": start, "resolved_at": start + timedelta(hours=1)}
        save_incident(library, incident(f"INC-{number}", severity=Severity.SEV_1, **given))
        save_incident(library, incident(f"VAGUE-{number}", severity=None, **given))
    assert owing(library, most=2) == [
        "INC-0",
        "INC-1",
        "VAGUE-0",
        "VAGUE-1",
        "VAGUE-2",
        "VAGUE-3",
    ]


def test_an_item_counts_while_it_answers_an_incident_outside_the_trash(library: Library) -> None:
    shared = action(1, "Shared", due_on=date(2025, 3, 1))
    alone = action(1, "Alone", due_on=date(2025, 3, 2))
    one = saved(library, incident("INC-1", action_items=(shared,)))
    two = saved(library, incident("INC-2", action_items=(shared,)))
    other = saved(library, incident("INC-3", action_items=(alone,)))
    assert library.attention.overdue(TODAY, most=6).ids == (shared.id, alone.id)
    trash_incident(library, other.id)
    trash_incident(library, one.id)
    assert library.attention.overdue(TODAY, most=6).ids == (shared.id,)
    [row] = library.actions.some([alone.id, shared.id], as_of=NOW)
    assert (row.id, row.incident_key) == (shared.id, "INC-2")
    trash_incident(library, two.id)
    assert library.attention.overdue(TODAY, most=6).total == 0


def test_done_items_are_asked_about_when_it_is_time(library: Library) -> None:
    item = action(1, "Cap the pool")
    saved(library, incident("INC-1", action_items=(item,)))
    close_action_item(library, item.id, completed_on=date(2024, 11, 1))
    assert library.attention.to_confirm(date(2025, 1, 29), most=6).total == 0
    assert library.attention.to_confirm(date(2025, 1, 30), most=6).ids == (item.id,)


def test_drafts_come_newest_first_and_those_without_a_start_last(library: Library) -> None:
    base = incident(postmortem=Postmortem(), resolved_at=None)
    kept = [
        saved(library, replace(base, id=incident().id, key=key, started_at=start))
        for key, start in (("INC-1", at(9, day=1)), ("INC-2", None), ("INC-3", at(9, day=3)))
    ]
    drafts = library.attention.drafts(besides={kept[2].id}, most=5)
    assert (drafts.ids, drafts.total) == ((kept[0].id, kept[1].id), 3)
    assert library.attention.has_history_before(at(9, day=2))
    assert not library.attention.has_history_before(at(9, day=1))
