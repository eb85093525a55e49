"""Architecture reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from models.collections.review_news import incidents_since
from models.errors import NotFoundError
from models.keys import fold
from models.review import (
    Disposition,
    NewIncident,
    Review,
    ReviewedIncident,
    ReviewQuestion,
    ReviewStatus,
)
from models.rows import ReviewRow
from models.store.tables import (
    IncidentRecord,
    ReviewActionRecord,
    ReviewIncidentRecord,
    ReviewQuestionRecord,
    ReviewRecord,
    ReviewServiceRecord,
    ServiceRecord,
)

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from models.store.store import Store


class Reviews:
    """Reviews outside the trash."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def rows(self) -> list[ReviewRow]:
        """A row for each review, the last changed first."""
        record, found = ReviewRecord, ReviewIncidentRecord
        decided = case((found.disposition != Disposition.OPEN.value, 1), else_=0)
        with self._store.reading() as connection:
            counts = {
                owner: (total, int(done))
                for owner, total, done in connection.execute(
                    select(found.review_id, func.count(), func.sum(decided)).group_by(
                        found.review_id
                    )
                )
            }
            services = _services(connection, None)
            news = incidents_since(connection)
            rows = connection.execute(
                select(record.id, record.title, record.status, record.meeting_on, record.updated_at)
                .where(record.trashed_at.is_(None))
                .order_by(record.updated_at.desc(), record.id)
            ).all()
        return [
            ReviewRow(
                id=row.id,
                title=row.title,
                status=row.status,
                services=services.get(row.id, ()),
                incidents=counts.get(row.id, (0, 0))[0],
                decided=counts.get(row.id, (0, 0))[1],
                meeting_on=row.meeting_on,
                updated_at=row.updated_at,
                new_incidents=len(news.get(row.id, ())),
                accepted_again=sum(bool(one.accepted) for one in news.get(row.id, ())),
            )
            for row in rows
        ]

    def titles(self) -> dict[UUID, str]:
        """The title of each review, the last changed first."""
        record = ReviewRecord
        with self._store.reading() as connection:
            rows = connection.execute(
                select(record.id, record.title)
                .where(record.trashed_at.is_(None))
                .order_by(record.updated_at.desc(), record.id)
            ).all()
        return {row.id: row.title for row in rows}

    def find_id(self, name: str) -> UUID:
        """The review that `name` means: its number in the list of all, from 1, or its title.

        Numbers count from the review that was begun first, so that they do not change.

        Raises:
            NotFoundError: when there is none, or several have that title.
        """
        record = ReviewRecord
        with self._store.reading() as connection:
            rows = connection.execute(
                select(record.id, record.title)
                .where(record.trashed_at.is_(None))
                .order_by(record.created_at, record.id)
            ).all()
        ids: list[UUID] = [row.id for row in rows]
        if name.isdecimal() and 0 < int(name) <= len(rows):
            return ids[int(name) - 1]
        wanted = fold(name)
        titles = {row.id: fold(row.title) for row in rows}
        found = [id for id in ids if titles[id] == wanted or str(id) == name]
        found = found or [id for id in ids if wanted and wanted in titles[id]]
        if len(found) == 1:
            return found[0]
        listed = ", ".join(f"{place} {row.title}" for place, row in enumerate(rows, 1))
        means = f"“{name}” means several reviews." if found else f"There is no review “{name}”."
        hint = f"There are: {listed}." if rows else "The library has none."
        raise NotFoundError(means, hint)

    def new_incidents(self, id: UUID) -> tuple[NewIncident, ...]:
        """Incidents that touched its services after it was decided, the last first."""
        with self._store.reading() as connection:
            return incidents_since(connection, id).get(id, ())

    def get(self, id: UUID) -> Review:
        """The whole review.

        Raises:
            NotFoundError: when there is none with that id.
        """
        with self._store.reading() as connection:
            row = connection.execute(
                select(ReviewRecord.__table__).where(ReviewRecord.id == id)
            ).one_or_none()
            if row is None:
                raise NotFoundError("This review is not in the library any more.")
            return Review(
                id=row.id,
                version=row.version,
                title=row.title,
                status=ReviewStatus(row.status),
                design=row.design,
                summary=row.summary,
                participants=tuple((row.participants or "").splitlines()),
                window_months=row.window_months,
                meeting_on=row.meeting_on,
                decision=row.decision,
                decided_on=row.decided_on,
                created_at=row.created_at,
                updated_at=row.updated_at,
                trashed_at=row.trashed_at,
                services=_services(connection, id).get(id, ()),
                incidents=_incidents(connection, id),
                questions=_questions(connection, id),
                action_item_ids=_action_items(connection, id),
            )


def _services(connection: Connection, id: UUID | None) -> dict[UUID, tuple[str, ...]]:
    link = ReviewServiceRecord
    query = (
        select(link.review_id, ServiceRecord.path)
        .join(ServiceRecord, ServiceRecord.id == link.service_id)
        .order_by(link.review_id, link.position)
    )
    if id is not None:
        query = query.where(link.review_id == id)
    groups: dict[UUID, tuple[str, ...]] = {}
    for owner, path in connection.execute(query):
        groups[owner] = (*groups.get(owner, ()), path)
    return groups


def _incidents(connection: Connection, id: UUID) -> tuple[ReviewedIncident, ...]:
    found = ReviewIncidentRecord
    rows = connection.execute(
        select(
            found.id,
            found.incident_id,
            found.disposition,
            found.note,
            found.disposed_by,
            found.disposed_at,
            found.score,
            found.evidence,
            IncidentRecord.key,
            IncidentRecord.title,
            IncidentRecord.severity,
            IncidentRecord.started_at,
        )
        .join(IncidentRecord, IncidentRecord.id == found.incident_id)
        .where(found.review_id == id)
        .order_by(found.position)
    )
    return tuple(
        ReviewedIncident(
            id=row.id,
            incident_id=row.incident_id,
            disposition=Disposition(row.disposition),
            note=row.note,
            disposed_by=row.disposed_by or "",
            disposed_at=row.disposed_at,
            score=row.score,
            evidence=tuple(row.evidence),
            key=row.key,
            title=row.title,
            severity=row.severity,
            started_at=row.started_at,
        )
        for row in rows
    )


def _questions(connection: Connection, id: UUID) -> tuple[ReviewQuestion, ...]:
    record = ReviewQuestionRecord
    rows = connection.execute(
        select(record.id, record.text, record.answer, record.source)
        .where(record.review_id == id)
        .order_by(record.position)
    )
    return tuple(
        ReviewQuestion(id=row.id, text=row.text, answer=row.answer, source=row.source)
        for row in rows
    )


def _action_items(connection: Connection, id: UUID) -> tuple[UUID, ...]:
    record = ReviewActionRecord
    rows = connection.execute(
        select(record.action_item_id).where(record.review_id == id).order_by(record.action_item_id)
    )
    return tuple(rows.scalars())
