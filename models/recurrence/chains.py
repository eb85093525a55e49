"""Chains of incidents that came back, A→B→C: dates, gaps, and what was done between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from models.business_days import local_date
from models.figures.repeats import WasKnown
from models.recurrence.known_then import known_then
from models.vocabulary import ActionStatus, LinkKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.incident import ActionItem, Incident

REPEATS = frozenset({LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS})
"""Links that make a chain; they are followed from one to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneBetween:
    """An action item of an earlier incident that was done before the next one started."""

    title: str
    owner: str | None
    completed_on: date
    incident_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStep:
    """One incident of a chain.

    Attributes:
        days: from the start of the one before; None for the first, and where a start is unknown.
        done: what was done between the one before and this one, in the order of its dates.
        left_open: action items of earlier incidents that were still open when this one started.
        known: whether it was known: as a person filed it, else as computed; None for the first.
        link_id: of the links to earlier ones that at which this is filed, else the last.
        said_by: who linked it to an earlier one, and `said_at` when; for links made by hand.
        reason: what was given as the reason.
    """

    id: UUID
    key: str
    title: str
    severity: Severity | None
    started_at: datetime | None
    days: int | None = None
    done: tuple[DoneBetween, ...] = ()
    left_open: int = 0
    known: WasKnown | None = None
    link_id: UUID | None = None
    said_by: str | None = None
    said_at: datetime | None = None
    reason: str = ""


def linked_to(start: UUID, pairs: Iterable[tuple[UUID, UUID]]) -> set[UUID]:
    """All incidents that links lead to from one, itself included."""
    neighbours: dict[UUID, set[UUID]] = {}
    for first, second in pairs:
        neighbours.setdefault(first, set()).add(second)
        neighbours.setdefault(second, set()).add(first)
    found, waiting = {start}, [start]
    while waiting:
        new = neighbours.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def chain_of(incidents: Sequence[Incident], zone: str) -> tuple[ChainStep, ...]:
    """The steps of a chain, oldest first; incidents without a start come first.

    Args:
        incidents: those that persons linked into one class.
        zone: the library's zone, in which days are counted.
    """
    ordered = sorted(
        incidents, key=lambda one: (one.started_at is not None, one.started_at, one.key)
    )
    return tuple(_step(one, ordered[:place], zone) for place, one in enumerate(ordered))


def _step(incident: Incident, earlier: Sequence[Incident], zone: str) -> ChainStep:
    step = ChainStep(
        id=incident.id,
        key=incident.key,
        title=incident.title,
        severity=incident.severity,
        started_at=incident.started_at,
    )
    if not earlier:
        return step
    ids = {one.id for one in earlier}
    links = [link for link in incident.links if link.kind in REPEATS and link.incident_id in ids]
    last = links[-1] if links else None
    holder = next((link for link in reversed(links) if link.known), last)
    filed = holder.known if holder else ""
    computed = known_then(incident, earlier, zone).verdict
    return ChainStep(
        id=step.id,
        key=step.key,
        title=step.title,
        severity=step.severity,
        started_at=step.started_at,
        days=_days(earlier[-1].started_at, incident.started_at, zone),
        done=_done_between(incident, earlier, zone),
        left_open=_left_open(incident, earlier, zone),
        known=WasKnown(filed) if filed else computed,
        link_id=holder.id if holder else None,
        said_by=last.made_by if last else None,
        said_at=last.made_at if last else None,
        reason=last.reason if last else "",
    )


def _days(before: datetime | None, at: datetime | None, zone: str) -> int | None:
    if before is None or at is None:
        return None
    return (local_date(at, zone) - local_date(before, zone)).days


def _items(earlier: Sequence[Incident]) -> list[tuple[ActionItem, str]]:
    """Each item once, with the last of the incidents that it answers."""
    found = {item.id: (item, one.key) for one in earlier for item in one.action_items}
    return list(found.values())


def _done_between(
    incident: Incident, earlier: Sequence[Incident], zone: str
) -> tuple[DoneBetween, ...]:
    since, at = earlier[-1].started_at, incident.started_at
    if since is None or at is None:
        return ()
    first, last = local_date(since, zone), local_date(at, zone)
    done = [
        DoneBetween(
            title=item.title, owner=item.owner, completed_on=item.completed_on, incident_key=key
        )
        for item, key in _items(earlier)
        if item.status is ActionStatus.DONE
        and item.completed_on is not None
        and first <= item.completed_on <= last
    ]
    return tuple(sorted(done, key=lambda one: (one.completed_on, one.title)))


def _left_open(incident: Incident, earlier: Sequence[Incident], zone: str) -> int:
    if incident.started_at is None:
        return 0
    day = local_date(incident.started_at, zone)
    return sum(
        item.status is not ActionStatus.WONT_DO
        and not (
            item.status is ActionStatus.DONE
            and (item.completed_on is None or item.completed_on <= day)
        )
        and (item.created_at is None or item.created_at < incident.started_at)
        for item, _ in _items(earlier)
    )
