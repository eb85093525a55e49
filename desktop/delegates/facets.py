"""A row of the facet column: group label, check box with pill or words, saved search; count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.item_models.facets import NODE_ROLE, FacetNode
from desktop.widgets.painting import RowState, paint_check_box, paint_focus, paint_pill
from models.vocabulary import Severity

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.item_models.table import Index
    from desktop.theme import Theme, ThemeSource

_LEFT = 16
_RIGHT = 12
_BOX = 14
_TEXT = 22
_INDENT = 22
_GROUP_HEIGHT = 34
_FIRST_GROUP_HEIGHT = 24
_SEVERITIES = frozenset(one.value for one in Severity)


class FacetDelegate(QStyledItemDelegate):
    """Paints rows of a `FacetsModel`."""

    def __init__(self, themes: ThemeSource, parent: QObject | None = None) -> None:
        """Draw from the theme that holds at each paint."""
        super().__init__(parent)
        self._themes = themes

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        node: FacetNode = index.data(NODE_ROLE)
        if node.kind != "group":
            return QSize(0, self._themes.current.size("row.facet"))
        return QSize(0, _GROUP_HEIGHT if index.row() else _FIRST_GROUP_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._themes.current
        node: FacetNode = index.data(NODE_ROLE)
        rect: QRect = option.rect
        view: QRect = option.widget.rect()
        rect = QRect(0, rect.top(), view.width(), rect.height())
        state = RowState.of(option)
        painter.save()
        if node.kind == "group":
            _paint_group(painter, theme, rect, node)
        else:
            if state.hovered:
                painter.fillRect(rect, theme.color("bg.hover"))
            self._paint_value(painter, theme, rect, node)
            if state.focused:
                paint_focus(painter, theme, QRectF(rect))
        painter.restore()

    def _paint_value(self, painter: QPainter, theme: Theme, rect: QRect, node: FacetNode) -> None:
        left = rect.left() + _LEFT + _INDENT * _depth(node)
        top = rect.top() + (rect.height() - _BOX) / 2
        if node.kind == "saved":
            box = QRectF(left, rect.top(), _BOX, rect.height())
            paint_icon(painter, box, "bookmark", theme.color("text.tertiary"))
        elif node.kind == "value":
            paint_check_box(painter, theme, QRectF(left, top, _BOX, _BOX), _check_of(node))
        right = rect.right() - _RIGHT
        middle = Qt.AlignmentFlag.AlignVCenter
        if node.count is not None:
            painter.setFont(theme.font("meta", tabular=True))
            painter.setPen(theme.color("text.tertiary"))
            words = f"{node.count:,}"
            place = QRectF(left, rect.top(), right - left, rect.height())
            painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, words)
            right -= round(QFontMetricsF(theme.font("meta")).horizontalAdvance(words)) + 6
        left += 0 if node.kind == "more" else _TEXT
        if node.name == "severity" and node.value in _SEVERITIES:
            height = theme.size("pill.height")
            severity = Severity(node.value)
            pill_top = rect.top() + (rect.height() - height) // 2
            paint_pill(painter, theme, left, pill_top, severity)
            return
        token = "accent.text" if node.kind == "more" else "text.primary"
        font = QFont(theme.font("meta" if node.kind == "more" else "body"))
        if node.excluded:
            font.setStrikeOut(True)
            token = "text.tertiary"
        painter.setFont(font)
        painter.setPen(theme.color(token))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(node.label, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRectF(left, rect.top(), right - left, rect.height()), middle, shown)


def _check_of(node: FacetNode) -> Qt.CheckState:
    """A dash for what is left out."""
    if node.excluded:
        return Qt.CheckState.PartiallyChecked
    return Qt.CheckState.Checked if node.checked else Qt.CheckState.Unchecked


def _depth(node: FacetNode) -> int:
    depth, parent = -1, node.parent
    while parent is not None and parent.parent is not None:
        depth, parent = depth + 1, parent.parent
    return max(0, depth)


def _paint_group(painter: QPainter, theme: Theme, rect: QRect, node: FacetNode) -> None:
    painter.setFont(theme.font("label"))
    painter.setPen(theme.color("text.secondary"))
    box = QRectF(rect.left() + _LEFT, rect.bottom() - 23, rect.width(), 24)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, node.label)
