"""Flat rows of incidents, in four SELECTs however many there are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from models.rows import IncidentRow
from models.store.batches import batches
from models.store.settings import ZONE, read_setting
from models.store.tables import (
    ActionItemRecord,
    CategoryRecord,
    IncidentActionRecord,
    IncidentRecord,
    IncidentServiceRecord,
    LinkRecord,
    PostmortemRecord,
    ServiceRecord,
)
from models.vocabulary import ActionStatus, LinkKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.engine import Connection, Row

OPEN_STATUSES = tuple(one for one in ActionStatus if not one.is_closed)
REPEAT_KINDS = (LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS)


def local_date(connection: Connection, as_of: datetime) -> date:
    """The date that `as_of` falls on in the library's zone."""
    return as_of.astimezone(ZoneInfo(read_setting(connection, ZONE))).date()


def fetch_rows(
    connection: Connection, ids: Sequence[UUID], *, as_of: datetime
) -> list[IncidentRow]:
    """A row for each id that is there, in the order asked."""
    if not ids:
        return []
    today = local_date(connection, as_of)
    found: dict[UUID, IncidentRow] = {}
    for some in batches(dict.fromkeys(ids)):
        found.update(_fetch(connection, some, today))
    return [found[one] for one in ids if one in found]


def _fetch(connection: Connection, ids: list[UUID], today: date) -> dict[UUID, IncidentRow]:
    services = services_of(connection, ids)
    actions = _action_counts(connection, ids, today)
    repeats = _repeat_counts(connection, ids)
    record = IncidentRecord
    rows = connection.execute(
        select(
            record.id,
            record.key,
            record.title,
            record.severity,
            record.kind,
            record.started_at,
            record.resolved_at,
            record.lead,
            record.version,
            record.trashed_at,
            PostmortemRecord.status,
            CategoryRecord.path.label("category"),
        )
        .outerjoin(PostmortemRecord, PostmortemRecord.incident_id == record.id)
        .outerjoin(CategoryRecord, CategoryRecord.id == record.category_id)
        .where(record.id.in_(ids))
    )
    return {
        row.id: _row(
            row, services.get(row.id, ()), actions.get(row.id, (0, 0, 0)), repeats.get(row.id, 0)
        )
        for row in rows
    }


def _row(
    row: Row[*tuple[Any, ...]],
    services: tuple[str, ...],
    actions: tuple[int, int, int],
    repeats: int,
) -> IncidentRow:
    minutes = None
    if row.started_at is not None and row.resolved_at is not None:
        minutes = round((row.resolved_at - row.started_at).total_seconds() / 60)
    return IncidentRow(
        id=row.id,
        key=row.key,
        title=row.title,
        severity=row.severity,
        kind=row.kind,
        status=row.status,
        started_at=row.started_at,
        resolved_at=row.resolved_at,
        duration_minutes=minutes,
        services=services,
        category=row.category,
        lead=row.lead,
        total_actions=actions[0],
        open_actions=actions[1],
        overdue_actions=actions[2],
        repeats=repeats,
        version=row.version,
        trashed_at=row.trashed_at,
    )


def services_of(connection: Connection, ids: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The service paths of each incident, in the order written."""
    link = IncidentServiceRecord
    groups: defaultdict[UUID, list[str]] = defaultdict(list)
    for owner, path in connection.execute(
        select(link.incident_id, ServiceRecord.path)
        .join(ServiceRecord, ServiceRecord.id == link.service_id)
        .where(link.incident_id.in_(ids))
        .order_by(link.incident_id, link.position)
    ):
        groups[owner].append(path)
    return {owner: tuple(paths) for owner, paths in groups.items()}


def _action_counts(
    connection: Connection, ids: list[UUID], today: date
) -> dict[UUID, tuple[int, int, int]]:
    link, item = IncidentActionRecord, ActionItemRecord
    is_open = item.status.in_(OPEN_STATUSES)
    rows = connection.execute(
        select(
            link.incident_id,
            func.count(),
            func.sum(case((is_open, 1), else_=0)),
            func.sum(case((and_(is_open, item.due_on < today), 1), else_=0)),
        )
        .join(item, item.id == link.action_item_id)
        .where(link.incident_id.in_(ids))
        .group_by(link.incident_id)
    )
    return {owner: (total, int(opened), int(late)) for owner, total, opened, late in rows}


def _repeat_counts(connection: Connection, ids: list[UUID]) -> dict[UUID, int]:
    """How many other incidents each is confirmed to repeat, or to be repeated by."""
    first, second = aliased(IncidentRecord), aliased(IncidentRecord)
    wanted = frozenset(ids)
    others: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for one, other in connection.execute(
        select(LinkRecord.from_id, LinkRecord.to_id)
        .join(first, first.id == LinkRecord.from_id)
        .join(second, second.id == LinkRecord.to_id)
        .where(
            or_(LinkRecord.from_id.in_(ids), LinkRecord.to_id.in_(ids)),
            LinkRecord.kind.in_(REPEAT_KINDS),
            LinkRecord.removed_at.is_(None),
            first.trashed_at.is_(None),
            second.trashed_at.is_(None),
        )
    ):
        for here, there in ((one, other), (other, one)):
            if here in wanted:
                others[here].add(there)
    return {owner: len(found) for owner, found in others.items()}
