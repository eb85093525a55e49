"""Issue trackers: accounts without their secrets, the outbox, what both sides said last."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import Id, MadeBy, Record
from models.store.types import JsonText
from models.vocabulary import ActionStatus


class TrackerAccountRecord(Record):
    """One account; see `models.trackers.TrackerAccount`. There is no column for a secret."""

    __tablename__ = "tracker_accounts"

    id: Mapped[Id]
    version: Mapped[int]
    kind: Mapped[str]
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    base_url: Mapped[str]
    project: Mapped[str]
    issue_type: Mapped[str]
    label: Mapped[str]
    done_status: Mapped[str]
    user_name: Mapped[str]
    allow_plain_http: Mapped[bool]
    field_mapping: Mapped[Any] = mapped_column(JsonText())
    status_mapping: Mapped[Any] = mapped_column(JsonText())
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class OutboxRecord(Record):
    """Something that waits to be done at a tracker, at most one for each item.

    Nobody sends it before `not_before`: whoever takes it moves that ahead, so that two programs
    never send the same at once, and a request that was lost has long settled when it is repeated.
    """

    __tablename__ = "tracker_outbox"

    id: Mapped[Id]
    action_item_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("action_items.id", ondelete="CASCADE"), unique=True
    )
    account_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("tracker_accounts.id", ondelete="CASCADE"), index=True
    )
    incident_id: Mapped[UUID | None] = mapped_column(
        Uuid(), ForeignKey("incidents.id", ondelete="SET NULL"), index=True
    )
    verb: Mapped[str]
    queued_at: Mapped[datetime]
    attempts: Mapped[int]
    not_before: Mapped[datetime | None]
    problem: Mapped[str]


class TrackerLinkRecord(Record):
    """The issue of an action item; both sides' values as of the last sync, and open conflicts."""

    __tablename__ = "tracker_links"

    action_item_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("action_items.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("tracker_accounts.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str]
    here_status: Mapped[ActionStatus | None]
    here_owner: Mapped[str | None]
    here_due_on: Mapped[date | None]
    there_status: Mapped[ActionStatus | None]
    there_owner: Mapped[str | None]
    there_due_on: Mapped[date | None]
    there_updated_at: Mapped[datetime | None]
    conflicts: Mapped[Any] = mapped_column(JsonText())
    synced_at: Mapped[datetime | None]


class ActionReviewRecord(Record):
    """One time that the open action items were gone through, with what came of them."""

    __tablename__ = "action_reviews"

    id: Mapped[Id]
    held_at: Mapped[datetime] = mapped_column(index=True)
    made_by: Mapped[MadeBy]
    kept: Mapped[int]
    closed: Mapped[int]
    redated: Mapped[int]
    reassigned: Mapped[int]
    dropped: Mapped[int]
    note: Mapped[str]
