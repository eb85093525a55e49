"""The practice's maturity levels 1 to 5, each with the evidence that the library holds.

The practice describes levels in words. What a library can show of them:

2 Documented: postmortems exist. 3 Consistent: every required one is written, and action items are
in a tracker. 4 Measured: action items are done on time, and postmortems are read by others. The
monthly trend that the practice asks for here is on the Insights page, whoever looks at it.
5 Preventive: few repeats, promises kept month after month, actions that change the system, a
library that can be searched by class, and past incidents answered in architecture reviews.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from models.figures.actions import action_completion
from models.figures.figure import Reading
from models.figures.obligations import obligations
from models.figures.periods import Period, add_months, last_closed, months_from
from models.figures.repeats import repeat_rate
from models.vocabulary import Strength

if TYPE_CHECKING:
    from models.figures.classes import Classes
    from models.figures.facts import IncidentFact
    from models.figures.figure import Figure
    from models.figures.known import Known

NAMES = {1: "Reactive", 2: "Documented", 3: "Consistent", 4: "Measured", 5: "Preventive"}
CLOSED_MONTHS = 3
YEAR = 12
_MOST = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One condition of a level.

    Attributes:
        level: the level that asks for it.
        text: what is asked.
        met: False also where there is nothing to show.
        evidence: in words, "14 of 18".
        ids: the incidents or action items that stand in the way, or that show it.
    """

    level: int
    text: str
    met: bool
    evidence: str
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Maturity:
    """Where a library stands.

    Attributes:
        level: the highest whose criteria are met together with those of all levels below.
        criteria: all of them, by level.
    """

    level: int
    criteria: tuple[Criterion, ...]

    @property
    def name(self) -> str:
        """The level's name."""
        return NAMES[self.level]

    @property
    def evidence(self) -> tuple[Criterion, ...]:
        """What shows the levels reached."""
        return tuple(one for one in self.criteria if one.level <= self.level)

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """What the next level lacks."""
        return tuple(one for one in self.criteria if one.level == self.level + 1 and not one.met)


def maturity(known: Known, classes: Classes, *, window: int | None = None) -> Maturity:
    """The maturity level at *as of*, from the last three closed months."""
    last = last_closed(known.as_of, known.zone)
    recent = Period(add_months(last.start, 1 - CLOSED_MONTHS), last.end)
    required = obligations(known, recent).completion
    criteria = (
        _documented(known),
        _written(known, required),
        _tracked(known, recent),
        _on_time(known, recent),
        _read_by_others(known),
        _few_repeats(known, classes, recent, window),
        _on_time_each_month(known, last),
        _published(required),
        _strong(known),
        _searchable(known, classes),
        _used_in_reviews(known),
    )
    level = 1
    while level < max(NAMES) and all(one.met for one in criteria if one.level == level + 1):
        level += 1
    return Maturity(level=level, criteria=criteria)


def _documented(known: Known) -> Criterion:
    ids = tuple(one.id for one in _of_last_year(known, known.incidents) if known.is_final(one))
    return Criterion(
        level=2,
        text="Postmortems were published in the last 12 months",
        met=bool(ids),
        evidence=str(len(ids)),
        ids=ids,
    )


def _written(known: Known, completion: Figure) -> Criterion:
    """Written, in whatever state: the deadline is the business of postmortem completion."""
    written = [one for one in completion.of if known.by_id[one].status is not None]
    absent = tuple(one for one in completion.of if known.by_id[one].status is None)
    return Criterion(
        level=3,
        text="Every required postmortem of the last 3 months is written",
        met=bool(written) and not absent,
        evidence=f"{len(written)} of {completion.n}",
        ids=absent,
    )


def _tracked(known: Known, recent: Period) -> Criterion:
    made = known.actions_created_in(recent)
    loose = tuple(item.id for item in made if not item.tracker_key)
    share = 1 - len(loose) / len(made) if made else 0.0
    return Criterion(
        level=3,
        text="At least 80 % of the action items of the last 3 months are in a tracker",
        met=share >= _MOST,
        evidence=f"{len(made) - len(loose)} of {len(made)}",
        ids=loose,
    )


def _on_time(known: Known, recent: Period) -> Criterion:
    figure = action_completion(known, recent).on_time
    return Criterion(
        level=4,
        text="At least 80 % of action items are done by their due date, last 3 months",
        met=_reaches(figure),
        evidence=f"{figure.k} of {figure.n}",
        ids=_misses(figure),
    )


def _read_by_others(known: Known) -> Criterion:
    final = [one for one in _of_last_year(known, known.incidents) if known.is_final(one)]
    alone = tuple(one.id for one in final if not one.reviewed_by_other)
    share = 1 - len(alone) / len(final) if final else 0.0
    return Criterion(
        level=4,
        text="Postmortems are reviewed by somebody other than their authors",
        met=share >= _MOST,
        evidence=f"{len(final) - len(alone)} of {len(final)}",
        ids=alone,
    )


def _few_repeats(known: Known, classes: Classes, recent: Period, window: int | None) -> Criterion:
    figure = repeat_rate(known, classes, recent, window=window).figure
    return Criterion(
        level=5,
        text="Fewer than 20 % of incidents are repeats, last 3 months",
        met=_reaches(figure),
        evidence=f"{figure.k} of {figure.n}",
        ids=figure.ids,
    )


def _on_time_each_month(known: Known, last: Period) -> Criterion:
    figures = [action_completion(known, month).on_time for month in last.run(2)]
    shares = [figure.value for figure in figures]
    return Criterion(
        level=5,
        text="At least 80 % of action items on time in each of the last two months",
        met=all(_reaches(figure) for figure in figures),
        evidence=", ".join("none due" if one is None else f"{one:.0%}" for one in shares),
        ids=tuple(one for figure in figures for one in _misses(figure)),
    )


def _published(figure: Figure) -> Criterion:
    return Criterion(
        level=5,
        text="Every required postmortem of the last 3 months is published",
        met=_reaches(figure),
        evidence=f"{figure.k} of {figure.n}",
        ids=_misses(figure),
    )


def _strong(known: Known) -> Criterion:
    first = add_months(known.today, -YEAR)
    closed = [
        item
        for item in known.items
        if item.completed_on and item.completed_on >= first and known.is_done(item)
    ]
    strong = [item for item in closed if item.strength is Strength.STRONG]
    return Criterion(
        level=5,
        text="Half of the action items done in the last 12 months are strong",
        met=bool(closed) and 2 * len(strong) >= len(closed),
        evidence=f"{len(strong)} of {len(closed)}",
        ids=tuple(item.id for item in closed if item.strength is not Strength.STRONG),
    )


def _searchable(known: Known, classes: Classes) -> Criterion:
    incidents = _of_last_year(known, known.incidents)
    without = tuple(one.id for one in incidents if not classes.is_classified(one))
    share = 1 - len(without) / len(incidents) if incidents else 0.0
    return Criterion(
        level=5,
        text="At least 80 % of incidents are classified, so that their like are found",
        met=share >= _MOST,
        evidence=f"{len(incidents) - len(without)} of {len(incidents)}",
        ids=without,
    )


def _used_in_reviews(known: Known) -> Criterion:
    since = months_from(known.as_of, -YEAR, known.zone)
    held = [
        one
        for one in known.facts.reviews
        if since <= one.created_at <= known.as_of and one.incidents
    ]
    used = tuple(one.id for one in held if one.decided)
    return Criterion(
        level=5,
        text="Architecture reviews of the last 12 months answer past incidents",
        met=bool(used) and len(used) == len(held),
        evidence=f"{len(used)} of {len(held)}",
        ids=used,
    )


def _of_last_year(known: Known, incidents: list[IncidentFact]) -> list[IncidentFact]:
    since = months_from(known.as_of, -YEAR, known.zone)
    return [one for one in incidents if one.started_at and one.started_at >= since]


def _misses(figure: Figure) -> tuple[UUID, ...]:
    """What stands in the figure's way."""
    hits = set(figure.ids)
    return tuple(one for one in figure.of if one not in hits)


def _reaches(figure: Figure) -> bool:
    """Whether the estimate is good enough; a level does not wait for certainty."""
    return figure.reading in (Reading.MET, Reading.CANT_TELL)
