"""Tracker accounts, what waits to be sent to them, and what both sides disagree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from models.errors import NotFoundError
from models.keys import fold
from models.store.batches import batches
from models.store.tables import (
    ActionItemRecord,
    IncidentActionRecord,
    IncidentRecord,
    OutboxRecord,
    PersonRecord,
    TrackerAccountRecord,
)
from models.store.tracker_people import read_people
from models.store.tracker_rows import LINK, account_of, link_of
from models.store.waiting_messages import read_messages
from models.tracker_merging import pushable
from models.trackers import (
    OutboxEntry,
    OutboxVerb,
    SyncConflict,
    SyncedField,
    SyncedValues,
    TrackedAction,
    TrackerKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.engine import Connection, Row

    from models.store.store import Store
    from models.tracker_people import TrackerPeople
    from models.trackers import TrackerAccount
    from models.waiting_messages import WaitingMessage

_ACCOUNT: Any = TrackerAccountRecord.__table__
_ITEM: Any = ActionItemRecord.__table__
_OUTBOX: Any = OutboxRecord.__table__
_PERSON: Any = PersonRecord.__table__
_IS_LIVE = (
    select(IncidentActionRecord.action_item_id)
    .join(IncidentRecord, IncidentRecord.id == IncidentActionRecord.incident_id)
    .where(
        IncidentActionRecord.action_item_id == _ITEM.c.id,
        IncidentRecord.trashed_at.is_(None),
    )
    .exists()
)


class Trackers:
    """Where action items go to, and how far they got."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def accounts(self) -> list[TrackerAccount]:
        """Every account, by name. Secrets are not among what is stored."""
        with self._store.reading() as connection:
            rows = connection.execute(select(_ACCOUNT).order_by(_ACCOUNT.c.folded))
            return [account_of(row) for row in rows]

    def account(self, id: UUID) -> TrackerAccount:
        """One account.

        Raises:
            NotFoundError: when it was removed.
        """
        for one in self.accounts():
            if one.id == id:
                return one
        raise NotFoundError("This tracker account is not in the library any more.")

    def named(self, kind: TrackerKind, name: str = "") -> TrackerAccount:
        """The account of a kind; by its name where there are several.

        Raises:
            NotFoundError: when there is none, or several and no name chooses.
        """
        found = [
            one
            for one in self.accounts()
            if one.kind is kind and (not name or fold(one.name) == fold(name))
        ]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(one.name for one in found)
            raise NotFoundError(
                f"There are several accounts for {kind.shown}: {names}.", "Name one of them."
            )
        what = f"called “{name}” " if name else ""
        raise NotFoundError(
            f"There is no account {what}for {kind.shown} in this library.",
            "Add one in Settings, Trackers.",
        )

    def people(self, account_id: UUID) -> TrackerPeople:
        """Who is who at an account, as far as that was found out or set."""
        with self._store.reading() as connection:
            return read_people(connection, account_id)

    def name_of(self, handle: str) -> str:
        """The name of somebody whom the library knows by a handle; empty where it has none."""
        query = select(_PERSON.c.name).where(_PERSON.c.folded == fold(handle))
        with self._store.reading() as connection:
            return connection.execute(query).scalar_one_or_none() or ""

    def messages(self) -> list[WaitingMessage]:
        """What webhooks could not be told yet, in the order asked."""
        with self._store.reading() as connection:
            return read_messages(connection)

    def outbox(self) -> list[OutboxEntry]:
        """What was asked for and not sent yet, in the order asked."""
        query = (
            select(
                _OUTBOX,
                _ITEM.c.title,
                _ITEM.c.register_number,
                _ACCOUNT.c.name.label("account_name"),
                IncidentRecord.key.label("incident_key"),
            )
            .join(_ITEM, _ITEM.c.id == _OUTBOX.c.action_item_id)
            .join(_ACCOUNT, _ACCOUNT.c.id == _OUTBOX.c.account_id)
            .outerjoin(IncidentRecord, IncidentRecord.id == _OUTBOX.c.incident_id)
            .where(_IS_LIVE)
            .order_by(_OUTBOX.c.queued_at, _ITEM.c.register_number)
        )
        with self._store.reading() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def not_pushed(self) -> int:
        """How many action items have something that the tracker was not told yet, and messages."""
        with self._store.reading() as connection:
            return len(waiting_items(connection)) + len(read_messages(connection))

    def tracked(self, account: TrackerAccount) -> list[TrackedAction]:
        """The action items whose issues are the account's, by their number in the register."""
        query = tracked_query().where(_ITEM.c.tracker_key.is_not(None), _IS_LIVE)
        with self._store.reading() as connection:
            return [
                _tracked(row, account)
                for row in connection.execute(query.order_by(_ITEM.c.register_number))
                if account.owns(row.tracker_key)
            ]

    def tracked_item(self, account: TrackerAccount, action_id: UUID) -> TrackedAction | None:
        """One action item and its issue; None when it has none of the account's."""
        query = tracked_query().where(_ITEM.c.id == action_id, _ITEM.c.tracker_key.is_not(None))
        with self._store.reading() as connection:
            row = connection.execute(query).one_or_none()
        return _tracked(row, account) if row and account.owns(row.tracker_key) else None

    def conflicts(self) -> list[SyncConflict]:
        """What changed here and there since the last sync, by the number in the register."""
        query = _linked_query().where(LINK.c.conflicts != {}, _IS_LIVE)
        with self._store.reading() as connection:
            rows = connection.execute(query.order_by(_ITEM.c.register_number)).all()
        return [
            _conflict(row, name)
            for row in rows
            for name in SyncedField
            if name.value in row.conflicts
        ]

    def waiting_for(self, ids: Iterable[UUID]) -> set[UUID]:
        """Which of the action items wait in the outbox already."""
        with self._store.reading() as connection:
            return {
                found
                for some in batches(ids)
                for found in connection.execute(
                    select(_OUTBOX.c.action_item_id).where(_OUTBOX.c.action_item_id.in_(some))
                ).scalars()
            }


def changed_here(connection: Connection) -> dict[UUID, UUID]:
    """Linked items that changed since the last sync in a way that can be sent: item, account."""
    query = (
        _linked_query()
        .add_columns(_ACCOUNT.c.kind)
        .join(_ACCOUNT, _ACCOUNT.c.id == LINK.c.account_id)
        .where(
            or_(
                _ITEM.c.status != LINK.c.here_status,
                _ITEM.c.due_on.is_distinct_from(LINK.c.here_due_on),
                _PERSON.c.handle.is_distinct_from(LINK.c.here_owner),
            ),
            _IS_LIVE,
        )
    )
    found = {}
    people: dict[UUID, TrackerPeople] = {}
    for row in connection.execute(query).all():
        link = link_of(row)
        if link.account_id not in people:
            people[link.account_id] = read_people(connection, link.account_id)
        known = people[link.account_id]
        fields = pushable(TrackerKind(row.kind), here_values(row), link.here, known)
        if any(name not in link.conflicts for name in fields):
            found[row.item_id] = row.account_id
    return found


def waiting_items(connection: Connection) -> set[UUID]:
    """Items of which something was not told to their tracker yet."""
    queued = connection.execute(select(_OUTBOX.c.action_item_id)).scalars().all()
    # Asked for by id: joined, SQLite reads every item of the register to find the few that wait.
    live = {
        found
        for some in batches(queued)
        for found in connection.execute(
            select(_ITEM.c.id).where(_ITEM.c.id.in_(some), _IS_LIVE)
        ).scalars()
    }
    return live | changed_here(connection).keys()


def conflicting_items(connection: Connection) -> set[UUID]:
    """Items that were changed here and there, so that a person has to choose."""
    return set(
        connection.execute(select(LINK.c.action_item_id).where(LINK.c.conflicts != {})).scalars()
    )


def here_values(row: Row[*tuple[Any, ...]]) -> SyncedValues:
    """An item's values now, from a row that `tracked_query` selects."""
    return SyncedValues(status=row.status, owner=row.handle, due_on=row.due_on)


def tracked_query() -> Select[*tuple[Any, ...]]:
    """Items with their owner and, where there is one, their link."""
    return _with_columns(
        _ITEM.outerjoin(_PERSON, _PERSON.c.id == _ITEM.c.owner_id).outerjoin(
            LINK, LINK.c.action_item_id == _ITEM.c.id
        )
    )


def _linked_query() -> Select[*tuple[Any, ...]]:
    """Items with a link: read from the links, which are few beside a register of 60,000."""
    return _with_columns(
        LINK.join(_ITEM, _ITEM.c.id == LINK.c.action_item_id).outerjoin(
            _PERSON, _PERSON.c.id == _ITEM.c.owner_id
        )
    )


def _with_columns(tables: Any) -> Select[*tuple[Any, ...]]:
    return select(
        _ITEM.c.id.label("item_id"),
        _ITEM.c.title,
        _ITEM.c.register_number,
        _ITEM.c.tracker_key,
        _ITEM.c.tracker_url,
        _ITEM.c.status,
        _ITEM.c.due_on,
        _PERSON.c.handle,
        LINK,
    ).select_from(tables)


def _tracked(row: Row[*tuple[Any, ...]], account: TrackerAccount) -> TrackedAction:
    return TrackedAction(
        action_id=row.item_id,
        title=row.title,
        key=row.tracker_key,
        here=here_values(row),
        link=link_of(row) if row.account_id == account.id else None,
    )


def _entry(row: Row[*tuple[Any, ...]]) -> OutboxEntry:
    return OutboxEntry(
        id=row.id,
        account_id=row.account_id,
        account_name=row.account_name,
        action_id=row.action_item_id,
        register_number=row.register_number,
        title=row.title,
        incident_key=row.incident_key or "",
        verb=OutboxVerb(row.verb),
        queued_at=row.queued_at,
        attempts=row.attempts,
        not_before=row.not_before,
        problem=row.problem,
    )


def _conflict(row: Row[*tuple[Any, ...]], name: SyncedField) -> SyncConflict:
    before = link_of(row).here
    return SyncConflict(
        action_id=row.item_id,
        register_number=row.register_number,
        title=row.title,
        key=row.key,
        url=row.tracker_url or "",
        field=name,
        here=here_values(row).of(name),
        there=row.conflicts[name.value],
        before=before.of(name) if before else "",
    )
