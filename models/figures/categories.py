"""Top categories of a period, with what is new in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from models.figures.periods import months_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.figures.facts import IncidentFact
    from models.figures.known import Known
    from models.figures.periods import Period

NEW_AFTER_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCount:
    """One category in a period.

    Attributes:
        category: the upper level, "Database"; or a whole path where leaves were asked for.
        previous: in the period before; None where the library's history does not reach back.
        new: leaves that no incident of the twelve months before had, "Missing index".
    """

    category: str
    count: int
    previous: int | None
    new: tuple[str, ...]
    ids: tuple[UUID, ...]


def top_categories(
    known: Known, period: Period, *, leaves: bool = False
) -> tuple[CategoryCount, ...]:
    """Categories by the number of incidents that started in the period, most first.

    Args:
        known: the base.
        period: the period.
        leaves: count whole paths ("Database / Missing index") instead of upper levels.
    """
    now = _grouped(known.started_in(period), leaves=leaves)
    has_history = known.reaches(period.previous())
    before = _grouped(known.started_in(period.previous()), leaves=leaves)
    fresh = _new_leaves(known, period)
    counts = [
        CategoryCount(
            category=name,
            count=len(incidents),
            previous=len(before.get(name, ())) if has_history else None,
            new=tuple(sorted({_leaf(one) for one in incidents if one.category in fresh})),
            ids=tuple(one.id for one in incidents),
        )
        for name, incidents in now.items()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.count, -(one.previous or 0), one.category)))


def split_category(category: str) -> tuple[str, str]:
    """Upper level and leaf of ``Database / Missing index``; one level is its own leaf."""
    upper, _, leaf = category.partition("/")
    return upper.strip(), leaf.strip() or upper.strip()


def _grouped(incidents: Iterable[IncidentFact], *, leaves: bool) -> dict[str, list[IncidentFact]]:
    groups: dict[str, list[IncidentFact]] = {}
    for one in incidents:
        if one.category:
            name = one.category if leaves else split_category(one.category)[0]
            groups.setdefault(name, []).append(one)
    return groups


def _new_leaves(known: Known, period: Period) -> set[str]:
    """Categories of the period that the twelve months before it did not have."""
    start = period.bounds(known.zone)[0]
    before = known.started_before(start)
    if not before:
        return set()  # nothing to compare with
    since = months_from(start, -NEW_AFTER_MONTHS, known.zone)
    old = {one.category for one in before if one.started_at and one.started_at >= since}
    return {one.category for one in known.started_in(period) if one.category} - old


def _leaf(incident: IncidentFact) -> str:
    assert incident.category is not None
    return split_category(incident.category)[1]
