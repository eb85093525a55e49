"""The records that belong to incidents, by incident: one or two SELECTs each, however many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from models.incident import (
    ActionItem,
    AttachmentInfo,
    ContributingFactor,
    Defence,
    LinkView,
    TimelineEvent,
)
from models.store.tables import (
    ActionItemRecord,
    AttachmentRecord,
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
    ServiceRecord,
    TagRecord,
    TimelineEventRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from sqlalchemy.engine import Connection, Row

T = TypeVar("T")

Parts = dict["UUID", tuple[T, ...]]
"""The records of each incident, in their order."""


def grouped(pairs: Iterable[tuple[UUID, T]]) -> Parts[T]:
    """The values of each owner, in the order they come."""
    groups: defaultdict[UUID, list[T]] = defaultdict(list)
    for owner, value in pairs:
        groups[owner].append(value)
    return {owner: tuple(values) for owner, values in groups.items()}


def load_services(connection: Connection, ids: list[UUID]) -> Parts[str]:
    """The service paths of each incident."""
    link = IncidentServiceRecord
    rows = connection.execute(
        select(link.incident_id, ServiceRecord.path)
        .join(ServiceRecord, ServiceRecord.id == link.service_id)
        .where(link.incident_id.in_(ids))
        .order_by(link.position)
    )
    return grouped((owner, path) for owner, path in rows)


def load_tags(connection: Connection, ids: list[UUID]) -> Parts[str]:
    """The tags of each incident."""
    link = IncidentTagRecord
    rows = connection.execute(
        select(link.incident_id, TagRecord.name)
        .join(TagRecord, TagRecord.id == link.tag_id)
        .where(link.incident_id.in_(ids))
        .order_by(link.position)
    )
    return grouped((owner, name) for owner, name in rows)


def load_timeline(connection: Connection, ids: list[UUID]) -> Parts[TimelineEvent]:
    """The timeline of each incident."""
    record = TimelineEventRecord
    rows = connection.execute(
        select(record.incident_id, record.id, record.at, record.kind, record.text)
        .where(record.incident_id.in_(ids))
        .order_by(record.position)
    )
    return grouped(
        (row.incident_id, TimelineEvent(id=row.id, at=row.at, kind=row.kind, text=row.text))
        for row in rows
    )


def load_factors(connection: Connection, ids: list[UUID]) -> Parts[ContributingFactor]:
    """The contributing factors of each incident."""
    record = FactorRecord
    paths = _words_of(connection, ids, record, FactorServiceRecord, "factor_id")
    names = _words_of(connection, ids, record, FactorTagRecord, "factor_id")
    rows = connection.execute(
        select(record.incident_id, record.id, record.title, record.text)
        .where(record.incident_id.in_(ids))
        .order_by(record.position)
    )
    return grouped(
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


def load_defences(connection: Connection, ids: list[UUID]) -> Parts[Defence]:
    """The defences of each incident."""
    record = DefenceRecord
    paths = _words_of(connection, ids, record, DefenceServiceRecord, "defence_id")
    names = _words_of(connection, ids, record, DefenceTagRecord, "defence_id")
    rows = connection.execute(
        select(record.incident_id, record.id, record.outcome, record.text)
        .where(record.incident_id.in_(ids))
        .order_by(record.position)
    )
    return grouped(
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


def _words_of(
    connection: Connection, ids: list[UUID], record: Any, tie: Any, owner: str
) -> Parts[str]:
    """The services or tags (by the tie's columns) of each factor or defence of the incidents."""
    owner_id = getattr(tie, owner)
    if hasattr(tie, "service_id"):
        word, meets = ServiceRecord.path, ServiceRecord.id == tie.service_id
    else:
        word, meets = TagRecord.name, TagRecord.id == tie.tag_id
    rows = connection.execute(
        select(owner_id, word)
        .join_from(tie, record, record.id == owner_id)
        .join(word.class_, meets)
        .where(record.incident_id.in_(ids))
        .order_by(tie.position)
    )
    return grouped((one, name) for one, name in rows)


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


def load_actions(connection: Connection, ids: list[UUID]) -> Parts[ActionItem]:
    """The action items of each incident."""
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
    return grouped(
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


def load_attachments(connection: Connection, ids: list[UUID]) -> Parts[AttachmentInfo]:
    """What is attached to each incident, without the bytes."""
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
    return grouped(
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


def load_links(connection: Connection, ids: list[UUID]) -> Parts[LinkView]:
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
    return grouped(found)


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
