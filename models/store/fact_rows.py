"""The facts that figures are computed from: a few SELECTs of a few columns, never aggregates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import String, case, func, select, type_coerce

from models.figures.facts import ActionFact, Facts, IncidentFact, LinkFact, ReviewFact
from models.review import Disposition
from models.store.loading import AUTHOR, REVIEWER
from models.store.settings import REPEAT_WINDOW, ZONE, read_setting
from models.store.tables import (
    ActionItemRecord,
    CategoryRecord,
    IncidentActionRecord,
    IncidentRecord,
    IncidentServiceRecord,
    KnownVerdictRecord,
    LinkRecord,
    PersonRecord,
    PostmortemPersonRecord,
    PostmortemRecord,
    ReviewIncidentRecord,
    ReviewRecord,
    ServiceRecord,
)
from models.vocabulary import Effectiveness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.engine import Connection
    from sqlalchemy.orm import InstrumentedAttribute
    from sqlalchemy.sql.elements import TypeCoerce

    from models.policy_rules import Policy


class _Ids(dict[Any, UUID]):
    """The ids behind raw values: each is made once, however often the rows name it."""

    def __missing__(self, raw: Any) -> UUID:
        """PostgreSQL's driver gives UUIDs, SQLite's gives their 32 digits."""
        made = raw if isinstance(raw, UUID) else UUID(hex=raw)
        self[raw] = made
        return made


def _raw(column: InstrumentedAttribute[UUID]) -> TypeCoerce[str]:
    """The column as the driver gives it: making UUIDs takes longest of all."""
    return type_coerce(column, String)


_DOCUMENT, _INCIDENT, _ACTION = PostmortemRecord, IncidentRecord, ActionItemRecord
# Statements are built once; the order of columns is that of the constructors below.
_SELECT_INCIDENTS = (
    select(
        _raw(_INCIDENT.id),
        _INCIDENT.key,
        _INCIDENT.title,
        _INCIDENT.severity,
        _INCIDENT.kind,
        _INCIDENT.started_at,
        _INCIDENT.detected_at,
        _INCIDENT.mitigated_at,
        _INCIDENT.resolved_at,
        CategoryRecord.path,
        _DOCUMENT.status,
        _DOCUMENT.published_at,
        _INCIDENT.user_impact_minutes,
        _INCIDENT.slo,
        _INCIDENT.slo_violated,
        _INCIDENT.data_loss,
        _INCIDENT.security,
        _INCIDENT.manual_rollback,
    )
    .outerjoin(CategoryRecord, CategoryRecord.id == _INCIDENT.category_id)
    .outerjoin(_DOCUMENT, _DOCUMENT.incident_id == _INCIDENT.id)
    .where(_INCIDENT.trashed_at.is_(None))
)
_SELECT_SERVICES = select(_raw(IncidentServiceRecord.incident_id), ServiceRecord.path).join(
    ServiceRecord, ServiceRecord.id == IncidentServiceRecord.service_id
)
_SELECT_PEOPLE = select(
    _raw(PostmortemPersonRecord.incident_id),
    _raw(PostmortemPersonRecord.person_id),
    PostmortemPersonRecord.role,
)
_SELECT_ANSWERS = select(
    _raw(IncidentActionRecord.action_item_id), _raw(IncidentActionRecord.incident_id)
).order_by(IncidentActionRecord.added_at, IncidentActionRecord.incident_id)
_SELECT_ACTIONS = select(
    _raw(_ACTION.id),
    PersonRecord.handle,
    _ACTION.due_on,
    func.coalesce(_ACTION.original_due_on, _ACTION.due_on),
    _ACTION.slips,
    _ACTION.status,
    _ACTION.completed_on,
    _ACTION.strength,
    _ACTION.tracker_key,
    _ACTION.created_at,
    _ACTION.check_on,
    _ACTION.effectiveness,
).outerjoin(PersonRecord, PersonRecord.id == _ACTION.owner_id)
_SELECT_LINKS = select(
    _raw(LinkRecord.from_id),
    _raw(LinkRecord.to_id),
    LinkRecord.kind,
    LinkRecord.made_at,
    LinkRecord.id,
).where(LinkRecord.removed_at.is_(None))
_VERDICT = KnownVerdictRecord
_SELECT_VERDICTS = select(
    _VERDICT.link_id, _VERDICT.known, _VERDICT.computed, _VERDICT.made_at
).order_by(_VERDICT.made_at, _VERDICT.id)
_DECIDED: Any = func.sum(
    case((ReviewIncidentRecord.disposition != Disposition.OPEN.value, 1), else_=0)
)
_SELECT_REVIEWS = (
    select(
        ReviewRecord.id,
        ReviewRecord.meeting_on,
        ReviewRecord.created_at,
        func.count(ReviewIncidentRecord.id),
        func.coalesce(_DECIDED, 0),
    )
    .outerjoin(ReviewIncidentRecord, ReviewIncidentRecord.review_id == ReviewRecord.id)
    .where(ReviewRecord.trashed_at.is_(None))
    .group_by(ReviewRecord.id, ReviewRecord.meeting_on, ReviewRecord.created_at)
)


def read_facts(connection: Connection, judged: Mapping[UUID, Policy]) -> Facts:
    """Everything outside the trash that any figure needs, as one state of the library.

    Args:
        connection: where to read.
        judged: the policies of final postmortems that the present one does not judge.
    """
    ids = _Ids()
    services, reviewed = _services(connection), _reviewed_by_other(connection)
    nothing: frozenset[str] = frozenset()
    rows = connection.execute(_SELECT_INCIDENTS).all()
    alive = {row[0] for row in rows}
    return Facts(
        incidents=tuple(
            _incident(row, ids[row[0]], services.get(row[0], nothing), row[0] in reviewed)
            for row in rows
        ),
        actions=_actions(connection, ids, alive),
        links=_links(connection, ids, alive),
        reviews=tuple(
            ReviewFact(
                id=id,
                meeting_on=meeting_on,
                created_at=created_at,
                incidents=incidents,
                decided=int(decided),
            )
            for id, meeting_on, created_at, incidents, decided in connection.execute(
                _SELECT_REVIEWS
            )
        ),
        zone=str(read_setting(connection, ZONE)),
        window=int(read_setting(connection, REPEAT_WINDOW)),
        judged=judged,
    )


def _links(connection: Connection, ids: _Ids, alive: set[Any]) -> tuple[LinkFact, ...]:
    """Live links outside the trash, with what persons corrected at them."""
    corrected: dict[UUID, tuple[str | None, datetime | None]] = {}
    for link, filed, computed, at in connection.execute(_SELECT_VERDICTS):
        corrected[link] = (None, None) if filed == computed else (filed, at)
    found = []
    for first, second, kind, made_at, link in connection.execute(_SELECT_LINKS):
        if first in alive and second in alive:
            known, known_at = corrected.get(link, (None, None))
            found.append(
                LinkFact(
                    from_id=ids[first],
                    to_id=ids[second],
                    kind=kind,
                    made_at=made_at,
                    known=known,
                    known_at=known_at,
                )
            )
    return tuple(found)


def _incident(row: Any, id: UUID, services: frozenset[str], reviewed: bool) -> IncidentFact:
    return IncidentFact(
        id=id,
        key=row[1],
        title=row[2],
        severity=row[3],
        kind=row[4],
        started_at=row[5],
        detected_at=row[6],
        mitigated_at=row[7],
        resolved_at=row[8],
        category=row[9],
        status=row[10],
        published_at=row[11],
        stated_impact_minutes=row[12],
        slo=row[13],
        slo_violated=row[14],
        data_loss=row[15],
        security=row[16],
        manual_rollback=row[17],
        services=services,
        reviewed_by_other=reviewed,
    )


def _services(connection: Connection) -> dict[Any, frozenset[str]]:
    """The services of each incident; incidents of the same services share one set."""
    found: dict[Any, list[str]] = {}
    for incident, path in connection.execute(_SELECT_SERVICES):
        found.setdefault(incident, []).append(path)
    sets: dict[frozenset[str], frozenset[str]] = {}
    return {
        incident: sets.setdefault(services, services)
        for incident, services in ((one, frozenset(paths)) for one, paths in found.items())
    }


def _reviewed_by_other(connection: Connection) -> set[Any]:
    """Incidents with a reviewer who is not among the authors."""
    roles: dict[str, set[tuple[Any, Any]]] = {AUTHOR: set(), REVIEWER: set()}
    for incident, person, role in connection.execute(_SELECT_PEOPLE):
        roles.setdefault(role, set()).add((incident, person))
    return {incident for incident, _ in roles[REVIEWER] - roles[AUTHOR]}


def _actions(connection: Connection, ids: _Ids, alive: set[Any]) -> tuple[ActionFact, ...]:
    """Items that answer an incident outside the trash, each once."""
    answered: dict[Any, tuple[UUID, ...]] = {}
    for action, incident in connection.execute(_SELECT_ANSWERS):
        if incident in alive:
            answered[action] = (*answered.get(action, ()), ids[incident])
    return tuple(_action(connection.execute(_SELECT_ACTIONS), ids, answered))


def _action(
    rows: Iterable[Any], ids: _Ids, answered: dict[Any, tuple[UUID, ...]]
) -> Iterable[ActionFact]:
    for row in rows:
        incident_ids = answered.get(row[0])
        if incident_ids:
            yield ActionFact(
                id=ids[row[0]],
                incident_ids=incident_ids,
                owner=row[1],
                due_on=row[2],
                original_due_on=row[3],
                slips=row[4],
                status=row[5],
                completed_on=row[6],
                strength=row[7],
                tracker_key=row[8],
                created_at=row[9],
                check_on=row[10],
                effectiveness=Effectiveness(row[11]) if row[11] else None,
            )
