"""Snapshots of incidents, and the history of their status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.comparison import changed_parts
from models.errors import NotFoundError
from models.history import RevisionInfo, RevisionLine, StatusStep
from models.snapshot import from_json
from models.store.tables import PersonRecord, RevisionRecord, StatusChangeRecord

if TYPE_CHECKING:
    from uuid import UUID

    from models.incident import Incident
    from models.store.store import Store


class Revisions:
    """What an incident was; any revision can be compared and restored."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def lines(self, incident_id: UUID, *, limit: int = 20, before: int = 0) -> list[RevisionLine]:
        """The newest revisions with what changed in each, newest first.

        Args:
            incident_id: of which incident.
            limit: how many; each costs reading one snapshot.
            before: only those with a smaller number; 0 for the newest.
        """
        known = [one for one in self.of(incident_id) if not before or one.number < before]
        with self._store.reading() as connection:
            # One more than asked: the oldest line is compared with the revision before it.
            wanted = [one.id for one in known[: limit + 1]]
            record = RevisionRecord
            snapshots = {
                row.id: from_json(row.snapshot)
                for row in connection.execute(
                    select(record.id, record.snapshot).where(record.id.in_(wanted))
                )
            }
        lines = []
        for place, info in enumerate(known[:limit]):
            earlier = known[place + 1] if place + 1 < len(known) else None
            changed = changed_parts(snapshots[earlier.id], snapshots[info.id]) if earlier else ()
            lines.append(RevisionLine(info=info, changed=changed, is_first=earlier is None))
        return lines

    def of(self, incident_id: UUID) -> list[RevisionInfo]:
        """The revisions of one incident, newest first."""
        record = RevisionRecord
        with self._store.reading() as connection:
            return [
                RevisionInfo(
                    id=row.id,
                    incident_id=row.incident_id,
                    number=row.number,
                    incident_version=row.incident_version,
                    note=row.note,
                    made_by=row.handle,
                    made_at=row.made_at,
                )
                for row in connection.execute(
                    select(
                        record.id,
                        record.incident_id,
                        record.number,
                        record.incident_version,
                        record.note,
                        record.made_at,
                        PersonRecord.handle,
                    )
                    .outerjoin(PersonRecord, PersonRecord.id == record.made_by)
                    .where(record.incident_id == incident_id)
                    .order_by(record.number.desc())
                )
            ]

    def get(self, revision_id: UUID) -> Incident:
        """The incident as that revision kept it.

        Raises:
            NotFoundError: when there is no such revision.
        """
        with self._store.reading() as connection:
            snapshot = connection.execute(
                select(RevisionRecord.snapshot).where(RevisionRecord.id == revision_id)
            ).scalar_one_or_none()
        if snapshot is None:
            raise NotFoundError("This revision is not in the library any more.")
        return from_json(snapshot)

    def status_steps(self, incident_id: UUID) -> list[StatusStep]:
        """How the postmortem's status went, oldest first."""
        record = StatusChangeRecord
        with self._store.reading() as connection:
            return [
                StatusStep(
                    from_status=row.from_status,
                    to_status=row.to_status,
                    reason=row.reason,
                    made_by=row.handle,
                    made_at=row.made_at,
                )
                for row in connection.execute(
                    select(
                        record.from_status,
                        record.to_status,
                        record.reason,
                        record.made_at,
                        PersonRecord.handle,
                    )
                    .outerjoin(PersonRecord, PersonRecord.id == record.made_by)
                    .where(record.incident_id == incident_id)
                    .order_by(record.made_at, record.id)
                )
            ]
