"""Incidents that touched the services of reviews after these were decided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from models.review import Disposition, NewIncident, ReviewStatus
from models.reviewing.board import covers
from models.store.tables import (
    IncidentRecord,
    IncidentServiceRecord,
    ReviewIncidentRecord,
    ReviewRecord,
    ReviewServiceRecord,
    ServiceRecord,
)
from models.vocabulary import IncidentKind

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.engine import Connection


@dataclass(slots=True)
class _Decided:
    """A review as it was decided."""

    since: datetime
    services: list[str] = field(default_factory=list)
    known: set[UUID] = field(default_factory=set)
    accepted: dict[UUID, list[str]] = field(default_factory=lambda: defaultdict(list))


def incidents_since(
    connection: Connection, review_id: UUID | None = None
) -> dict[UUID, tuple[NewIncident, ...]]:
    """For each decided review (or one), the incidents since, the last first.

    Drills and what is in the trash are left out, as are incidents that the review names already.
    The day of the decision counts (UTC): what happened on it may not have been known.
    """
    decided = _decided(connection, review_id)
    if not decided:
        return {}
    earliest = min(one.since for one in decided.values())
    found: dict[UUID, tuple[NewIncident, ...]] = {}
    candidates = _candidates(connection, earliest)
    for id, review in decided.items():
        told = [
            _new(row, shared, review)
            for row, paths in candidates
            if row.started_at >= review.since
            and row.id not in review.known
            and (shared := tuple(path for path in paths if covers(review.services, path)))
        ]
        if told:
            found[id] = tuple(told)
    return found


def _new(row: Row[*tuple[Any, ...]], shared: tuple[str, ...], review: _Decided) -> NewIncident:
    return NewIncident(
        incident_id=row.id,
        key=row.key,
        title=row.title,
        severity=row.severity,
        started_at=row.started_at,
        services=shared,
        accepted=tuple(review.accepted.get(row.category_id, ())) if row.category_id else (),
    )


def _decided(connection: Connection, review_id: UUID | None) -> dict[UUID, _Decided]:
    record = ReviewRecord
    query = select(record.id, record.decided_on).where(
        record.status == ReviewStatus.DECIDED.value,
        record.decided_on.is_not(None),
        record.trashed_at.is_(None),
    )
    if review_id is not None:
        query = query.where(record.id == review_id)
    reviews = {
        id: _Decided(datetime.combine(day, time(), UTC))
        for id, day in connection.execute(query)
        if day is not None
    }
    if not reviews:
        return {}
    link = ReviewServiceRecord
    for id, path in connection.execute(
        select(link.review_id, ServiceRecord.path)
        .join(ServiceRecord, ServiceRecord.id == link.service_id)
        .order_by(link.review_id, link.position)
    ):
        if id in reviews:
            reviews[id].services.append(path)
    found = ReviewIncidentRecord
    for row in connection.execute(
        select(
            found.review_id,
            found.incident_id,
            found.disposition,
            IncidentRecord.key,
            IncidentRecord.category_id,
        )
        .join(IncidentRecord, IncidentRecord.id == found.incident_id)
        .order_by(found.review_id, found.position)
    ):
        review = reviews.get(row.review_id)
        if review is None:
            continue
        review.known.add(row.incident_id)
        if row.disposition == Disposition.ACCEPTED_RISK.value and row.category_id:
            review.accepted[row.category_id].append(row.key)
    return reviews


def _candidates(
    connection: Connection, since: datetime
) -> list[tuple[Row[*tuple[Any, ...]], list[str]]]:
    """Incidents since then with the services that they touched, the last first."""
    incident, link = IncidentRecord, IncidentServiceRecord
    rows: dict[UUID, tuple[Row[*tuple[Any, ...]], list[str]]] = {}
    for row in connection.execute(
        select(
            incident.id,
            incident.key,
            incident.title,
            incident.severity,
            incident.started_at,
            incident.category_id,
            ServiceRecord.path,
        )
        .join(link, link.incident_id == incident.id)
        .join(ServiceRecord, ServiceRecord.id == link.service_id)
        .where(
            incident.started_at >= since,
            incident.trashed_at.is_(None),
            incident.kind == IncidentKind.INCIDENT,
        )
        .order_by(incident.started_at.desc(), incident.id, link.position)
    ):
        rows.setdefault(row.id, (row, []))[1].append(row.path)
    return list(rows.values())
