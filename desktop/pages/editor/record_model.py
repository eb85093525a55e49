"""What the cells of a form's table show, and what typing into them does."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.pages.editor.draft import Record
from desktop.pages.editor.record_columns import RecordColumn
from desktop.pages.editor.record_rows import RecordRows, RowLook
from desktop.pages.editor.timeline_times import RowNote

__all__ = ["BLANK_ROLE", "NOTE_ROLE", "SUGGESTED_ROLE", "RecordColumn", "RecordModel", "RowLook"]

Index = QModelIndex | QPersistentModelIndex

NOTE_ROLE = Qt.ItemDataRole.UserRole + 1
"""`RowNote` of the row, or None."""
SUGGESTED_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether what is shown is only suggested."""
BLANK_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether it is the blank row."""


class RecordModel(RecordRows):
    """Editable texts. Typing into the last, blank row makes a record of it."""

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
            whole = self._words(row, column) if column.is_one_line else None
            return self._problems.get((row, column.name)) or whole
        if role == NOTE_ROLE:
            return self._note(row)
        if role == SUGGESTED_ROLE:
            return bool(self._suggestion(row, column))
        if role == Qt.ItemDataRole.FontRole:
            return self._font(column)
        if role == Qt.ItemDataRole.BackgroundRole and (row, column.name) in self._problems:
            return self._themes.current.color("danger.bg")
        return None

    def words_at(self, row: int, place: int) -> tuple[str, RowNote | None]:
        """What a cell shows and what is noted beside it; fast, for measuring many rows."""
        column = self._columns[place]
        if row >= len(self._records):
            return str(self._blank_data(column, Qt.ItemDataRole.DisplayRole)), None
        return self._words(row, column), self._note(row) if column.is_widest else None

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
        if wrong:
            return RowNote(" ".join(wrong), "danger")
        remark = self._remarks.get(self._records[row].id) if self._remarks else None
        return RowNote(remark, "warning") if remark else self._looks[row].note

    def _spoken(self, row: int, column: RecordColumn) -> str:
        words = self._words(row, column) or "blank"
        if self._suggestion(row, column):
            words = f"{words}, suggested"
        problem = self._problems.get((row, column.name))
        note = self._note(row) if column.is_widest and not problem else None
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
        started = Record({**self.blank_values(), column.name: text})
        self.begin_record(self.finish(started, column.name))
        return True

    def blank_values(self) -> dict[str, str]:
        """What a new record starts with."""
        return {one.name: "" for one in self._columns if not one.is_computed} | self._defaults

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
