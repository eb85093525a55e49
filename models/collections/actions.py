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


class Actions:
    """Action items of incidents outside the trash."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def rows(self, *, as_of: datetime) -> list[ActionRow]:
        """The whole register by number, each item once.

        An item that answers several incidents is shown with the one that it was recorded for.
        """
        rows = self._rows(_ROWS.where(_IS_LIVE).order_by(*_IN_ORDER), as_of)
        first: dict[UUID, ActionRow] = {}
        for row in rows:
            first.setdefault(row.id, row)
        return list(first.values())

    def for_incident(self, id: UUID, as_of: datetime) -> list[ActionRow]:
        """The action items of one incident, in its table's order."""
        query = _ROWS.where(IncidentRecord.id == id).order_by(IncidentActionRecord.position)
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
            services = _services(connection, {row[_INCIDENT_ID] for row in rows})
        return [_row(row, services.get(row[_INCIDENT_ID], ()), today) for row in rows]


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
    )
    .join(IncidentActionRecord, IncidentActionRecord.action_item_id == ActionItemRecord.id)
    .join(IncidentRecord, IncidentRecord.id == IncidentActionRecord.incident_id)
    .outerjoin(PersonRecord, PersonRecord.id == ActionItemRecord.owner_id)
)
_INCIDENT_ID = 12


def _services(connection: Connection, ids: set[UUID]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    for some in batches(ids):
        found.update(services_of(connection, some))
    return found


def _row(row: Row[*tuple[Any, ...]], services: tuple[str, ...], today: date) -> ActionRow:
    (
        id,
        register_number,
        number,
        title,
        owner,
        due_on,
        original_due_on,
        status,
        completed_on,
        kind,
        strength,
        tracker_key,
        incident_id,
        incident_key,
        incident_title,
        incident_severity,
        version,
    ) = row
    late = due_on is not None and due_on < today and not status.is_closed
    return ActionRow(
        id=id,
        register_number=register_number,
        number=number,
        title=title,
        owner=owner,
        due_on=due_on,
        original_due_on=original_due_on,
        status=status,
        completed_on=completed_on,
        kind=kind,
        strength=strength,
        tracker_key=tracker_key,
        overdue_days=(today - due_on).days if late else 0,
        incident_id=incident_id,
        incident_key=incident_key,
        incident_title=incident_title,
        incident_severity=incident_severity,
        services=services,
        version=version,
    )
