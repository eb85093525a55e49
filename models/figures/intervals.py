"""Intervals at 95 %: Wilson for proportions, exact Poisson for counts, ranks for medians.

Pure Python on purpose: a library has thousands of incidents, not millions, and the models folder
carries no numerical package.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Z = 1.959963984540054  # the normal distribution's 97.5 % quantile
_TAIL = 0.025
_PRECISE = 1e-12
_STEPS = 200


def wilson(k: int, n: int) -> tuple[float, float]:
    """Wilson's score interval for k of n, both ends within 0 and 1 (Wilson 1927).

    Raises:
        ValueError: when there is nothing to take a share of.
    """
    if not 0 <= k <= n or n == 0:
        msg = f"no proportion: {k} of {n}"
        raise ValueError(msg)
    share, square = k / n, _Z * _Z
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low = 0.0 if k == 0 else max(centre - half, 0.0)
    high = 1.0 if k == n else min(centre + half, 1.0)
    return low, high


def poisson(count: int) -> tuple[float, float]:
    """The exact interval for the mean behind a count (Garwood 1936)."""
    low = 0.0 if count == 0 else _solve(lambda mean: gamma_p(count, mean) - _TAIL, count)
    high = _solve(lambda mean: gamma_p(count + 1, mean) - (1 - _TAIL), count + 1)
    return low, high


def median_interval(ordered: Sequence[float]) -> tuple[float, float] | None:
    """The interval between two order statistics that holds the median with at least 95 %.

    None below six values, where no pair of them does.
    """
    n, outside, tail = len(ordered), 0, 0.0
    while outside < n:
        tail += _binomial_half(n, outside)
        if tail > _TAIL:
            break
        outside += 1
    return (ordered[outside - 1], ordered[n - outside]) if outside else None


def quantile(ordered: Sequence[float], share: float) -> float:
    """The quantile of values in rising order, linear between neighbours."""
    place = (len(ordered) - 1) * share
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def gamma_p(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function: P(Poisson(x) >= shape) for whole shapes."""
    if x <= 0:
        return 0.0
    scale = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        return scale * _series(shape, x)
    return 1.0 - scale * _fraction(shape, x)


def normal_tails(z: float) -> float:
    """The probability of a standard normal value at least as far from zero as `z`."""
    return math.erfc(abs(z) / math.sqrt(2))


def _binomial_half(n: int, k: int) -> float:
    log = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) - n * math.log(2)
    return math.exp(log)


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    step = shape
    while abs(term) > abs(total) * _PRECISE:
        step += 1
        term *= x / step
        total += term
    return total


def _fraction(shape: float, x: float) -> float:
    """Lentz's continued fraction for the upper function (Numerical Recipes 6.2)."""
    tiny = 1e-300
    b = x + 1 - shape
    c, d = 1 / tiny, 1 / b
    total = d
    for i in range(1, 10_000):
        a = -i * (i - shape)
        b += 2
        d = a * d + b
        d = 1 / (d if abs(d) > tiny else tiny)
        c = b + a / c
        c = c if abs(c) > tiny else tiny
        total *= d * c
        if abs(d * c - 1) < _PRECISE:
            break
    return total


def _solve(rising: Callable[[float], float], near: float) -> float:
    """Where a rising function crosses zero, to the right of zero."""
    low, high = 0.0, near + 1.0
    while rising(high) < 0:
        high *= 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
        if high - low <= _PRECISE * high:
            break
    return (low + high) / 2
