"""The charts of Insights: each draws what the shared geometry places, in colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen
from typing_extensions import override

from desktop.pages.insights.chart import Chart, ChartTable, Mark
from desktop.wording import count_words
from exporters.charts.geometry import (
    Bar,
    Box,
    StackedColumns,
    bars,
    column_slots,
    stacked_columns,
)
from models.figures.table import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from desktop.pages.insights.contents import CategoryBar, MonthColumn, ShareOfMonth
    from desktop.theme import Theme, ThemeSource
    from models.vocabulary import Severity

AXIS = 22
LEFT = 30
TOP = 22
_UNKNOWN_TOKEN = "border.default"
_BAR = 14
_NAME_WIDTH = 118
_COUNT_WIDTH = 84
_LEGEND = 20
_SWATCH = 10.0
_BAND = 6.0
_DOT = 4.0


def paint_words(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    text: str,
    *,
    align: Qt.AlignmentFlag,
    token: str = "text.tertiary",
    weight: int | None = None,
) -> None:
    """Small words of an axis or a total."""
    font = theme.font("meta", weight=weight)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(theme.color(token))
    painter.drawText(box, align, shown)


def paint_grid(painter: QPainter, theme: Theme, area: Box, at: float, *, axis: bool) -> None:
    """A level line over the area."""
    painter.setPen(QPen(theme.color("chart.axis" if axis else "chart.grid"), 1))
    level = round(at) + 0.5
    painter.drawLine(QPointF(area.x, level), QPointF(area.right, level))


class MonthsChart(Chart):
    """Incidents per month, stacked by severity."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__("Incidents per month", themes, height=190, parent=parent)
        self._columns: tuple[MonthColumn, ...] = ()
        self._severities: tuple[Severity, ...] = ()
        self._area = Box(0, 0, 0, 0)
        self._chart = stacked_columns([], self._area)

    def show_months(self, columns: Sequence[MonthColumn], severities: tuple[Severity, ...]) -> None:
        """Show months, oldest first; the last one is the one looked at."""
        self._columns = tuple(columns)
        self._severities = severities
        self.refresh()

    @override
    def table(self) -> ChartTable:
        heads = ("Month", *(one.value for one in self._severities), "Unknown", "All")
        rows = tuple(
            (one.name, *(str(count) for count in one.counts), str(one.unknown), str(one.total))
            for one in self._columns
        )
        return ChartTable(heads, rows)

    @override
    def lay_out(self, area: Box) -> tuple[Mark, ...]:
        top = TOP + _LEGEND
        self._area = Box(LEFT, top, max(area.width - LEFT, 1), max(area.height - top - AXIS, 1))
        values = [(*one.counts, one.unknown) for one in self._columns]
        self._chart = stacked_columns(values, self._area)
        marks = []
        for part in self._chart.parts:
            column = self._columns[part.column]
            known = part.series < len(self._severities)
            name = self._severities[part.series].value if known else "unknown severity"
            query = column.queries[part.series] if known else column.query
            words = f"{column.name}: {count_words(part.value, 'incident')} of {name}"
            marks.append(Mark(box=part.box, words=words, query=query))
        return tuple(marks)

    @override
    def paint_chart(self, painter: QPainter, theme: Theme) -> None:
        chart = self._chart
        for tick in chart.ticks:
            paint_grid(painter, theme, self._area, tick.at, axis=False)
            box = QRectF(0, tick.at - 8, LEFT - 8, 16)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            paint_words(painter, theme, box, tick.text, align=align)
        for part in chart.parts:
            box = QRectF(part.box.x, part.box.y, part.box.width, part.box.height)
            painter.fillRect(box, theme.color(self._token(part.series, theme)))
            if part.series == 0 and box.height() > 13:
                painter.setFont(theme.font("pill"))
                painter.setPen(theme.color("sev1.text"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(part.value))
        self._paint_labels(painter, theme, chart)
        paint_grid(painter, theme, self._area, self._area.bottom, axis=True)
        self._paint_legend(painter, theme)

    def _token(self, series: int, theme: Theme) -> str:
        if series >= len(self._severities):
            return _UNKNOWN_TOKEN
        return f"chart.sev{min(self._severities[series].rank, 4)}"

    def _paint_labels(self, painter: QPainter, theme: Theme, chart: StackedColumns) -> None:
        centre = Qt.AlignmentFlag.AlignCenter
        slots = column_slots(self._area, len(self._columns))
        for place, (column, slot) in enumerate(zip(self._columns, slots, strict=True)):
            last = place == len(self._columns) - 1
            weight = 600 if last else None
            token = "text.primary" if last else "text.tertiary"
            label = QRectF(slot.x - 4, self._area.bottom + 4, slot.width + 8, AXIS - 4)
            paint_words(
                painter, theme, label, column.label, align=centre, token=token, weight=weight
            )
            if chart.totals[place]:
                top = chart.columns[place].y
                total = QRectF(slot.x, top - 18, slot.width, 16)
                token = "text.primary" if last else "text.secondary"
                words = str(chart.totals[place])
                paint_words(painter, theme, total, words, align=centre, token=token, weight=weight)

    def _paint_legend(self, painter: QPainter, theme: Theme) -> None:
        x = float(LEFT)
        names = [one.value for one in self._severities]
        if any(column.unknown for column in self._columns):
            names.append("unknown")
        metrics = QFontMetricsF(theme.font("meta"))
        for series, name in enumerate(names):
            swatch = QRectF(x, (_LEGEND - _SWATCH) / 2, _SWATCH, _SWATCH)
            painter.fillRect(swatch, theme.color(self._token(series, theme)))
            width = metrics.horizontalAdvance(name)
            box = QRectF(swatch.right() + 6, 0, width + 2, _LEGEND)
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            paint_words(painter, theme, box, name, align=align, token="text.secondary")
            x = box.right() + 16


class CategoriesChart(Chart):
    """Top categories: a bar each, and a tick where the month before stood."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__("Top categories", themes, height=190, parent=parent)
        self._rows: tuple[CategoryBar, ...] = ()
        self._area = Box(0, 0, 0, 0)

    def show_categories(self, rows: Sequence[CategoryBar]) -> None:
        """Show categories, most incidents first."""
        self._rows = tuple(rows)
        self.refresh()

    @override
    def table(self) -> ChartTable:
        return ChartTable(
            ("Category", "Incidents", "Month before", "New"),
            tuple(
                (
                    one.name,
                    str(one.count),
                    NOTHING if one.previous is None else str(one.previous),
                    ", ".join(one.new),
                )
                for one in self._rows
            ),
        )

    @override
    def lay_out(self, area: Box) -> tuple[Mark, ...]:
        height = min(area.height, 34.0 * max(len(self._rows), 1))
        width = max(area.width - _NAME_WIDTH - _COUNT_WIDTH, 1)
        self._area = Box(_NAME_WIDTH, 4, width, height)
        found = self._bars()
        marks = []
        for bar, row in zip(found, self._rows, strict=True):
            words = f"{row.name}: {count_words(row.count, 'incident')}"
            if row.previous is not None:
                words += f", was {row.previous}"
            if row.new:
                words += f"; new: {', '.join(row.new)}"
            line = Box(0, bar.box.y, self._area.x + bar.box.width, bar.box.height)
            marks.append(Mark(box=line, words=words, query=row.query))
        return tuple(marks)

    @override
    def paint_chart(self, painter: QPainter, theme: Theme) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for bar, row in zip(self._bars(), self._rows, strict=True):
            is_new = bool(row.new)  # a failure mode that the twelve months before did not have
            box = QRectF(bar.box.x, bar.box.y, max(bar.box.width, 2), bar.box.height)
            token = "chart.1" if is_new else "chart.interval"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(token))
            radius = theme.size("radius.bar")
            painter.drawRoundedRect(box, radius, radius)
            name = QRectF(0, box.y(), _NAME_WIDTH - 10, box.height())
            weight = 600 if is_new else None
            paint_words(
                painter, theme, name, row.name, align=right, token="text.primary", weight=weight
            )
            if bar.tick is not None:
                painter.setPen(QPen(theme.color("chart.target"), 2))
                painter.drawLine(
                    QPointF(bar.tick, box.y() - 3), QPointF(bar.tick, box.bottom() + 3)
                )
            count = QRectF(self._area.right + 10, box.y(), 22, box.height())
            paint_words(
                painter, theme, count, str(row.count), align=right, token="text.primary", weight=600
            )
            note = QRectF(count.right() + 8, box.y(), _COUNT_WIDTH - 40, box.height())
            if is_new:
                paint_words(
                    painter, theme, note, "new", align=left, token="accent.text", weight=600
                )
            elif row.previous is not None:
                paint_words(painter, theme, note, f"was {row.previous}", align=left)

    def _bars(self) -> tuple[Bar, ...]:
        return bars(
            [one.count for one in self._rows],
            [one.previous for one in self._rows],
            self._area,
            thickness=_BAR,
        )


class SharesChart(Chart):
    """A proportion month by month: its interval as a band, its value as a dot, the target."""

    def __init__(self, name: str, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(name, themes, height=190, parent=parent)
        self._months: tuple[ShareOfMonth, ...] = ()
        self._area = Box(0, 0, 0, 0)

    def show_months(self, months: Sequence[ShareOfMonth]) -> None:
        """Show months, oldest first."""
        self._months = tuple(months)
        self.refresh()

    @override
    def table(self) -> ChartTable:
        rows = []
        for one in self._months:
            figure = one.figure
            has = figure.low is not None and figure.high is not None
            low = f"{figure.low:.0%}" if has else NOTHING
            high = f"{figure.high:.0%}" if has else NOTHING
            rows.append((one.name, f"{figure.k}/{figure.n}", low, high))
        return ChartTable(("Month", "Done on time", "At least", "At most"), tuple(rows))

    @override
    def lay_out(self, area: Box) -> tuple[Mark, ...]:
        self._area = Box(LEFT + 14, TOP, max(area.width - LEFT - 14, 1), area.height - TOP - AXIS)
        marks = []
        for slot, month in zip(
            column_slots(self._area, len(self._months)), self._months, strict=True
        ):
            figure = month.figure
            if figure.low is None or figure.high is None or figure.value is None:
                continue
            top, bottom = self._height(figure.high), self._height(figure.low)
            middle = slot.x + slot.width / 2
            box = Box(middle - _BAND / 2, top, _BAND, max(bottom - top, 2))
            words = (
                f"{month.name}: {figure.k} of {figure.n}, "
                f"interval {figure.low:.0%} to {figure.high:.0%}"
            )
            marks.append(Mark(box=box, words=words, query=month.query))
        return tuple(marks)

    def _height(self, share: float) -> float:
        return self._area.bottom - share * self._area.height

    @override
    def paint_chart(self, painter: QPainter, theme: Theme) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for share in (1.0, 0.5, 0.0):
            paint_grid(painter, theme, self._area, self._height(share), axis=share == 0.0)
            box = QRectF(0, self._height(share) - 8, self._area.x - 8, 16)
            paint_words(painter, theme, box, f"{share:.0%}", align=right)
        self._paint_target(painter, theme)
        slots = column_slots(self._area, len(self._months))
        for place, (slot, month) in enumerate(zip(slots, self._months, strict=True)):
            last = place == len(self._months) - 1
            self._paint_month(painter, theme, slot, month, last=last)

    def _paint_target(self, painter: QPainter, theme: Theme) -> None:
        target = next((one.figure.target for one in self._months if one.figure.target), None)
        if target is None:
            return
        pen = QPen(theme.color("chart.target"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        level = round(self._height(target.value)) + 0.5
        painter.drawLine(QPointF(self._area.x, level), QPointF(self._area.right, level))
        box = QRectF(0, level - 8, self._area.x - 8, 16)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        words = f"{target.value:.0%}"
        paint_words(painter, theme, box, words, align=align, token="text.primary", weight=600)

    def _paint_month(
        self, painter: QPainter, theme: Theme, slot: Box, month: ShareOfMonth, *, last: bool
    ) -> None:
        centre = Qt.AlignmentFlag.AlignCenter
        token, weight = ("text.primary", 600) if last else ("text.tertiary", None)
        label = QRectF(slot.x, self._area.bottom + 4, slot.width, AXIS - 4)
        paint_words(painter, theme, label, month.label, align=centre, token=token, weight=weight)
        figure = month.figure
        if figure.low is None or figure.high is None or figure.value is None:
            return
        middle = slot.x + slot.width / 2
        top, bottom = self._height(figure.high), self._height(figure.low)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chart.interval"))
        band = QRectF(middle - _BAND / 2, top, _BAND, max(bottom - top, 2))
        painter.drawRoundedRect(band, _BAND / 2, _BAND / 2)
        painter.setPen(QPen(theme.color("bg.surface"), 1.5))
        painter.setBrush(theme.color("chart.1"))
        painter.drawEllipse(QPointF(middle, self._height(figure.value)), _DOT, _DOT)
        if last:
            # Centred over its band, but never beyond the chart's edge.
            left = min(middle - 30, self._area.right - 60)
            words = QRectF(left, top - 18, 60, 16)
            text = f"{figure.k}/{figure.n}"
            paint_words(painter, theme, words, text, align=centre, token="text.primary", weight=600)
