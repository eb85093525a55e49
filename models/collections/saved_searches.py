"""Queries kept under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.rows import SavedSearch
from models.store.tables import SavedSearchRecord

if TYPE_CHECKING:
    from models.store.store import Store


class SavedSearches:
    """In the order in which they were first saved."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def all(self) -> list[SavedSearch]:
        """Every saved search."""
        record = SavedSearchRecord
        with self._store.reading() as connection:
            return [
                SavedSearch(id=row.id, name=row.name, query=row.query)
                for row in connection.execute(
                    select(record.id, record.name, record.query).order_by(
                        record.position, record.id
                    )
                )
            ]
