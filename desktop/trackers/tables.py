"""The look of the tables in the dialogs of trackers and imports, and rows that can be ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from desktop.item_models.table import TableModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from desktop.item_models.table import Column
    from desktop.theme import ThemeSource

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


class TickedTable(TableModel[R]):
    """Rows of which some can be ticked, in the first column.

    Signals:
        ticked: which rows are ticked has changed.
    """

    ticked = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        can_tick: Callable[[R], bool],
        parent: QObject | None = None,
    ) -> None:
        """Start empty; rows that can be ticked are, until a person takes the tick away."""
        super().__init__(columns, parent)
        self._can_tick = can_tick
        self._off: set[int] = set()

    def chosen(self) -> list[R]:
        """The rows that are ticked, in the order shown."""
        return [one for one in self.rows if self._can_tick(one) and id(one) not in self._off]

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self._can_tick(self.row_at(index)):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or index.column():
            return super().data(index, role)
        row = self.row_at(index)
        if not self._can_tick(row):
            return None
        return Qt.CheckState.Unchecked if id(row) in self._off else Qt.CheckState.Checked

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column():
            return False
        row = self.row_at(index)
        if not self._can_tick(row):
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._off.discard(id(row))
        else:
            self._off.add(id(row))
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()
        return True


def framed_table(
    name: str, model: TableModel[Any], themes: ThemeSource, *, stretch: int, height: int
) -> QTableView:
    """A table of whole rows in a frame.

    Args:
        name: read aloud.
        model: the rows.
        themes: where colours come from.
        stretch: the column that takes what room is left.
        height: at least so many logical pixels.
    """
    table = QTableView()
    table.setObjectName("framed")
    table.setAccessibleName(name)
    table.setModel(model)
    table.setFont(themes.current.font("body"))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(themes.current.size("row.facet"))
    table.setMinimumHeight(height)
    header = table.horizontalHeader()
    header.setFont(themes.current.font("meta", weight=500))
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    return table
