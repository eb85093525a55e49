"""One figure: a proportion, a count or a typical time, with its interval and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import TYPE_CHECKING
from uuid import UUID

from models.figures.intervals import median_interval, poisson, quantile, wilson

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_FEW = 6
_ENOUGH_FOR_P90 = 10


class Reading(StrEnum):
    """What a figure says of its target."""

    MET = "met"
    MISSED = "missed"
    CANT_TELL = "can't tell"
    NO_DATA = "no data"


class Aim(StrEnum):
    """On which side of the target the good values lie."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    BELOW = "<"


@dataclass(frozen=True, slots=True)
class Target:
    """What the practice asks for."""

    value: float
    aim: Aim

    def reached_by(self, value: float) -> bool:
        """Whether a single value is good enough."""
        if self.aim is Aim.AT_LEAST:
            return value >= self.value
        return value <= self.value if self.aim is Aim.AT_MOST else value < self.value

    def read(self, value: float | None, low: float | None, high: float | None) -> Reading:
        """What an estimate says, given its interval.

        A missed estimate misses. One that meets the target meets it for certain only when the
        whole interval does. A target at the very end of the scale (100 %) can hold no such
        interval; there the estimate alone decides.
        """
        if value is None:
            return Reading.NO_DATA
        if not self.reached_by(value):
            return Reading.MISSED
        if value == self.value == 1.0 and self.aim is Aim.AT_LEAST:
            return Reading.MET
        worst = low if self.aim is Aim.AT_LEAST else high
        sure = worst is not None and self.reached_by(worst)
        return Reading.MET if sure else Reading.CANT_TELL


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A proportion (or, for waiting times, a median) with what it is made of.

    Attributes:
        k: how many of `n`.
        value: k ÷ n, or the median; None where there is nothing to say.
        low: lower end of the 95 % interval.
        high: upper end.
        ids: the records counted in k.
        of: the records counted in n.
    """

    k: int
    n: int
    value: float | None
    low: float | None
    high: float | None
    target: Target | None = None
    ids: tuple[UUID, ...] = ()
    of: tuple[UUID, ...] = ()

    @property
    def reading(self) -> Reading | None:
        """What it says of its target; None without one."""
        return self.target.read(self.value, self.low, self.high) if self.target else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where nobody can tell."""
        return {Reading.MET: True, Reading.MISSED: False}.get(self.reading or Reading.NO_DATA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many, with the exact Poisson interval of the mean behind it."""

    value: int
    low: float
    high: float
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long something took, in minutes.

    Attributes:
        n: how many ended and are known.
        median: with the 95 % interval `low` to `high` from 6 values on.
        mean: the practice's "MTTR average".
        p90: from 10 values on.
        values: all of them in rising order, where they are fewer than 6.
        unresolved: those that have not ended, or whose end nobody recorded; never filled in.
        all_values: in the order of `ids`, for charts and tests.
    """

    n: int
    median: float | None
    low: float | None
    high: float | None
    mean: float | None
    p90: float | None
    values: tuple[float, ...]
    unresolved: int
    ids: tuple[UUID, ...] = ()
    all_values: tuple[float, ...] = ()


def proportion(
    hits: Collection[UUID], base: Sequence[UUID], target: Target | None = None
) -> Figure:
    """The share of `hits` in `base`, with Wilson's interval."""
    k, n = len(hits), len(base)
    low, high = wilson(k, n) if n else (None, None)
    return Figure(
        k=k,
        n=n,
        value=k / n if n else None,
        low=low,
        high=high,
        target=target,
        ids=tuple(hits),
        of=tuple(base),
    )


def count(ids: Sequence[UUID]) -> Count:
    """How many there are."""
    low, high = poisson(len(ids))
    return Count(value=len(ids), low=low, high=high, ids=tuple(ids))


def times(minutes: Sequence[tuple[float, UUID]], unresolved: int) -> Times:
    """Summary of times, each with the incident that took it."""
    ordered = sorted(value for value, _ in minutes)
    n = len(ordered)
    interval = median_interval(ordered)
    return Times(
        n=n,
        median=quantile(ordered, 0.5) if n else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        mean=fmean(ordered) if n else None,
        p90=quantile(ordered, 0.9) if n >= _ENOUGH_FOR_P90 else None,
        values=tuple(ordered) if n < _FEW else (),
        unresolved=unresolved,
        ids=tuple(identifier for _, identifier in minutes),
        all_values=tuple(value for value, _ in minutes),
    )
