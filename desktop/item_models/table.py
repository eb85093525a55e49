"""The typed table model: one for every table over flat rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column over rows of type R.

    Attributes:
        title: the header's words.
        text: the cell's words, shown and read aloud unless `accessible` says more.
        sort: what the column sorts by; the text when None. May return None: sorted last.
        accessible: the words read aloud.
        tooltip: the words shown on hovering.
        align_right: numbers.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    accessible: Callable[[R], str] | None = None
    tooltip: Callable[[R], str] | None = None
    align_right: bool = False


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows of one type in columns. Roles: `ROW_ROLE` gives the row, `SORT_ROLE` the sort value."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[R] = []

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows in the order shown."""
        return tuple(self._rows)

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def replace_row(self, position: int, row: R) -> None:
        """Show one row anew, keeping selection and scroll position."""
        self._rows[position] = row
        last = len(self._columns) - 1
        self.dataChanged.emit(self.index(position, 0), self.index(position, last))

    def row_at(self, index: Index) -> R:
        """The row under an index of this model."""
        return self._rows[index.row()]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE:
            return column.sort(row) if column.sort else column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return _words(column, row, role)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort in place; rows without a value stay at the end either way."""
        if not 0 <= column < len(self._columns):
            return
        chosen = self._columns[column]
        value = chosen.sort or chosen.text
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        before = [self._rows[index.row()] for index in kept]
        present = [row for row in self._rows if value(row) is not None]
        absent = [row for row in self._rows if value(row) is None]
        present.sort(key=value, reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows = present + absent
        places = {id(row): place for place, row in enumerate(self._rows)}
        moved = [
            self.index(places[id(row)], index.column())
            for row, index in zip(before, kept, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _words(column: Column[Any], row: Any, role: int) -> str | None:
    if role == Qt.ItemDataRole.DisplayRole:
        return column.text(row)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        told = column.accessible or column.text
        return f"{column.title}: {told(row)}"
    if role == Qt.ItemDataRole.ToolTipRole and column.tooltip is not None:
        return column.tooltip(row)
    return None
