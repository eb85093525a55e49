"""The rows of a form's table: editable texts, with one blank row at the end to type into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from desktop.pages.editor.draft import Record
from desktop.pages.editor.record_columns import RecordColumn
from desktop.pages.editor.timeline_times import RowNote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from desktop.theme import ThemeSource

__all__ = ["RecordColumn", "RecordModel", "RowLook"]

Index = QModelIndex | QPersistentModelIndex

NOTE_ROLE = Qt.ItemDataRole.UserRole + 1
"""`RowNote` of the row, or None."""
SUGGESTED_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether what is shown is only suggested."""
BLANK_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether it is the blank row."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """What is worked out about one row.

    Attributes:
        shown: words by column, in place of the value.
        typed: what an editor of a column starts with, in place of the value.
        note: a few words beside it.
    """

    shown: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    note: RowNote | None = None


_PLAIN = RowLook()


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
        self._looks: list[RowLook] = []
        self._problems: dict[tuple[int, str], str] = {}
        self._read_only = False
        self.finish: Callable[[Record, str], Record] = _as_it_is

    @property
    def columns(self) -> tuple[RecordColumn, ...]:
        """The columns."""
        return self._columns

    @property
    def records(self) -> tuple[Record, ...]:
        """The records, without the blank row."""
        return tuple(self._records)

    @property
    def is_read_only(self) -> bool:
        """Whether it can only be read; then there is no blank row."""
        return self._read_only

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read only, or written again."""
        if read_only != self._read_only:
            self.beginResetModel()
            self._read_only = read_only
            self.endResetModel()

    def set_records(self, records: Sequence[Record]) -> None:
        """Show other records without telling; nothing happens where they stand there already."""
        if list(records) == self._records:
            return
        self.beginResetModel()
        self._records = list(records)
        self._looks = [_PLAIN] * len(self._records)
        self._problems.clear()
        self.endResetModel()

    def set_looks(self, looks: Sequence[RowLook]) -> None:
        """Show what was worked out; only rows that look different are told."""
        for row, (old, new) in enumerate(zip(self._looks, looks, strict=True)):
            if old != new:
                self._looks[row] = new
                self._tell_row(row)

    def set_problems(self, problems: Mapping[tuple[int, str], str]) -> None:
        """Mark cells as wrong: messages by row and column name."""
        before = self._problems
        if problems == before:
            return
        self._problems = dict(problems)
        names = {*before, *problems}
        for row in sorted({key[0] for key in names if before.get(key) != problems.get(key)}):
            if row < self.rowCount():
                self._tell_row(row)

    def add(self, record: Record) -> None:
        """Append a record."""
        self.insert(len(self._records), record)

    def remove(self, row: int) -> Record | None:
        """Take a record out and give it back; the blank row stays."""
        if not 0 <= row < len(self._records):
            return None
        self.beginRemoveRows(QModelIndex(), row, row)
        record = self._records.pop(row)
        self._looks.pop(row)
        self._problems = _moved(self._problems, from_row=row, by=-1)
        self.endRemoveRows()
        self.edited.emit()
        return record

    def insert(self, row: int, record: Record) -> None:
        """Put a record at a place."""
        self.insert_all(row, [record])

    def insert_all(self, row: int, records: Sequence[Record]) -> None:
        """Put several records at a place; told once."""
        if not records:
            return
        place = min(row, len(self._records))
        self.beginInsertRows(QModelIndex(), place, place + len(records) - 1)
        self._records[place:place] = records
        self._looks[place:place] = [_PLAIN] * len(records)
        self._problems = _moved(self._problems, from_row=place, by=len(records))
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
        records, looks = self._records, self._looks
        records[row], records[other] = records[other], records[row]
        looks[row], looks[other] = looks[other], looks[row]
        swapped = {row: other, other: row}
        self._problems = {
            (swapped.get(at, at), name): words for (at, name), words in self._problems.items()
        }
        self.endMoveRows()
        self.edited.emit()
        return other

    def sort_by(self, key: Callable[[Record], Any]) -> None:
        """Put the records in order."""
        ordered = sorted(self._records, key=key)
        if ordered != self._records:
            self.set_records(ordered)
            self.edited.emit()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid():
            return 0
        return len(self._records) + (not self._read_only)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        if not index.isValid() or self._read_only or self._columns[index.column()].is_computed:
            return base
        return base | Qt.ItemFlag.ItemIsEditable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), self._columns[index.column()]
        blank = row >= len(self._records)
        if role == BLANK_ROLE:
            return blank
        return self._blank_data(column, role) if blank else self._row_data(row, column, role)

    def _row_data(self, row: int, column: RecordColumn, role: int) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return self._looks[row].typed.get(column.name, self._value(row, column))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return self._more(row, column, role)

    def _more(self, row: int, column: RecordColumn, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._problems.get((row, column.name))
        if role == NOTE_ROLE:
            return self._note(row)
        if role == SUGGESTED_ROLE:
            return bool(self._suggestion(row, column))
        if role == Qt.ItemDataRole.FontRole:
            return self._font(column)
        if role == Qt.ItemDataRole.BackgroundRole and (row, column.name) in self._problems:
            return self._themes.current.color("danger.bg")
        return None

    def _blank_data(self, column: RecordColumn, role: int) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return self._defaults.get(column.name, "") if column.choices else ""
        if role == Qt.ItemDataRole.DisplayRole:
            first = column is self._columns[0]
            return column.hint if first or column.is_widest else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: blank"
        if role == Qt.ItemDataRole.FontRole:
            return self._font(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._themes.current.color("text.tertiary")
        return None

    def _font(self, column: RecordColumn) -> Any:
        return self._themes.current.font("key" if column.mono else "body")

    def _value(self, row: int, column: RecordColumn) -> str:
        return self._records[row].values.get(column.name, "")

    def _suggestion(self, row: int, column: RecordColumn) -> str:
        if column.suggest is None or self._value(row, column).strip():
            return ""
        return column.suggest(self._records[row])

    def _words(self, row: int, column: RecordColumn) -> str:
        shown = self._looks[row].shown.get(column.name)
        if shown is not None:
            return shown
        return column.words(self._suggestion(row, column) or self._value(row, column))

    def _note(self, row: int) -> RowNote | None:
        wrong = [words for (at, _name), words in sorted(self._problems.items()) if at == row]
        return RowNote(" ".join(wrong), "danger") if wrong else self._looks[row].note

    def _spoken(self, row: int, column: RecordColumn) -> str:
        words = self._words(row, column) or "blank"
        if self._suggestion(row, column):
            words = f"{words}, suggested"
        problem = self._problems.get((row, column.name))
        note = self._looks[row].note if column.is_widest else None
        more = [one for one in (note.text if note else "", problem or "") if one]
        return ". ".join([f"{column.title}: {words}", *more])

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
        if record.values.get(column.name, "") == text:
            return True
        changed = Record({**record.values, column.name: text}, record.id)
        self._records[row] = self.finish(changed, column.name)
        self._problems.pop((row, column.name), None)
        self._tell_row(row)
        self.edited.emit()
        return True

    def _start_record(self, column: RecordColumn, text: str) -> bool:
        if not text or text == self._defaults.get(column.name, ""):
            return True
        blank = {one.name: "" for one in self._columns if not one.is_computed} | self._defaults
        self.add(self.finish(Record({**blank, column.name: text}), column.name))
        return True

    def _tell_row(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            column = self._columns[section]
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return column.title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None


def _as_it_is(record: Record, _column: str) -> Record:
    return record


def _moved(
    problems: Mapping[tuple[int, str], str], *, from_row: int, by: int
) -> dict[tuple[int, str], str]:
    """Problems at their rows after rows were put in (`by` > 0) or one was taken out there."""
    return {
        (row + by if row >= from_row else row, name): words
        for (row, name), words in problems.items()
        if by > 0 or row != from_row
    }
