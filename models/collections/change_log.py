"""The change log: how anything that caches the library learns what to read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.history import ChangeEntry
from models.store.tables import ChangeRecord

if TYPE_CHECKING:
    from models.store.store import Store


class ChangeLog:
    """Entries with strictly rising numbers; who has seen n asks for what came `since(n)`."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def last(self) -> int:
        """The number of the newest entry; 0 in a new library."""
        with self._store.reading() as connection:
            return connection.execute(select(func.max(ChangeRecord.number))).scalar_one() or 0

    def since(self, number: int, *, limit: int | None = None) -> list[ChangeEntry]:
        """Every committed entry after that number, oldest first, or the first `limit` of them.

        An entry that is committed later always has a higher number than all that this returns.
        """
        record = ChangeRecord
        with self._store.reading() as connection:
            return [
                ChangeEntry(
                    number=row.number,
                    at=row.at,
                    entity=row.entity,
                    entity_id=row.entity_id,
                    incident_id=row.incident_id,
                    verb=row.verb,
                )
                for row in connection.execute(
                    select(record.__table__)
                    .where(record.number > number)
                    .order_by(record.number)
                    .limit(limit)
                )
            ]
