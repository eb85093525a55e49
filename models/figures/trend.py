"""All figures of a period beside those of the period before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from models.figures.actions import ActionCompletion, action_completion
from models.figures.categories import CategoryCount, top_categories
from models.figures.change import (
    Compared,
    compare_counts,
    compare_medians,
    compare_proportions,
    compare_times,
)
from models.figures.classes import Classes
from models.figures.durations import Milestone, time_to
from models.figures.figure import Count, Figure, Times
from models.figures.known import Known
from models.figures.maturity import Maturity, maturity
from models.figures.months import SeverityCounts, severity_counts
from models.figures.obligations import Obligations, obligations
from models.figures.periods import Period
from models.figures.repeats import RepeatRate, repeat_rate
from models.figures.selection import ALL, Selection
from models.figures.survival import waits_differ
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.figures.facts import Facts
    from models.policy_rules import Policy

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A period against the one before, as the practice's monthly report.

    Attributes:
        previous: the period before, whether or not the library reaches back to it.
        has_previous: whether it does; where not, nothing is compared.
        window: months that a repeat may lie behind.
        selection: which incidents are counted.
        incidents: all that started in the period.
        by_severity: every severity.
        unknown_severity: those without one.
        obligations: with the numbers beside the figures.
        actions: likewise.
        repeats: likewise.
        drills: left out of everything.
        duplicates: left out of everything.
        unplaced: incidents without a start, in no period.
    """

    period: Period
    previous: Period
    has_previous: bool
    as_of: datetime
    window: int
    selection: Selection
    incidents: Compared[Count]
    by_severity: dict[Severity, Compared[Count]]
    unknown_severity: Compared[Count]
    postmortem_completion: Compared[Figure]
    postmortem_on_time: Compared[Figure]
    time_to_postmortem: Compared[Figure]
    action_item_completion: Compared[Figure]
    action_items_created: Compared[Count]
    action_items_completed: Compared[Figure]
    repeat_incident_rate: Compared[Figure]
    time_to_detect: Compared[Times]
    time_to_mitigate: Compared[Times]
    time_to_resolve: Compared[Times]
    top_categories: tuple[CategoryCount, ...]
    maturity: Maturity
    obligations: Obligations
    actions: ActionCompletion
    repeats: RepeatRate
    drills: int
    duplicates: int
    unplaced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The figures of one period."""

    counts: SeverityCounts
    obligations: Obligations
    actions: ActionCompletion
    repeats: RepeatRate
    times: dict[Milestone, Times]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Both periods; `ratio` is the length of the first ÷ that of the second."""

    now: _Side
    before: _Side | None
    ratio: float

    def counts(self, pick: Callable[[_Side], Count]) -> Compared[Count]:
        return compare_counts(pick(self.now), self._before(pick), self.ratio)

    def severity(self, severity: Severity) -> Compared[Count]:
        return self.counts(lambda side: side.counts.by_severity[severity])

    def proportions(self, pick: Callable[[_Side], Figure]) -> Compared[Figure]:
        return compare_proportions(pick(self.now), self._before(pick))

    def times(self, milestone: Milestone) -> Compared[Times]:
        return compare_times(
            self.now.times[milestone], self._before(lambda side: side.times[milestone])
        )

    def waits(self) -> Compared[Figure]:
        return compare_medians(
            self.now.obligations.time_to_postmortem,
            self._before(lambda side: side.obligations.time_to_postmortem),
            waits_differ(
                self.now.obligations.waits, self.before.obligations.waits if self.before else ()
            ),
        )

    def _before(self, pick: Callable[[_Side], T]) -> T | None:
        return pick(self.before) if self.before else None


def trend_of(
    facts: Facts,
    period: Period,
    *,
    as_of: datetime,
    policy: Policy | None = None,
    window: int | None = None,
    selection: Selection = ALL,
) -> Trend:
    """All figures of a period and of the one before it.

    Args:
        facts: what the library holds.
        period: a month, quarter, year or range of days.
        as_of: figures are computed for this instant.
        policy: the library's; the practice's without one.
        window: months that a repeat may lie behind, 1 to 24; as the library sets it without one.
        selection: which incidents are counted.

    Raises:
        BadInputError: for another window.
    """
    known = Known(facts, as_of=as_of, policy=policy, selection=selection)
    return trend(known, Classes(known), period, window=window)


def trend(known: Known, classes: Classes, period: Period, *, window: int | None = None) -> Trend:
    """The same from facts that are sorted already; several periods share them."""
    window = known.window if window is None else window
    earlier = period.previous()
    now = _side(known, classes, period, window)
    has_previous = known.reaches(earlier)
    before = _side(known, classes, earlier, window) if has_previous else None
    pair = _Pair(now, before, period.days / earlier.days)
    return Trend(
        period=period,
        previous=earlier,
        has_previous=has_previous,
        as_of=known.as_of,
        window=window,
        selection=known.selection,
        incidents=pair.counts(lambda side: side.counts.total),
        by_severity={severity: pair.severity(severity) for severity in Severity},
        unknown_severity=pair.counts(lambda side: side.counts.unknown),
        postmortem_completion=pair.proportions(lambda side: side.obligations.completion),
        postmortem_on_time=pair.proportions(lambda side: side.obligations.on_time),
        time_to_postmortem=pair.waits(),
        action_item_completion=pair.proportions(lambda side: side.actions.on_time),
        action_items_created=pair.counts(lambda side: side.actions.created),
        action_items_completed=pair.proportions(lambda side: side.actions.completed),
        repeat_incident_rate=pair.proportions(lambda side: side.repeats.figure),
        time_to_detect=pair.times(Milestone.DETECTED),
        time_to_mitigate=pair.times(Milestone.MITIGATED),
        time_to_resolve=pair.times(Milestone.RESOLVED),
        top_categories=top_categories(known, period),
        maturity=maturity(known, classes, window=window),
        obligations=now.obligations,
        actions=now.actions,
        repeats=now.repeats,
        drills=known.drills,
        duplicates=known.duplicates,
        unplaced=len(known.unplaced),
    )


def _side(known: Known, classes: Classes, period: Period, window: int) -> _Side:
    return _Side(
        counts=severity_counts(known, period),
        obligations=obligations(known, period),
        actions=action_completion(known, period),
        repeats=repeat_rate(known, classes, period, window=window),
        times={milestone: time_to(known, period, milestone) for milestone in Milestone},
    )
