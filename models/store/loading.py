"""Whole incidents from the database: a fixed number of SELECTs for however many are asked for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from models.incident import (
    ActionItem,
    AttachmentInfo,
    ContributingFactor,
    Defence,
    Impact,
    Incident,
    LinkView,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.store.batches import batches
from models.store.tables import (
    ActionItemRecord,
    AttachmentRecord,
    CategoryRecord,
    ContentRecord,
    DefenceRecord,
    DefenceServiceRecord,
    DefenceTagRecord,
    FactorRecord,
    FactorServiceRecord,
    FactorTagRecord,
    IncidentActionRecord,
    IncidentRecord,
    IncidentServiceRecord,
    IncidentTagRecord,
    LinkRecord,
    PersonRecord,
    PostmortemPersonRecord,
    PostmortemRecord,
    SectionRecord,
    ServiceRecord,
    TagRecord,
    TimelineEventRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy.engine import Connection, Row

T = TypeVar("T")

_Parts = dict["UUID", tuple[T, ...]]

AUTHOR = "author"
REVIEWER = "reviewer"


def load_incidents(connection: Connection, ids: Sequence[UUID]) -> list[Incident]:
    """The aggregates of those ids, in that order; ids that are not there are left out."""
    found: dict[UUID, Incident] = {}
    for some in batches(ids):
        found.update(_load(connection, some))
    return [found[one] for one in ids if one in found]


def _load(connection: Connection, ids: list[UUID]) -> dict[UUID, Incident]:
    services = _services(connection, ids)
    tags = _tags(connection, ids)
    events = _timeline(connection, ids)
    factors = _factors(connection, ids)
    defences = _defences(connection, ids)
    actions = _actions(connection, ids)
    attachments = _attachments(connection, ids)
    links = _links(connection, ids)
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


def _grouped(pairs: Iterable[tuple[UUID, T]]) -> _Parts[T]:
    groups: defaultdict[UUID, list[T]] = defaultdict(list)
    for owner, value in pairs:
        groups[owner].append(value)
    return {owner: tuple(values) for owner, values in groups.items()}


def _services(connection: Connection, ids: list[UUID]) -> _Parts[str]:
    link = IncidentServiceRecord
    rows = connection.execute(
        select(link.incident_id, ServiceRecord.path)
        .join(ServiceRecord, ServiceRecord.id == link.service_id)
        .where(link.incident_id.in_(ids))
        .order_by(link.position)
    )
    return _grouped((owner, path) for owner, path in rows)


def _tags(connection: Connection, ids: list[UUID]) -> _Parts[str]:
    link = IncidentTagRecord
    rows = connection.execute(
        select(link.incident_id, TagRecord.name)
        .join(TagRecord, TagRecord.id == link.tag_id)
        .where(link.incident_id.in_(ids))
        .order_by(link.position)
    )
    return _grouped((owner, name) for owner, name in rows)


def _timeline(connection: Connection, ids: list[UUID]) -> _Parts[TimelineEvent]:
    record = TimelineEventRecord
    rows = connection.execute(
        select(record.incident_id, record.id, record.at, record.kind, record.text)
        .where(record.incident_id.in_(ids))
        .order_by(record.position)
    )
    return _grouped(
        (row.incident_id, TimelineEvent(id=row.id, at=row.at, kind=row.kind, text=row.text))
        for row in rows
    )


def _factors(connection: Connection, ids: list[UUID]) -> _Parts[ContributingFactor]:
    record, service, tag = FactorRecord, FactorServiceRecord, FactorTagRecord
    services = connection.execute(
        select(service.factor_id, ServiceRecord.path)
        .join(record, record.id == service.factor_id)
        .join(ServiceRecord, ServiceRecord.id == service.service_id)
        .where(record.incident_id.in_(ids))
        .order_by(service.position)
    )
    paths = _grouped((owner, path) for owner, path in services)
    tags = connection.execute(
        select(tag.factor_id, TagRecord.name)
        .join(record, record.id == tag.factor_id)
        .join(TagRecord, TagRecord.id == tag.tag_id)
        .where(record.incident_id.in_(ids))
        .order_by(tag.position)
    )
    names = _grouped((owner, name) for owner, name in tags)
    rows = connection.execute(
        select(record.incident_id, record.id, record.title, record.text)
        .where(record.incident_id.in_(ids))
        .order_by(record.position)
    )
    return _grouped(
        (
            row.incident_id,
            ContributingFactor(
                id=row.id,
                title=row.title,
                text=row.text,
                services=paths.get(row.id, ()),
                tags=names.get(row.id, ()),
            ),
        )
        for row in rows
    )


def _defences(connection: Connection, ids: list[UUID]) -> _Parts[Defence]:
    record, service, tag = DefenceRecord, DefenceServiceRecord, DefenceTagRecord
    services = connection.execute(
        select(service.defence_id, ServiceRecord.path)
        .join(record, record.id == service.defence_id)
        .join(ServiceRecord, ServiceRecord.id == service.service_id)
        .where(record.incident_id.in_(ids))
        .order_by(service.position)
    )
    paths = _grouped((owner, path) for owner, path in services)
    tags = connection.execute(
        select(tag.defence_id, TagRecord.name)
        .join(record, record.id == tag.defence_id)
        .join(TagRecord, TagRecord.id == tag.tag_id)
        .where(record.incident_id.in_(ids))
        .order_by(tag.position)
    )
    names = _grouped((owner, name) for owner, name in tags)
    rows = connection.execute(
        select(record.incident_id, record.id, record.outcome, record.text)
        .where(record.incident_id.in_(ids))
        .order_by(record.position)
    )
    return _grouped(
        (
            row.incident_id,
            Defence(
                id=row.id,
                outcome=row.outcome,
                text=row.text,
                services=paths.get(row.id, ()),
                tags=names.get(row.id, ()),
            ),
        )
        for row in rows
    )


ACTION_COLUMNS = (
    "id",
    "register_number",
    "title",
    "due_on",
    "original_due_on",
    "slips",
    "status",
    "status_reason",
    "completed_on",
    "kind",
    "strength",
    "tracker_key",
    "created_at",
)


def _actions(connection: Connection, ids: list[UUID]) -> _Parts[ActionItem]:
    link, record = IncidentActionRecord, ActionItemRecord
    rows = connection.execute(
        select(
            link.incident_id,
            link.number,
            PersonRecord.handle.label("owner"),
            *(getattr(record, name) for name in ACTION_COLUMNS),
        )
        .join(record, record.id == link.action_item_id)
        .outerjoin(PersonRecord, PersonRecord.id == record.owner_id)
        .where(link.incident_id.in_(ids))
        .order_by(link.position)
    )
    return _grouped(
        (
            row.incident_id,
            ActionItem(
                number=row.number,
                owner=row.owner,
                **{name: getattr(row, name) for name in ACTION_COLUMNS},
            ),
        )
        for row in rows
    )


def _attachments(connection: Connection, ids: list[UUID]) -> _Parts[AttachmentInfo]:
    record = AttachmentRecord
    rows = connection.execute(
        select(
            record.incident_id,
            record.id,
            record.name,
            record.sha256,
            record.media_type,
            ContentRecord.size,
        )
        .join(ContentRecord, ContentRecord.sha256 == record.sha256)
        .where(record.incident_id.in_(ids))
        .order_by(record.position)
    )
    return _grouped(
        (
            row.incident_id,
            AttachmentInfo(
                id=row.id,
                name=row.name,
                sha256=row.sha256,
                media_type=row.media_type,
                size=row.size,
            ),
        )
        for row in rows
    )


def _links(connection: Connection, ids: list[UUID]) -> _Parts[LinkView]:
    """Live links of either direction; those with an incident in the trash are left out."""
    found: list[tuple[UUID, LinkView]] = []
    for outgoing in (True, False):
        here = LinkRecord.from_id if outgoing else LinkRecord.to_id
        there = LinkRecord.to_id if outgoing else LinkRecord.from_id
        rows = connection.execute(
            select(
                here.label("here"),
                there.label("there"),
                LinkRecord.id,
                LinkRecord.kind,
                LinkRecord.reason,
                IncidentRecord.key,
                IncidentRecord.title,
                IncidentRecord.severity,
                IncidentRecord.started_at,
            )
            .join(IncidentRecord, IncidentRecord.id == there)
            .where(
                here.in_(ids), LinkRecord.removed_at.is_(None), IncidentRecord.trashed_at.is_(None)
            )
            .order_by(LinkRecord.made_at, LinkRecord.id)
        )
        found += [(row.here, _link_view(row, outgoing=outgoing)) for row in rows]
    return _grouped(found)


def _link_view(row: Row[*tuple[Any, ...]], *, outgoing: bool) -> LinkView:
    return LinkView(
        id=row.id,
        key=row.key,
        kind=row.kind,
        reason=row.reason,
        outgoing=outgoing,
        title=row.title,
        severity=row.severity,
        started_at=row.started_at,
        incident_id=row.there,
    )


def _postmortems(connection: Connection, ids: list[UUID]) -> dict[UUID, Postmortem]:
    section = SectionRecord
    written = connection.execute(
        select(section.incident_id, section.id, section.kind, section.title, section.markdown)
        .where(section.incident_id.in_(ids))
        .order_by(section.position)
    )
    sections = _grouped(
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


def _people(connection: Connection, ids: list[UUID], role: str) -> _Parts[str]:
    link = PostmortemPersonRecord
    rows = connection.execute(
        select(link.incident_id, PersonRecord.handle)
        .join(PersonRecord, PersonRecord.id == link.person_id)
        .where(link.incident_id.in_(ids), link.role == role)
        .order_by(link.position)
    )
    return _grouped((owner, handle) for owner, handle in rows)
