"""A matrix of counts as shapes."""

from __future__ import annotations

from exporters.charts.definitions import Heat
from exporters.charts.drawing import Block, Disc, Words, rough_width
from exporters.charts.layout import drawn


def words(plot: Heat, width: float = 240.0) -> list[str]:
    return [one.text for one in drawn(plot, width, rough_width).shapes if isinstance(one, Words)]


PLOT = Heat(
    rows=("payment-db", "a-service-with-a-name-that-is-much-too-long-for-any-matrix"),
    columns=("Connection pool", "Failover"),
    values=((4, 0), (1, 2)),
    open=((True, False), (False, False)),
)


def test_every_cell_has_its_number_and_nothing_is_said_where_there_is_none() -> None:
    told = words(PLOT)
    assert [one for one in told if one in ("4", "1", "2", "·")] == ["4", "·", "1", "2"]
    assert "payment-db" in told
    assert any(one.endswith("…") for one in told)


def test_more_is_darker_and_what_is_open_has_a_ring() -> None:
    shapes = drawn(PLOT, 240, rough_width).shapes
    grounds = [one.token for one in shapes if isinstance(one, Block)]
    assert grounds == ["accent.base", "bg.sunken", "accent.tint", "accent.border"]
    assert sum(isinstance(one, Disc) for one in shapes) == 2


def test_everything_stays_inside_however_narrow() -> None:
    for width in (60.0, 120.0, 499.0):
        drawing = drawn(PLOT, width, rough_width)
        blocks = [one for one in drawing.shapes if isinstance(one, Block)]
        assert all(one.x + one.width <= width + 0.01 for one in blocks)
        assert all(one.y + one.height <= drawing.height for one in blocks)


def test_nothing_to_show_is_an_empty_drawing() -> None:
    empty = Heat(rows=(), columns=(), values=(), open=())
    assert drawn(empty, 100, rough_width).shapes == ()
