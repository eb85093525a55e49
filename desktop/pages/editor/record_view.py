"""The table of records as it is looked at and typed into; the page around it scrolls, not it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QElapsedTimer,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.pages.editor.record_delegate import CellDelegate
from desktop.pages.editor.record_heights import RecordHeights
from desktop.pages.editor.record_model import BLANK_ROLE

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent, QWheelEvent

    from desktop.pages.editor.record_model import RecordModel
    from desktop.theme import ThemeSource

Index = QModelIndex | QPersistentModelIndex

_SAME_WORD_MS = 900
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINE_MARGIN = 1


class RecordView(QTableView):
    """As high as its rows. Enter edits; letters choose in a column that has a closed list.

    Signals:
        pasted: the text of the clipboard, when it is pasted while no cell is open.
        fitted: the height changed.
    """

    pasted = Signal(str)
    fitted = Signal()
    _resized = Signal()
    _moved = Signal()

    def __init__(self, model: RecordModel, themes: ThemeSource) -> None:
        """Show the model's rows."""
        super().__init__()
        self._records = model
        self._least = themes.current.size("row.timeline")
        self._typed = ""
        self._since = QElapsedTimer()
        self._since.start()
        # A window that is laid out resizes columns several times; rows are measured once, after,
        # and before they are drawn: a posted event comes before the paint, a timer may not.
        self._is_late = False
        self._resized.connect(self._fit_all, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self.follow, Qt.ConnectionType.QueuedConnection)
        self.setModel(model)
        self.delegate = CellDelegate(model, themes, self)
        self.setItemDelegate(self.delegate)
        self.heights = RecordHeights(self, self.delegate)
        self.heights.fitted.connect(self._settle)
        self.delegate.row_done.connect(self._on_row_done)
        self.delegate.rows_pasted.connect(self.pasted)
        self.setObjectName("embedded")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_read_only(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(self._least)
        rows.setDefaultSectionSize(self._least)
        self._make_header(themes)
        self.clicked.connect(self._on_clicked)
        model.modelReset.connect(self._fit_all)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)
        model.rowsMoved.connect(self._fit_all)
        model.dataChanged.connect(self._on_changed)
        self._fit_all()

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read only, or written again."""
        triggers = QAbstractItemView.EditTrigger
        if read_only:
            self.setEditTriggers(triggers.NoEditTriggers)
            return
        self.setEditTriggers(
            triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.AnyKeyPressed
            | triggers.SelectedClicked
        )

    def _make_header(self, themes: ThemeSource) -> None:
        header = self.horizontalHeader()
        header.setFont(themes.current.font("meta"))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for place, column in enumerate(self._records.columns):
            if column.width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._on_resized)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() in _ENTERS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
        elif not self._choose(event):
            super().keyPressEvent(event)

    def _choose(self, event: QKeyEvent) -> bool:
        """Letters pick from a closed list without opening it."""
        index, text = self.currentIndex(), event.text()
        if not index.isValid() or not text.isalpha() or self._records.is_read_only:
            return False
        column = self._records.columns[index.column()]
        if not column.choices or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        current = str(index.data(Qt.ItemDataRole.EditRole) or "")
        again = self._since.restart() > _SAME_WORD_MS
        longer = "" if again else self._typed + text
        found = column.starting_with(longer, current) if longer else None
        if found is None or len(set(longer)) == 1:
            longer, found = text, column.starting_with(text, current)
        self._typed = longer
        if found is not None:
            self._records.setData(index, found)
        return True

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        steps = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}
        if hint not in steps:
            super().closeEditor(editor, hint)
            return
        target = self._neighbour(steps[hint])
        super().closeEditor(editor, hints.NoHint)
        if target.isValid():
            self.setCurrentIndex(target)
            self.edit(target)
        elif self.focusNextPrevChild(steps[hint] > 0):
            return

    def _neighbour(self, step: int) -> QModelIndex:
        """The next cell that can be typed into, across the ends of rows; none after the last."""
        model, index = self._records, self.currentIndex()
        columns = len(model.columns)
        place = index.row() * columns + index.column() + step
        while 0 <= place < model.rowCount() * columns:
            found = model.index(place // columns, place % columns)
            editable = bool(model.flags(found) & Qt.ItemFlag.ItemIsEditable)
            if editable and not self.isColumnHidden(found.column()):
                return found
            place += step
        return QModelIndex()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """One click into the blank row begins a record; it need not be selected first."""
        if index.data(BLANK_ROLE) and self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus() or self.state() == QAbstractItemView.State.EditingState:
            self._moved.emit()

    @Slot()
    def follow(self) -> None:
        """Let the page scroll to the current cell: the table itself has nothing to scroll."""
        index, area = self.currentIndex(), _area_around(self)
        page = area.widget() if area is not None else None
        if not index.isValid() or area is None or page is None:
            return
        rect = self.visualRect(index)
        place = self.viewport().mapTo(page, rect.center())
        area.ensureVisible(place.x(), place.y(), 0, rect.height() // 2 + 2 * self._least)

    @Slot()
    def _on_row_done(self) -> None:
        """Enter: on to the next row; in the blank one at the end a new record is begun."""
        row = self.currentIndex().row() + 1
        last = self._records.rowCount() - 1
        column = 0 if row >= last else self.currentIndex().column()
        target = self._records.index(min(row, last), column)
        self.setCurrentIndex(target)
        if row >= last:
            self.edit(target)

    @Slot()
    def _fit_all(self) -> None:
        self._is_late = False
        if self.isVisible():  # before, columns have not the width that they will have
            self.heights.fit_all()
        self._settle()

    @Slot()
    def _on_resized(self) -> None:
        if not self._is_late:
            self._is_late = True
            self._resized.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_resized()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self.heights.is_done:
            self.heights.fit(first, last)
        else:
            self.heights.fit_all()
        self._settle()

    @Slot()
    def _on_removed(self) -> None:
        if not self.heights.is_done:
            self.heights.fit_all()
        self._settle()

    @Slot(QModelIndex, QModelIndex)
    def _on_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if self.heights.fit(first.row(), last.row()):
            self._settle()

    @Slot()
    def _settle(self) -> None:
        """Take the height of all rows."""
        height = self.sizeHint().height()
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
            self.fitted.emit()

    @override
    def sizeHint(self) -> QSize:
        header = self.horizontalHeader()
        head = 0 if header.isHidden() else header.sizeHint().height()
        return QSize(super().sizeHint().width(), head + self.verticalHeader().length())


def _area_around(widget: QWidget) -> QScrollArea | None:
    """The scrolled page that a widget stands in."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
