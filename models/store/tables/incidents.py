"""Incidents with their impact, and what a postmortem is made of."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import (
    Id,
    IncidentId,
    MadeBy,
    OwningIncidentId,
    Record,
    ServiceId,
    TagId,
)
from models.store.types import JsonText
from models.vocabulary import (
    DefenceOutcome,
    EventKind,
    IncidentKind,
    PostmortemStatus,
    SectionKind,
    Severity,
)


class IncidentRecord(Record):
    """One incident; the impact fields are `models.incident.Impact`, None for unknown.

    `lead` holds the first words of the summary for list rows, computed at each save.
    `policy_version_id` is the policy that judged it.
    """

    __tablename__ = "incidents"

    id: Mapped[Id]
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    trashed_at: Mapped[datetime | None]
    key: Mapped[str]
    key_folded: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    severity: Mapped[Severity | None]
    kind: Mapped[IncidentKind]
    started_at: Mapped[datetime | None]
    detected_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    mitigated_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    timezone: Mapped[str]
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("categories.id"), index=True)
    lead: Mapped[str]
    users_affected: Mapped[int | None]
    failed_transactions: Mapped[int | None]
    revenue: Mapped[Decimal | None]
    currency: Mapped[str | None]
    slo: Mapped[str | None]
    slo_violated: Mapped[bool | None]
    error_budget_consumed_percent: Mapped[Decimal | None]
    user_impact_minutes: Mapped[int | None]
    data_loss: Mapped[bool | None]
    security: Mapped[bool | None]
    manual_rollback: Mapped[bool | None]
    estimated: Mapped[Any] = mapped_column(JsonText())
    extra: Mapped[Any] = mapped_column(JsonText())
    policy_version_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("policy_versions.id", ondelete="SET NULL")
    )

    __table_args__ = (
        # The order of every list: newest start first, unknown start last. Partial, so that SQLite
        # never takes an index on `trashed_at` for it and then sorts.
        Index(
            "ix_incidents_newest",
            text("started_at DESC"),
            text("id DESC"),
            sqlite_where=text("trashed_at IS NULL"),
        ).ddl_if("sqlite"),
        Index(
            "ix_incidents_newest",
            text("started_at DESC NULLS LAST"),
            text("id DESC"),
            postgresql_where=text("trashed_at IS NULL"),
        ).ddl_if("postgresql"),
        Index(
            "ix_incidents_trash",
            "trashed_at",
            sqlite_where=text("trashed_at IS NOT NULL"),
            postgresql_where=text("trashed_at IS NOT NULL"),
        ),
    )


class IncidentServiceRecord(Record):
    """A service that an incident touched, in the order written."""

    __tablename__ = "incident_services"

    incident_id: Mapped[OwningIncidentId]
    service_id: Mapped[ServiceId]
    position: Mapped[int]


class IncidentTagRecord(Record):
    """A tag on an incident, in the order written."""

    __tablename__ = "incident_tags"

    incident_id: Mapped[OwningIncidentId]
    tag_id: Mapped[TagId]
    position: Mapped[int]


class PostmortemRecord(Record):
    """The document about one incident."""

    __tablename__ = "postmortems"

    incident_id: Mapped[OwningIncidentId]
    status: Mapped[PostmortemStatus] = mapped_column(index=True)
    meeting_held_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    waived_reason: Mapped[str]
    template: Mapped[str] = mapped_column(default="")


class PostmortemPersonRecord(Record):
    """An author or reviewer (`role`); a reviewer's approval has its instant.

    `approved_digest` is that of the material approved (`models.publishing.material_digest`).
    """

    __tablename__ = "postmortem_people"

    incident_id: Mapped[OwningIncidentId]
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    approved_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    approved_digest: Mapped[str] = mapped_column(default="", server_default="")


class SectionRecord(Record):
    """One text section, in Markdown."""

    __tablename__ = "sections"

    id: Mapped[Id]
    incident_id: Mapped[IncidentId]
    position: Mapped[int]
    kind: Mapped[SectionKind]
    title: Mapped[str]
    markdown: Mapped[str]


class TimelineEventRecord(Record):
    """One thing that happened."""

    __tablename__ = "timeline_events"

    id: Mapped[Id]
    incident_id: Mapped[IncidentId]
    position: Mapped[int]
    at: Mapped[datetime]
    kind: Mapped[EventKind]
    text: Mapped[str]


class FactorRecord(Record):
    """One contributing factor."""

    __tablename__ = "contributing_factors"

    id: Mapped[Id]
    incident_id: Mapped[IncidentId]
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]


class FactorServiceRecord(Record):
    """A service that a contributing factor is tied to."""

    __tablename__ = "factor_services"

    factor_id: Mapped[UUID] = mapped_column(
        ForeignKey("contributing_factors.id", ondelete="CASCADE"), primary_key=True
    )
    service_id: Mapped[ServiceId]
    position: Mapped[int]


class FactorTagRecord(Record):
    """A tag on a contributing factor."""

    __tablename__ = "factor_tags"

    factor_id: Mapped[UUID] = mapped_column(
        ForeignKey("contributing_factors.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[TagId]
    position: Mapped[int]


class DefenceRecord(Record):
    """What worked, failed, or was luck."""

    __tablename__ = "defences"

    id: Mapped[Id]
    incident_id: Mapped[IncidentId]
    position: Mapped[int]
    outcome: Mapped[DefenceOutcome]
    text: Mapped[str]


class DefenceServiceRecord(Record):
    """A service that a defence is tied to."""

    __tablename__ = "defence_services"

    defence_id: Mapped[UUID] = mapped_column(
        ForeignKey("defences.id", ondelete="CASCADE"), primary_key=True
    )
    service_id: Mapped[ServiceId]
    position: Mapped[int]


class DefenceTagRecord(Record):
    """A tag on a defence."""

    __tablename__ = "defence_tags"

    defence_id: Mapped[UUID] = mapped_column(
        ForeignKey("defences.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[TagId]
    position: Mapped[int]


class StatusChangeRecord(Record):
    """A step of a postmortem's status, with its reason where one is asked for."""

    __tablename__ = "status_changes"

    id: Mapped[Id]
    incident_id: Mapped[IncidentId]
    from_status: Mapped[PostmortemStatus | None]
    to_status: Mapped[PostmortemStatus]
    reason: Mapped[str]
    made_by: Mapped[MadeBy]
    made_at: Mapped[datetime]


class OverrideRecord(Record):
    """A publishing check or a blameless hint (`subject`) set aside with a reason, which is kept."""

    __tablename__ = "overrides"

    id: Mapped[Id]
    incident_id: Mapped[IncidentId]
    subject: Mapped[str]
    rule: Mapped[str]
    passage: Mapped[str]
    reason: Mapped[str]
    made_by: Mapped[MadeBy]
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class ShareRecord(Record):
    """A final postmortem given to somebody: by which `channel`, to whom."""

    __tablename__ = "shares"

    id: Mapped[Id]
    incident_id: Mapped[IncidentId]
    channel: Mapped[str]
    recipients: Mapped[str]
    note: Mapped[str]
    shared_at: Mapped[datetime]
