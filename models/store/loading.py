"""Whole incidents from the database: a fixed number of SELECTs for however many are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.incident import Impact, Incident, Postmortem, Section
from models.store.batches import batches
from models.store.loading_parts import (
    Parts,
    grouped,
    load_actions,
    load_attachments,
    load_defences,
    load_factors,
    load_links,
    load_services,
    load_tags,
    load_timeline,
)
from models.store.tables import (
    CategoryRecord,
    IncidentRecord,
    PersonRecord,
    PostmortemPersonRecord,
    PostmortemRecord,
    SectionRecord,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.engine import Connection, Row

AUTHOR = "author"
REVIEWER = "reviewer"


def load_incidents(connection: Connection, ids: Sequence[UUID]) -> list[Incident]:
    """The aggregates of those ids, in that order; ids that are not there are left out."""
    found: dict[UUID, Incident] = {}
    for some in batches(ids):
        found.update(_load(connection, some))
    return [found[one] for one in ids if one in found]


def _load(connection: Connection, ids: list[UUID]) -> dict[UUID, Incident]:
    services = load_services(connection, ids)
    tags = load_tags(connection, ids)
    events = load_timeline(connection, ids)
    factors = load_factors(connection, ids)
    defences = load_defences(connection, ids)
    actions = load_actions(connection, ids)
    attachments = load_attachments(connection, ids)
    links = load_links(connection, ids)
    documents = _postmortems(connection, ids)
    record = IncidentRecord
    rows = connection.execute(
        select(record.__table__, CategoryRecord.path.label("category"))
        .outerjoin(CategoryRecord, CategoryRecord.id == record.category_id)
        .where(record.id.in_(ids))
    )
    return {
        row.id: Incident(
            **_scalars(row),
            impact=_impact(row),
            services=services.get(row.id, ()),
            tags=tags.get(row.id, ()),
            timeline=events.get(row.id, ()),
            contributing_factors=factors.get(row.id, ()),
            defences=defences.get(row.id, ()),
            action_items=actions.get(row.id, ()),
            attachments=attachments.get(row.id, ()),
            links=links.get(row.id, ()),
            postmortem=documents.get(row.id),
        )
        for row in rows
    }


_SCALARS = (
    "id",
    "version",
    "created_at",
    "updated_at",
    "trashed_at",
    "key",
    "title",
    "severity",
    "kind",
    "started_at",
    "detected_at",
    "acknowledged_at",
    "mitigated_at",
    "resolved_at",
    "timezone",
    "category",
)

IMPACT_COLUMNS = (
    "users_affected",
    "failed_transactions",
    "revenue",
    "currency",
    "slo",
    "slo_violated",
    "error_budget_consumed_percent",
    "user_impact_minutes",
    "data_loss",
    "security",
    "manual_rollback",
)


def _scalars(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in _SCALARS}
    values["extra"] = tuple((name, value) for name, value in row.extra)
    return values


def _impact(row: Row[*tuple[Any, ...]]) -> Impact:
    values = {name: getattr(row, name) for name in IMPACT_COLUMNS}
    return Impact(**values, estimated=frozenset(row.estimated))


def _postmortems(connection: Connection, ids: list[UUID]) -> dict[UUID, Postmortem]:
    section = SectionRecord
    written = connection.execute(
        select(section.incident_id, section.id, section.kind, section.title, section.markdown)
        .where(section.incident_id.in_(ids))
        .order_by(section.position)
    )
    sections = grouped(
        (
            row.incident_id,
            Section(id=row.id, kind=row.kind, title=row.title, markdown=row.markdown),
        )
        for row in written
    )
    authors = _people(connection, ids, AUTHOR)
    reviewers = _people(connection, ids, REVIEWER)
    record = PostmortemRecord
    rows = connection.execute(select(record.__table__).where(record.incident_id.in_(ids)))
    return {
        row.incident_id: Postmortem(
            status=row.status,
            meeting_held_at=row.meeting_held_at,
            published_at=row.published_at,
            waived_reason=row.waived_reason,
            sections=sections.get(row.incident_id, ()),
            authors=authors.get(row.incident_id, ()),
            reviewers=reviewers.get(row.incident_id, ()),
        )
        for row in rows
    }


def _people(connection: Connection, ids: list[UUID], role: str) -> Parts[str]:
    link = PostmortemPersonRecord
    rows = connection.execute(
        select(link.incident_id, PersonRecord.handle)
        .join(PersonRecord, PersonRecord.id == link.person_id)
        .where(link.incident_id.in_(ids), link.role == role)
        .order_by(link.position)
    )
    return grouped((owner, handle) for owner, handle in rows)
