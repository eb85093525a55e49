"""One figure beside a page's heading: what it is, the number, its strip, what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.pages.figure_strip import paint_strip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.pages.figure_words import FigureTile
    from desktop.theme import Theme, ThemeSource

_WIDTH = 460
_HEIGHT = 44
_STRIP_WIDTH = 140
_GAP = 14
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FigureLine(QWidget):
    """A `FigureTile` laid flat; hidden until it is given one that has a value."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._themes = themes
        self._tile: FigureTile | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.update)
        self.hide()

    def show_tile(self, tile: FigureTile) -> None:
        """Show a figure."""
        self._tile = tile
        self.setAccessibleName(tile.spoken)
        self.setToolTip(tile.explanation)
        self.setVisible(tile.strip.value is not None)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tile = self._tile
        if tile is None:
            return
        theme = self._themes.current
        painter = QPainter(self)
        strip = QRectF(self.width() - _STRIP_WIDTH, 0, _STRIP_WIDTH, _HEIGHT / 2)
        paint_strip(painter, theme, strip, tile.strip, tile.scale)
        self._paint_reading(painter, theme, tile, strip)
        font = theme.font("metric")
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        width = QFontMetricsF(font).horizontalAdvance(tile.number)
        number = QRectF(strip.x() - _GAP - width - 2, 0, width + 2, _HEIGHT)
        painter.drawText(number, _RIGHT, tile.number)
        painter.setFont(theme.font("meta"))
        upper = QRectF(0, 2, number.x() - _GAP, _HEIGHT / 2)
        painter.setPen(theme.color("text.secondary"))
        painter.drawText(upper, _RIGHT, tile.title)
        lower = QRectF(0, _HEIGHT / 2 - 2, number.x() - _GAP, _HEIGHT / 2)
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(lower, _RIGHT, tile.note)
        painter.end()

    def _paint_reading(
        self, painter: QPainter, theme: Theme, tile: FigureTile, strip: QRectF
    ) -> None:
        below = QRectF(strip.x(), _HEIGHT / 2, strip.width(), _HEIGHT / 2)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.color(tile.reading.token))
        painter.drawText(below, _RIGHT, tile.reading.text)
        width = QFontMetricsF(theme.font("meta")).horizontalAdvance(tile.reading.text)
        side = theme.size("icon.small")
        place = QRectF(below.right() - width - side - 5, below.y(), side, below.height())
        paint_icon(painter, place, tile.reading.icon, theme.color(tile.reading.token))
