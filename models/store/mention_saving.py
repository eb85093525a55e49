"""Mentions while writing: the keys in an incident's texts, kept as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from models.mentions import mentions_of
from models.store.tables.mentions import MentionRecord

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from models.incident import Incident


def save_mentions(connection: Connection, incident: Incident) -> None:
    """Make the stored mentions of an incident those that its texts make now."""
    record = MentionRecord
    wanted = set(mentions_of(incident))
    stored = set(
        connection.execute(
            select(record.key_folded).where(record.incident_id == incident.id)
        ).scalars()
    )
    if stored - wanted:
        connection.execute(
            delete(record).where(
                record.incident_id == incident.id, record.key_folded.in_(stored - wanted)
            )
        )
    if wanted - stored:
        rows = [{"incident_id": incident.id, "key_folded": key} for key in sorted(wanted - stored)]
        connection.execute(insert(record), rows)
