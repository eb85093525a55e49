"""The register's item model: headings of groups and action items in one flat list of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from desktop.pages.actions.register import (
    COLUMNS,
    Column,
    Group,
    due_words,
    incident_text,
    number_text,
    slips_text,
    status_text,
    synced_text,
)
from models.rows import ActionRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from uuid import UUID

    from PySide6.QtCore import QObject

    from desktop.pages.actions.register import Register

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
EDITABLE = frozenset({Column.OWNER, Column.DUE, Column.STATUS})
# Views ask for flags thousands of times while a selection changes.
_HEADING_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_ITEM_FLAGS = _HEADING_FLAGS | Qt.ItemFlag.ItemIsSelectable
_EDITABLE_FLAGS = _ITEM_FLAGS | Qt.ItemFlag.ItemIsEditable


class RegisterModel(QAbstractTableModel):
    """Rows are made only when a view asks for them; a collapsed group keeps its heading.

    Signals:
        typed: (`ActionRow`, `Column`, text) after an inline edit; the model itself writes nothing.
    """

    typed = Signal(object, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._register: Register | None = None
        self._entries: list[Group | ActionRow] = []
        self._collapsed: set[str] = set()
        self._group_rows: list[int] = []
        self._items = 0

    @property
    def as_of(self) -> datetime | None:
        """The instant that the rows were read for."""
        return self._register.as_of if self._register else None

    @property
    def today(self) -> date | None:
        """The day that the rows are said for."""
        return self._register.today if self._register else None

    def set_register(self, register: Register) -> None:
        """Show another state of the register; groups stay open or closed as they were."""
        self.beginResetModel()
        self._register = register
        self._entries = self._flattened()
        self.endResetModel()

    def toggle(self, group: Group) -> None:
        """Open or close a group."""
        self.beginResetModel()
        self._collapsed ^= {group.name}
        self._entries = self._flattened()
        self.endResetModel()

    def is_collapsed(self, group: Group) -> bool:
        """Whether only the heading of a group is shown."""
        return group.name in self._collapsed

    def entry(self, row: int) -> Group | ActionRow:
        """The heading or action item in a row."""
        return self._entries[row]

    @property
    def item_count(self) -> int:
        """How many rows are action items; one under several headings counts at each."""
        return self._items

    def items(self) -> list[ActionRow]:
        """The action items shown, from the top down, each once."""
        found = {entry.id: entry for entry in self._entries if isinstance(entry, ActionRow)}
        return list(found.values())

    def group_rows(self) -> list[int]:
        """The rows that are headings."""
        return list(self._group_rows)

    def rows_of(self, ids: set[UUID]) -> list[int]:
        """Where action items are shown now; those that are not shown are left out."""
        return [
            row
            for row, entry in enumerate(self._entries)
            if isinstance(entry, ActionRow) and entry.id in ids
        ]

    def _flattened(self) -> list[Group | ActionRow]:
        entries: list[Group | ActionRow] = []
        self._group_rows = []
        for group in self._register.groups if self._register else ():
            if group.title:
                self._group_rows.append(len(entries))
                entries.append(group)
            if group.name not in self._collapsed or not group.title:
                entries.extend(group.rows)
        self._items = len(entries) - len(self._group_rows)
        return entries

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._entries[index.row()], Group):
            return _HEADING_FLAGS
        return _EDITABLE_FLAGS if COLUMNS[index.column()] in EDITABLE else _ITEM_FLAGS

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if isinstance(entry, Group):
            return self._group_words(entry, role) if index.column() == 0 else None
        return self._item_data(entry, COLUMNS[index.column()], role)

    def _item_data(self, row: ActionRow, column: Column, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.value or 'Action item'}: {self._words(row, column) or 'none'}"
        if role == Qt.ItemDataRole.EditRole:
            return _typed_text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(row, column)
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        entry = self._entries[index.row()] if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or not isinstance(entry, ActionRow):
            return False
        column = COLUMNS[index.column()]
        if str(value) != _typed_text(entry, column):
            self.typed.emit(entry, column, str(value))
        return True

    def _words(self, row: ActionRow, column: Column) -> str:
        if column is Column.CHECK:
            return ""
        if column is Column.DUE:
            return due_words(row, self._register.today).spoken if self._register else ""
        if column is Column.TRACKER and row.tracker_key:
            state = synced_text(row, self.as_of)
            return f"{row.tracker_key}, {state}" if state else row.tracker_key
        return _WORDS[column](row)

    def _group_words(self, group: Group, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return group.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = "collapsed" if self.is_collapsed(group) else "expanded"
            late = f", {group.overdue} overdue" if group.overdue else ""
            return f"{group.title}, {group.open} open{late}, {state}"
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return COLUMNS[section].value or "Select all"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


_WORDS: dict[Column, Callable[[ActionRow], str]] = {
    Column.NUMBER: number_text,
    Column.ACTION: lambda row: row.title,
    Column.INCIDENT: incident_text,
    Column.OWNER: lambda row: row.owner or "No owner",
    Column.SLIPS: slips_text,
    Column.KIND: lambda row: row.kind.capitalize() if row.kind else "",
    Column.STRENGTH: lambda row: row.strength.capitalize() if row.strength else "",
    Column.TRACKER: lambda row: row.tracker_key or "not linked",
    Column.STATUS: status_text,
}


def _typed_text(row: ActionRow, column: Column) -> str:
    """The text that an inline editor starts with."""
    if column is Column.OWNER:
        return row.owner or ""
    if column is Column.DUE:
        return row.due_on.isoformat() if row.due_on else ""
    if column is Column.STATUS:
        return row.status.value
    return ""


def _tooltip(row: ActionRow, column: Column) -> str | None:
    words = _TOOLTIPS.get(column)
    return (words(row) or None) if words else None


def _incident_tooltip(row: ActionRow) -> str:
    others = [key for key in row.incident_keys if key != row.incident_key]
    also = f"\nAlso answers {', '.join(others)}" if others else ""
    return f"{row.incident_key} {row.incident_title}{also}"


def _due_tooltip(row: ActionRow) -> str:
    moved = row.original_due_on is not None and row.original_due_on != row.due_on
    return f"First due on {row.original_due_on}" if moved else ""


_UNSHOWN = "Done, and nobody said yet what shows it: a link or a sentence"
_TOOLTIPS: dict[Column, Callable[[ActionRow], str]] = {
    Column.ACTION: lambda row: row.title,
    Column.INCIDENT: _incident_tooltip,
    Column.DUE: _due_tooltip,
    Column.SLIPS: lambda row: "Show how the due date moved" if row.slips else "",
    Column.TRACKER: lambda row: f"Open {row.tracker_url}" if row.tracker_url else "",
    Column.STATUS: lambda row: _UNSHOWN if row.lacks_evidence else row.status_reason,
}
