"""The register of action items."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, String, cast, exists, func, select
from sqlalchemy.orm import aliased

from models.collections.incident_rows import local_date, services_of
from models.collections.trackers import conflicting_items, waiting_items
from models.errors import NotFoundError
from models.history import ActionReview, DueDateMove
from models.keys import fold
from models.rows import ActionRow, DueCounts
from models.store.batches import batches
from models.store.tables import (
    ActionItemRecord,
    ActionReviewRecord,
    DueDateMoveRecord,
    IncidentActionRecord,
    IncidentRecord,
    PersonRecord,
)
from models.vocabulary import ActionStatus, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection, Row

    from models.store.store import Store


class Actions:
    """Action items of incidents outside the trash."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def rows(self, *, as_of: datetime) -> list[ActionRow]:
        """The whole register by number, each item once.

        An item that answers several incidents is shown with the one that it was recorded for.
        """
        return self._rows(_ROWS.where(_IS_LIVE).order_by(*_IN_ORDER), as_of)

    def due_counts(self, *, as_of: datetime, owner: str = "") -> DueCounts:
        """How many open items are late, counted by the store alone; of one owner if named."""
        item = ActionItemRecord
        with self._store.reading() as connection:
            today = local_date(connection, as_of)
            sunday = today + timedelta(days=6 - today.weekday())
            query = select(
                func.count().filter(item.due_on < today),
                func.count().filter(item.due_on >= today, item.due_on <= sunday),
            ).where(item.status.in_(_OPEN), item.due_on.is_not(None), in_register())
            if owner:
                people = select(PersonRecord.id).where(PersonRecord.folded == fold(owner))
                query = query.where(item.owner_id.in_(people))
            overdue, soon = connection.execute(query).one()
        return DueCounts(overdue=overdue, due_this_week=soon)

    def without_evidence(self, *, as_of: datetime) -> int:
        """How many items of SEV-1 and SEV-2 incidents nobody showed to be done.

        Those done in the last 30 days: what was recorded long ago is the past's.
        """
        item = ActionItemRecord
        with self._store.reading() as connection:
            today = local_date(connection, as_of)
            query = (
                select(func.count())
                .select_from(item)
                .where(
                    item.status == ActionStatus.DONE,
                    func.trim(item.status_reason) == "",
                    item.completed_on > today - timedelta(days=_RECENT_DAYS),
                    item.completed_on <= today,
                    _severe_of(item.id).exists(),
                )
            )
            return int(connection.execute(query).scalar_one())

    def for_incident(self, id: UUID, as_of: datetime) -> list[ActionRow]:
        """The action items of one incident, in its table's order."""
        query = _ROWS.where(IncidentRecord.id == id).order_by(IncidentActionRecord.position)
        return self._rows(query, as_of)

    def some(self, ids: Sequence[UUID], *, as_of: datetime) -> list[ActionRow]:
        """The rows of a few items, in the order asked; those that are gone are left out."""
        query = _ROWS.where(ActionItemRecord.id.in_(ids), _IS_LIVE).order_by(*_IN_ORDER)
        found = {row.id: row for row in self._rows(query, as_of)}
        return [found[one] for one in ids if one in found]

    def titled(self, words: Sequence[str], *, as_of: datetime, limit: int) -> list[ActionRow]:
        """Items whose title or number (``A-118``) holds every word; open ones first."""
        item = ActionItemRecord
        query = select(item.id, item.title, item.register_number, item.status).where(in_register())
        shown = item.title + " A-" + cast(item.register_number, String)
        for word in words:
            # The engines fold the case of plain letters only; the others are compared below.
            if word.isascii():
                query = query.where(shown.icontains(word, autoescape=True))
        if all(word.isascii() for word in words):
            closed = item.status.not_in(_OPEN)
            query = query.order_by(closed, item.register_number).limit(limit)
        with self._store.reading() as connection:
            rows = connection.execute(query).all()
        wanted = [word.casefold() for word in words]
        found = [
            (status.is_closed, number, id)
            for id, title, number, status in rows
            if all(word in f"{title} A-{number}".casefold() for word in wanted)
        ]
        return self.some([id for _closed, _number, id in sorted(found)[:limit]], as_of=as_of)

    def shared_with(self, incident_id: UUID) -> dict[UUID, tuple[str, ...]]:
        """The keys of the other incidents that items of an incident answer; only such items."""
        own, other = aliased(IncidentActionRecord), aliased(IncidentActionRecord)
        query = (
            select(own.action_item_id, IncidentRecord.key)
            .join(other, other.action_item_id == own.action_item_id)
            .join(IncidentRecord, IncidentRecord.id == other.incident_id)
            .where(own.incident_id == incident_id, other.incident_id != incident_id, _IS_LIVE)
            .order_by(other.added_at, other.incident_id)
        )
        found: dict[UUID, tuple[str, ...]] = {}
        with self._store.reading() as connection:
            for item, key in connection.execute(query):
                found[item] = (*found.get(item, ()), key)
        return found

    def answered_by(self, action_id: UUID) -> list[UUID]:
        """The incidents that an action item answers, the first recorded one first."""
        link = IncidentActionRecord
        with self._store.reading() as connection:
            return list(
                connection.execute(
                    select(link.incident_id)
                    .where(link.action_item_id == action_id)
                    .order_by(link.added_at, link.incident_id)
                ).scalars()
            )

    def find_id(self, register_number: int) -> UUID:
        """The item with that number of the register (118 for ``A-118``).

        Raises:
            NotFoundError: when there is none.
        """
        with self._store.reading() as connection:
            found = connection.execute(
                select(ActionItemRecord.id).where(
                    ActionItemRecord.register_number == register_number
                )
            ).scalar_one_or_none()
        if found is None:
            raise NotFoundError(f"There is no action item A-{register_number}.")
        return found

    def due_date_moves(self, action_id: UUID) -> list[DueDateMove]:
        """How the due date moved, oldest first."""
        record = DueDateMoveRecord
        with self._store.reading() as connection:
            return [
                DueDateMove(
                    from_due_on=row.from_due_on,
                    to_due_on=row.to_due_on,
                    reason=row.reason,
                    made_by=row.handle,
                    made_at=row.made_at,
                )
                for row in connection.execute(
                    select(
                        record.from_due_on,
                        record.to_due_on,
                        record.reason,
                        record.made_at,
                        PersonRecord.handle,
                    )
                    .outerjoin(PersonRecord, PersonRecord.id == record.made_by)
                    .where(record.action_item_id == action_id)
                    .order_by(record.made_at, record.id)
                )
            ]

    def reviews(self, *, limit: int = 20) -> list[ActionReview]:
        """When the open items were gone through, the newest first."""
        record = ActionReviewRecord
        query = (
            select(record.__table__, PersonRecord.handle)
            .outerjoin(PersonRecord, PersonRecord.id == record.made_by)
            .order_by(record.held_at.desc())
            .limit(limit)
        )
        with self._store.reading() as connection:
            return [
                ActionReview(
                    held_at=row.held_at,
                    made_by=row.handle,
                    kept=row.kept,
                    closed=row.closed,
                    redated=row.redated,
                    reassigned=row.reassigned,
                    dropped=row.dropped,
                    note=row.note,
                )
                for row in connection.execute(query)
            ]

    def review_basis(self) -> tuple[datetime | None, datetime | None]:
        """When the last review was held; since when the oldest open item is recorded."""
        item = ActionItemRecord
        with self._store.reading() as connection:
            held = connection.execute(select(func.max(ActionReviewRecord.held_at))).scalar()
            oldest = connection.execute(
                select(func.min(item.recorded_at)).where(item.status.in_(_OPEN), in_register())
            ).scalar()
        return held, oldest

    def _rows(self, query: Select[*tuple[Any, ...]], as_of: datetime) -> list[ActionRow]:
        with self._store.reading() as connection:
            today = local_date(connection, as_of)
            first = {row[_ID]: row for row in reversed(connection.execute(query).all())}
            rows = list(reversed(first.values()))
            services = _services(connection, {row[_INCIDENT_ID] for row in rows})
            shared = _shared(connection, first)
            pushing = waiting_items(connection)
            conflicts = conflicting_items(connection)
        return [
            _row(
                row,
                today,
                services=services.get(row[_INCIDENT_ID], ()),
                answers=shared.get(row[_ID], ((row[_INCIDENT_KEY], row[_SEVERITY]),)),
                not_pushed=row[_ID] in pushing,
                in_conflict=row[_ID] in conflicts,
            )
            for row in rows
        ]


def in_register() -> ColumnElement[bool]:
    """Whether an item answers an incident outside the trash.

    Asked of the trash, which is small, instead of each item's incidents.
    """
    link = IncidentActionRecord
    trash = select(IncidentRecord.id).where(IncidentRecord.trashed_at.is_not(None))
    return exists().where(
        link.action_item_id == ActionItemRecord.id, link.incident_id.not_in(trash)
    )


_IS_LIVE = IncidentRecord.trashed_at.is_(None)
_IN_ORDER = (
    ActionItemRecord.register_number,
    IncidentActionRecord.added_at,
    IncidentActionRecord.incident_id,
)
_ROWS: Select[*tuple[Any, ...]] = (
    select(
        ActionItemRecord.id,
        ActionItemRecord.register_number,
        IncidentActionRecord.number,
        ActionItemRecord.title,
        PersonRecord.handle,
        ActionItemRecord.due_on,
        ActionItemRecord.original_due_on,
        ActionItemRecord.status,
        ActionItemRecord.completed_on,
        ActionItemRecord.kind,
        ActionItemRecord.strength,
        ActionItemRecord.tracker_key,
        IncidentRecord.id,
        IncidentRecord.key,
        IncidentRecord.title,
        IncidentRecord.severity,
        ActionItemRecord.version,
        ActionItemRecord.slips,
        ActionItemRecord.status_reason,
        ActionItemRecord.tracker_url,
        ActionItemRecord.tracker_synced_at,
    )
    .join(IncidentActionRecord, IncidentActionRecord.action_item_id == ActionItemRecord.id)
    .join(IncidentRecord, IncidentRecord.id == IncidentActionRecord.incident_id)
    .outerjoin(PersonRecord, PersonRecord.id == ActionItemRecord.owner_id)
)
_FIELDS = (
    "id",
    "register_number",
    "number",
    "title",
    "owner",
    "due_on",
    "original_due_on",
    "status",
    "completed_on",
    "kind",
    "strength",
    "tracker_key",
    "incident_id",
    "incident_key",
    "incident_title",
    "incident_severity",
    "version",
    "slips",
    "status_reason",
    "tracker_url",
    "tracker_synced_at",
)
"""What the columns of `_ROWS` are called in a row."""

_ID, _INCIDENT_ID, _INCIDENT_KEY, _SEVERITY = 0, 12, 13, 15
_RECENT_DAYS = 30
_OPEN = tuple(one for one in ActionStatus if not one.is_closed)
_FEW = 200
_SEVERE = (Severity.SEV_1, Severity.SEV_2)


def answers_severe(connection: Connection, action_id: UUID) -> bool:
    """Whether an item answers a SEV-1 or SEV-2, so that being done has to be shown."""
    return connection.execute(_severe_of(action_id).limit(1)).first() is not None


def _severe_of(action_id: Any) -> Select[*tuple[Any, ...]]:
    """The severe incidents outside the trash that an item answers."""
    link = IncidentActionRecord
    return (
        select(link.incident_id)
        .join(IncidentRecord, IncidentRecord.id == link.incident_id)
        .where(link.action_item_id == action_id, IncidentRecord.severity.in_(_SEVERE), _IS_LIVE)
    )


Answers = tuple[tuple[str, Severity | None], ...]


def _shared(connection: Connection, items: Collection[UUID]) -> dict[UUID, Answers]:
    """Those that answer several live incidents, with key and severity of each, in order."""
    link = IncidentActionRecord
    several = select(link.action_item_id).group_by(link.action_item_id).having(func.count() > 1)
    if len(items) <= _FEW:
        # One incident's items are not worth a look at the whole register.
        several = several.where(link.action_item_id.in_(items))
    found: dict[UUID, list[tuple[str, Severity | None]]] = {}
    for item, key, severity in connection.execute(
        select(link.action_item_id, IncidentRecord.key, IncidentRecord.severity)
        .join(IncidentRecord, IncidentRecord.id == link.incident_id)
        .where(link.action_item_id.in_(several), _IS_LIVE)
        .order_by(link.added_at, link.incident_id)
    ):
        found.setdefault(item, []).append((key, severity))
    return {item: tuple(answers) for item, answers in found.items()}


def _services(connection: Connection, ids: set[UUID]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    for some in batches(ids):
        found.update(services_of(connection, some))
    return found


def _row(
    row: Row[*tuple[Any, ...]],
    today: date,
    *,
    services: tuple[str, ...],
    answers: Answers,
    not_pushed: bool,
    in_conflict: bool,
) -> ActionRow:
    values: dict[str, Any] = dict(zip(_FIELDS, row, strict=True))
    due_on, status = values["due_on"], values["status"]
    late = due_on is not None and due_on < today and not status.is_closed
    return ActionRow(
        **values,
        overdue_days=(today - due_on).days if late else 0,
        services=services,
        incident_keys=tuple(key for key, _ in answers),
        wants_evidence=any(severity in _SEVERE for _, severity in answers),
        not_pushed=not_pushed,
        in_conflict=in_conflict,
    )
