"""How a revision stands in the list: what changed in it, and below, quietly, who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.widgets.painting import RowState, paint_row

if TYPE_CHECKING:
    from desktop.theme import ThemeSource

_EDGE = 8


class RevisionDelegate(QStyledItemDelegate):
    """Paints two lines: the item's text up to its line break, and the rest of it."""

    def __init__(self, themes: ThemeSource, parent: QObject) -> None:
        """Take colours from `themes`."""
        super().__init__(parent)
        self._themes = themes

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        theme = self._themes.current
        return QSize(0, theme.line_height("body") + theme.line_height("meta") + 2 * _EDGE)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._themes.current
        painter.save()
        paint_row(painter, theme, option.rect, RowState.of(option))
        first, _, second = str(index.data() or "").partition("\n")
        box = QRectF(option.rect).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        for words, style, token in (
            (first, "body", "text.primary"),
            (second, "meta", "text.secondary"),
        ):
            font = theme.font(style)
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.setFont(font)
            painter.setPen(theme.color(token))
            height = theme.line_height(style)
            line = QRectF(box.left(), box.top(), box.width(), height)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
            box.setTop(box.top() + height)
        painter.restore()
