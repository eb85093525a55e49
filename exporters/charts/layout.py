"""From a chart to shapes: axes, marks, labels and legend, once for PDF and HTML."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from exporters.charts.bars_layout import bars_drawing
from exporters.charts.chains_layout import chains_drawing
from exporters.charts.definitions import Bars, Chains, Columns, Dots, Heat, Plot, Shares
from exporters.charts.drawing import (
    Block,
    Diamond,
    Disc,
    Drawing,
    Shape,
    Stroke,
    Words,
)
from exporters.charts.geometry import Box, column_slots, log_dots, stacked_columns
from exporters.charts.heat_layout import heat_drawing
from exporters.charts.marks import column_marks, dot_marks, share_marks
from exporters.formats import ENGLISH, Formats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporters.charts.definitions import AxisLabel, ShareValue

    Measure = Callable[[str, float, bool], float]

LABEL = 8.0
_SMALL = 6.6
_HEIGHT = 130.0
_HALF_HEIGHT = 112.0
_NARROW = 300.0
_LEGEND = 15.0
_ABOVE = 12.0
_AXIS = 12.0
_GROUPS = 10.0
_BAND = 4.2
_SHARES = (1.0, 0.5, 0.0)


def drawn(plot: Plot, width: float, measure: Measure, formats: Formats = ENGLISH) -> Drawing:
    """The shapes of a chart that is `width` points wide; its height follows from what it shows."""
    match plot:
        case Columns():
            return _columns(plot, width, measure, formats)
        case Dots():
            return _dots(plot, width, measure)
        case Shares():
            return _shares(plot, width, measure, formats)
        case Bars():
            return bars_drawing(plot, width, measure, formats)
        case Heat():
            return heat_drawing(plot, width, measure)
        case Chains():
            return chains_drawing(plot, width, measure)


def _height(width: float) -> float:
    return _HALF_HEIGHT if width < _NARROW else _HEIGHT


def _area(labels: Sequence[AxisLabel], width: float, left: float, top: float) -> Box:
    groups = _GROUPS if any(one.group for one in labels) else 0.0
    below = _AXIS + groups
    return Box(left, top, width - left, _height(width) - top - below)


def _axis(labels: Sequence[AxisLabel], area: Box, measure: Measure) -> list[Shape]:
    """The names of the periods, and below them what several of them share."""
    shapes: list[Shape] = [
        Stroke(area.x, area.bottom, area.right, area.bottom, "chart.axis", width=0.6)
    ]
    slots = column_slots(area, len(labels))
    widest = max((measure(one.text, LABEL, True) for one in labels), default=0.0)
    long = bool(slots) and widest + 2 <= slots[0].width
    step = _step([label.text if long else label.short for label in labels], slots, measure)
    said, free = "", area.x - 10
    for place, (label, slot) in enumerate(zip(labels, slots, strict=True)):
        last = place == len(labels) - 1
        middle = slot.x + slot.width / 2
        token = "text.primary" if last else "text.tertiary"
        text = label.text if long else label.short
        y = area.bottom + _AXIS - 2
        if (len(labels) - 1 - place) % step == 0:
            shapes.append(Words(middle, y, text, token, "middle", LABEL, last))
        if label.group and label.group != said and middle > free:
            said = label.group
            free = middle + measure(said, LABEL, False) + 6
            shapes.append(Words(middle, y + _GROUPS, said, "text.tertiary", "middle", LABEL))
    return shapes


def _step(texts: Sequence[str], slots: Sequence[Box], measure: Measure) -> int:
    """Each how manieth label is printed, so that none touches the next."""
    widest = max((measure(one, LABEL, True) for one in texts), default=0.0)
    return max(1, ceil((widest + 3) / slots[0].width)) if slots else 1


def _grid(area: Box, at: float, text: str, *, strong: bool = False) -> list[Shape]:
    token = "text.primary" if strong else "text.tertiary"
    return [
        Stroke(area.x, at, area.right, at, "chart.grid"),
        Words(area.x - 6, at + 2.8, text, token, "end", LABEL, strong),
    ]


# ---------------------------------------------------------------------------- columns


def _columns(plot: Columns, width: float, measure: Measure, formats: Formats) -> Drawing:
    area = _area(plot.labels, width, 18.0, _LEGEND + _ABOVE)
    chart = stacked_columns(plot.values, area, gap=0.7, least=4)
    shapes: list[Shape] = []
    for tick in chart.ticks:
        shapes += _grid(area, tick.at, formats.number(tick.text))
    for part in chart.parts:
        box, token = part.box, plot.series[part.series].token
        shapes.append(Block(box.x, box.y, box.width, box.height, token))
        if part.series == 0 and box.height > _SMALL + 1 and _holds(box, part.value, measure):
            y = box.y + box.height / 2 + 0.36 * _SMALL
            words = str(part.value)
            middle = box.x + box.width / 2
            shapes.append(Words(middle, y, words, "accent.on", "middle", _SMALL, True))
    for place, (total, box) in enumerate(zip(chart.totals, chart.columns, strict=True)):
        if total:
            last = place == len(chart.totals) - 1
            token = "text.primary" if last else "text.secondary"
            middle = box.x + box.width / 2
            shapes.append(
                Words(middle, box.y - 3, formats.number(total), token, "middle", LABEL, last)
            )
    shapes += _axis(plot.labels, area, measure)
    shapes += _legend(plot, area, measure)
    return Drawing(width, _height(width), tuple(shapes), column_marks(plot, chart))


def _holds(box: Box, value: int, measure: Measure) -> bool:
    return measure(str(value), _SMALL, True) <= box.width - 1


def _legend(plot: Columns, area: Box, measure: Measure) -> list[Shape]:
    shapes: list[Shape] = []
    x = area.x
    used = {place for column in plot.values for place, value in enumerate(column) if value}
    for place, series in enumerate(plot.series):
        if place not in used:
            continue
        shapes.append(Block(x, 1.0, 7.4, 7.4, series.token, 1.4))
        shapes.append(Words(x + 11, 7.6, series.name, "text.secondary", "start", LABEL))
        x += 11 + measure(series.name, LABEL, False) + 14
    return shapes


# ---------------------------------------------------------------------------- dots


def _dots(plot: Dots, width: float, measure: Measure) -> Drawing:
    area = _area(plot.labels, width, 31.0, _LEGEND + 4)
    chart = log_dots([[dot.minutes for dot in column] for column in plot.columns], area)
    shapes: list[Shape] = []
    for tick in chart.ticks:
        shapes += _grid(area, tick.at, tick.text)
    flat = [dot for column in plot.columns for dot in column]
    radius = 2.1 if len(flat) < 1500 else 1.4
    # The worst ones last, so that no other mark hides them.
    for worst in (False, True):
        for place in chart.dots:
            if flat[place.index].worst is worst:
                shapes.append(_mark(place.x, place.y, worst, radius))
    for _column, left, right, level in chart.medians:
        shapes.append(Stroke(left, level, right, level, "chart.1", width=1.5))
    shapes += _axis(plot.labels, area, measure)
    x = area.x + 2
    for name, worst in (("SEV-1", True), ("other severities", False)):
        shapes.append(_mark(x, 4.8, worst, 2.1))
        shapes.append(Words(x + 8, 7.6, name, "text.secondary", "start", LABEL))
        x += 8 + measure(name, LABEL, False) + 16
    shapes.append(Stroke(x - 2, 4.8, x + 11, 4.8, "chart.1", width=1.5))
    shapes.append(Words(x + 16, 7.6, "median", "text.secondary", "start", LABEL))
    if plot.medians and plot.medians[-1]:
        last = plot.medians[-1]
        shapes.append(Words(area.right, 7.6, last, "chart.1", "end", LABEL, True))
    return Drawing(width, _height(width), tuple(shapes), dot_marks(plot, chart))


def _mark(x: float, y: float, worst: bool, radius: float) -> Shape:
    if worst:
        return Diamond(x, y, radius + 1.1, "chart.sev1")
    return Disc(x, y, radius, "text.secondary", filled=False)


# ---------------------------------------------------------------------------- shares


def _shares(plot: Shares, width: float, measure: Measure, formats: Formats) -> Drawing:
    area = _area(plot.labels, width, 29.0, _ABOVE)

    def height(share: float) -> float:
        return area.bottom - share * area.height

    shapes: list[Shape] = []
    for share in _SHARES:
        near = plot.target is not None and 0 < abs(share - plot.target) < 0.1
        shapes += _grid(area, height(share), "" if near else formats.share(share))
    if plot.target is not None and 0 < plot.target < 1:
        level = height(plot.target)
        words = formats.share(plot.target)
        shapes.append(
            Stroke(area.x, level, area.right, level, "chart.target", width=0.6, dashed=True)
        )
        shapes.append(Words(area.x - 6, level + 2.8, words, "text.primary", "end", LABEL, True))
    slots = column_slots(area, len(plot.labels))
    for place, (slot, one) in enumerate(zip(slots, plot.shares, strict=True)):
        shapes += _share(slot, one, height, last=place == len(slots) - 1)
    shapes += _axis(plot.labels, area, measure)
    return Drawing(width, _height(width), tuple(shapes), share_marks(plot, slots, height))


def _share(
    slot: Box, one: ShareValue, height: Callable[[float], float], *, last: bool
) -> list[Shape]:
    if one.value is None or one.low is None or one.high is None:
        return []
    middle = slot.x + slot.width / 2
    band = min(_BAND, slot.width * 0.5)
    top, bottom = height(one.high), height(one.low)
    level = height(one.value)
    shapes: list[Shape] = [
        Block(middle - band / 2, top, band, max(bottom - top, 1), "chart.interval", band / 2),
        Disc(middle, level, band * 0.62, "bg.raised"),
        Disc(middle, level, band * 0.48, "chart.1"),
    ]
    if last:
        words = f"{one.k}/{one.n}"
        right = slot.right
        shapes.append(Words(right, max(top - 3, 8), words, "text.primary", "end", LABEL, True))
    return shapes
