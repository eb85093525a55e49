"""The rows that figures are computed from; the figures themselves are pure functions elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.collections.actions import Actions
from models.collections.incidents import Incidents
from models.store.tables import IncidentRecord, PostmortemRecord

if TYPE_CHECKING:
    from datetime import datetime

    from models.rows import ActionRow, IncidentRow
    from models.store.store import Store
    from models.vocabulary import PostmortemStatus, Severity


class Counts:
    """Outside the trash, drills included: who counts decides what to leave out and says so."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def incidents(self, *, as_of: datetime) -> list[IncidentRow]:
        """Every incident, newest start first."""
        return Incidents(self._store).listing(as_of=as_of)

    def actions(self, *, as_of: datetime) -> list[ActionRow]:
        """Every action item, by register number."""
        return Actions(self._store).rows(as_of=as_of)

    def by_severity(self) -> dict[Severity | None, int]:
        """Incidents of each severity; None for those whose severity is unknown."""
        with self._store.reading() as connection:
            return {
                severity: count
                for severity, count in connection.execute(
                    select(IncidentRecord.severity, func.count())
                    .where(IncidentRecord.trashed_at.is_(None))
                    .group_by(IncidentRecord.severity)
                )
            }

    def by_status(self) -> dict[PostmortemStatus | None, int]:
        """Incidents of each status; None for those without a postmortem."""
        with self._store.reading() as connection:
            return {
                status: count
                for status, count in connection.execute(
                    select(PostmortemRecord.status, func.count())
                    .select_from(IncidentRecord)
                    .outerjoin(PostmortemRecord, PostmortemRecord.incident_id == IncidentRecord.id)
                    .where(IncidentRecord.trashed_at.is_(None))
                    .group_by(PostmortemRecord.status)
                )
            }
