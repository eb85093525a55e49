"""Whole incidents from the database: a fixed number of SELECTs for however many are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.incident import Impact, Incident, Postmortem, Section
from models.store.batches import batches
from models.store.loading_parts import (
    IDS,
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

    from sqlalchemy.engine import Connection

AUTHOR = "author"
REVIEWER = "reviewer"


def load_incidents(connection: Connection, ids: Sequence[UUID]) -> list[Incident]:
    """The aggregates of those ids, in that order; ids that are not there are left out."""
    found: dict[UUID, Incident] = {}
    for some in batches(ids):
        found.update(_load(connection, some))
    return [found[one] for one in ids if one in found]


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
_INCIDENTS = (
    select(
        *(getattr(IncidentRecord, name) for name in (*_SCALARS, *IMPACT_COLUMNS)),
        IncidentRecord.estimated,
        IncidentRecord.extra,
        CategoryRecord.path,
    )
    .outerjoin(CategoryRecord, CategoryRecord.id == IncidentRecord.category_id)
    .where(IncidentRecord.id.in_(IDS))
)
_DOCUMENTS = select(
    PostmortemRecord.incident_id,
    PostmortemRecord.status,
    PostmortemRecord.meeting_held_at,
    PostmortemRecord.published_at,
    PostmortemRecord.waived_reason,
    PostmortemRecord.template,
).where(PostmortemRecord.incident_id.in_(IDS))
_SECTIONS = (
    select(
        SectionRecord.incident_id,
        SectionRecord.id,
        SectionRecord.kind,
        SectionRecord.title,
        SectionRecord.markdown,
    )
    .where(SectionRecord.incident_id.in_(IDS))
    .order_by(SectionRecord.position)
)
_PEOPLE = (
    select(PostmortemPersonRecord.incident_id, PostmortemPersonRecord.role, PersonRecord.handle)
    .join(PersonRecord, PersonRecord.id == PostmortemPersonRecord.person_id)
    .where(PostmortemPersonRecord.incident_id.in_(IDS))
    .order_by(PostmortemPersonRecord.position)
)


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
    found = {}
    for *values, estimated, extra, category in connection.execute(_INCIDENTS, {"ids": ids}).all():
        scalars = dict(zip(_SCALARS, values, strict=False))
        impact = dict(zip(IMPACT_COLUMNS, values[len(_SCALARS) :], strict=True))
        id = scalars["id"]
        found[id] = Incident(
            **scalars,
            category=category,
            extra=tuple((name, value) for name, value in extra),
            impact=Impact(**impact, estimated=frozenset(estimated)),
            services=services.get(id, ()),
            tags=tags.get(id, ()),
            timeline=events.get(id, ()),
            contributing_factors=factors.get(id, ()),
            defences=defences.get(id, ()),
            action_items=actions.get(id, ()),
            attachments=attachments.get(id, ()),
            links=links.get(id, ()),
            postmortem=documents.get(id),
        )
    return found


def _postmortems(connection: Connection, ids: list[UUID]) -> dict[UUID, Postmortem]:
    sections = grouped(
        (owner, Section(id=id, kind=kind, title=title, markdown=markdown))
        for owner, id, kind, title, markdown in connection.execute(_SECTIONS, {"ids": ids}).all()
    )
    people = connection.execute(_PEOPLE, {"ids": ids}).all()
    authors = grouped((owner, handle) for owner, role, handle in people if role == AUTHOR)
    reviewers = grouped((owner, handle) for owner, role, handle in people if role == REVIEWER)
    return {
        owner: Postmortem(
            status=status,
            meeting_held_at=meeting_held_at,
            published_at=published_at,
            waived_reason=waived_reason,
            template=template,
            sections=sections.get(owner, ()),
            authors=authors.get(owner, ()),
            reviewers=reviewers.get(owner, ()),
        )
        for (
            owner,
            status,
            meeting_held_at,
            published_at,
            waived_reason,
            template,
        ) in connection.execute(_DOCUMENTS, {"ids": ids}).all()
    }
