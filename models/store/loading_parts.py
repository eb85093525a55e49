"""The records that belong to incidents, by incident: one or two SELECTs each, however many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Select, bindparam, select

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
    KnownVerdictRecord,
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
    from sqlalchemy.sql.elements import BindParameter

T = TypeVar("T")

Parts = dict["UUID", tuple[T, ...]]
"""The records of each incident, in their order."""


def grouped(pairs: Iterable[tuple[UUID, T]]) -> Parts[T]:
    """The values of each owner, in the order they come."""
    groups: defaultdict[UUID, list[T]] = defaultdict(list)
    for owner, value in pairs:
        groups[owner].append(value)
    return {owner: tuple(values) for owner, values in groups.items()}


# Statements are built once: building one takes as long as running it.
IDS: BindParameter[UUID] = bindparam("ids", expanding=True)
"""The incidents asked for."""

_SERVICES = (
    select(IncidentServiceRecord.incident_id, ServiceRecord.path)
    .join(ServiceRecord, ServiceRecord.id == IncidentServiceRecord.service_id)
    .where(IncidentServiceRecord.incident_id.in_(IDS))
    .order_by(IncidentServiceRecord.position)
)
_TAGS = (
    select(IncidentTagRecord.incident_id, TagRecord.name)
    .join(TagRecord, TagRecord.id == IncidentTagRecord.tag_id)
    .where(IncidentTagRecord.incident_id.in_(IDS))
    .order_by(IncidentTagRecord.position)
)
_EVENTS = (
    select(
        TimelineEventRecord.incident_id,
        TimelineEventRecord.id,
        TimelineEventRecord.at,
        TimelineEventRecord.kind,
        TimelineEventRecord.text,
    )
    .where(TimelineEventRecord.incident_id.in_(IDS))
    .order_by(TimelineEventRecord.position)
)
_FACTORS = (
    select(FactorRecord.incident_id, FactorRecord.id, FactorRecord.title, FactorRecord.text)
    .where(FactorRecord.incident_id.in_(IDS))
    .order_by(FactorRecord.position)
)
_DEFENCES = (
    select(DefenceRecord.incident_id, DefenceRecord.id, DefenceRecord.outcome, DefenceRecord.text)
    .where(DefenceRecord.incident_id.in_(IDS))
    .order_by(DefenceRecord.position)
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
_ACTIONS = (
    select(
        IncidentActionRecord.incident_id,
        IncidentActionRecord.number,
        PersonRecord.handle.label("owner"),
        *(getattr(ActionItemRecord, name) for name in ACTION_COLUMNS),
    )
    .join(ActionItemRecord, ActionItemRecord.id == IncidentActionRecord.action_item_id)
    .outerjoin(PersonRecord, PersonRecord.id == ActionItemRecord.owner_id)
    .where(IncidentActionRecord.incident_id.in_(IDS))
    .order_by(IncidentActionRecord.position)
)
_ATTACHMENTS = (
    select(
        AttachmentRecord.incident_id,
        AttachmentRecord.id,
        AttachmentRecord.name,
        AttachmentRecord.sha256,
        AttachmentRecord.media_type,
        ContentRecord.size,
    )
    .join(ContentRecord, ContentRecord.sha256 == AttachmentRecord.sha256)
    .where(AttachmentRecord.incident_id.in_(IDS))
    .order_by(AttachmentRecord.position)
)


def _words_of(record: Any, owner_id: Any, word: Any, meets: Any) -> Select[UUID, str]:
    """The words of each factor or defence of the incidents."""
    tie = owner_id.class_
    return (
        select(owner_id, word)
        .join_from(tie, record, record.id == owner_id)
        .join(word.class_, meets)
        .where(record.incident_id.in_(IDS))
        .order_by(tie.position)
    )


_FACTOR_SERVICES = _words_of(
    FactorRecord,
    FactorServiceRecord.factor_id,
    ServiceRecord.path,
    ServiceRecord.id == FactorServiceRecord.service_id,
)
_FACTOR_TAGS = _words_of(
    FactorRecord,
    FactorTagRecord.factor_id,
    TagRecord.name,
    TagRecord.id == FactorTagRecord.tag_id,
)
_DEFENCE_SERVICES = _words_of(
    DefenceRecord,
    DefenceServiceRecord.defence_id,
    ServiceRecord.path,
    ServiceRecord.id == DefenceServiceRecord.service_id,
)
_DEFENCE_TAGS = _words_of(
    DefenceRecord,
    DefenceTagRecord.defence_id,
    TagRecord.name,
    TagRecord.id == DefenceTagRecord.tag_id,
)


_KNOWN = (
    select(KnownVerdictRecord.known)
    .where(KnownVerdictRecord.link_id == LinkRecord.id)
    .order_by(KnownVerdictRecord.made_at.desc(), KnownVerdictRecord.id.desc())
    .limit(1)
    .correlate(LinkRecord)
    .scalar_subquery()
)


def _links_of(here: Any, there: Any) -> Select[*tuple[Any, ...]]:
    """Live links with one end at the incidents; `there` is the other end."""
    return (
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
            _KNOWN.label("known"),
            PersonRecord.handle.label("made_by"),
            LinkRecord.made_at,
        )
        .join(IncidentRecord, IncidentRecord.id == there)
        .outerjoin(PersonRecord, PersonRecord.id == LinkRecord.made_by)
        .where(here.in_(IDS), LinkRecord.removed_at.is_(None), IncidentRecord.trashed_at.is_(None))
        .order_by(LinkRecord.made_at, LinkRecord.id)
    )


_OUTGOING = _links_of(LinkRecord.from_id, LinkRecord.to_id)
_INCOMING = _links_of(LinkRecord.to_id, LinkRecord.from_id)


def load_services(connection: Connection, ids: list[UUID]) -> Parts[str]:
    """The service paths of each incident."""
    return _pairs(connection, _SERVICES, ids)


def load_tags(connection: Connection, ids: list[UUID]) -> Parts[str]:
    """The tags of each incident."""
    return _pairs(connection, _TAGS, ids)


def _pairs(connection: Connection, query: Select[UUID, str], ids: list[UUID]) -> Parts[str]:
    return grouped((owner, word) for owner, word in connection.execute(query, {"ids": ids}).all())


def load_timeline(connection: Connection, ids: list[UUID]) -> Parts[TimelineEvent]:
    """The timeline of each incident."""
    return grouped(
        (owner, TimelineEvent(id=id, at=at, kind=kind, text=text))
        for owner, id, at, kind, text in connection.execute(_EVENTS, {"ids": ids}).all()
    )


def load_factors(connection: Connection, ids: list[UUID]) -> Parts[ContributingFactor]:
    """The contributing factors of each incident."""
    rows = connection.execute(_FACTORS, {"ids": ids}).all()
    if not rows:
        return {}
    paths = _pairs(connection, _FACTOR_SERVICES, ids)
    names = _pairs(connection, _FACTOR_TAGS, ids)
    return grouped(
        (
            owner,
            ContributingFactor(
                id=id,
                title=title,
                text=text,
                services=paths.get(id, ()),
                tags=names.get(id, ()),
            ),
        )
        for owner, id, title, text in rows
    )


def load_defences(connection: Connection, ids: list[UUID]) -> Parts[Defence]:
    """The defences of each incident."""
    rows = connection.execute(_DEFENCES, {"ids": ids}).all()
    if not rows:
        return {}
    paths = _pairs(connection, _DEFENCE_SERVICES, ids)
    names = _pairs(connection, _DEFENCE_TAGS, ids)
    return grouped(
        (
            owner,
            Defence(
                id=id,
                outcome=outcome,
                text=text,
                services=paths.get(id, ()),
                tags=names.get(id, ()),
            ),
        )
        for owner, id, outcome, text in rows
    )


def load_actions(connection: Connection, ids: list[UUID]) -> Parts[ActionItem]:
    """The action items of each incident."""
    return grouped(
        (
            incident_id,
            ActionItem(number=number, owner=owner, **dict(zip(ACTION_COLUMNS, rest, strict=True))),
        )
        for incident_id, number, owner, *rest in connection.execute(_ACTIONS, {"ids": ids}).all()
    )


def load_attachments(connection: Connection, ids: list[UUID]) -> Parts[AttachmentInfo]:
    """What is attached to each incident, without the bytes."""
    return grouped(
        (
            owner,
            AttachmentInfo(id=id, name=name, sha256=sha256, media_type=media_type, size=size),
        )
        for owner, id, name, sha256, media_type, size in connection.execute(
            _ATTACHMENTS, {"ids": ids}
        ).all()
    )


def load_links(connection: Connection, ids: list[UUID]) -> Parts[LinkView]:
    """Live links of either direction; those with an incident in the trash are left out."""
    found = [
        (row.here, _link_view(row, outgoing=outgoing))
        for outgoing, query in ((True, _OUTGOING), (False, _INCOMING))
        for row in connection.execute(query, {"ids": ids}).all()
    ]
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
        known=row.known or "",
        made_by=row.made_by,
        made_at=row.made_at,
    )
