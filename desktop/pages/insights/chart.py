"""What every chart is: marks that can be hovered, reached by keyboard, and opened."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from desktop.widgets.painting import paint_focus
from exporters.charts.geometry import Box

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from desktop.theme import Theme, ThemeSource
    from exporters.charts.definitions import ChartTable
    from exporters.charts.drawing import Mark

_REACH = 3.0


class Chart(QWidget):
    """Paints marks. Arrow keys, Home and End go from mark to mark, Enter opens what is behind one.

    Signals:
        ids_chosen: the incidents or action items behind the mark that was opened, as a tuple.
    """

    ids_chosen = Signal(object)
    nothing = "Nothing to show"

    def __init__(
        self, name: str, themes: ThemeSource, *, height: int, parent: QWidget | None = None
    ) -> None:
        """Show nothing yet; `height` is in logical pixels."""
        super().__init__(parent)
        self.themes = themes
        self.name = name
        self._fixed = height
        self._marks: tuple[Mark, ...] = ()
        self._current = -1
        self._hovered = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        themes.changed.connect(self.update)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks as they lie now."""
        return self._marks

    def table(self) -> ChartTable:
        """The data as a table.

        Raises:
            NotImplementedError: a chart that has no data.
        """
        raise NotImplementedError

    def lay_out(self, area: Box) -> tuple[Mark, ...]:
        """Place the marks of the data in the area of the widget.

        Raises:
            NotImplementedError: a chart that has no data.
        """
        raise NotImplementedError

    def paint_chart(self, painter: QPainter, theme: Theme) -> None:
        """Draw everything.

        Raises:
            NotImplementedError: a chart that draws nothing.
        """
        raise NotImplementedError

    def refresh(self) -> None:
        """The data changed: place the marks again and say what there is."""
        self._marks = self.lay_out(Box(0, 0, self.width(), self.height()))
        self._current = min(self._current, len(self._marks) - 1)
        rows = [", ".join(row) for row in self.table().rows]
        self.setAccessibleDescription("\n".join(rows) or self.nothing)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._fixed if self.table().rows else self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._marks = self.lay_out(Box(0, 0, self.width(), self.height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.themes.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_chart(painter, theme)
        if self.hasFocus():
            if 0 <= self._current < len(self._marks):
                box = self._marks[self._current].box
                ring = QRectF(box.x, box.y, box.width, box.height).adjusted(-3, -3, 3, 3)
                paint_focus(painter, theme, ring, theme.size("radius.checkbox"))
            else:
                paint_focus(painter, theme, QRectF(self.rect()), theme.size("radius.checkbox"))
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.mark_at(event.pos())
            if place >= 0:
                # Titles and names are somebody's text: never taken for markup.
                words = f"<qt>{escape(self._marks[place].words)}</qt>"
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mark_at(self, point: QPoint) -> int:
        """The mark under a point, the uppermost; -1 for none."""
        for place in range(len(self._marks) - 1, -1, -1):
            box = self._marks[place].box
            reach = Box(
                box.x - _REACH, box.y - _REACH, box.width + 2 * _REACH, box.height + 2 * _REACH
            )
            if reach.contains(point.x(), point.y()):
                return place
        return -1

    def open_mark(self, place: int) -> None:
        """Go to what is behind a mark."""
        if not 0 <= place < len(self._marks):
            return
        mark = self._marks[place]
        if mark.ids:
            self.ids_chosen.emit(mark.ids)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.mark_at(event.position().toPoint())
        if place != self._hovered:
            self._hovered = place
            over = place >= 0 and bool(self._marks[place].ids)
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.open_mark(self.mark_at(event.position().toPoint()))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0 and self._marks:
            self._current = 0
            self._say_current()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        last = len(self._marks) - 1
        steps = {
            keys.Key_Right: self._current + 1,
            keys.Key_Down: self._current + 1,
            keys.Key_Left: self._current - 1,
            keys.Key_Up: self._current - 1,
            keys.Key_Home: 0,
            keys.Key_End: last,
        }
        if event.key() in steps and not event.modifiers() and self._marks:
            self._current = max(0, min(steps[Qt.Key(event.key())], last))
            self._say_current()
            self.update()
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.open_mark(self._current)
        else:
            super().keyPressEvent(event)

    def _say_current(self) -> None:
        """The mark that has the keyboard is the name that a screen reader hears."""
        self.setAccessibleName(f"{self.name}: {self._marks[self._current].words}")
