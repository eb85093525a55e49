"""A key as it is named on the keyboard, in a small box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.widgets.painting import paint_rounded

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.theme import Theme, ThemeSource

_PAD = 5.0


def key_hint_width(theme: Theme, text: str) -> float:
    """How wide the box of a key is."""
    return round(QFontMetricsF(theme.font("pill", weight=400)).horizontalAdvance(text) + 2 * _PAD)


def paint_key_hint(painter: QPainter, theme: Theme, left: float, top: float, text: str) -> float:
    """Draw the box with its upper left corner there; returns its width."""
    width = key_hint_width(theme, text)
    box = QRectF(left, top, width, theme.size("pill.height"))
    radius = theme.size("radius.pill")
    paint_rounded(painter, box, theme.color("bg.sunken"), radius, theme.color("border.default"))
    painter.setFont(theme.font("pill", weight=400))
    painter.setPen(theme.color("text.secondary"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return width


class KeyHint(QWidget):
    """The box as a widget; decoration, so it has no name of its own."""

    def __init__(self, text: str, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Name a key ("Ctrl K")."""
        super().__init__(parent)
        self._text = text
        self._themes = themes
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        themes.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        theme = self._themes.current
        return QSize(round(key_hint_width(theme, self._text)), theme.size("pill.height"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_key_hint(painter, self._themes.current, 0, 0, self._text)
        painter.end()
