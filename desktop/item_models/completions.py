"""Ways to go on with a query, as a list below the search field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.item_models.table import Index
    from search.results import Completion

COMPLETION_ROLE = int(Qt.ItemDataRole.UserRole)


class CompletionsModel(QAbstractListModel):
    """`COMPLETION_ROLE` gives the `Completion` of a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._offers: tuple[Completion, ...] = ()

    def show_offers(self, offers: Sequence[Completion]) -> None:
        """Replace them all."""
        self.beginResetModel()
        self._offers = tuple(offers)
        self.endResetModel()

    def offer_at(self, row: int) -> Completion | None:
        """The completion of a row; None outside."""
        return self._offers[row] if 0 <= row < len(self._offers) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._offers)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        offer = self.offer_at(index.row()) if index.isValid() else None
        if offer is None:
            return None
        held: dict[int, Any] = {
            COMPLETION_ROLE: offer,
            int(Qt.ItemDataRole.DisplayRole): offer.label,
            int(Qt.ItemDataRole.AccessibleTextRole): f"{offer.label}, {offer.detail}".strip(", "),
        }
        return held.get(int(role))
