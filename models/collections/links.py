"""Links between incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import aliased

from models.history import LinkStep
from models.recurrence.chains import REPEATS, linked_to
from models.rows import LinkRow
from models.store.tables import IncidentRecord, LinkRecord, PersonRecord

if TYPE_CHECKING:
    from uuid import UUID

    from models.store.store import Store

_FROM = aliased(IncidentRecord)
_TO = aliased(IncidentRecord)


class Links:
    """What people said about pairs of incidents; those with one in the trash are left out."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def rows(self) -> list[LinkRow]:
        """Every live link, oldest first."""
        return self._rows(_live())

    def between(self, a: UUID, b: UUID) -> list[LinkRow]:
        """The live links of that pair, in either direction."""
        return self._rows(
            _live().where(
                or_(
                    and_(LinkRecord.from_id == a, LinkRecord.to_id == b),
                    and_(LinkRecord.from_id == b, LinkRecord.to_id == a),
                )
            )
        )

    def class_of(self, incident_id: UUID) -> set[UUID]:
        """The incidents that links make one class with this one, itself included.

        Followed from link to link; what two only share by category and service is not in it.
        """
        query = (
            select(LinkRecord.from_id, LinkRecord.to_id)
            .join(_FROM, _FROM.id == LinkRecord.from_id)
            .join(_TO, _TO.id == LinkRecord.to_id)
            .where(
                LinkRecord.kind.in_(REPEATS),
                LinkRecord.removed_at.is_(None),
                _FROM.trashed_at.is_(None),
                _TO.trashed_at.is_(None),
            )
        )
        with self._store.reading() as connection:
            pairs = [(first, second) for first, second in connection.execute(query)]
        return linked_to(incident_id, pairs)

    def history(self, incident_id: UUID) -> list[LinkStep]:
        """Every link that the incident has or had, oldest first."""
        query = _query().where(
            or_(LinkRecord.from_id == incident_id, LinkRecord.to_id == incident_id)
        )
        with self._store.reading() as connection:
            return [
                LinkStep(
                    from_key=row.from_key,
                    to_key=row.to_key,
                    kind=row.kind,
                    reason=row.reason,
                    made_by=row.made_by,
                    made_at=row.made_at,
                    removed_at=row.removed_at,
                )
                for row in connection.execute(query)
            ]

    def _rows(self, query: Select[*tuple[Any, ...]]) -> list[LinkRow]:
        with self._store.reading() as connection:
            return [
                LinkRow(
                    id=row.id,
                    from_key=row.from_key,
                    to_key=row.to_key,
                    kind=row.kind.value,
                    reason=row.reason,
                    made_by=row.made_by,
                    made_at=row.made_at,
                )
                for row in connection.execute(query)
            ]


def _query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            LinkRecord.id,
            _FROM.key.label("from_key"),
            _TO.key.label("to_key"),
            LinkRecord.kind,
            LinkRecord.reason,
            PersonRecord.handle.label("made_by"),
            LinkRecord.made_at,
            LinkRecord.removed_at,
        )
        .join(_FROM, _FROM.id == LinkRecord.from_id)
        .join(_TO, _TO.id == LinkRecord.to_id)
        .outerjoin(PersonRecord, PersonRecord.id == LinkRecord.made_by)
        .order_by(LinkRecord.made_at, LinkRecord.id)
    )


def _live() -> Select[*tuple[Any, ...]]:
    return _query().where(
        LinkRecord.removed_at.is_(None), _FROM.trashed_at.is_(None), _TO.trashed_at.is_(None)
    )
