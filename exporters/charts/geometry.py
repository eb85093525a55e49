"""Where the marks of a chart lie, as plain numbers: the same for screen and print.

Lengths are in the unit of the area given; y runs downwards. No Qt here: the window, a PDF and an
HTML page draw the same marks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies in it, edges included."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line: where it lies and what it says."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class StackPart:
    """One coloured part of a column: which column, which series, how many, where."""

    column: int
    series: int
    value: int
    box: Box


@dataclass(frozen=True, slots=True)
class StackedColumns:
    """A column chart: parts from the bottom up, totals above, grid lines behind."""

    parts: tuple[StackPart, ...]
    columns: tuple[Box, ...]
    totals: tuple[int, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One value as a mark: `index` is its place in the values given."""

    index: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LogDots:
    """Values on a logarithmic scale by column, with each column's median."""

    dots: tuple[Dot, ...]
    medians: tuple[tuple[int, float, float, float], ...]
    ticks: tuple[Tick, ...]
    columns: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal bar with the tick of the value that it is compared with."""

    index: int
    box: Box
    tick: float | None


@dataclass(frozen=True, slots=True)
class Strip:
    """A value on a line: its interval, its dot, its target; None where there is nothing."""

    low: float | None
    high: float | None
    value: float | None
    target: float | None


def nice_step(largest: float, *, lines: int = 4) -> int:
    """A round step so that about `lines` grid lines reach `largest`; at least 1."""
    if largest <= lines:
        return 1
    rough = largest / lines
    scale = 10 ** math.floor(math.log10(rough))
    for factor in (1, 2, 2.5, 5, 10):
        step = factor * scale
        if step >= rough and step == int(step):
            return max(1, int(step))
    return max(1, math.ceil(rough))


_WIDEST_COLUMN, _WIDEST_SLOT = 36.0, 110.0


def column_slots(area: Box, count: int) -> tuple[Box, ...]:
    """Equal slots side by side over the whole area."""
    width = area.width / max(count, 1)
    return tuple(Box(area.x + place * width, area.y, width, area.height) for place in range(count))


def narrowed(slot: Box) -> Box:
    """The middle of a slot: of few periods each would else have half the page."""
    width = min(slot.width, _WIDEST_SLOT)
    return Box(slot.x + (slot.width - width) / 2, slot.y, width, slot.height)


def stacked_columns(
    values: Sequence[Sequence[int]],
    area: Box,
    *,
    gap: float = 1.0,
    share: float = 0.6,
    least: int = 1,
) -> StackedColumns:
    """Columns of stacked counts.

    Args:
        values: per column, one count per series from the bottom up.
        area: where the columns stand.
        gap: the line left free between parts, so that colours need not carry the border.
        share: how much of its slot a column fills.
        least: what the scale reaches at least, so that one incident is no wall.
    """
    totals = tuple(sum(column) for column in values)
    largest = max((*totals, least, 1))
    step = nice_step(largest)
    top = step * math.ceil(largest / step)
    unit = area.height / top
    parts: list[StackPart] = []
    columns = []
    for place, slot in enumerate(column_slots(area, len(values))):
        width = min(slot.width * share, _WIDEST_COLUMN)
        x = slot.x + (slot.width - width) / 2
        y = area.bottom
        for series, value in enumerate(values[place]):
            height = value * unit
            y -= height
            if value:
                free = min(gap, height / 2)
                box = Box(x, y + free, width, height - free)
                parts.append(StackPart(place, series, value, box))
        columns.append(Box(x, y, width, area.bottom - y))
    ticks = tuple(Tick(area.bottom - level * unit, str(level)) for level in range(0, top + 1, step))
    return StackedColumns(tuple(parts), tuple(columns), totals, ticks)


_LOG_TICKS = (
    (1, "1 min"),
    (5, "5 min"),
    (15, "15 min"),
    (60, "1 h"),
    (240, "4 h"),
    (1440, "1 d"),
    (10080, "7 d"),
    (43200, "30 d"),
    (525600, "1 y"),
)


def log_dots(columns: Sequence[Sequence[float]], area: Box) -> LogDots:
    """Minutes as dots, one per value, on a logarithmic scale.

    Dots of one column are spread over its slot by their order, so that the same data always
    gives the same picture. Values below one minute are drawn at one minute.

    Args:
        columns: per month, the minutes of each incident.
        area: where the dots lie.
    """
    everything = [max(value, 1.0) for column in columns for value in column]
    low, high = _log_range(everything)
    span = math.log10(high) - math.log10(low)

    def height(value: float) -> float:
        return area.bottom - (math.log10(max(value, 1.0)) - math.log10(low)) / span * area.height

    slots = column_slots(area, len(columns))
    dots, medians, index = [], [], 0
    for place, (whole, column) in enumerate(zip(slots, columns, strict=True)):
        slot = narrowed(whole)
        for order, value in enumerate(column):
            share = (order * 0.618034 + 0.5) % 1  # golden ratio: neighbours keep apart
            x = slot.x + slot.width * (0.15 + 0.7 * share)
            dots.append(Dot(index, x, height(value)))
            index += 1
        if column:
            left, right = slot.x + slot.width * 0.1, slot.right - slot.width * 0.1
            medians.append((place, left, right, height(median(column))))
    ticks = tuple(Tick(height(value), text) for value, text in _LOG_TICKS if low <= value <= high)
    return LogDots(tuple(dots), tuple(medians), ticks, slots)


def median(values: Sequence[float]) -> float:
    """The middle value; the mean of the two in the middle.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        msg = "no values"
        raise ValueError(msg)
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def bars(
    values: Sequence[int], compared: Sequence[int | None], area: Box, *, thickness: float
) -> tuple[Bar, ...]:
    """Horizontal bars on one scale, one per row of the area."""
    largest = max([*values, *(one for one in compared if one is not None), 1])
    row = area.height / max(len(values), 1)
    found = []
    for index, value in enumerate(values):
        y = area.y + index * row + (row - thickness) / 2
        before = compared[index]
        tick = None if before is None else area.x + area.width * before / largest
        found.append(Bar(index, Box(area.x, y, area.width * value / largest, thickness), tick))
    return tuple(found)


def strip(
    *,
    value: float | None,
    low: float | None,
    high: float | None,
    target: float | None,
    scale: tuple[float, float],
    width: float,
    x: float = 0.0,
) -> Strip:
    """Places on a line of `width` for values between the ends of `scale` (clipped to them)."""
    start, end = scale

    def place(amount: float | None) -> float | None:
        if amount is None or end <= start:
            return None
        return x + width * min(max((amount - start) / (end - start), 0.0), 1.0)

    return Strip(place(low), place(high), place(value), place(target))


def _log_range(values: Sequence[float]) -> tuple[float, float]:
    """The ticks that enclose all values; at least two, so that the scale has a length."""
    marks = [mark for mark, _text in _LOG_TICKS]
    if not values:
        return 5.0, 1440.0
    low = max((mark for mark in marks if mark <= min(values)), default=marks[0])
    high = min((mark for mark in marks if mark >= max(values)), default=max(values))
    if low == high:
        place = marks.index(low) if low in marks else 0
        low, high = marks[max(place - 1, 0)], max(high, marks[min(place + 1, len(marks) - 1)])
    return float(low), float(high)
