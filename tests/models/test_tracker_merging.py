"""What becomes of an item and its issue, for every way in which either may have changed."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from models.tracker_merging import merge, pushable
from models.trackers import SyncedField, SyncedValues, TrackerKind, TrackerLink
from models.vocabulary import ActionStatus

OPEN, DOING = ActionStatus.OPEN, ActionStatus.IN_PROGRESS
DONE, DROPPED = ActionStatus.DONE, ActionStatus.WONT_DO
FIRST, SECOND, THIRD = date(2025, 3, 18), date(2025, 3, 25), date(2025, 4, 1)


def values(
    status: ActionStatus = OPEN, owner: str | None = "@a", due_on: date | None = FIRST
) -> SyncedValues:
    return SyncedValues(status=status, owner=owner, due_on=due_on)


def link(here: SyncedValues, there: SyncedValues, *conflicts: SyncedField) -> TrackerLink:
    return TrackerLink(
        action_id=uuid4(),
        account_id=uuid4(),
        key="PAY-1",
        here=here,
        there=there,
        conflicts=conflicts,
    )


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (values(), values(DONE), values(DONE)),
        (values(), values(due_on=SECOND), values(due_on=SECOND)),
        (values(), values(owner="@b"), values(owner="@b")),
        (values(), values(owner=None), values()),
        (values(DOING), values(DONE), values(DONE)),
        (values(DONE), values(), values(DONE)),
        (values(due_on=SECOND), values(), values(due_on=SECOND)),
    ],
)
def test_a_change_on_one_side_is_taken_over(
    here: SyncedValues, there: SyncedValues, expected: SyncedValues
) -> None:
    merged = merge(TrackerKind.JIRA, here, there, link(values(), values()))
    assert merged.here == expected
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    ("here", "there", "field"),
    [
        (values(DROPPED), values(DONE), SyncedField.STATUS),
        (values(due_on=SECOND), values(due_on=THIRD), SyncedField.DUE_ON),
        (values(owner="@c"), values(owner="@b"), SyncedField.OWNER),
    ],
)
def test_different_changes_on_both_sides_are_a_conflict_until_decided(
    here: SyncedValues, there: SyncedValues, field: SyncedField
) -> None:
    known = link(values(), values())
    merged = merge(TrackerKind.JIRA, here, there, known)
    assert merged.conflicts == (field,)
    assert merged.here == here
    again = merge(TrackerKind.JIRA, here, there, link(merged.base_here, merged.base_there, field))
    assert again == merged


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    merged = merge(TrackerKind.JIRA, values(DONE), values(DONE), link(values(), values()))
    assert (merged.conflicts, merged.base_here, merged.base_there) == (
        (),
        values(DONE),
        values(DONE),
    )


def test_what_changed_here_stays_to_be_sent() -> None:
    merged = merge(TrackerKind.JIRA, values(DONE), values(), link(values(), values()))
    assert pushable(TrackerKind.JIRA, merged.here, merged.base_here) == (SyncedField.STATUS,)


def test_only_what_a_tracker_knows_is_sent() -> None:
    base = values()
    assert pushable(TrackerKind.JIRA, values(DOING), base) == ()
    assert pushable(TrackerKind.JIRA, values(owner="@b"), base) == ()
    assert pushable(TrackerKind.JIRA, values(due_on=SECOND), base) == (SyncedField.DUE_ON,)
    assert pushable(TrackerKind.GITHUB, values(due_on=SECOND), base) == ()
    assert pushable(TrackerKind.GITHUB, values(), values(DONE)) == (SyncedField.STATUS,)
    assert pushable(TrackerKind.GITHUB, values(DONE), None) == ()


@pytest.mark.parametrize(
    ("here", "there", "expected", "conflicts"),
    [
        (values(), values(DONE), values(DONE), ()),
        (values(DONE), values(), values(DONE), (SyncedField.STATUS,)),
        (values(owner=None, due_on=None), values(owner="@b"), values(owner="@b"), ()),
        (values(), values(owner="@b", due_on=None), values(), ()),
        (values(), values(due_on=SECOND), values(), (SyncedField.DUE_ON,)),
    ],
)
def test_at_the_first_meeting_gaps_are_filled_and_the_rest_is_asked(
    here: SyncedValues,
    there: SyncedValues,
    expected: SyncedValues,
    conflicts: tuple[SyncedField, ...],
) -> None:
    merged = merge(TrackerKind.JIRA, here, there, None)
    assert (merged.here, merged.conflicts) == (expected, conflicts)
