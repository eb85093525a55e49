"""Answers to blameless hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.blameless.answers import KeptHint
from models.store.tables import OverrideRecord, PersonRecord

if TYPE_CHECKING:
    from uuid import UUID

    from models.store.store import Store

HINT = "hint"
"""The subject of an override that answers a hint."""


class HintAnswers:
    """The wordings that people kept, with their reasons."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def kept(self, incident_id: UUID) -> tuple[KeptHint, ...]:
        """The answers that hold for an incident, oldest first."""
        record = OverrideRecord
        with self._store.reading() as connection:
            rows = connection.execute(
                select(
                    record.id,
                    record.incident_id,
                    record.rule,
                    record.passage,
                    record.reason,
                    record.made_at,
                    PersonRecord.handle,
                )
                .outerjoin(PersonRecord, PersonRecord.id == record.made_by)
                .where(
                    record.incident_id == incident_id,
                    record.subject == HINT,
                    record.removed_at.is_(None),
                )
                .order_by(record.made_at, record.id)
            ).all()
        return tuple(
            KeptHint(
                id=row.id,
                incident_id=row.incident_id,
                rule=row.rule,
                passage=row.passage,
                reason=row.reason,
                made_by=row.handle,
                made_at=row.made_at,
            )
            for row in rows
        )
