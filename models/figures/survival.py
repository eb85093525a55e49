"""Times that are not over yet: Kaplan and Meier's estimate, its median, and the log-rank test."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.figures.intervals import normal_tails

if TYPE_CHECKING:
    from collections.abc import Sequence

_Z = 1.959963984540054
_HALF = 0.5
_CLOSE = 1e-12


@dataclass(frozen=True, slots=True)
class Waiting:
    """One time, and whether it ended (else it is at least that long)."""

    time: float
    ended: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The curve from one time on.

    Attributes:
        share: still waiting after `time`.
        low: lower end of its 95 % interval (log-log, Kalbfleisch and Prentice).
        high: upper end.
    """

    time: float
    share: float
    low: float
    high: float


def curve(waits: Sequence[Waiting]) -> tuple[Step, ...]:
    """Kaplan and Meier's estimate, one step for each time at which something ended."""
    steps = []
    share, spread = 1.0, 0.0
    for time in sorted({wait.time for wait in waits if wait.ended}):
        at_risk = sum(wait.time >= time for wait in waits)
        ended = sum(wait.ended and wait.time == time for wait in waits)
        share *= 1 - ended / at_risk
        if at_risk > ended:
            spread += ended / (at_risk * (at_risk - ended))
        steps.append(Step(time, share, *_limits(share, spread)))
    return tuple(steps)


def median(waits: Sequence[Waiting]) -> tuple[float | None, float | None, float | None]:
    """Median and 95 % interval; None where the curve never falls that far.

    Where the curve is exactly one half over a stretch, the middle of the stretch.
    """
    steps = curve(waits)
    return (
        _crossing([(step.time, step.share) for step in steps]),
        _first([(step.time, step.low) for step in steps]),
        _first([(step.time, step.high) for step in steps]),
    )


def waits_differ(first: Sequence[Waiting], second: Sequence[Waiting]) -> float:
    """The p-value of the log-rank test (Mantel 1966) that two groups wait alike."""
    difference = variance = 0.0
    both = [*first, *second]
    for time in sorted({wait.time for wait in both if wait.ended}):
        at_risk = sum(wait.time >= time for wait in both)
        ended = sum(wait.ended and wait.time == time for wait in both)
        share = sum(wait.time >= time for wait in first) / at_risk
        difference += sum(wait.ended and wait.time == time for wait in first) - ended * share
        if at_risk > 1:
            variance += ended * share * (1 - share) * (at_risk - ended) / (at_risk - 1)
    return normal_tails(difference / math.sqrt(variance)) if variance > 0 else 1.0


def _limits(share: float, spread: float) -> tuple[float, float]:
    if not 0 < share < 1:
        return share, share
    log = math.log(share)
    width = _Z * math.sqrt(spread) / abs(log)
    return math.exp(log * math.exp(width)), math.exp(log * math.exp(-width))


def _crossing(points: Sequence[tuple[float, float]]) -> float | None:
    for number, (time, share) in enumerate(points):
        if abs(share - _HALF) < _CLOSE and number + 1 < len(points):
            return (time + points[number + 1][0]) / 2
        if share <= _HALF + _CLOSE:
            return time
    return None


def _first(points: Sequence[tuple[float, float]]) -> float | None:
    return next((time for time, share in points if share <= _HALF + _CLOSE), None)
