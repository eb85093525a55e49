"""What is known of incidents that come back: suggested pairs, and what was known at a repeat."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import Id, MadeBy, OwningIncidentId, Record
from models.store.types import JsonText


class SuggestionRecord(Record):
    """A pair that looks like a repeat, waiting for a verdict; `later_id` may repeat `earlier_id`.

    Computed, and computed again whenever one of the two changes.
    """

    __tablename__ = "suggestions"

    pair: Mapped[str] = mapped_column(primary_key=True)
    later_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("incidents.id", ondelete="CASCADE"), index=True
    )
    earlier_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("incidents.id", ondelete="CASCADE"), index=True
    )
    confidence: Mapped[float]
    evidence: Mapped[Any] = mapped_column(JsonText())
    found_at: Mapped[datetime]


class ComparedRecord(Record):
    """The version of an incident that was last compared with all others."""

    __tablename__ = "compared_incidents"

    incident_id: Mapped[OwningIncidentId]
    version: Mapped[int]
    compared_at: Mapped[datetime]


class KnownVerdictRecord(Record):
    """What a person says was known when a confirmed repeat happened; the newest one holds."""

    __tablename__ = "known_verdicts"

    id: Mapped[Id]
    link_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("links.id", ondelete="CASCADE"), index=True
    )
    known: Mapped[str]
    computed: Mapped[str | None]
    note: Mapped[str]
    made_by: Mapped[MadeBy]
    made_at: Mapped[datetime]
