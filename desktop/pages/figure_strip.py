"""A figure on a line: its interval as a band, its value as a dot, its target as a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.widgets.painting import paint_rounded
from exporters.charts.geometry import strip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.pages.figure_words import Scale, StripValues
    from desktop.theme import Theme, ThemeSource

_HEIGHT = 16
_BAND = 5.0
_DOT = 4.0
_TICK = 7.0
_LINE = 2.0


def paint_strip(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    values: StripValues,
    scale: Scale,
    *,
    value_token: str = "accent.base",
    band_token: str = "chart.interval",
    line: bool = True,
) -> None:
    """Draw the strip over the width of `box`, centred in its height."""
    # The dot and the tick stay inside the box at both ends of the scale.
    left, width = box.x() + _DOT, box.width() - 2 * _DOT
    places = strip(
        value=values.value,
        low=values.low,
        high=values.high,
        target=values.target,
        scale=scale,
        width=width,
        x=left,
    )
    middle = box.center().y()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if line:
        ground = QRectF(left, middle - _LINE / 2, width, _LINE)
        paint_rounded(painter, ground, theme.color("border.default"), _LINE / 2)
    if places.low is not None and places.high is not None:
        band = QRectF(places.low, middle - _BAND / 2, max(places.high - places.low, 1), _BAND)
        paint_rounded(painter, band, theme.color(band_token), _BAND / 2)
    if places.target is not None:
        painter.setPen(QPen(theme.color("chart.target"), 2))
        painter.drawLine(
            QPointF(places.target, middle - _TICK), QPointF(places.target, middle + _TICK)
        )
    if places.value is not None:
        painter.setPen(QPen(theme.color("bg.raised"), 1.5))
        painter.setBrush(theme.color(value_token))
        painter.drawEllipse(QPointF(places.value, middle), _DOT, _DOT)
    painter.restore()


class FigureStrip(QWidget):
    """The strip as a widget; its words are said by what stands around it."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._themes = themes
        self._values: StripValues | None = None
        self._scale: Scale = (0.0, 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        themes.changed.connect(self.update)

    def show_values(self, values: StripValues | None, scale: Scale) -> None:
        """Show values between the ends of a scale."""
        self._values = values
        self._scale = scale
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._values is None:
            return
        painter = QPainter(self)
        paint_strip(painter, self._themes.current, QRectF(self.rect()), self._values, self._scale)
        painter.end()
