"""What a period recommends: each recommendation names the category that it answers, and why.

Drawn from open strong action items, from contributing factors that recur, and else from a category
that comes back without anything strong against it (DESIGN section 5). Nothing here is about people.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from models.date_words import month_name
from models.figures.categories import NEW_AFTER_MONTHS, split_category, top_categories
from models.figures.periods import months_from
from models.vocabulary import Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from models.figures.categories import CategoryCount
    from models.figures.known import Known
    from models.figures.periods import Period
    from models.rows import ActionRow

MOST = 6
_RECURS = 2


class NamedFactor(Protocol):
    """A contributing factor of an incident, such as `models.collections.reports.FactorTitle`."""

    @property
    def incident_id(self) -> UUID:
        """Whose factor it is."""

    @property
    def title(self) -> str:
        """What it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One thing to do.

    Attributes:
        title: what, without a full stop.
        why: whole sentences.
        category: the path that it answers, "Database / Missing index".
        count: incidents of that category in the period.
        is_new: whether the twelve months before had none.
        keys: those incidents, oldest first.
        action: register number of the action item that it is; None where there is none.
        decision: what somebody is asked to decide, a sentence; empty where nothing is.
    """

    title: str
    why: str
    category: str
    count: int
    is_new: bool
    keys: tuple[str, ...]
    action: int | None = None
    decision: str = ""


def looked_at(known: Known, period: Period) -> list[UUID]:
    """The incidents of a period's categories in the year up to its end: their factors count."""
    end = period.bounds(known.zone)[1]
    since = months_from(end, -NEW_AFTER_MONTHS, known.zone)
    wanted = {one.category for one in top_categories(known, period, leaves=True)}
    return [
        one.id
        for one in known.started_before(end)
        if one.category in wanted and one.started_at and one.started_at >= since
    ]


def recommendations(
    known: Known,
    period: Period,
    *,
    actions: Iterable[ActionRow] = (),
    factors: Iterable[NamedFactor] = (),
    most: int = MOST,
    say_day: Callable[[date], str] | None = None,
) -> tuple[Recommendation, ...]:
    """What the incidents of a period recommend; what is new first, then by how often it happened.

    A category that happened once, is not new and has no open strong action recommends nothing.

    Args:
        known: the base.
        period: the period.
        actions: the register.
        factors: of the incidents that `looked_at` names.
        most: how many at most.
        say_day: how a day is written; "28 March 2025" without it.
    """
    answers = _strong_and_open(known, actions)
    recurring = _recurring(known, factors)
    found = []
    for one in top_categories(known, period, leaves=True):
        name = one.category
        if name in answers:
            found.append(_from_action(known, one, answers[name], say_day or _day))
        elif recurring.get(name):
            found.append(_from_factor(known, one, *recurring[name][0]))
        elif one.new or one.count >= _RECURS:
            found.append(_open_question(known, one))
    found.sort(key=lambda one: (not one.is_new, -one.count, one.category))
    return tuple(found[:most])


def _strong_and_open(known: Known, actions: Iterable[ActionRow]) -> dict[str, list[ActionRow]]:
    """Open strong items by the category that they answer, the most neglected first."""
    found: dict[str, list[ActionRow]] = {}
    for item in actions:
        incident = known.by_id.get(item.incident_id)
        if incident is None or not incident.category:
            continue
        if item.strength is Strength.STRONG and not item.status.is_closed:
            found.setdefault(incident.category, []).append(item)
    for items in found.values():
        items.sort(key=lambda one: (bool(one.owner), -one.overdue_days, one.register_number))
    return found


def _recurring(known: Known, factors: Iterable[NamedFactor]) -> dict[str, list[tuple[str, int]]]:
    """Factors that several incidents of one category name, the most frequent first."""
    counts: dict[str, Counter[str]] = {}
    written: dict[str, str] = {}
    for factor in factors:
        incident = known.by_id.get(factor.incident_id)
        title = " ".join(factor.title.split()).rstrip(".")
        if incident is None or not incident.category or not title:
            continue
        counts.setdefault(incident.category, Counter())[title.casefold()] += 1
        written.setdefault(title.casefold(), title)
    return {
        category: [
            (written[title], count)
            for title, count in sorted(counter.items(), key=lambda one: (-one[1], one[0]))
            if count >= _RECURS
        ]
        for category, counter in counts.items()
    }


def _keys(known: Known, one: CategoryCount) -> tuple[str, ...]:
    return tuple(known.by_id[identifier].key for identifier in one.ids)


def _from_action(
    known: Known, one: CategoryCount, items: Sequence[ActionRow], say_day: Callable[[date], str]
) -> Recommendation:
    item = items[0]
    named = f"A-{item.register_number}"
    why = f"{named} is strong and open; it {_state(item, say_day)}."
    if len(items) > 1:
        rest = len(items) - 1
        why += f" {rest} more strong {'item is' if rest == 1 else 'items are'} open."
    title = item.title.rstrip(". ")
    decision = ""
    if not item.owner:
        decision = f"Assign an owner for {named}, {title}."
    elif item.overdue_days:
        decision = f"Give {named}, {title}, time now, or say that it will not be done."
    return Recommendation(
        title=title,
        why=why,
        category=one.category,
        count=one.count,
        is_new=bool(one.new),
        keys=_keys(known, one),
        action=item.register_number,
        decision=decision,
    )


def _state(item: ActionRow, say_day: Callable[[date], str]) -> str:
    parts = []
    if not item.owner:
        parts.append("has no owner")
    if item.overdue_days:
        days = "1 day" if item.overdue_days == 1 else f"{item.overdue_days} days"
        parts.append(f"is {days} overdue")
    elif item.due_on is None:
        parts.append("has no date")
    else:
        parts.append(f"is due {say_day(item.due_on)}")
    return " and ".join(parts)


def _day(day: date) -> str:
    return f"{day.day} {month_name(day)} {day.year}"


def _from_factor(known: Known, one: CategoryCount, factor: str, count: int) -> Recommendation:
    return Recommendation(
        title=f"Remove a condition that recurs: {factor[:1].lower() + factor[1:]}"
        if factor[1:2].islower()
        else f"Remove a condition that recurs: {factor}",
        why=f"It contributed to {count} incidents of this category within a year. "
        "No open strong action item answers it.",
        category=one.category,
        count=one.count,
        is_new=bool(one.new),
        keys=_keys(known, one),
        decision=f"Accept or fund work against this condition: {factor}.",
    )


def _open_question(known: Known, one: CategoryCount) -> Recommendation:
    leaf = split_category(one.category)[1]
    times = "once" if one.count == 1 else f"{one.count} times"
    return Recommendation(
        title=f"Decide what would prevent another “{leaf}”",
        why=f"It happened {times} in the period, and no open strong action item answers it.",
        category=one.category,
        count=one.count,
        is_new=bool(one.new),
        keys=_keys(known, one),
        decision=f"Name who works out a strong action item against “{leaf}”.",
    )
