"""Action items: the register, the incidents that they answer, and how their due dates moved."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import Id, MadeBy, OwningIncidentId, Record
from models.vocabulary import ActionKind, ActionStatus, Strength


class ActionItemRecord(Record):
    """Work that changes the system; see `models.incident.ActionItem`.

    `recorded_at` is when the row came to be (imported items too), `check_on` and the
    `effectiveness` columns answer whether it helped, the `tracker_` columns mirror its issue.
    """

    __tablename__ = "action_items"

    id: Mapped[Id]
    version: Mapped[int]
    register_number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    due_on: Mapped[date | None] = mapped_column(index=True)
    original_due_on: Mapped[date | None]
    slips: Mapped[int]
    status: Mapped[ActionStatus] = mapped_column(index=True)
    status_reason: Mapped[str]
    completed_on: Mapped[date | None]
    kind: Mapped[ActionKind | None]
    strength: Mapped[Strength | None]
    tracker_key: Mapped[str | None]
    created_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    check_on: Mapped[date | None]
    effectiveness: Mapped[str | None]
    effectiveness_note: Mapped[str] = mapped_column(default="")
    tracker_url: Mapped[str | None]
    tracker_status: Mapped[str | None]
    tracker_synced_at: Mapped[datetime | None]


class IncidentActionRecord(Record):
    """An action item that answers an incident; `number` is its place in that postmortem's table."""

    __tablename__ = "incident_action_items"

    incident_id: Mapped[OwningIncidentId]
    action_item_id: Mapped[UUID] = mapped_column(
        ForeignKey("action_items.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    number: Mapped[int]
    position: Mapped[int]
    added_at: Mapped[datetime]


class DueDateMoveRecord(Record):
    """One move of a due date, and why."""

    __tablename__ = "due_date_moves"

    id: Mapped[Id]
    action_item_id: Mapped[UUID] = mapped_column(
        ForeignKey("action_items.id", ondelete="CASCADE"), index=True
    )
    from_due_on: Mapped[date | None]
    to_due_on: Mapped[date | None]
    reason: Mapped[str]
    made_by: Mapped[MadeBy]
    made_at: Mapped[datetime]
