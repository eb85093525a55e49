"""What was known when an incident came back: the earlier incidents' action items at that moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from models.business_days import local_date
from models.date_words import month_name
from models.figures.gather import facts_of
from models.figures.known import Known
from models.figures.repeats import WasKnown, was_known
from models.vocabulary import ActionStatus, PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.incident import ActionItem, Incident

ThenState = Literal["open", "late", "done", "won't do", "not written yet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemThen:
    """An action item as it stood when the repeat started.

    Attributes:
        state: "late" is open past its original due date; "not written yet" came afterwards.
        detail: what goes with the state, in words: "due 14 Nov 2024, 121 days late".
    """

    title: str
    owner: str | None
    state: ThenState
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierThen:
    """An earlier incident of the class, with its action items.

    Attributes:
        reviewed: whether it has a postmortem that was not waived.
    """

    id: UUID
    key: str
    title: str
    started_at: datetime | None
    reviewed: bool
    items: tuple[ItemThen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownThen:
    """What was known.

    Attributes:
        verdict: as DESIGN section 5 computes it; None when nobody knows when the repeat started.
    """

    repeat_id: UUID
    repeat_key: str
    started_at: datetime | None
    verdict: WasKnown | None
    earlier: tuple[EarlierThen, ...]


def known_then(repeat: Incident, earlier: Sequence[Incident], zone: str) -> KnownThen:
    """What was known of the earlier incidents when `repeat` started; the latest of them first."""
    ordered = sorted(
        earlier, key=lambda one: (one.started_at is not None, one.started_at, one.key), reverse=True
    )
    verdict = None
    if repeat.started_at is not None and ordered:
        facts = facts_of([repeat, *ordered], zone=zone)
        known = Known(facts, as_of=repeat.started_at)
        by_id = {one.id: one for one in facts.incidents}
        before = [by_id[one.id] for one in ordered if one.id in by_id]
        if repeat.id in by_id and before:
            verdict = was_known(known, by_id[repeat.id], before)
    return KnownThen(
        repeat_id=repeat.id,
        repeat_key=repeat.key,
        started_at=repeat.started_at,
        verdict=verdict,
        earlier=tuple(_earlier(one, repeat.started_at, zone) for one in ordered),
    )


def _earlier(incident: Incident, at: datetime | None, zone: str) -> EarlierThen:
    day = local_date(at, zone) if at is not None else None
    return EarlierThen(
        id=incident.id,
        key=incident.key,
        title=incident.title,
        started_at=incident.started_at,
        reviewed=incident.status not in (None, PostmortemStatus.WAIVED),
        items=tuple(_item(one, at, day) for one in incident.action_items),
    )


def _item(item: ActionItem, at: datetime | None, day: date | None) -> ItemThen:
    state, detail = _state(item, at, day)
    return ItemThen(title=item.title, owner=item.owner, state=state, detail=detail)


def _state(item: ActionItem, at: datetime | None, day: date | None) -> tuple[ThenState, str]:
    if at is not None and item.created_at is not None and item.created_at >= at:
        return "not written yet", f"written {_day(item.created_at)}"
    done = item.status is ActionStatus.DONE
    if done and (item.completed_on is None or day is None or item.completed_on <= day):
        return "done", f"done {_day(item.completed_on)}" if item.completed_on else "done"
    if item.status is ActionStatus.WONT_DO:
        return "won't do", item.status_reason
    due = item.original_due_on or item.due_on
    if due is None:
        return "open", "no due date"
    if day is not None and due < day:
        days = (day - due).days
        return "late", f"due {_day(due)}, {days} day{'s' * (days != 1)} late"
    return "open", f"due {_day(due)}"


def _day(day: date) -> str:
    return f"{day.day} {month_name(day)[:3]} {day.year}"
