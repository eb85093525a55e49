"""Intervals against published values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.figures.intervals import median_interval, normal_tails, poisson, quantile, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (14, 18, 0.55, 0.91),
        (2, 14, 0.04, 0.40),
        (11, 12, 0.65, 0.99),
        (10, 14, 0.45, 0.88),
        (0, 10, 0.0, 0.278),
        (10, 10, 0.722, 1.0),
    ],
)
def test_wilson(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n) == pytest.approx((low, high), abs=0.005)


@given(n=st.integers(1, 10**6), data=st.data())
def test_wilson_holds_the_share_and_stays_inside(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n)
    assert 0.0 <= low <= k / n <= high <= 1.0
    mirrored = wilson(n - k, n)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize("k", [-1, 4])
def test_wilson_refuses_what_is_no_share(k: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(k, 3)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [  # Ulm 1990, table of exact limits
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.2422, 7.225),
        (5, 1.623, 11.668),
        (14, 7.654, 23.490),
        (100, 81.364, 121.627),
    ],
)
def test_poisson(value: int, low: float, high: float) -> None:
    assert poisson(value) == pytest.approx((low, high), abs=0.001)


@given(value=st.integers(0, 20_000))
def test_poisson_holds_the_count(value: int) -> None:
    low, high = poisson(value)
    assert low <= value < high
    assert math.isfinite(high)


def test_median_interval_takes_the_ranks_of_the_sign_test() -> None:
    assert median_interval([1, 2, 3, 4, 5]) is None
    assert median_interval([1, 2, 3, 4, 5, 6]) == (1, 6)
    assert median_interval(range(1, 10)) == (2, 8)
    assert median_interval(range(1, 21)) == (6, 15)
    assert median_interval([]) is None


@given(values=st.lists(st.floats(0, 1e6), min_size=1, max_size=300))
def test_quantiles_lie_between_the_values(values: list[float]) -> None:
    ordered = sorted(values)
    assert ordered[0] <= quantile(ordered, 0.5) <= quantile(ordered, 0.9) <= ordered[-1]


def test_quantiles_are_linear_between_neighbours() -> None:
    assert quantile([1, 2, 3, 4], 0.5) == 2.5
    assert quantile(list(range(11)), 0.9) == 9


def test_normal_tails() -> None:
    assert normal_tails(1.959964) == pytest.approx(0.05, abs=1e-6)
    assert normal_tails(0) == 1.0
