"""Lists of Home: as high as their rows, one delegate per kind of row, opened by click or Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from desktop.item_models.table import ROW_ROLE, Column, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent

    from desktop.pages.home.delegates import RowDelegate

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


class RowsList(QListView, Generic[R]):
    """Rows that lead somewhere; it never scrolls by itself.

    Signals:
        opened: the row that was clicked, or that has the keyboard when Enter is pressed.
        button_pressed: the row whose painted button was pressed.
    """

    opened = Signal(object)
    button_pressed = Signal(object)

    def __init__(
        self,
        name: str,
        spoken: Callable[[R], str],
        delegate: RowDelegate,
        *,
        button: Callable[[R], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Start empty.

        Args:
            name: what the rows are, for a screen reader.
            spoken: the words of one row.
            delegate: draws a row and knows where its button is.
            button: words of a row's button; the context menu offers the same.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._rows_model: TableModel[R] = TableModel([Column(name, spoken)], self)
        self._delegate = delegate
        self._button = button
        delegate.setParent(self)
        self.setModel(self._rows_model)
        self.setItemDelegate(delegate)
        self.setObjectName("canvas")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows shown."""
        return self._rows_model.rows

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows; the current one stays where it was."""
        if tuple(rows) == self._rows_model.rows:
            return
        place = self.currentIndex().row()
        self._rows_model.set_rows(rows)
        self.setFixedHeight(self._delegate.row_height * len(rows))
        if 0 <= place < len(rows):
            self.setCurrentIndex(self._rows_model.index(place, 0))
            self.clearSelection()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self._delegate.row_height * self._rows_model.rowCount())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keyboard = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if not self.currentIndex().isValid() or event.reason() in by_keyboard:
            first = event.reason() is not Qt.FocusReason.BacktabFocusReason
            row = 0 if first else self._rows_model.rowCount() - 1
            self.setCurrentIndex(self._rows_model.index(row, 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current() is not None:
            self.opened.emit(self._current())
            return
        if event.key() == Qt.Key.Key_Space and self._button and self._current() is not None:
            self.button_pressed.emit(self._current())
            return
        if event.key() in steps and not event.modifiers():
            event = QKeyEvent(QEvent.Type.KeyPress, steps[Qt.Key(event.key())], event.modifiers())
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        row = index.data(ROW_ROLE)
        box = self._delegate.button_box(self.visualRect(index), row)
        if box is not None and box.contains(event.position()):
            self.button_pressed.emit(row)
        else:
            self.opened.emit(row)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        over = False
        if index.isValid():
            box = self._delegate.button_box(self.visualRect(index), index.data(ROW_ROLE))
            over = box is not None and box.contains(event.position())
        if over != self._delegate.button_hovered:
            self._delegate.button_hovered = over
            self.viewport().update()
        super().mouseMoveEvent(event)

    def _current(self) -> Any:
        return self.currentIndex().data(ROW_ROLE)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.isValid():
            return
        row = index.data(ROW_ROLE)
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("Open").triggered.connect(lambda: self.opened.emit(row))
        if self._button is not None:
            words = self._button(row)
            menu.addAction(words).triggered.connect(lambda: self.button_pressed.emit(row))
        menu.popup(self.viewport().mapToGlobal(place))
