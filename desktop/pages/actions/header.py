"""The heads of the register's columns, drawn whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.pages.actions.columns import WIDTHS
from desktop.pages.actions.register import COLUMNS, Column
from desktop.widgets.painting import paint_check_box, paint_line

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from desktop.theme import Theme, ThemeSource

_BOX = 14
_EDGE = 10
_ARROW_GAP = 5
_TEXT_EDGE = 8


class RegisterHeader(QHeaderView):
    """Column heads; the first has a box that selects every row."""

    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        """Sorted by the due date."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._themes = themes
        self._state = Qt.CheckState.Unchecked
        self.sorted_section = COLUMNS.index(Column.DUE)
        self.descending = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFont(themes.current.font("meta", weight=500))
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(themes.current.size("table.header"))

    def set_sorted(self, section: int, *, descending: bool) -> None:
        """Say which column the rows are sorted on."""
        self.sorted_section = section
        self.descending = descending
        self.viewport().update()

    def set_widths(self) -> None:
        """Once the columns are there: the title takes what the others leave."""
        for place, column in enumerate(COLUMNS):
            if column in WIDTHS:
                self.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                self.resizeSection(place, WIDTHS[column])
            else:
                self.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.setMinimumSectionSize(WIDTHS[Column.CHECK])
        self.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)

    def set_state(self, state: Qt.CheckState) -> None:
        """Say whether none, some or all rows are selected."""
        if state != self._state:
            self._state = state
            self.viewport().update()

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Drawn whole: Qt's own asks every row whether the column is selected."""
        theme = self._themes.current
        painter.save()
        painter.fillRect(rect, theme.color("bg.sunken"))
        bottom = float(rect.bottom())
        line = theme.color("border.default")
        paint_line(painter, line, QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        if COLUMNS[logicalIndex] is Column.CHECK:
            top = rect.top() + (rect.height() - _BOX) / 2
            paint_check_box(
                painter, theme, QRectF(rect.left() + _EDGE, top, _BOX, _BOX), self._state
            )
        else:
            self._paint_words(painter, theme, rect, logicalIndex)
        painter.restore()

    def _paint_words(self, painter: QPainter, theme: Theme, rect: QRect, section: int) -> None:
        box = QRectF(rect).adjusted(_TEXT_EDGE, 0, 0, 0)
        painter.setFont(self.font())
        painter.setPen(theme.color("text.secondary"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, COLUMNS[section].value)
        if section == self.sorted_section:
            words = self.fontMetrics().horizontalAdvance(COLUMNS[section].value)
            side = theme.size("icon.pill")
            place = QRectF(box.x() + words + _ARROW_GAP, rect.top(), side, rect.height())
            name = "arrow-down" if self.descending else "arrow-up"
            paint_icon(painter, place, name, theme.color("text.secondary"))
