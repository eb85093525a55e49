"""A line of the completion list: what is inserted, and at the right what it is or how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.item_models.completions import COMPLETION_ROLE
from desktop.widgets.painting import RowState

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.item_models.table import Index
    from desktop.theme import ThemeSource
    from search.results import Completion

ROW_HEIGHT = 26
_SIDE = 12
_GAP = 16


class CompletionDelegate(QStyledItemDelegate):
    """Paints rows of a `CompletionsModel`."""

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        """Draw from the theme that holds at each paint."""
        super().__init__(parent)
        self._themes = themes

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._themes.current
        rect: QRect = option.rect
        offer: Completion = index.data(COMPLETION_ROLE)
        state = RowState.of(option)
        painter.save()
        if state.selected or state.hovered:
            painter.fillRect(rect, theme.color("bg.selected" if state.selected else "bg.hover"))
        middle = Qt.AlignmentFlag.AlignVCenter
        mono, meta = theme.font("search"), theme.font("meta")
        left, right = float(rect.left() + _SIDE), float(rect.right() - _SIDE)
        detail = QFontMetricsF(meta).elidedText(
            offer.detail, Qt.TextElideMode.ElideRight, (right - left) * 0.6
        )
        painter.setFont(meta)
        painter.setPen(theme.color("text.tertiary"))
        box = QRectF(left, rect.top(), right - left, rect.height())
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, detail)
        room = right - left - QFontMetricsF(meta).horizontalAdvance(detail) - _GAP
        painter.setFont(mono)
        token = "accent.text" if offer.label.endswith(":") else "text.primary"
        painter.setPen(theme.color(token))
        words = QFontMetricsF(mono).elidedText(offer.label, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, middle, words)
        painter.restore()
