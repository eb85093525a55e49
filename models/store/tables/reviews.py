"""Architecture reviews: a design, its services, the incidents found, questions, a decision."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import Id, IncidentId, Record, ServiceId
from models.store.types import JsonText


class ReviewRecord(Record):
    """One review; `window_months` limits how far back incidents count, None for no limit."""

    __tablename__ = "reviews"

    id: Mapped[Id]
    version: Mapped[int]
    title: Mapped[str]
    status: Mapped[str]
    design: Mapped[str]
    summary: Mapped[str]
    window_months: Mapped[int | None]
    meeting_on: Mapped[date | None]
    decision: Mapped[str]
    decided_on: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    trashed_at: Mapped[datetime | None]
    # One handle a line, the author first; null in reviews older than the column.
    participants: Mapped[str | None]


class ReviewServiceRecord(Record):
    """A service that the design touches."""

    __tablename__ = "review_services"

    review_id: Mapped[UUID] = mapped_column(
        ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True
    )
    service_id: Mapped[ServiceId]
    position: Mapped[int]


class ReviewIncidentRecord(Record):
    """An incident found for a review: why, and how the design answers it."""

    __tablename__ = "review_incidents"

    id: Mapped[Id]
    review_id: Mapped[UUID] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"))
    incident_id: Mapped[IncidentId]
    position: Mapped[int]
    score: Mapped[float | None]
    evidence: Mapped[Any] = mapped_column(JsonText())
    disposition: Mapped[str]
    note: Mapped[str]
    disposed_by: Mapped[str | None]
    disposed_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("review_id", "incident_id"),)


class ReviewQuestionRecord(Record):
    """A question to ask of the design, and the answer; `source` says what raised it."""

    __tablename__ = "review_questions"

    id: Mapped[Id]
    review_id: Mapped[UUID] = mapped_column(
        ForeignKey("reviews.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    text: Mapped[str]
    answer: Mapped[str]
    source: Mapped[str]


class ReviewActionRecord(Record):
    """An action item that a review led to."""

    __tablename__ = "review_action_items"

    review_id: Mapped[UUID] = mapped_column(
        ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True
    )
    action_item_id: Mapped[UUID] = mapped_column(
        ForeignKey("action_items.id", ondelete="CASCADE"), primary_key=True, index=True
    )
