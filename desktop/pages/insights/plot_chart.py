"""A chart of a report on the screen: the same definition and layout as in a PDF, drawn by Qt."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen, QPolygonF
from typing_extensions import override

from desktop.pages.insights.chart import Chart
from exporters.charts.definitions import ChartTable
from exporters.charts.drawing import Block, Diamond, Disc, Shape, Stroke, Words
from exporters.charts.geometry import Box
from exporters.charts.layout import LABEL, drawn

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QWidget

    from desktop.theme import Theme, ThemeSource
    from exporters.charts.definitions import Chart as Definition
    from exporters.charts.drawing import Drawing, Mark

_HEIGHT = 190
_NOTHING = "Nothing to show"
_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


class PlotChart(Chart):
    """Shows a definition; lengths in points are enlarged until labels have the screen's size."""

    def __init__(
        self,
        name: str,
        themes: ThemeSource,
        *,
        nothing: str = _NOTHING,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet; `nothing` says what would be shown, and why it is not."""
        super().__init__(name, themes, height=_HEIGHT, parent=parent)
        self.nothing = nothing
        self._definition: Definition | None = None
        self._drawing: Drawing | None = None

    @property
    def says(self) -> str:
        """What is to be seen in it, in a sentence."""
        return self._definition.says if self._definition else self.nothing

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return self._definition is None

    def show_chart(self, definition: Definition | None) -> None:
        """Show this; None where there is nothing to show."""
        self._definition = definition
        self.refresh()

    @override
    def table(self) -> ChartTable:
        if self._definition is None:
            return ChartTable(heads=("",), rows=())
        return self._definition.table

    @override
    def lay_out(self, area: Box) -> tuple[Mark, ...]:
        if self._definition is None or area.width < 1:
            self._drawing = None
            self.setMinimumHeight(self._nothing_height(area.width))
            return ()
        scale = self._scale()
        self._drawing = drawn(self._definition.plot, area.width / scale, self._measure)
        self.setMinimumHeight(math.ceil(self._drawing.height * scale))
        return tuple(
            replace(
                one,
                box=Box(
                    one.box.x * scale,
                    one.box.y * scale,
                    one.box.width * scale,
                    one.box.height * scale,
                ),
            )
            for one in self._drawing.marks
        )

    @override
    def paint_chart(self, painter: QPainter, theme: Theme) -> None:
        if self._drawing is None:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.color("text.tertiary"))
            painter.drawText(QRectF(self.rect()), _WRAPPED, self.nothing)
            return
        painter.save()
        painter.scale(self._scale(), self._scale())
        for shape in self._drawing.shapes:
            if isinstance(shape, Words):
                self._paint_words(painter, theme, shape)
            else:
                _paint_shape(painter, theme, shape)
        painter.restore()

    def _nothing_height(self, width: float) -> int:
        """What the words take, wrapped."""
        metrics = QFontMetricsF(self.themes.current.font("body"))
        room = QRectF(0, 0, max(width, 1), 10_000)
        return math.ceil(metrics.boundingRect(room, _WRAPPED, self.nothing).height())

    def _scale(self) -> float:
        """Logical pixels per point."""
        return self.themes.current.font("meta").pixelSize() / LABEL

    def _font(self, size: float, strong: bool) -> QFont:
        font = self.themes.current.font("meta", weight=600 if strong else None)
        font.setPixelSize(max(round(size * self._scale()), 1))
        return font

    def _measure(self, text: str, size: float, strong: bool) -> float:
        return QFontMetricsF(self._font(size, strong)).horizontalAdvance(text) / self._scale()

    def _paint_words(self, painter: QPainter, theme: Theme, words: Words) -> None:
        """At the screen's own size: enlarged glyphs would be blurred."""
        scale = self._scale()
        font = self._font(words.size, words.strong)
        width = QFontMetricsF(font).horizontalAdvance(words.text)
        painter.save()
        painter.scale(1 / scale, 1 / scale)
        painter.setFont(font)
        painter.setPen(theme.color(words.token))
        x = words.x * scale - _ANCHORS[words.anchor] * width
        painter.drawText(QPointF(x, words.y * scale), words.text)
        painter.restore()


def _paint_shape(painter: QPainter, theme: Theme, shape: Shape) -> None:
    color = theme.color(shape.token)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    match shape:
        case Block():
            box = QRectF(shape.x, shape.y, shape.width, shape.height)
            painter.drawRoundedRect(box, shape.radius, shape.radius)
        case Stroke():
            pen = QPen(color, shape.width)
            if shape.dashed:
                pen.setDashPattern([3 / shape.width, 2.2 / shape.width])
            painter.setPen(pen)
            painter.drawLine(QPointF(shape.x, shape.y), QPointF(shape.to_x, shape.to_y))
        case Disc():
            if not shape.filled:
                painter.setPen(QPen(color, 0.8))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
        case Diamond():
            x, y, side = shape.x, shape.y, shape.side
            corners = [QPointF(x, y - side), QPointF(x + side, y)]
            corners += [QPointF(x, y + side), QPointF(x - side, y)]
            painter.drawPolygon(QPolygonF(corners))
