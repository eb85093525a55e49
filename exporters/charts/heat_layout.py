"""From a matrix of counts to shapes: a ground that says how many, the number, a ring where open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.charts.drawing import Block, Disc, Drawing, Shape, Words
from exporters.charts.geometry import Box
from exporters.charts.marks import heat_marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporters.charts.definitions import Heat

    Measure = Callable[[str, float, bool], float]

_LABEL = 7.6
_NUMBER = 8.6
_ROW = 15.6
_GAP = 1.4
_LINE = 9.4
_WIDEST = 62.0
_LONGEST_NAME = 0.36  # of the width
_MANY = 3


def heat_drawing(plot: Heat, width: float, measure: Measure) -> Drawing:
    """The shapes of a matrix that is, with its names, at most `width` points wide."""
    names = [_cut(one, width * _LONGEST_NAME, measure) for one in plot.rows]
    left = max((measure(one, _LABEL, False) for one in names), default=0.0) + 6
    column = min(_WIDEST, (width - left) / max(len(plot.columns), 1))
    heads = [_broken(one, column - 2, measure) for one in plot.columns]
    top = _LINE * max(map(len, heads), default=0) + 3
    shapes: list[Shape] = []
    for place, lines in enumerate(heads):
        middle = left + place * column + column / 2
        for level, line in enumerate(reversed(lines)):
            y = top - 5 - level * _LINE
            shapes.append(Words(middle, y, line, "text.secondary", "middle", _LABEL))
    most = max((cell for row in plot.values for cell in row), default=0)
    for level, (name, row, rings) in enumerate(zip(names, plot.values, plot.open, strict=True)):
        y = top + level * _ROW
        shapes.append(Words(0, y + _ROW / 2 + 2.4, name, "text.primary", "start", _LABEL))
        for place, (value, is_open) in enumerate(zip(row, rings, strict=True)):
            shapes += _cell(left + place * column, y, column, value, most, is_open=is_open)
    cells = tuple(
        tuple(Box(left + place * column, top + level * _ROW, column - _GAP, _ROW - _GAP)
              for place in range(len(plot.columns)))
        for level in range(len(plot.rows))
    )  # fmt: skip
    height = top + _ROW * len(plot.rows) + 2
    return Drawing(width, height, tuple(shapes), heat_marks(plot, cells))


def _cell(
    x: float, y: float, column: float, value: int, most: int, *, is_open: bool
) -> list[Shape]:
    ground, ink = _ground(value, most)
    middle = x + (column - _GAP) / 2
    shapes: list[Shape] = [
        Block(x, y, column - _GAP, _ROW - _GAP, ground, 1.2),
        Words(middle, y + _ROW / 2 + 2.3, str(value) if value else "·", ink, "middle",
              _NUMBER, bool(value)),
    ]  # fmt: skip
    if is_open:
        shapes.append(Disc(x + column - _GAP - 5, y + 4.6, 1.9, "warning.text"))
        shapes.append(Disc(x + column - _GAP - 5, y + 4.6, 0.8, "warning.bg"))
    return shapes


def _ground(value: int, most: int) -> tuple[str, str]:
    if not value:
        return "bg.sunken", "text.tertiary"
    if value >= _MANY and value == most:
        return "accent.base", "accent.on"
    return ("accent.border" if value > 1 else "accent.tint"), "text.primary"


def _broken(name: str, room: float, measure: Measure) -> list[str]:
    """A column's name on two lines at most, each cut where it is too long."""
    words = name.split()
    lines: list[str] = []
    for word in words:
        if lines and measure(f"{lines[-1]} {word}", _LABEL, False) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], " ".join(lines[1:])]
    return [_cut(one, room, measure) for one in lines]


def _cut(name: str, room: float, measure: Measure) -> str:
    line = " ".join(name.split())
    if measure(line, _LABEL, False) <= room:
        return line
    while line and measure(f"{line}…", _LABEL, False) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
