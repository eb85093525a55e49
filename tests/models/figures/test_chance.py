"""The three tests against textbook values, and what must hold of any test."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.figures.chance import counts_differ, durations_differ, proportions_differ, ranks_lean


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [(2, 4, 0.6875), (0, 5, 0.0625), (0, 0, 1.0), (3, 3, 1.0), (1, 10, 0.01172)],
)
def test_counts(first: int, second: int, p: float) -> None:
    assert counts_differ(first, second) == pytest.approx(p, abs=1e-5)


def test_counts_of_unequal_periods() -> None:
    # 10 in a quarter and 3 in a month are about the same rate.
    assert counts_differ(10, 3, exposure=3.0) > 0.9
    assert counts_differ(10, 3, exposure=1.0) == pytest.approx(0.0923, abs=1e-4)


def test_proportions() -> None:
    # Fisher's lady tasting tea, three of four right, two-sided.
    assert proportions_differ(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)
    # Agresti, Categorical Data Analysis: all right.
    assert proportions_differ(4, 4, 0, 4) == pytest.approx(0.0286, abs=1e-4)
    assert proportions_differ(1, 2, 0, 0) == 1.0


def test_durations() -> None:
    assert durations_differ([1.1, 2.2, 3.3], [4.4, 5.5, 6.6]) == pytest.approx(0.1)
    # Hollander and Wolfe, permeability of membranes: W = 35 of 10 and 5 values, p = 0.2544.
    term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    early = [1.15, 0.88, 0.90, 0.74, 1.21]
    assert durations_differ(term, early) == pytest.approx(0.2544, abs=1e-4)


def test_durations_with_ties_only() -> None:
    assert durations_differ([5.0] * 4, [5.0] * 7) == 1.0
    assert durations_differ([5.0] * 40, [5.0] * 40) == 1.0
    assert durations_differ([], [1.0]) == 1.0


def test_many_durations_are_approximated_closely() -> None:
    chance = random.Random(7)
    first = [chance.gauss(60, 20) for _ in range(20)]
    second = [chance.gauss(75, 20) for _ in range(20)]
    exact = durations_differ(first, second)
    # One more pair on each side of both groups: past the exact limit, nearly the same groups.
    approximate = durations_differ([*first, 0.0], [*second, 0.0])
    assert approximate == pytest.approx(exact, abs=0.02)


def test_ranks_lean_to_where_most_pairs_are_won() -> None:
    assert ranks_lean([1, 2, 100], [3, 4, 5]) < 0  # two of three values lie below all
    assert ranks_lean([3, 4, 5], [1, 2, 100]) > 0
    assert ranks_lean([1, 2], [1, 2]) == 0


small = st.integers(0, 60)


@given(first=small, second=small)
def test_counts_do_not_care_which_comes_first(first: int, second: int) -> None:
    p = counts_differ(first, second)
    assert 0 < p <= 1
    assert counts_differ(second, first) == pytest.approx(p)


@given(
    first=st.lists(st.integers(0, 9), min_size=1, max_size=12),
    second=st.lists(st.integers(0, 9), min_size=1, max_size=12),
)
def test_ranks_care_only_for_the_order(first: list[int], second: list[int]) -> None:
    p = durations_differ(first, second)
    assert 0 < p <= 1
    assert durations_differ(second, first) == pytest.approx(p)
    assert durations_differ([3 * x + 1 for x in first], [3 * x + 1 for x in second]) == p


@given(k1=small, rest1=small, k2=small, rest2=small)
def test_proportions_of_failures_differ_as_those_of_successes(
    k1: int, rest1: int, k2: int, rest2: int
) -> None:
    n1, n2 = k1 + rest1, k2 + rest2
    p = proportions_differ(k1, n1, k2, n2)
    assert 0 < p <= 1
    assert proportions_differ(rest1, n1, rest2, n2) == pytest.approx(p)
