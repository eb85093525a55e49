"""The register of action items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from models.collections.incident_rows import local_date, services_of
from models.errors import NotFoundError
from models.history import DueDateMove
from models.rows import ActionRow
from models.store.batches import batches
from models.store.tables import (
    ActionItemRecord,
    DueDateMoveRecord,
    IncidentActionRecord,
    IncidentRecord,
    PersonRecord,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.engine import Connection, Row

    from models.store.store import Store

_ITEM_COLUMNS = (
    "id",
    "register_number",
    "title",
    "due_on",
    "original_due_on",
    "status",
    "completed_on",
    "kind",
    "strength",
    "tracker_key",
    "version",
)


class Actions:
    """Action items of incidents outside the trash."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def rows(self, *, as_of: datetime) -> list[ActionRow]:
        """The whole register by number, each item once.

        An item that answers several incidents is shown with the one that it was recorded for.
        """
        return list({row.id: row for row in reversed(self._rows(_query(), as_of))}.values())[::-1]

    def for_incident(self, id: UUID, as_of: datetime) -> list[ActionRow]:
        """The action items of one incident, in its table's order."""
        query = (
            _query(with_trash=True)
            .where(IncidentActionRecord.incident_id == id)
            .order_by(None)
            .order_by(IncidentActionRecord.position)
        )
        return self._rows(query, as_of)

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

    def _rows(self, query: Select[*tuple[Any, ...]], as_of: datetime) -> list[ActionRow]:
        with self._store.reading() as connection:
            today = local_date(connection, as_of)
            rows = connection.execute(query).all()
            services = _services(connection, {row.incident_id for row in rows})
        return [_row(row, services.get(row.incident_id, ()), today) for row in rows]


def _query(*, with_trash: bool = False) -> Select[*tuple[Any, ...]]:
    link, item = IncidentActionRecord, ActionItemRecord
    query: Select[*tuple[Any, ...]] = (
        select(
            *(getattr(item, name) for name in _ITEM_COLUMNS),
            link.number,
            PersonRecord.handle.label("owner"),
            IncidentRecord.id.label("incident_id"),
            IncidentRecord.key.label("incident_key"),
            IncidentRecord.title.label("incident_title"),
            IncidentRecord.severity.label("incident_severity"),
        )
        .join(link, link.action_item_id == item.id)
        .join(IncidentRecord, IncidentRecord.id == link.incident_id)
        .outerjoin(PersonRecord, PersonRecord.id == item.owner_id)
        .order_by(item.register_number, link.added_at, link.incident_id)
    )
    return query if with_trash else query.where(IncidentRecord.trashed_at.is_(None))


def _services(connection: Connection, ids: set[UUID]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    for some in batches(ids):
        found.update(services_of(connection, some))
    return found


def _row(row: Row[*tuple[Any, ...]], services: tuple[str, ...], today: date) -> ActionRow:
    late = row.due_on is not None and not row.status.is_closed and row.due_on < today
    return ActionRow(
        **{name: getattr(row, name) for name in _ITEM_COLUMNS},
        number=row.number,
        owner=row.owner,
        overdue_days=(today - row.due_on).days if late else 0,
        incident_id=row.incident_id,
        incident_key=row.incident_key,
        incident_title=row.incident_title,
        incident_severity=row.incident_severity,
        services=services,
    )
