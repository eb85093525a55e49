"""Keeps revisions: whole snapshots of an incident as it is at that point of the transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from models.identifiers import new_id
from models.snapshot import to_json
from models.store.loading import load_incidents
from models.store.tables import RevisionRecord

if TYPE_CHECKING:
    from uuid import UUID

    from models.store.store import WriteTransaction


def keep_revision(
    write: WriteTransaction, incident_id: UUID, *, note: str, made_by: UUID | None = None
) -> UUID:
    """Keep the incident as it is now, under the next number; returns the revision's id."""
    record = RevisionRecord
    incident = load_incidents(write.connection, [incident_id])[0]
    last = write.connection.execute(
        select(func.max(record.number)).where(record.incident_id == incident_id)
    ).scalar_one()
    identifier = new_id()
    write.connection.execute(
        insert(record),
        [
            {
                "id": identifier,
                "incident_id": incident_id,
                "number": (last or 0) + 1,
                "incident_version": incident.version,
                "note": note,
                "made_by": made_by,
                "made_at": write.now,
                "snapshot": to_json(incident),
            }
        ],
    )
    write.log("revision", identifier, "created", incident_id=incident_id)
    return identifier
