"""What can be done to action items.

Each change counts up the version of the item and of every incident that it answers. `version` is
the item's, as its row showed it; None skips the check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from models.changes import Changes
from models.errors import BadInputError, ConflictError, NotFoundError
from models.store.action_saving import (
    ENTITY,
    change_action,
    stored_actions,
    today_in_library,
    touch_incidents,
    write_action,
)
from models.store.tables import DueDateMoveRecord, IncidentActionRecord, IncidentRecord
from models.store.words import Vocabulary
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.engine import Row

    from models.library import Library
    from models.store.store import WriteTransaction
    from models.vocabulary import Strength


def close_action_item(
    library: Library,
    action_id: UUID,
    *,
    evidence: str = "",
    completed_on: date | None = None,
    version: int | None = None,
) -> Changes:
    """Say that it is done, today in the library's zone when not told when.

    Raises:
        NotFoundError: when it is not in the library.
        ConflictError: when it was changed by somebody else since that version.
    """
    return set_action_status(
        library,
        action_id,
        ActionStatus.DONE,
        reason=evidence,
        completed_on=completed_on,
        version=version,
    )


def set_action_status(
    library: Library,
    action_id: UUID,
    status: ActionStatus,
    *,
    reason: str = "",
    completed_on: date | None = None,
    version: int | None = None,
) -> Changes:
    """Move it to another status; `reason` is why it is dropped, or the evidence that it is done.

    Raises:
        NotFoundError: when it is not in the library.
        ConflictError: when it was changed by somebody else since that version.
        BadInputError: for won't do without a reason.
    """
    with library.store.writing() as write:
        row = _stored(write, action_id, version)
        if status is ActionStatus.WONT_DO and not reason.strip():
            raise BadInputError(
                f"Dropping the action item “{row.title}” needs a reason.",
                "Say why it will not be done.",
            )
        done_on = None
        if status is ActionStatus.DONE:
            done_on = completed_on or row.completed_on or today_in_library(write)
        values = {"status": status, "status_reason": reason, "completed_on": done_on}
        change_action(write, row, values)
    return write.changes


def set_owner(
    library: Library, action_id: UUID, owner: str | None, *, version: int | None = None
) -> Changes:
    """Give it to somebody, or with None to nobody.

    Raises:
        NotFoundError: when it is not in the library.
        ConflictError: when it was changed by somebody else since that version.
    """
    with library.store.writing() as write:
        row = _stored(write, action_id, version)
        owners = Vocabulary(write).people.ids([owner] if owner else [])
        change_action(write, row, {"owner_id": owners.get(owner) if owner else None})
    return write.changes


def set_due_date(
    library: Library,
    action_id: UUID,
    due_on: date | None,
    *,
    reason: str = "",
    made_by: str = "",
    version: int | None = None,
) -> Changes:
    """Move the date on which it is due; a later one counts a slip, the original date stays.

    The move is kept with its reason and the handle of whoever made it.

    Raises:
        NotFoundError: when it is not in the library.
        ConflictError: when it was changed by somebody else since that version.
    """
    with library.store.writing() as write:
        row = _stored(write, action_id, version)
        by = Vocabulary(write).people.ids([made_by] if made_by else []).get(made_by)
        change_action(write, row, {"due_on": due_on}, reason=reason.strip(), made_by=by)
    return write.changes


def set_strength(
    library: Library, action_id: UUID, strength: Strength | None, *, version: int | None = None
) -> Changes:
    """Say how much it changes of the system; None for unknown.

    Raises:
        NotFoundError: when it is not in the library.
        ConflictError: when it was changed by somebody else since that version.
    """
    with library.store.writing() as write:
        change_action(write, _stored(write, action_id, version), {"strength": strength})
    return write.changes


def take_back_move(library: Library, action_id: UUID) -> Changes:
    """Undo the newest move of its due date, as if it never was: no slip, no entry. None: nothing.

    Raises:
        NotFoundError: when it is not in the library.
        ConflictError: when its due date is another one by now.
    """
    with library.store.writing() as write:
        row = _stored(write, action_id, None)
        record, connection = DueDateMoveRecord, write.connection
        moves = connection.execute(
            select(record.id, record.from_due_on, record.to_due_on)
            .where(record.action_item_id == action_id)
            .order_by(record.made_at.desc(), record.id.desc())
        ).all()
        if not moves:
            return Changes()
        move_id, before, after = moves[0]
        if row.due_on != after:
            raise ConflictError(
                f"The due date of “{row.title}” was changed elsewhere.",
                "Look at it again, then set it as it should be.",
                expected=row.version,
                found=row.version,
            )
        connection.execute(delete(record).where(record.id == move_id))
        is_later = before is not None and after is not None and after > before
        original = before if before is None and len(moves) == 1 else row.original_due_on
        values = {"original_due_on": original, "slips": max(0, row.slips - is_later)}
        write_action(write, row, {"due_on": before, **values})
    return write.changes


def answer_incident(library: Library, action_id: UUID, incident_id: UUID) -> Changes:
    """Let it answer one more incident, last in that postmortem's table. Already: nothing happens.

    Raises:
        NotFoundError: when the item or the incident is not in the library.
    """
    with library.store.writing() as write:
        _stored(write, action_id, None)
        connection, link = write.connection, IncidentActionRecord
        known = connection.execute(
            select(IncidentRecord.id).where(IncidentRecord.id == incident_id)
        ).scalar_one_or_none()
        if known is None:
            raise NotFoundError("This incident is not in the library any more.")
        there = connection.execute(
            select(link.number).where(
                link.incident_id == incident_id, link.action_item_id == action_id
            )
        ).scalar_one_or_none()
        if there is not None:
            return Changes()
        highest, position = connection.execute(
            select(func.max(link.number), func.max(link.position)).where(
                link.incident_id == incident_id
            )
        ).one()
        row: dict[str, Any] = {
            "incident_id": incident_id,
            "action_item_id": action_id,
            "number": (highest or 0) + 1,
            "position": 0 if position is None else position + 1,
            "added_at": write.now,
        }
        connection.execute(insert(link), [row])
        touch_incidents(write, [incident_id])
        write.log(ENTITY, action_id, "changed", incident_id=incident_id)
    return write.changes


def stop_answering(library: Library, action_id: UUID, incident_id: UUID) -> Changes:
    """Let it answer this incident no more. Not answering it: nothing happens.

    Raises:
        NotFoundError: when the item is not in the library.
        BadInputError: when it answers nothing else: it would be lost.
    """
    with library.store.writing() as write:
        row = _stored(write, action_id, None)
        connection, link = write.connection, IncidentActionRecord
        answered = list(
            connection.execute(
                select(link.incident_id).where(link.action_item_id == action_id)
            ).scalars()
        )
        if incident_id not in answered:
            return Changes()
        if len(answered) == 1:
            raise BadInputError(
                f"“{row.title}” answers this incident alone.",
                "Link it to another incident first, or drop it with a reason.",
            )
        connection.execute(
            delete(link).where(link.incident_id == incident_id, link.action_item_id == action_id)
        )
        touch_incidents(write, answered)
        for one in answered:
            write.log(ENTITY, action_id, "changed", incident_id=one)
    return write.changes


def _stored(write: WriteTransaction, action_id: UUID, version: int | None) -> Row[*tuple[Any, ...]]:
    row = stored_actions(write.connection, [action_id]).get(action_id)
    if row is None:
        raise NotFoundError("This action item is not in the library any more.")
    if version is not None and row.version != version:
        raise ConflictError(
            f"The action item “{row.title}” was changed elsewhere.",
            "Look at it again, then repeat your change.",
            expected=version,
            found=row.version,
        )
    return row
