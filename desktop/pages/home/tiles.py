"""The right side of Home: four figures of the last closed month, and the maturity ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.pages.figure_strip import paint_strip
from desktop.pages.phrase import Run, paint_runs
from desktop.widgets.painting import paint_focus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from desktop.pages.figure_words import FigureTile
    from desktop.theme import Theme, ThemeSource

_HEIGHT = 146
_EDGE = 14
_STRIP = 18
_GAP = 4
_COUNTING = "Counting …"


class TileButton(QAbstractButton):
    """One figure: name, number, what it is made of, the strip, and what it says of its target."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._themes = themes
        self._tile: FigureTile | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(_COUNTING)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.update)

    def show_tile(self, tile: FigureTile) -> None:
        """Show a figure."""
        self._tile = tile
        self.setText(tile.title)
        self.setAccessibleName(tile.spoken)
        self.setAccessibleDescription(tile.explanation)
        self.setToolTip(f"{tile.explanation}\n{tile.note}" if tile.explanation else tile.note)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tile = self._tile
        theme = self._themes.current
        painter = QPainter(self)
        if tile is None:
            middle = Qt.AlignmentFlag.AlignCenter
            painter.setFont(theme.font("meta"))
            painter.setPen(theme.color("text.tertiary"))
            painter.drawText(self.rect(), middle, _COUNTING)
            painter.end()
            return
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("bg.hover"))
        _paint_tile(painter, theme, QRectF(self.rect()).adjusted(_EDGE, 12, -_EDGE, -10), tile)
        if self.hasFocus():
            paint_focus(painter, theme, QRectF(self.rect()), theme.size("radius.panel"))
        painter.end()


def _paint_tile(painter: QPainter, theme: Theme, box: QRectF, tile: FigureTile) -> None:
    meta, metric = theme.line_height("meta"), theme.line_height("metric")
    head = QRectF(box.x(), box.y(), box.width(), meta)
    paint_runs(painter, theme, head, [Run(tile.title, "text.secondary", 500)], "meta")
    number = QRectF(box.x(), head.bottom() + _GAP, box.width(), metric)
    runs = [Run(tile.number, "text.primary"), Run(tile.rest, "text.tertiary")]
    paint_runs(painter, theme, number, runs, "metric")
    note = QRectF(box.x(), number.bottom(), box.width(), meta)
    paint_runs(painter, theme, note, [Run(tile.note, "text.tertiary")], "meta")
    line = QRectF(box.x(), note.bottom() + _GAP, box.width(), _STRIP)
    if tile.strip.value is not None:
        paint_strip(painter, theme, line, tile.strip, tile.scale)
    side = theme.size("icon.small")
    last = QRectF(box.x(), box.bottom() - meta, box.width(), meta)
    icon_box = QRectF(box.x(), last.y(), side, meta)
    paint_icon(painter, icon_box, tile.reading.icon, theme.color(tile.reading.token))
    words = last.adjusted(side + _GAP + 2, 0, 0, 0)
    token = "text.primary" if tile.reading.token == "text.secondary" else tile.reading.token
    paint_runs(painter, theme, words, [Run(tile.reading.text, token)], "meta")


class TileGrid(QFrame):
    """Two by two tiles in one frame.

    Signals:
        pressed: a tile was clicked, or Enter was pressed on it.
    """

    pressed = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build four empty tiles."""
        super().__init__(parent)
        self._themes = themes
        self.setObjectName("panel")
        grid = QGridLayout(self)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(1)
        self.tiles = [TileButton(themes, self) for _ in range(4)]
        for place, tile in enumerate(self.tiles):
            grid.addWidget(tile, place // 2, place % 2)
            tile.clicked.connect(self.pressed)

    def show_tiles(self, tiles: Sequence[FigureTile]) -> None:
        """Show four figures."""
        for button, tile in zip(self.tiles, tiles, strict=False):
            button.show_tile(tile)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, and a cross of hairlines between the tiles."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self._themes.current.color("border.subtle"))
        middle_x = self.tiles[0].geometry().right() + 1
        middle_y = self.tiles[0].geometry().bottom() + 1
        painter.drawLine(middle_x, 1, middle_x, self.height() - 2)
        painter.drawLine(1, middle_y, self.width() - 2, middle_y)
        painter.end()
