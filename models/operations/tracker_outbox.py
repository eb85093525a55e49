"""What waits to be sent to a tracker: asked for in one transaction, sent whenever that works.

An entry says only which item; what is sent is made of the item as it is then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select, update

from models.collections.trackers import changed_here
from models.errors import NotFoundError
from models.identifiers import new_id
from models.store.action_saving import ENTITY, stored_actions
from models.store.batches import batches
from models.store.tables import IncidentActionRecord, OutboxRecord, TrackerAccountRecord
from models.trackers import OutboxVerb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta
    from uuid import UUID

    from models.changes import Changes
    from models.library import Library
    from models.store.store import WriteTransaction

_OUTBOX: Any = OutboxRecord.__table__


def queue_issues(
    library: Library, account_id: UUID, incident_id: UUID, action_ids: Sequence[UUID]
) -> Changes:
    """Ask for one issue for each of an incident's action items.

    Items that are closed, have an issue, or wait for one already are left out.

    Raises:
        NotFoundError: when the account was removed.
    """
    with library.store.writing() as write:
        connection = write.connection
        known = connection.execute(
            select(TrackerAccountRecord.id).where(TrackerAccountRecord.id == account_id)
        ).scalar_one_or_none()
        if known is None:
            raise NotFoundError("This tracker account is not in the library any more.")
        answering = set(
            connection.execute(
                select(IncidentActionRecord.action_item_id).where(
                    IncidentActionRecord.incident_id == incident_id
                )
            ).scalars()
        )
        waiting = _waiting(write, action_ids)
        stored = stored_actions(connection, action_ids)
        wanted = [
            one
            for one in dict.fromkeys(action_ids)
            if (row := stored.get(one)) is not None
            and not row.tracker_key
            and not row.status.is_closed
            and one in answering
            and one not in waiting
        ]
        _add(write, OutboxVerb.CREATE, [(one, account_id, incident_id) for one in wanted])
        for one in wanted:
            write.log(ENTITY, one, "changed", incident_id=incident_id)
    return write.changes


def queue_changes(library: Library) -> Changes:
    """Ask for what changed here since the last sync to be told to the trackers."""
    with library.store.writing() as write:
        changed = changed_here(write.connection)
        waiting = _waiting(write, list(changed))
        missing = [
            (item, account, None) for item, account in changed.items() if item not in waiting
        ]
        _add(write, OutboxVerb.UPDATE, missing)
    return write.changes


def claim(library: Library, entry_id: UUID, *, pause: timedelta) -> bool:
    """Take an entry for oneself until `pause` is over; False when it is gone or not to be sent yet.

    Whoever claims and is killed leaves it claimed: when it is free again, a request that was on
    its way then has long arrived or failed, and its issue can be found.
    """
    with library.store.writing() as write:
        taken = write.connection.execute(
            update(_OUTBOX)
            .where(
                _OUTBOX.c.id == entry_id,
                or_(_OUTBOX.c.not_before.is_(None), _OUTBOX.c.not_before <= write.now),
            )
            .values(not_before=write.now + pause, attempts=_OUTBOX.c.attempts + 1)
        )
        return bool(taken.rowcount)


def renew(library: Library, entry_id: UUID, *, attempts: int, pause: timedelta) -> bool:
    """Keep a claimed entry for `pause` from now; False when somebody else took it since.

    `attempts` tells claims apart: it is what the entry's count was after one's own.
    """
    with library.store.writing() as write:
        kept = write.connection.execute(
            update(_OUTBOX)
            .where(_OUTBOX.c.id == entry_id, _OUTBOX.c.attempts == attempts)
            .values(not_before=write.now + pause)
        )
        return bool(kept.rowcount)


def put_back(library: Library, entry_id: UUID, *, problem: str, pause: timedelta | None) -> None:
    """Say why an entry was not sent, and how long to leave it alone; None for not at all."""
    with library.store.writing() as write:
        write.connection.execute(
            update(_OUTBOX)
            .where(_OUTBOX.c.id == entry_id)
            .values(problem=problem, not_before=write.now + pause if pause else None)
        )


def withdraw(library: Library, action_ids: Sequence[UUID]) -> Changes:
    """Take items out of the outbox. What is on its way already may still arrive."""
    with library.store.writing() as write:
        for one in _waiting(write, action_ids):
            write.connection.execute(delete(_OUTBOX).where(_OUTBOX.c.action_item_id == one))
            write.log(ENTITY, one, "changed")
    return write.changes


def _waiting(write: WriteTransaction, action_ids: Sequence[UUID]) -> set[UUID]:
    return {
        found
        for some in batches(action_ids)
        for found in write.connection.execute(
            select(_OUTBOX.c.action_item_id).where(_OUTBOX.c.action_item_id.in_(some))
        ).scalars()
    }


def _add(
    write: WriteTransaction, verb: OutboxVerb, wanted: Sequence[tuple[UUID, UUID, UUID | None]]
) -> None:
    if not wanted:
        return
    write.connection.execute(
        insert(_OUTBOX),
        [
            {
                "id": new_id(),
                "action_item_id": item,
                "account_id": account,
                "incident_id": incident,
                "verb": verb.value,
                "queued_at": write.now,
                "attempts": 0,
                "not_before": None,
                "problem": "",
            }
            for item, account, incident in wanted
        ],
    )
