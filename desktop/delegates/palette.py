"""A line of the palette: icon, title with the match, key or shortcut at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.palette.model import ENTRY_ROLE
from desktop.widgets.key_hint import key_hint_width, paint_key_hint
from desktop.widgets.marked_text import MarkedText
from desktop.widgets.painting import RowState

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.item_models.table import Index
    from desktop.palette.entries import PaletteEntry
    from desktop.theme import Theme, ThemeSource

TITLE_HEIGHT = 25
ENTRY_HEIGHT = 32
_LEFT = 12
_TEXT = 39


class PaletteDelegate(QStyledItemDelegate):
    """Paints rows of a `PaletteModel`."""

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        """Draw from the theme that holds at each paint."""
        super().__init__(parent)
        self._themes = themes
        self._text = MarkedText(lines=1, style="body.strong", token="text.primary")

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ENTRY_HEIGHT if index.data(ENTRY_ROLE) else TITLE_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._themes.current
        rect: QRect = option.rect
        entry: PaletteEntry | None = index.data(ENTRY_ROLE)
        painter.save()
        if entry is None:
            painter.setFont(theme.font("meta"))
            painter.setPen(theme.color("text.tertiary"))
            words = QRectF(rect.left() + _LEFT, rect.top() + 4, rect.width(), rect.height() - 4)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, index.data())
        else:
            self._paint_entry(painter, theme, rect, entry, RowState.of(option))
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, theme: Theme, rect: QRect, entry: PaletteEntry, state: RowState
    ) -> None:
        if state.selected or state.hovered:
            painter.fillRect(rect, theme.color("bg.selected" if state.selected else "bg.hover"))
        side = theme.size("icon")
        place = QRectF(rect.left() + _LEFT, rect.top(), side, rect.height())
        paint_icon(painter, place, entry.icon, theme.color("text.secondary"))
        right = float(rect.right() - _LEFT)
        if entry.is_shortcut:
            right -= key_hint_width(theme, entry.detail)
            top = rect.top() + (rect.height() - theme.size("pill.height")) / 2
            paint_key_hint(painter, theme, right, top, entry.detail)
        else:
            painter.setFont(theme.font("key"))
            painter.setPen(theme.color("text.tertiary"))
            right -= QFontMetricsF(theme.font("key")).horizontalAdvance(entry.detail)
            box = QRectF(right, rect.top(), rect.right() - right, rect.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, entry.detail)
        line = theme.line_height("body.strong")
        start = QPointF(rect.left() + _TEXT, rect.top() + (rect.height() - line) / 2)
        width = right - start.x() - 8
        self._text.paint(painter, theme, start, width, entry.title, entry.marks)
