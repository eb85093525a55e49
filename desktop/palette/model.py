"""The palette's list: sections with their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from typing_extensions import override

from desktop.palette.entries import TITLES, Kind, PaletteEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.item_models.table import Index

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
ORDER: tuple[Kind, ...] = ("recent", "incident", "action", "review", "command")


class PaletteModel(QAbstractListModel):
    """Rows are section titles (text) and entries; `ENTRY_ROLE` gives an entry, None for a title."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._sections: dict[Kind, list[PaletteEntry]] = {kind: [] for kind in ORDER}
        self._rows: list[PaletteEntry | str] = []

    def show_section(self, kind: Kind, entries: Sequence[PaletteEntry]) -> None:
        """Replace the entries of one section; the others stay."""
        if not entries and not self._sections[kind]:
            return
        self.beginResetModel()
        self._sections[kind] = list(entries)
        self._rows = []
        for one in ORDER:
            if self._sections[one]:
                self._rows += [TITLES[one], *self._sections[one]]
        self.endResetModel()

    def entry_at(self, row: int) -> PaletteEntry | None:
        """The entry of a row; None for a section's title or outside."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, PaletteEntry) else None

    def next_entry(self, row: int, step: int) -> int:
        """The row of the next entry in a direction, around the end; -1 when there is none."""
        count = len(self._rows)
        for distance in range(1, count + 1):
            place = (row + step * distance) % count
            if self.entry_at(place) is not None:
                return place
        return -1

    def heights(self, title: int, entry: int) -> int:
        """The height of everything, when titles and entries are this high."""
        entries = sum(isinstance(row, PaletteEntry) for row in self._rows)
        return entries * entry + (len(self._rows) - entries) * title

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entry_at(index.row())
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title if entry else self._rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}, {entry.detail}" if entry else self._rows[index.row()]
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entry_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
