"""With whom final postmortems were shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from models.sharing import Channel, Share, UnsharedRow
from models.store.tables import IncidentRecord, PostmortemRecord, ShareRecord
from models.vocabulary import IncidentKind, PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement

    from models.store.store import Store


class Shares:
    """What was shared, and which final postmortems nobody was given."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def of(self, incident_id: UUID) -> tuple[Share, ...]:
        """Each time that a postmortem was shared, the last first."""
        record = ShareRecord
        with self._store.reading() as connection:
            rows = connection.execute(
                select(record.__table__)
                .where(record.incident_id == incident_id)
                .order_by(record.shared_at.desc(), record.id.desc())
            ).all()
        return tuple(
            Share(
                id=row.id,
                incident_id=row.incident_id,
                channel=Channel(row.channel),
                recipients=row.recipients,
                note=row.note,
                shared_at=row.shared_at,
            )
            for row in rows
        )

    def unshared(self, *, limit: int | None = None) -> Sequence[UnsharedRow]:
        """Final postmortems that nobody was given, the one published last first."""
        incident, document = IncidentRecord, PostmortemRecord
        query = (
            select(
                incident.id,
                incident.key,
                incident.title,
                incident.severity,
                document.published_at,
            )
            .join(document, document.incident_id == incident.id)
            .where(*_unshared())
            .order_by(document.published_at.desc().nulls_last(), incident.key)
            .limit(limit)
        )
        with self._store.reading() as connection:
            rows = connection.execute(query).all()
        return [
            UnsharedRow(
                incident_id=row.id,
                key=row.key,
                title=row.title,
                severity=row.severity,
                published_at=row.published_at,
            )
            for row in rows
        ]

    def unshared_count(self) -> int:
        """How many final postmortems nobody was given."""
        query = (
            select(func.count())
            .select_from(IncidentRecord)
            .join(PostmortemRecord, PostmortemRecord.incident_id == IncidentRecord.id)
            .where(*_unshared())
        )
        with self._store.reading() as connection:
            return int(connection.execute(query).scalar_one())


def _unshared() -> tuple[ColumnElement[bool], ...]:
    return (
        PostmortemRecord.status == PostmortemStatus.FINAL,
        IncidentRecord.trashed_at.is_(None),
        IncidentRecord.kind == IncidentKind.INCIDENT,
        ~exists().where(ShareRecord.incident_id == IncidentRecord.id),
    )
