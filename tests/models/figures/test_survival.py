"""Waiting times that are not over, against the classic remission data (Freireich 1963)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.figures.survival import Waiting, curve, median, waits_differ

_TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
_CONTROL = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def waits(text: str) -> list[Waiting]:
    return [Waiting(float(one.rstrip("+")), not one.endswith("+")) for one in text.split()]


def test_the_remission_data() -> None:
    first = curve(waits(_TREATED))[0]
    assert first.time == 6
    assert first.share == pytest.approx(0.857, abs=1e-3)
    assert (first.low, first.high) == pytest.approx((0.620, 0.952), abs=1e-3)
    assert median(waits(_TREATED)) == (23, 13, None)
    assert median(waits(_CONTROL)) == (8, 4, 11)
    assert waits_differ(waits(_TREATED), waits(_CONTROL)) == pytest.approx(4.17e-5, rel=0.01)


def test_without_censoring_it_is_the_median() -> None:
    assert median(waits("1 2 3"))[0] == 2
    assert median(waits("1 2 4 9"))[0] == 3
    assert median(waits("3 3 3 4"))[0] == 3


def test_nothing_ended_says_nothing() -> None:
    assert median(waits("4+ 5+")) == (None, None, None)
    assert median([]) == (None, None, None)
    assert waits_differ([], []) == 1.0


@given(
    st.lists(
        st.builds(Waiting, st.integers(0, 30).map(float), st.booleans()), min_size=1, max_size=40
    )
)
def test_unfinished_ones_never_shorten_the_median(found: list[Waiting]) -> None:
    middle = median(found)[0]
    longer = median([*found, Waiting(40.0, ended=False)])[0]
    assert middle is None or longer is None or longer >= middle
