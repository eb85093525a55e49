"""A period against the one before: the plain change, and whether it could be chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from models.figures.chance import (
    CHANCE_FROM,
    counts_differ,
    durations_differ,
    proportions_differ,
    ranks_lean,
)

if TYPE_CHECKING:
    from models.figures.figure import Count, Figure, Times

T = TypeVar("T")


class Arrow(StrEnum):
    """Which way a figure went."""

    UP = "↑"
    DOWN = "↓"
    SAME = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a figure.

    Attributes:
        arrow: None where there is nothing to compare.
        percent: relative change, −50 for ↓ 50 %; None where the earlier value is zero.
        p: of the two-sided test.
        lean: for times, which way they lie by rank. The rank-sum test is about that, and not about
            the means or medians whose change is printed; None where the figure itself is tested.
    """

    arrow: Arrow | None = None
    percent: float | None = None
    p: float | None = None
    lean: Arrow | None = None

    @property
    def could_be_chance(self) -> bool | None:
        """Whether a difference like this is expected from chance alone; None without a test."""
        return None if self.p is None else self.p >= CHANCE_FROM

    @property
    def is_sure(self) -> bool:
        """Whether it went where the arrow says, beyond chance; ranks have to lean the same way."""
        moved = self.could_be_chance is False and self.arrow in (Arrow.UP, Arrow.DOWN)
        return moved and self.lean in (None, self.arrow)

    @property
    def remark(self) -> str:
        """What the test says, to stand beside the arrow; empty where the arrow says it all."""
        if self.could_be_chance is None or (self.arrow is Arrow.SAME and self.could_be_chance):
            return ""
        if self.could_be_chance:
            return "could be chance"
        if self.lean not in (Arrow.UP, Arrow.DOWN):
            return ""
        by_rank = f"{'longer' if self.lean is Arrow.UP else 'shorter'} by rank"
        return by_rank if self.lean is self.arrow else f"but {by_rank}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Generic[T]):
    """A figure, the same for the period before, and the change.

    Attributes:
        previous: None where the library's history does not reach back.
    """

    now: T
    previous: T | None
    change: Change


def compare_counts(now: Count, previous: Count | None, exposure: float) -> Compared[Count]:
    """Counts by the exact conditional test; `exposure` is the ratio of the periods' lengths."""
    if previous is None:
        return Compared(now=now, previous=None, change=Change())
    p = counts_differ(now.value, previous.value, exposure)
    return Compared(now=now, previous=previous, change=_change(now.value, previous.value, p))


def compare_proportions(now: Figure, previous: Figure | None) -> Compared[Figure]:
    """Proportions by Fisher's exact test."""
    if previous is None or previous.value is None or now.value is None:
        return Compared(now=now, previous=previous, change=Change())
    p = proportions_differ(now.k, now.n, previous.k, previous.n)
    return Compared(now=now, previous=previous, change=_change(now.value, previous.value, p))


def compare_times(now: Times, previous: Times | None) -> Compared[Times]:
    """Times by the rank-sum test; the plain change is that of the mean, as the practice prints."""
    if previous is None or previous.mean is None or now.mean is None:
        return Compared(now=now, previous=previous, change=Change())
    p = durations_differ(now.all_values, previous.all_values)
    lean = _sign(ranks_lean(now.all_values, previous.all_values))
    change = replace(_change(now.mean, previous.mean, p), lean=lean)
    return Compared(now=now, previous=previous, change=change)


def median_change(compared: Compared[Times]) -> Change:
    """The change of the medians, to stand beside medians; `compared.change` has the means'."""
    before = compared.previous.median if compared.previous else None
    if before is None or compared.now.median is None or compared.change.p is None:
        return Change()
    change = _change(compared.now.median, before, compared.change.p)
    return replace(change, lean=compared.change.lean)


def compare_medians(now: Figure, previous: Figure | None, p: float) -> Compared[Figure]:
    """Medians of waiting times; the test is the caller's, who knows the times."""
    if previous is None or previous.value is None or now.value is None:
        return Compared(now=now, previous=previous, change=Change())
    return Compared(now=now, previous=previous, change=_change(now.value, previous.value, p))


def _sign(difference: float) -> Arrow:
    if difference == 0:
        return Arrow.SAME
    return Arrow.UP if difference > 0 else Arrow.DOWN


def _change(now: float, before: float, p: float) -> Change:
    arrow = _sign(now - before)
    percent = (now - before) / before * 100 if before else None
    return Change(arrow=arrow, percent=0.0 if arrow is Arrow.SAME else percent, p=p)
