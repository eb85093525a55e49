"""Time to resolve: one mark per incident on a logarithmic scale, with each month's median."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen, QPolygonF
from typing_extensions import override

from desktop.pages.insights.chart import Chart, ChartTable, Mark
from desktop.pages.insights.charts import AXIS, paint_grid, paint_words
from desktop.wording import span_words
from exporters.charts.geometry import Box, log_dots, median
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from desktop.pages.insights.contents import MonthColumn, ResolvedDot
    from desktop.theme import Theme, ThemeSource

_LEFT = 46
_LEGEND = 22
_TOP = 12
_RADIUS = 3.2
_DIAMOND = 4.4


class ResolveChart(Chart):
    """Diamonds are SEV-1, circles the others; the line is the month's median."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__("Time to resolve", themes, height=200, parent=parent)
        self._months: tuple[MonthColumn, ...] = ()
        self._dots: tuple[tuple[ResolvedDot, ...], ...] = ()
        self._area = Box(0, 0, 0, 0)
        self._chart = log_dots([], self._area)

    def show_dots(
        self, months: Sequence[MonthColumn], dots: Sequence[Sequence[ResolvedDot]]
    ) -> None:
        """Show one column of dots per month, oldest first."""
        self._months = tuple(months)
        self._dots = tuple(tuple(column) for column in dots)
        self.refresh()

    @override
    def table(self) -> ChartTable:
        rows = tuple(
            (month.name, dot.key, dot.severity or "unknown", span_words(round(dot.minutes)))
            for month, column in zip(self._months, self._dots, strict=True)
            for dot in column
        )
        return ChartTable(("Month", "Incident", "Severity", "Time to resolve"), rows)

    @override
    def lay_out(self, area: Box) -> tuple[Mark, ...]:
        top = _LEGEND + _TOP
        self._area = Box(_LEFT, top, max(area.width - _LEFT, 1), max(area.height - top - AXIS, 1))
        columns = [[dot.minutes for dot in column] for column in self._dots]
        self._chart = log_dots(columns, self._area)
        flat = [dot for column in self._dots for dot in column]
        marks = []
        for place in self._chart.dots:
            dot = flat[place.index]
            severity = f"{dot.severity}, " if dot.severity else ""
            words = f"{dot.key}, {severity}{span_words(round(dot.minutes))}: {dot.title}"
            box = Box(place.x - _RADIUS, place.y - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
            marks.append(Mark(box=box, words=words, incident_id=dot.incident_id))
        return tuple(marks)

    @override
    def paint_chart(self, painter: QPainter, theme: Theme) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in self._chart.ticks:
            paint_grid(painter, theme, self._area, tick.at, axis=False)
            paint_words(
                painter, theme, QRectF(0, tick.at - 8, _LEFT - 8, 16), tick.text, align=right
            )
        flat = [dot for column in self._dots for dot in column]
        for place in self._chart.dots:
            _paint_dot(painter, theme, QPointF(place.x, place.y), flat[place.index].severity)
        painter.setPen(QPen(theme.color("chart.1"), 2))
        for _column, left, end, level in self._chart.medians:
            painter.drawLine(QPointF(left, level), QPointF(end, level))
        centre = Qt.AlignmentFlag.AlignCenter
        for number, (slot, month) in enumerate(zip(self._chart.columns, self._months, strict=True)):
            last = number == len(self._months) - 1
            label = QRectF(slot.x - 4, self._area.bottom + 4, slot.width + 8, AXIS - 4)
            token, weight = ("text.primary", 600) if last else ("text.tertiary", None)
            paint_words(
                painter, theme, label, month.label, align=centre, token=token, weight=weight
            )
        paint_grid(painter, theme, self._area, self._area.bottom, axis=True)
        self._paint_legend(painter, theme)

    def _paint_legend(self, painter: QPainter, theme: Theme) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetricsF(theme.font("meta"))
        x, middle = float(_LEFT) + 6, _LEGEND / 2
        for name in ("SEV-1", "others", "monthly median"):
            if name == "monthly median":
                painter.setPen(QPen(theme.color("chart.1"), 2))
                painter.drawLine(QPointF(x - 4, middle), QPointF(x + 12, middle))
                x += 10
            else:
                severity = Severity.SEV_1 if name == "SEV-1" else None
                _paint_dot(painter, theme, QPointF(x, middle), severity)
            width = metrics.horizontalAdvance(name) + 2
            box = QRectF(x + 9, 0, width, _LEGEND)
            paint_words(painter, theme, box, name, align=left, token="text.secondary")
            x = box.right() + 18
        medians = [median([dot.minutes for dot in column]) for column in self._dots[-1:] if column]
        if medians:
            box = QRectF(self._area.right - 120, 0, 120, _LEGEND)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            words = span_words(round(medians[0]))
            paint_words(painter, theme, box, words, align=align, token="chart.1", weight=600)


def _paint_dot(painter: QPainter, theme: Theme, centre: QPointF, severity: Severity | None) -> None:
    if severity is Severity.SEV_1:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chart.sev1"))
        side = _DIAMOND
        x, y = centre.x(), centre.y()
        points = [QPointF(x, y - side), QPointF(x + side, y)]
        points += [QPointF(x, y + side), QPointF(x - side, y)]
        painter.drawPolygon(QPolygonF(points))
        return
    painter.setPen(QPen(theme.color("text.secondary"), 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, _RADIUS, _RADIUS)
