"""The records behind a form's table: put in, taken out, moved, looked at and complained about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Signal
from typing_extensions import override

from desktop.pages.editor.timeline_times import RowNote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtCore import QObject

    from desktop.pages.editor.draft import Record
    from desktop.pages.editor.record_columns import RecordColumn
    from desktop.theme import ThemeSource

Index = QModelIndex | QPersistentModelIndex


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


class RecordRows(QAbstractTableModel):
    """Records in columns, with one blank row at the end; what a cell shows is `RecordModel`'s.

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
        self._remarks: dict[UUID, str] = {}
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

    def set_records(
        self, records: Sequence[Record], looks: Sequence[RowLook] | None = None
    ) -> None:
        """Show other records without telling; nothing happens where they stand there already.

        Args:
            records: from top to bottom.
            looks: what is worked out about each of them, where that is known.
        """
        if list(records) == self._records:
            return
        self.beginResetModel()
        self._records = list(records)
        self._looks = list(looks) if looks is not None else [_PLAIN] * len(self._records)
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

    def set_remarks(self, remarks: Mapping[UUID, str]) -> None:
        """Say something in rows that is no problem: words by the id of the record."""
        before, self._remarks = self._remarks, dict(remarks)
        if before == self._remarks:
            return
        for row, record in enumerate(self._records):
            if before.get(record.id) != self._remarks.get(record.id):
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

    def begin_record(self, record: Record) -> None:
        """Make a record of the blank row; the keyboard stays in it, a new blank row comes below."""
        place = len(self._records)
        self.beginInsertRows(QModelIndex(), place + 1, place + 1)
        self._records.append(record)
        self._looks.append(_PLAIN)
        self.endInsertRows()
        self._tell_row(place)
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

    def _tell_row(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))


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
