"""What reports are made of besides incidents: people's own words, and factors in a few columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from models.store.tables import FactorRecord, PersonRecord, ReportNoteRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.store.store import Store

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNote:
    """A person's own words for one report, as Markdown.

    Attributes:
        made_by: handle of who wrote them; None where nobody is known.
    """

    report: str
    text: str
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class FactorTitle:
    """What one contributing factor is called."""

    incident_id: UUID
    title: str


class Reports:
    """Words kept for reports."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def note(self, report: str) -> ReportNote | None:
        """What was written for a report ("trend 2025-02"); None when nothing was."""
        record = ReportNoteRecord
        query = (
            select(record.report, record.text, PersonRecord.handle, record.made_at)
            .outerjoin(PersonRecord, PersonRecord.id == record.made_by)
            .where(record.report == report)
        )
        with self._store.reading() as connection:
            found = connection.execute(query).one_or_none()
        if found is None:
            return None
        return ReportNote(report=found[0], text=found[1], made_by=found[2], made_at=found[3])

    def factors(self, incidents: Iterable[UUID]) -> list[FactorTitle]:
        """The titles of these incidents' contributing factors, in their order."""
        record = FactorRecord
        wanted = list(incidents)
        found: list[FactorTitle] = []
        with self._store.reading() as connection:
            # Databases limit how many values one statement may name.
            for start in range(0, len(wanted), _BATCH):
                ids = wanted[start : start + _BATCH]
                query = (
                    select(record.incident_id, record.title)
                    .where(record.incident_id.in_(ids))
                    .order_by(record.incident_id, record.position)
                )
                found += [FactorTitle(*row) for row in connection.execute(query)]
        return found
