"""What the marks of a chart say and what is behind them, for a screen that can open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.charts.drawing import Mark
from exporters.charts.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporters.charts.definitions import Bars, Columns, Dots, Heat, Shares
    from exporters.charts.geometry import LogDots, StackedColumns

    Marks = tuple[Mark, ...]

_REACH = 2.4
_BAND = 6.0


def counted(number: int) -> str:
    """``1 incident``, ``12 incidents``."""
    return f"{number:,} incident" if number == 1 else f"{number:,} incidents"


def column_marks(plot: Columns, chart: StackedColumns) -> Marks:
    """A mark for each coloured part, from the bottom up and left to right."""
    return tuple(
        Mark(
            part.box,
            f"{plot.labels[part.column].name}: {counted(part.value)} of "
            f"{plot.series[part.series].name}",
            plot.ids[part.column][part.series] if plot.ids else (),
        )
        for part in chart.parts
    )


def dot_marks(plot: Dots, chart: LogDots) -> Marks:
    """A mark for each incident."""
    flat = [dot for column in plot.columns for dot in column]
    return tuple(
        Mark(
            Box(place.x - _REACH, place.y - _REACH, 2 * _REACH, 2 * _REACH),
            f"{flat[place.index].name}, {flat[place.index].severity}, {flat[place.index].told}",
            flat[place.index].ids,
        )
        for place in chart.dots
    )


def share_marks(plot: Shares, slots: Sequence[Box], height: Callable[[float], float]) -> Marks:
    """A mark for each interval."""
    marks = []
    for label, slot, one in zip(plot.labels, slots, plot.shares, strict=True):
        if one.low is None or one.high is None:
            continue
        top = height(one.high)
        band = min(_BAND, slot.width)
        middle = slot.x + slot.width / 2
        box = Box(middle - band / 2, top, band, max(height(one.low) - top, 2.0))
        words = f"{label.name}: {one.k} of {one.n}, interval {one.low:.0%} to {one.high:.0%}"
        marks.append(Mark(box, words, one.ids))
    return tuple(marks)


def bar_marks(plot: Bars, boxes: Sequence[Box]) -> Marks:
    """A mark for each bar, its name and number included."""
    return tuple(
        Mark(box, f"{one.name}: {one.value:,}{f', {one.note}' if one.note else ''}", one.ids)
        for box, one in zip(boxes, plot.bars, strict=True)
    )


def heat_marks(plot: Heat, cells: Sequence[Sequence[Box]]) -> Marks:
    """A mark for each cell that holds something."""
    return tuple(
        Mark(
            cells[level][place],
            f"{name}, {column}: {counted(plot.values[level][place])}",
            plot.ids[level][place] if plot.ids else (),
        )
        for level, name in enumerate(plot.rows)
        for place, column in enumerate(plot.columns)
        if plot.values[level][place]
    )
