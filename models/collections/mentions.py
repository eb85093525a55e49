"""Incidents that name others by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, or_, select

from models.keys import fold
from models.mentions import KeyedIncident
from models.store.tables import IncidentRecord, MentionRecord

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Select

    from models.store.store import Store


class Mentions:
    """Which incident names which, and which key a person may mean."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def of(self, incident_id: UUID, *, limit: int = 50) -> tuple[KeyedIncident, ...]:
        """The incidents outside the trash whose texts name this one's key, newest first."""
        own = select(IncidentRecord.key_folded).where(IncidentRecord.id == incident_id)
        return self._found(
            _rows()
            .join(MentionRecord, MentionRecord.incident_id == IncidentRecord.id)
            .where(
                MentionRecord.key_folded == own.scalar_subquery(),
                IncidentRecord.id != incident_id,
            )
            .order_by(IncidentRecord.started_at.desc(), IncidentRecord.id.desc())
            .limit(limit)
        )

    def matching(self, typed: str, *, limit: int = 8) -> tuple[KeyedIncident, ...]:
        """The incidents whose key begins with what was typed or holds it, newest first."""
        folded = fold(typed)
        starts = IncidentRecord.key_folded.startswith(folded, autoescape=True)
        return self._found(
            _rows()
            .where(or_(starts, IncidentRecord.key_folded.contains(folded, autoescape=True)))
            .order_by(
                case((starts, 0), else_=1),
                IncidentRecord.started_at.desc(),
                IncidentRecord.id.desc(),
            )
            .limit(limit)
        )

    def _found(self, query: Select[*tuple[Any, ...]]) -> tuple[KeyedIncident, ...]:
        with self._store.reading() as connection:
            return tuple(
                KeyedIncident(id=row.id, key=row.key, title=row.title, severity=row.severity)
                for row in connection.execute(query)
            )


def _rows() -> Select[*tuple[Any, ...]]:
    return select(
        IncidentRecord.id, IncidentRecord.key, IncidentRecord.title, IncidentRecord.severity
    ).where(IncidentRecord.trashed_at.is_(None))
