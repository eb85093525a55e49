"""What becomes of an action item and its issue when both may have changed since they last met."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.trackers import SyncedField, SyncedValues, TrackerKind

if TYPE_CHECKING:
    from models.tracker_people import TrackerPeople
    from models.trackers import TrackerLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The outcome of one meeting.

    Attributes:
        here: the item's values afterwards.
        base_here: what is kept of the item as the last agreement; where it differs from `here`,
            something waits to be sent.
        base_there: what is kept of the issue.
        conflicts: fields that a person has to decide.
    """

    here: SyncedValues
    base_here: SyncedValues
    base_there: SyncedValues
    conflicts: tuple[SyncedField, ...] = ()


def pushable(
    kind: TrackerKind,
    here: SyncedValues,
    base: SyncedValues | None,
    people: TrackerPeople | None = None,
) -> tuple[SyncedField, ...]:
    """The fields that changed here and that the tracker can be told of.

    That is being closed or opened again, where issues have one (Jira) the due date, and who owns
    the item where `people` says that they can be told: names here are not accounts there.
    """
    if base is None:
        return ()
    found = []
    if here.status is not base.status and (here.status.is_closed or base.status.is_closed):
        found.append(SyncedField.STATUS)
    if kind is TrackerKind.JIRA and here.due_on != base.due_on:
        found.append(SyncedField.DUE_ON)
    if people is not None and here.owner != base.owner and people.may_be_told(here.owner):
        found.append(SyncedField.OWNER)
    return tuple(found)


def merge(
    kind: TrackerKind,
    here: SyncedValues,
    there: SyncedValues,
    link: TrackerLink | None,
    people: TrackerPeople | None = None,
) -> Merged:
    """Bring both sides together, field by field.

    What changed on one side only is taken over; what changed on both, to different values, is a
    conflict, stays as it is on both, and stays one until a person decides. At the first meeting
    nothing is known of before: what is empty here is filled, an open item takes the issue's
    status, the rest is left to a person.
    """
    base_here = link.here if link else None
    base_there = link.there if link else None
    after, kept_here, kept_there = here, here, there
    conflicts = []
    waiting = pushable(kind, here, base_here, people)
    for name in SyncedField:
        outcome = _decide(name, here, there, base_here, base_there)
        if link and name in link.conflicts and _differ(name, here, there):
            outcome = "conflict"
        if outcome == "take":
            values = {name.value: getattr(there, name.value)}
            after, kept_here = replace(after, **values), replace(kept_here, **values)
        elif outcome == "conflict" and base_here is not None and base_there is not None:
            conflicts.append(name)
            kept_here = _with(kept_here, name, base_here)
            kept_there = _with(kept_there, name, base_there)
        elif outcome == "conflict":
            conflicts.append(name)
        elif outcome == "keep" and name in waiting and base_here is not None:
            kept_here = _with(kept_here, name, base_here)
    return Merged(
        here=after, base_here=kept_here, base_there=kept_there, conflicts=tuple(conflicts)
    )


def _differ(name: SyncedField, here: SyncedValues, there: SyncedValues) -> bool:
    return bool(getattr(here, name.value) != getattr(there, name.value))


def _decide(
    name: SyncedField,
    here: SyncedValues,
    there: SyncedValues,
    base_here: SyncedValues | None,
    base_there: SyncedValues | None,
) -> str:
    ours, theirs = getattr(here, name.value), getattr(there, name.value)
    if ours == theirs:
        return "agree"
    if base_here is None or base_there is None:
        return _at_first(name, here, there)
    if theirs == getattr(base_there, name.value):
        return "keep"
    if name is SyncedField.OWNER and theirs is None:
        return "keep"  # nobody assigned there is no reason to take the item from its owner here
    return "conflict" if _changed_here(name, here, base_here) else "take"


def _at_first(name: SyncedField, here: SyncedValues, there: SyncedValues) -> str:
    ours, theirs = getattr(here, name.value), getattr(there, name.value)
    if name is SyncedField.STATUS:
        return "conflict" if here.status.is_closed else "take"
    if theirs is None:
        return "keep"
    if ours is None:
        return "take"
    return "keep" if name is SyncedField.OWNER else "conflict"


def _changed_here(name: SyncedField, here: SyncedValues, base: SyncedValues) -> bool:
    if name is SyncedField.STATUS and not (here.status.is_closed or base.status.is_closed):
        return False  # "in progress" here yields to whatever the tracker says
    return bool(getattr(here, name.value) != getattr(base, name.value))


def _with(values: SyncedValues, name: SyncedField, other: SyncedValues) -> SyncedValues:
    return replace(values, **{name.value: getattr(other, name.value)})
