"""Action items while writing: the register, the incidents they answer, slips and reasons."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from models.errors import BadInputError
from models.identifiers import new_id
from models.store.batches import batches
from models.store.numbering import next_register_number
from models.store.settings import CHECK_DAYS, library_zone, read_setting
from models.store.tables import (
    ActionItemRecord,
    DueDateMoveRecord,
    IncidentActionRecord,
    IncidentRecord,
    ReviewActionRecord,
)
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.engine import Connection, Row

    from models.incident import ActionItem
    from models.store.store import WriteTransaction
    from models.store.words import People

ENTITY = "action item"

PLAIN_COLUMNS = (
    "title",
    "due_on",
    "status",
    "status_reason",
    "completed_on",
    "kind",
    "strength",
    "tracker_key",
)


def save_actions(
    write: WriteTransaction,
    people: People,
    incident_id: UUID,
    items: Sequence[ActionItem],
    *,
    imported: bool,
) -> None:
    """Make the incident's action items those given, in that order.

    Known items (by id) are updated, also when they answer another incident so far: then they
    answer both. An item left out no longer answers this incident, and goes when it answers none.

    Raises:
        BadInputError: when an item becomes won't do without a reason.
    """
    connection = write.connection
    ids = distinct_ids(items)
    owners = people.ids([one.owner for one in items if one.owner])
    stored = stored_actions(connection, ids)
    number = next_register_number(connection)
    today = today_in_library(write)
    added = []
    for identifier, item in zip(ids, items, strict=True):
        row = stored.get(identifier)
        values = {name: getattr(item, name) for name in PLAIN_COLUMNS}
        values["owner_id"] = owners.get(item.owner) if item.owner else None
        if row is not None:
            if not imported:
                _complete(values, row.status, today)
            change_action(write, row, values, incident_id=incident_id)
            continue
        if not imported:
            _complete(values, None, today)
        added.append(new_row(write, identifier, item, values, number, imported=imported))
        write.log(ENTITY, identifier, "created", incident_id=incident_id)
        number += 1
    if added:
        connection.execute(insert(ActionItemRecord), added)
    _tie(write, incident_id, ids, items)


def stored_actions(
    connection: Connection, ids: Sequence[UUID]
) -> dict[UUID, Row[*tuple[Any, ...]]]:
    """The rows of those ids."""
    record: Any = ActionItemRecord.__table__
    return {
        row.id: row
        for some in batches(ids)
        for row in connection.execute(select(record).where(record.c.id.in_(some)))
    }


def today_in_library(write: WriteTransaction) -> date:
    """The date that it is in the library's zone."""
    return write.now.astimezone(library_zone(write.connection)).date()


def change_action(
    write: WriteTransaction,
    row: Row[*tuple[Any, ...]],
    values: dict[str, Any],
    *,
    incident_id: UUID | None = None,
    reason: str = "",
    made_by: UUID | None = None,
) -> bool:
    """Write what differs from the stored row, with the history of its due date.

    A date moved later is a slip; the original date stays (DESIGN section 5). Other incidents that
    the item answers get a new version, so that nobody saves an old copy over this change.
    `reason` and `made_by` say why a due date moved, and by whom.

    Returns:
        Whether anything differed.
    """
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return False
    if {"status", "completed_on"} & changed.keys():
        changed |= check_of(
            write, {"status": row.status, "completed_on": row.completed_on} | changed
        )
    if "due_on" in changed:
        changed |= _move_due_date(write, row, changed["due_on"], reason, made_by)
    write_action(write, row, changed, incident_id=incident_id)
    return True


def write_action(
    write: WriteTransaction,
    row: Row[*tuple[Any, ...]],
    changed: dict[str, Any],
    *,
    incident_id: UUID | None = None,
) -> None:
    """Write these columns, with no history of their own; every incident answered is told."""
    write.connection.execute(
        update(ActionItemRecord)
        .where(ActionItemRecord.id == row.id)
        .values(**changed, version=row.version + 1, updated_at=write.now)
    )
    answered = write.connection.execute(
        select(IncidentActionRecord.incident_id).where(
            IncidentActionRecord.action_item_id == row.id
        )
    ).scalars()
    others = [one for one in answered if one != incident_id]
    touch_incidents(write, others)
    for one in [*others, *([incident_id] if incident_id else [])]:
        write.log(ENTITY, row.id, "changed", incident_id=one)


def check_of(write: WriteTransaction, values: dict[str, Any]) -> dict[str, Any]:
    """When it is asked whether an item helped, and that nobody answered it yet.

    Some time after it was done, for which there is a setting; never for one that is not done.
    """
    check_on = None
    if values["status"] is ActionStatus.DONE and values["completed_on"] is not None:
        days = int(read_setting(write.connection, CHECK_DAYS))
        check_on = values["completed_on"] + timedelta(days=days)
    return {"check_on": check_on, "effectiveness": None, "effectiveness_note": ""}


def touch_incidents(write: WriteTransaction, ids: Sequence[UUID]) -> None:
    """Count up the versions of incidents whose aggregate changed."""
    for some in batches(ids):
        write.connection.execute(
            update(IncidentRecord)
            .where(IncidentRecord.id.in_(some))
            .values(version=IncidentRecord.version + 1, updated_at=write.now)
        )


def distinct_ids(items: Sequence[ActionItem]) -> list[UUID]:
    """Each item's id; a row copied inside the table gets one of its own."""
    seen: set[UUID] = set()
    ids = []
    for item in items:
        chosen = new_id() if item.id in seen else item.id
        seen.add(chosen)
        ids.append(chosen)
    return ids


def _complete(values: dict[str, Any], before: ActionStatus | None, today: date) -> None:
    """Ask for what a change of status needs, and fill in the day it was done."""
    status = values["status"]
    if status is before:
        return
    if status is ActionStatus.WONT_DO and not values["status_reason"].strip():
        raise BadInputError(
            f"Dropping the action item “{values['title']}” needs a reason.",
            "Say why it will not be done.",
        )
    if status is ActionStatus.DONE and values["completed_on"] is None:
        values["completed_on"] = today


def new_row(
    write: WriteTransaction,
    identifier: UUID,
    item: ActionItem,
    values: dict[str, Any],
    number: int,
    *,
    imported: bool,
) -> dict[str, Any]:
    """The row of an item that is not in the register yet."""
    check = check_of(write, values) if not imported else {}
    return {
        "check_on": None,
        "effectiveness": None,
        "effectiveness_note": "",
        **values,
        **check,
        "id": identifier,
        "version": 1,
        "register_number": number,
        "original_due_on": item.original_due_on or item.due_on,
        "slips": item.slips,
        "created_at": item.created_at or (None if imported else write.now),
        "recorded_at": write.now,
        "updated_at": write.now,
    }


def _move_due_date(
    write: WriteTransaction,
    row: Row[*tuple[Any, ...]],
    due_on: date | None,
    reason: str,
    made_by: UUID | None,
) -> dict[str, Any]:
    write.connection.execute(
        insert(DueDateMoveRecord),
        [
            {
                "id": new_id(),
                "action_item_id": row.id,
                "from_due_on": row.due_on,
                "to_due_on": due_on,
                "reason": reason,
                "made_by": made_by,
                "made_at": write.now,
            }
        ],
    )
    is_later = row.due_on is not None and due_on is not None and due_on > row.due_on
    return {
        "original_due_on": row.original_due_on or due_on,
        "slips": row.slips + 1 if is_later else row.slips,
    }


def _tie(
    write: WriteTransaction, incident_id: UUID, ids: Sequence[UUID], items: Sequence[ActionItem]
) -> None:
    """The incident's table of action items; rows of items that answer nothing more are deleted."""
    connection, link = write.connection, IncidentActionRecord
    stored = {
        row.action_item_id: row
        for row in connection.execute(select(link.__table__).where(link.incident_id == incident_id))
    }
    wanted = {
        identifier: (item.number, position)
        for position, (identifier, item) in enumerate(zip(ids, items, strict=True))
    }
    gone = [one for one in stored if one not in wanted]
    moved = [
        one
        for one, row in stored.items()
        if one in wanted and wanted[one] != (row.number, row.position)
    ]
    for one in [*gone, *moved]:
        connection.execute(
            delete(link).where(link.incident_id == incident_id, link.action_item_id == one)
        )
    added = [
        {
            "incident_id": incident_id,
            "action_item_id": one,
            "number": number,
            "position": position,
            "added_at": stored[one].added_at if one in stored else write.now,
        }
        for one, (number, position) in wanted.items()
        if one not in stored or one in moved
    ]
    if added:
        connection.execute(insert(link), added)
    drop_unanswering(connection, gone)
    for one in gone:
        write.log(ENTITY, one, "removed", incident_id=incident_id)


def drop_unanswering(connection: Connection, ids: Iterable[UUID]) -> None:
    """Delete those of the items that answer no incident and belong to no review any more."""
    item = ActionItemRecord.id
    answers = select(IncidentActionRecord.incident_id).where(
        IncidentActionRecord.action_item_id == item
    )
    reviewed = select(ReviewActionRecord.review_id).where(ReviewActionRecord.action_item_id == item)
    for some in batches(ids):
        connection.execute(
            delete(ActionItemRecord).where(item.in_(some), ~answers.exists(), ~reviewed.exists())
        )
