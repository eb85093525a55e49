"""Chips: a query's parts as it was understood, and filters that are on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.widgets.buttons import Button
from desktop.widgets.painting import paint_focus, paint_rounded

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

_PAD = 8
_GAP = 4
_HEIGHT = 22


class QueryChip(QAbstractButton):
    """One part of a query in words, with an ×. Click, Space, Delete or Backspace takes it out.

    Signals:
        removed: a person took it out.
    """

    removed = Signal()

    def __init__(self, text: str, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Say what this part of the query means."""
        super().__init__(parent)
        self._themes = themes
        self.setText(text)
        self.setAccessibleName(f"{text}, remove this filter")
        self.setToolTip("Remove this filter")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(themes.current.font("meta", weight=500))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.removed)
        themes.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_PAD + words + _GAP + self._themes.current.size("icon.pill") + _GAP, _HEIGHT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.current
        painter = QPainter(self)
        box = QRectF(self.rect())
        radius = theme.size("radius.pill")
        fill = theme.color("bg.selected" if self.underMouse() else "accent.tint")
        paint_rounded(painter, box, fill, radius, theme.color("accent.border"))
        ink = theme.color("accent.text")
        painter.setFont(self.font())
        painter.setPen(ink)
        side = theme.size("icon.pill")
        words = box.adjusted(_PAD, 0, -_GAP - side - _GAP, 0)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(words.width()) + 1
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        cross = QRectF(box.right() - _GAP - side, box.y(), side, box.height())
        paint_icon(painter, cross, "x", ink)
        if self.hasFocus():
            paint_focus(painter, theme, box, radius)
        painter.end()


class FilterChip(Button):
    """A filter with a count, on or off: "Overdue 4"."""

    def __init__(
        self,
        text: str,
        themes: ThemeSource,
        *,
        icon_name: str = "",
        count: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build it off."""
        super().__init__(text, themes, icon_name=icon_name, kind="chip", parent=parent)
        self._words = text
        self.setCheckable(True)
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        """Show how many rows it would leave; None shows none."""
        self.setText(self._words if count is None else f"{self._words}  {count:,}")
        self.setAccessibleName(self._words if count is None else f"{self._words}, {count:,}")
