from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.charts.geometry import (
    Box,
    bars,
    log_dots,
    median,
    nice_step,
    stacked_columns,
    strip,
)

AREA = Box(40, 10, 600, 120)
counts = st.lists(st.lists(st.integers(0, 5000), min_size=4, max_size=4), max_size=24)


@settings(deadline=None)
@given(counts)
def test_parts_stack_inside_the_area_and_add_up(values: list[list[int]]) -> None:
    chart = stacked_columns(values, AREA)
    assert chart.totals == tuple(sum(column) for column in values)
    assert sum(part.value for part in chart.parts) == sum(chart.totals)
    for part in chart.parts:
        assert AREA.x <= part.box.x
        assert part.box.right <= AREA.right + 1e-6
        assert part.box.bottom <= AREA.bottom + 1e-6
        assert part.box.y >= AREA.y - 1e-6
    assert chart.ticks[0].at == AREA.bottom
    assert all(tick.at >= AREA.y - 1e-6 for tick in chart.ticks)


def test_an_empty_chart_still_has_its_scale() -> None:
    chart = stacked_columns([[0, 0, 0, 0]] * 12, AREA)
    assert chart.parts == ()
    assert [tick.text for tick in chart.ticks] == ["0", "1"]


@pytest.mark.parametrize(("largest", "step"), [(1, 1), (3, 1), (16, 5), (14, 5), (60, 20), (0, 1)])
def test_grid_lines_stand_at_round_numbers(largest: int, step: int) -> None:
    assert nice_step(largest) == step


@settings(deadline=None)
@given(st.lists(st.lists(st.floats(0, 1e7), max_size=30), min_size=1, max_size=12))
def test_dots_lie_inside_their_month(columns: list[list[float]]) -> None:
    chart = log_dots(columns, AREA)
    assert len(chart.dots) == sum(len(column) for column in columns)
    for dot in chart.dots:
        assert AREA.y - 1e-6 <= dot.y <= AREA.bottom + 1e-6
        assert AREA.x <= dot.x <= AREA.right
    assert chart.ticks
    assert len(chart.medians) == sum(bool(column) for column in columns)


def test_longer_lies_higher() -> None:
    chart = log_dots([[5.0, 50.0, 500.0]], AREA)
    heights = [dot.y for dot in chart.dots]
    assert heights == sorted(heights, reverse=True)


def test_median_of_an_even_number_is_the_mean_of_the_middle() -> None:
    assert median([4, 1, 3, 2]) == 2.5
    with pytest.raises(ValueError, match="no values"):
        median([])


def test_bars_share_one_scale_with_what_they_are_compared_with() -> None:
    found = bars([4, 2], [3, None], Box(0, 0, 100, 40), thickness=10)
    assert [one.box.width for one in found] == [100, 50]
    assert [one.tick for one in found] == [75, None]


def test_a_strip_is_clipped_to_its_scale() -> None:
    found = strip(value=0.5, low=-1, high=2, target=None, scale=(0, 1), width=200)
    assert (found.low, found.high, found.value, found.target) == (0, 200, 100, None)
