"""The facts that figures are computed from: a few SELECTs of a few columns, never aggregates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select

from models.figures.facts import ActionFact, Facts, IncidentFact, LinkFact, ReviewFact
from models.review import Disposition
from models.store.loading import AUTHOR, REVIEWER
from models.store.settings import ZONE, read_setting
from models.store.tables import (
    ActionItemRecord,
    CategoryRecord,
    IncidentActionRecord,
    IncidentRecord,
    IncidentServiceRecord,
    LinkRecord,
    PersonRecord,
    PostmortemPersonRecord,
    PostmortemRecord,
    ReviewIncidentRecord,
    ReviewRecord,
    ServiceRecord,
)

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.engine import Connection


def read_facts(connection: Connection) -> Facts:
    """Everything outside the trash that any figure needs, as one state of the library."""
    incidents = _incidents(connection)
    alive = {one.id for one in incidents}
    return Facts(
        incidents=incidents,
        actions=_actions(connection, alive),
        links=_links(connection, alive),
        reviews=_reviews(connection),
        zone=str(read_setting(connection, ZONE)),
    )


def _incidents(connection: Connection) -> tuple[IncidentFact, ...]:
    record, document = IncidentRecord, PostmortemRecord
    services = _services(connection)
    reviewed = _reviewed_by_other(connection)
    nothing: frozenset[str] = frozenset()
    rows = connection.execute(
        select(
            record.id,
            record.key,
            record.title,
            record.severity,
            record.kind,
            record.started_at,
            record.detected_at,
            record.mitigated_at,
            record.resolved_at,
            CategoryRecord.path.label("category"),
            document.status,
            document.published_at,
            record.user_impact_minutes.label("stated_impact_minutes"),
            record.slo,
            record.slo_violated,
            record.data_loss,
            record.security,
            record.manual_rollback,
        )
        .outerjoin(CategoryRecord, CategoryRecord.id == record.category_id)
        .outerjoin(document, document.incident_id == record.id)
        .where(record.trashed_at.is_(None))
    )
    return tuple(
        IncidentFact(
            **row,
            services=services.get(row["id"], nothing),
            reviewed_by_other=row["id"] in reviewed,
        )
        for row in rows.mappings()
    )


def _services(connection: Connection) -> dict[UUID, frozenset[str]]:
    link = IncidentServiceRecord
    rows = connection.execute(
        select(link.incident_id, ServiceRecord.path).join(
            ServiceRecord, ServiceRecord.id == link.service_id
        )
    )
    found: dict[UUID, set[str]] = {}
    for incident_id, path in rows:
        found.setdefault(incident_id, set()).add(path)
    return {incident_id: frozenset(paths) for incident_id, paths in found.items()}


def _reviewed_by_other(connection: Connection) -> set[UUID]:
    """Incidents with a reviewer who is not among the authors."""
    person = PostmortemPersonRecord
    roles: dict[str, set[tuple[UUID, UUID]]] = {AUTHOR: set(), REVIEWER: set()}
    for incident_id, person_id, role in connection.execute(
        select(person.incident_id, person.person_id, person.role)
    ):
        roles.setdefault(role, set()).add((incident_id, person_id))
    return {incident_id for incident_id, _ in roles[REVIEWER] - roles[AUTHOR]}


def _actions(connection: Connection, alive: set[UUID]) -> tuple[ActionFact, ...]:
    """Items that answer an incident outside the trash, each once."""
    answered: dict[UUID, list[UUID]] = {}
    link = IncidentActionRecord
    for action_id, incident_id in connection.execute(
        select(link.action_item_id, link.incident_id).order_by(link.added_at, link.incident_id)
    ):
        if incident_id in alive:
            answered.setdefault(action_id, []).append(incident_id)
    record = ActionItemRecord
    rows = connection.execute(
        select(
            record.id,
            PersonRecord.handle.label("owner"),
            record.due_on,
            func.coalesce(record.original_due_on, record.due_on).label("original_due_on"),
            record.slips,
            record.status,
            record.completed_on,
            record.strength,
            record.tracker_key,
            record.created_at,
        ).outerjoin(PersonRecord, PersonRecord.id == record.owner_id)
    )
    return tuple(
        ActionFact(**row, incident_ids=tuple(answered[row["id"]]))
        for row in rows.mappings()
        if row["id"] in answered
    )


def _links(connection: Connection, alive: set[UUID]) -> tuple[LinkFact, ...]:
    record = LinkRecord
    rows = connection.execute(
        select(record.from_id, record.to_id, record.kind, record.made_at).where(
            record.removed_at.is_(None)
        )
    )
    return tuple(
        LinkFact(**row)
        for row in rows.mappings()
        if row["from_id"] in alive and row["to_id"] in alive
    )


def _reviews(connection: Connection) -> tuple[ReviewFact, ...]:
    record, found = ReviewRecord, ReviewIncidentRecord
    decided: Any = func.sum(case((found.disposition != Disposition.OPEN.value, 1), else_=0))
    rows = connection.execute(
        select(
            record.id,
            record.meeting_on,
            record.created_at,
            func.count(found.id).label("incidents"),
            func.coalesce(decided, 0).label("decided"),
        )
        .outerjoin(found, found.review_id == record.id)
        .where(record.trashed_at.is_(None))
        .group_by(record.id, record.meeting_on, record.created_at)
    )
    return tuple(
        ReviewFact(
            id=row.id,
            meeting_on=row.meeting_on,
            created_at=row.created_at,
            incidents=row.incidents,
            decided=int(row.decided),
        )
        for row in rows
    )
