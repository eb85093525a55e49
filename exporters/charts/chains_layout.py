"""From chains of incidents to shapes: boxes with key and day, arrows with the days between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.charts.drawing import Block, Drawing, Mark, Shape, Stroke, Words
from exporters.charts.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporters.charts.definitions import ChainLink, Chains

    Measure = Callable[[str, float, bool], float]

_LABEL = 8.0
_HEAD = 12.0
_BOX = 24.0
_PAD = 5.0
_ARROW = 28.0
_BELOW = 10.0
_LINE = 0.6


def chains_drawing(plot: Chains, width: float, measure: Measure) -> Drawing:
    """The shapes of chains, `width` points wide; of a long one the latest incidents."""
    shapes: list[Shape] = []
    marks: list[Mark] = []
    y = 0.0
    for chain in plot.chains:
        title = _cut(chain.title, width - measure(chain.note, _LABEL, False) - 8, measure)
        shapes.append(Words(0, y + _LABEL, title, "text.primary", "start", _LABEL, True))
        x = measure(title, _LABEL, True) + 6
        shapes.append(Words(x, y + _LABEL, chain.note, "text.tertiary", "start", _LABEL))
        y += _HEAD
        boxed = max(measure(text, _LABEL, True) for one in chain.links
                    for text in (one.name, one.day)) + 2 * _PAD  # fmt: skip
        boxed = min(boxed, width)
        fits = max(int((width + _ARROW) // (boxed + _ARROW)), 1)
        _lay(chain.links[-fits:], y, boxed, measure, shapes, marks)
        y += _BOX + _BELOW
    return Drawing(width, max(y, _HEAD), tuple(shapes), tuple(marks))


def _lay(
    links: Sequence[ChainLink],
    y: float,
    boxed: float,
    measure: Measure,
    shapes: list[Shape],
    marks: list[Mark],
) -> None:
    x = 0.0
    for place, one in enumerate(links):
        if place:
            shapes += _arrow(x, y, one.gap)
            x += _ARROW
        shapes += _frame(x, y, boxed)
        name = _cut(one.name, boxed - 2 * _PAD, measure)
        shapes.append(Words(x + _PAD, y + 10, name, "text.primary", "start", _LABEL))
        shapes.append(Words(x + _PAD, y + 20, one.day, "text.tertiary", "start", _LABEL))
        words = f"{one.name}, {one.day}"
        if one.gap:
            words += f", {one.gap} after the one before"
        marks.append(Mark(Box(x, y, boxed, _BOX), words, one.ids))
        x += boxed


def _frame(x: float, y: float, width: float) -> list[Shape]:
    return [
        Block(x, y, width, _BOX, "border.control", 2.4),
        Block(x + _LINE, y + _LINE, width - 2 * _LINE, _BOX - 2 * _LINE, "bg.raised", 2.0),
    ]


def _arrow(x: float, y: float, gap: str) -> list[Shape]:
    left, right, level = x + 2.5, x + _ARROW - 2.5, y + _BOX / 2 + 2
    token = "text.tertiary"
    return [
        Words(x + _ARROW / 2, level - 4, gap, token, "middle", 6.6),
        Stroke(left, level, right, level, token, width=0.7),
        Stroke(right - 3, level - 2.4, right, level, token, width=0.7),
        Stroke(right - 3, level + 2.4, right, level, token, width=0.7),
    ]


def _cut(name: str, room: float, measure: Measure) -> str:
    line = " ".join(name.split())[:200]
    if measure(line, _LABEL, True) <= room:
        return line
    while len(line) > 1 and measure(f"{line}…", _LABEL, True) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
