"""From bars to shapes: a name, a bar, a number, and a tick for what it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.charts.drawing import Block, Drawing, Shape, Stroke, Words
from exporters.charts.geometry import Box, bars
from exporters.charts.marks import bar_marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporters.charts.definitions import Bars
    from exporters.formats import Formats

    Measure = Callable[[str, float, bool], float]

_LABEL = 8.0
_ROW = 18.0
_THICK = 9.5
_LONGEST_NAME = 0.42  # of the width; longer names are cut with an ellipsis


def bars_drawing(plot: Bars, width: float, measure: Measure, formats: Formats) -> Drawing:
    """The shapes of bars that are, with their names and numbers, `width` points wide."""
    names = [_cut(one.name, width * _LONGEST_NAME, measure) for one in plot.bars]
    left = max((measure(name, _LABEL, True) for name in names), default=0.0) + 7
    notes = max((measure(one.note, _LABEL, True) for one in plot.bars), default=0.0)
    numbers = max(
        (measure(formats.number(one.value), _LABEL, True) for one in plot.bars), default=0.0
    )
    right = numbers + 8 + (notes + 5 if notes else 0)
    area = Box(left, 0.0, max(width - left - right, 20.0), _ROW * len(plot.bars))
    placed = bars(
        [one.value for one in plot.bars],
        [one.tick for one in plot.bars],
        area,
        thickness=_THICK,
    )
    shapes: list[Shape] = []
    for bar, one, name in zip(placed, plot.bars, names, strict=True):
        box = bar.box
        base = box.y + box.height / 2 + 2.8
        token = "chart.1" if one.strong else "chart.interval"
        shapes.append(Words(left - 7, base, name, "text.primary", "end", _LABEL, one.strong))
        if one.value:
            shapes.append(Block(box.x, box.y, max(box.width, 1.0), box.height, token, 1.2))
        if bar.tick is not None:
            shapes.append(
                Stroke(bar.tick, box.y - 2, bar.tick, box.bottom + 2, "chart.target", width=1.1)
            )
        x = area.right + 8 + numbers
        shapes.append(
            Words(x, base, formats.number(one.value), "text.primary", "end", _LABEL, True)
        )
        if one.note:
            token = "accent.text" if one.strong else "text.tertiary"
            shapes.append(Words(x + 5, base, one.note, token, "start", _LABEL, one.strong))
    marks = bar_marks(plot, [Box(0.0, bar.box.y, width, bar.box.height) for bar in placed])
    return Drawing(width, area.height, tuple(shapes), marks)


def _cut(name: str, room: float, measure: Measure) -> str:
    line = " ".join(name.split())
    if measure(line, _LABEL, True) <= room:
        return line
    line = line[:200]
    while len(line) > 1 and measure(f"{line}…", _LABEL, True) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
