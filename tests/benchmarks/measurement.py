"""One measured thing, and how to measure it."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One row of a table in RESULTS.md.

    Attributes:
        what: the thing measured, in words.
        size: incidents in the library; 0 where that does not matter.
        unit: of the values: ``ms``, ``s``, ``MB``.
        p50: median of the samples.
        p95: 95th percentile; the slowest sample where there are fewer than twenty.
        p99: 99th percentile, where there are a hundred samples or more.
        samples: how many.
        target: what was promised for `p95`, in `unit`; None where nothing was.
    """

    what: str
    size: int
    unit: str
    p50: float
    p95: float
    samples: int
    target: float | None = None
    p99: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the promise holds; None where there is none."""
        return None if self.target is None else self.p95 <= self.target


def from_samples(
    what: str,
    samples: Sequence[float],
    *,
    size: int = 0,
    unit: str = "ms",
    target: float | None = None,
) -> Measurement:
    """Median and 95th percentile of samples that are already in `unit`."""
    ordered = sorted(samples)
    highest = statistics.quantiles(ordered, n=100)[-1] if len(ordered) >= 100 else None
    high = ordered[-1] if len(ordered) < 20 else statistics.quantiles(ordered, n=20)[-1]
    return Measurement(
        what=what,
        size=size,
        unit=unit,
        p50=statistics.median(ordered),
        p95=high,
        samples=len(ordered),
        target=target,
        p99=highest,
    )


def time_calls(call: Callable[[], object], times: int, *, warm_up: int = 1) -> list[float]:
    """Milliseconds of each of `times` calls, after `warm_up` calls that do not count."""
    for _ in range(warm_up):
        call()
    samples: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        samples.append((time.perf_counter() - begun) * 1000)
    return samples
