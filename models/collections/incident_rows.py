"""Flat rows of incidents, in four SELECTs however many there are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from models.rows import IncidentRow
from models.store.batches import batches
from models.store.settings import library_zone
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
    from sqlalchemy.sql.elements import BindParameter

OPEN_STATUSES = tuple(one for one in ActionStatus if not one.is_closed)
REPEAT_KINDS = (LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS)


def local_date(connection: Connection, as_of: datetime) -> date:
    """The date that `as_of` falls on in the library's zone."""
    return as_of.astimezone(library_zone(connection)).date()


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


# Statements are built once: building one takes as long as running it.
_IDS: BindParameter[UUID] = bindparam("ids", expanding=True)
_FIRST, _SECOND = aliased(IncidentRecord), aliased(IncidentRecord)
_IS_OPEN = ActionItemRecord.status.in_(OPEN_STATUSES)

_ROWS = (
    select(
        IncidentRecord.id,
        IncidentRecord.key,
        IncidentRecord.title,
        IncidentRecord.severity,
        IncidentRecord.kind,
        IncidentRecord.started_at,
        IncidentRecord.resolved_at,
        IncidentRecord.lead,
        IncidentRecord.version,
        IncidentRecord.trashed_at,
        PostmortemRecord.status,
        CategoryRecord.path,
    )
    .outerjoin(PostmortemRecord, PostmortemRecord.incident_id == IncidentRecord.id)
    .outerjoin(CategoryRecord, CategoryRecord.id == IncidentRecord.category_id)
    .where(IncidentRecord.id.in_(_IDS))
)
_SERVICES = (
    select(IncidentServiceRecord.incident_id, ServiceRecord.path)
    .join(ServiceRecord, ServiceRecord.id == IncidentServiceRecord.service_id)
    .where(IncidentServiceRecord.incident_id.in_(_IDS))
    .order_by(IncidentServiceRecord.incident_id, IncidentServiceRecord.position)
)
_ACTIONS = (
    select(
        IncidentActionRecord.incident_id,
        func.count(),
        func.sum(case((_IS_OPEN, 1), else_=0)),
        func.sum(
            case(
                (and_(_IS_OPEN, ActionItemRecord.due_on < bindparam("today", type_=Date())), 1),
                else_=0,
            )
        ),
    )
    .join(ActionItemRecord, ActionItemRecord.id == IncidentActionRecord.action_item_id)
    .where(IncidentActionRecord.incident_id.in_(_IDS))
    .group_by(IncidentActionRecord.incident_id)
)
_REPEATS = (
    select(LinkRecord.from_id, LinkRecord.to_id)
    .join(_FIRST, _FIRST.id == LinkRecord.from_id)
    .join(_SECOND, _SECOND.id == LinkRecord.to_id)
    .where(
        or_(LinkRecord.from_id.in_(_IDS), LinkRecord.to_id.in_(_IDS)),
        LinkRecord.kind.in_(REPEAT_KINDS),
        LinkRecord.removed_at.is_(None),
        _FIRST.trashed_at.is_(None),
        _SECOND.trashed_at.is_(None),
    )
)


def _fetch(connection: Connection, ids: list[UUID], today: date) -> dict[UUID, IncidentRow]:
    services = services_of(connection, ids)
    actions = _action_counts(connection, ids, today)
    repeats = _repeat_counts(connection, ids)
    return {
        row[0]: _row(
            row, services.get(row[0], ()), actions.get(row[0], (0, 0, 0)), repeats.get(row[0], 0)
        )
        for row in connection.execute(_ROWS, {"ids": ids}).all()
    }


def _row(
    row: Row[*tuple[Any, ...]],
    services: tuple[str, ...],
    actions: tuple[int, int, int],
    repeats: int,
) -> IncidentRow:
    (
        id,
        key,
        title,
        severity,
        kind,
        started_at,
        resolved_at,
        lead,
        version,
        trashed_at,
        status,
        category,
    ) = row
    minutes = None
    if started_at is not None and resolved_at is not None:
        minutes = round((resolved_at - started_at).total_seconds() / 60)
    return IncidentRow(
        id=id,
        key=key,
        title=title,
        severity=severity,
        kind=kind,
        status=status,
        started_at=started_at,
        resolved_at=resolved_at,
        duration_minutes=minutes,
        services=services,
        category=category,
        lead=lead,
        total_actions=actions[0],
        open_actions=actions[1],
        overdue_actions=actions[2],
        repeats=repeats,
        version=version,
        trashed_at=trashed_at,
    )


def services_of(connection: Connection, ids: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The service paths of each incident, in the order written."""
    groups: defaultdict[UUID, list[str]] = defaultdict(list)
    for owner, path in connection.execute(_SERVICES, {"ids": ids}).all():
        groups[owner].append(path)
    return {owner: tuple(paths) for owner, paths in groups.items()}


def _action_counts(
    connection: Connection, ids: list[UUID], today: date
) -> dict[UUID, tuple[int, int, int]]:
    rows = connection.execute(_ACTIONS, {"ids": ids, "today": today}).all()
    return {owner: (total, int(opened), int(late)) for owner, total, opened, late in rows}


def _repeat_counts(connection: Connection, ids: list[UUID]) -> dict[UUID, int]:
    """How many other incidents each is confirmed to repeat, or to be repeated by."""
    wanted = frozenset(ids)
    others: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for one, other in connection.execute(_REPEATS, {"ids": ids}):
        for here, there in ((one, other), (other, one)):
            if here in wanted:
                others[here].add(there)
    return {owner: len(found) for owner, found in others.items()}
