"""The rows of a form's table: editable texts, with one blank row at the end to type into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from desktop.pages.editor.draft import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

    from desktop.theme import ThemeSource

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """One column of a form's table.

    Attributes:
        name: key into `Record.values`.
        title: the header's words.
        hint: shown in the blank row.
        width: in logical pixels; 0 takes what is left.
        choices: a closed list of ``(value, words)``; empty for text.
        multiline: whether the text may have several lines.
        mono: whether it is a key or a time.
        tidy: makes a typed text uniform when the cell is left (`14:25` to the full time); gets
            the row and the text, and gives the text back where it cannot be read.
    """

    name: str
    title: str
    hint: str = ""
    width: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    multiline: bool = False
    mono: bool = False
    tidy: Callable[[int, str], str] | None = None

    def words(self, value: str) -> str:
        """What a value is shown as."""
        return next((words for key, words in self.choices if key == value), value)


class RecordModel(QAbstractTableModel):
    """Records in columns. Typing into the last, blank row makes a record of it.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(
        self,
        columns: Sequence[RecordColumn],
        themes: ThemeSource,
        parent: QObject | None = None,
        *,
        defaults: Mapping[str, str] | None = None,
    ) -> None:
        """Start with the blank row alone.

        Args:
            columns: from left to right.
            themes: where colours come from.
            parent: Qt parent.
            defaults: values that a new record starts with.
        """
        super().__init__(parent)
        self._columns = tuple(columns)
        self._themes = themes
        self._defaults = dict(defaults or {})
        self._records: list[Record] = []
        self._problems: dict[tuple[int, str], str] = {}

    @property
    def columns(self) -> tuple[RecordColumn, ...]:
        """The columns."""
        return self._columns

    @property
    def records(self) -> tuple[Record, ...]:
        """The records, without the blank row."""
        return tuple(self._records)

    def set_records(self, records: Sequence[Record]) -> None:
        """Show other records without telling."""
        self.beginResetModel()
        self._records = list(records)
        self._problems.clear()
        self.endResetModel()

    def set_problems(self, problems: Mapping[tuple[int, str], str]) -> None:
        """Mark cells as wrong: messages by row and column name."""
        if problems == self._problems:
            return
        self._problems = dict(problems)
        last = self.index(self.rowCount() - 1, len(self._columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def add(self, record: Record) -> None:
        """Append a record."""
        place = len(self._records)
        self.beginInsertRows(QModelIndex(), place, place)
        self._records.append(record)
        self.endInsertRows()
        self.edited.emit()

    def remove(self, row: int) -> Record | None:
        """Take a record out and give it back; the blank row stays."""
        if not 0 <= row < len(self._records):
            return None
        self.beginRemoveRows(QModelIndex(), row, row)
        record = self._records.pop(row)
        self._problems.clear()
        self.endRemoveRows()
        self.edited.emit()
        return record

    def insert(self, row: int, record: Record) -> None:
        """Put a record back at its place."""
        place = min(row, len(self._records))
        self.beginInsertRows(QModelIndex(), place, place)
        self._records.insert(place, record)
        self.endInsertRows()
        self.edited.emit()

    def move(self, row: int, by: int) -> int:
        """Swap a record with its neighbour above (-1) or below (1); returns its new row."""
        other = row + by
        if not (0 <= row < len(self._records) and 0 <= other < len(self._records)):
            return row
        # Qt counts the destination before the move: one further down when moving down.
        target = other + 1 if by > 0 else other
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), target)
        self._records[row], self._records[other] = self._records[other], self._records[row]
        self.endMoveRows()
        self.edited.emit()
        return other

    def sort_by(self, key: Callable[[Record], Any]) -> None:
        """Put the records in order."""
        ordered = sorted(self._records, key=key)
        if ordered != self._records:
            self.beginResetModel()
            self._records = ordered
            self._problems.clear()
            self.endResetModel()
            self.edited.emit()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._records) + 1

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsEditable if index.isValid() else base

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        blank = index.row() >= len(self._records)
        value = "" if blank else self._records[index.row()].values.get(column.name, "")
        if role == Qt.ItemDataRole.EditRole:
            return self._defaults.get(column.name, "") if blank and column.choices else value
        if role == Qt.ItemDataRole.DisplayRole:
            return column.hint if blank else column.words(value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), column, value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._problems.get((index.row(), column.name))
        return self._look(index.row(), column, role, blank=blank)

    def _spoken(self, row: int, column: RecordColumn, value: str) -> str:
        problem = self._problems.get((row, column.name))
        words = column.words(value) or "blank"
        return f"{column.title}: {words}" + (f". {problem}" if problem else "")

    def _look(self, row: int, column: RecordColumn, role: int, *, blank: bool) -> Any:
        theme = self._themes.current
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("key" if column.mono else "body")
        if role == Qt.ItemDataRole.ForegroundRole and blank:
            return theme.color("text.tertiary")
        if role == Qt.ItemDataRole.BackgroundRole and (row, column.name) in self._problems:
            return theme.color("danger.bg")
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        column, row = self._columns[index.column()], index.row()
        text = str(value or "")
        if text == self.data(index, Qt.ItemDataRole.EditRole):
            return True
        if not column.multiline:
            text = " ".join(text.split())
        if column.tidy is not None:
            text = column.tidy(row, text)
        if row >= len(self._records):
            return self._start_record(column, text)
        record = self._records[row]
        self._records[row] = Record({**record.values, column.name: text}, record.id)
        self._problems.pop((row, column.name), None)
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def _start_record(self, column: RecordColumn, text: str) -> bool:
        if not text or text == self._defaults.get(column.name, ""):
            return True
        blank = {one.name: self._defaults.get(one.name, "") for one in self._columns}
        self.add(Record({**blank, column.name: text}))
        return True

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return self._columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
