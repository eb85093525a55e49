"""An action item and its issue meet: both sides' changes come together, disagreements are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import delete, func, insert, or_, select, update

from models.changes import Changes
from models.collections.actions import answers_severe
from models.collections.trackers import here_values, tracked_query
from models.errors import NotFoundError
from models.keys import fold
from models.store.action_saving import change_action, stored_actions, today_in_library
from models.store.tables import ActionItemRecord, OutboxRecord, PersonRecord
from models.store.tracker_people import read_people, write_people
from models.store.tracker_rows import LINK, columns_of, link_of
from models.store.words import Vocabulary
from models.tracker_merging import merge, pushable
from models.tracker_people import TrackerPerson
from models.trackers import SyncedField, SyncedValues, TrackerKind, TrackerLink
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.engine import Row

    from models.library import Library
    from models.store.store import WriteTransaction
    from models.tracker_people import TrackerPeople
    from models.trackers import TrackerAccount, TrackerIssue

_ITEM: Any = ActionItemRecord.__table__


def record_issue(
    library: Library,
    account: TrackerAccount,
    action_id: UUID,
    issue: TrackerIssue,
    *,
    sent: SyncedValues | None = None,
) -> Changes:
    """Take in how an issue stands now; an answer older than the last one changes nothing.

    Args:
        library: where the action item is.
        account: whose issue it is.
        action_id: the item.
        issue: as the tracker just told.
        sent: what the tracker was told before that; the item leaves the outbox then. None when
            it was only asked.

    Raises:
        NotFoundError: when the item is not in the library any more.
    """
    with library.store.writing() as write:
        row = _item(write, action_id)
        people = read_people(write.connection, account.id)
        owner = _owner_there(write, account, issue, people)
        there = SyncedValues(status=issue.status, owner=owner, due_on=issue.due_on)
        link = _known_link(row, account, issue, sent, there=there, people=people)
        if sent is None and _is_stale(issue, link):
            return Changes()
        merged = merge(account.kind, here_values(row), there, link, people)
        _apply(write, row, account, issue, merged.here)
        values = {
            "action_item_id": action_id,
            "account_id": account.id,
            "key": issue.key,
            **columns_of("here", merged.base_here),
            **columns_of("there", merged.base_there),
            "conflicts": {name.value: there.of(name) for name in merged.conflicts},
            "there_updated_at": issue.updated_at,
            "synced_at": write.now,
        }
        _remember(write, values)
        if sent is not None:
            record = OutboxRecord
            write.connection.execute(delete(record).where(record.action_item_id == action_id))
    return write.changes


def _remember(write: WriteTransaction, values: dict[str, Any]) -> None:
    """What both sides said, for the next time."""
    id = values["action_item_id"]
    write.connection.execute(delete(LINK).where(LINK.c.action_item_id == id))
    write.connection.execute(insert(LINK), [values])
    # Not a change that anybody would merge or look up: it counts up no version.
    write.connection.execute(
        update(_ITEM).where(_ITEM.c.id == id).values(tracker_synced_at=write.now)
    )


def resolve_conflict(
    library: Library, action_id: UUID, field: SyncedField, keep: Literal["here", "there"]
) -> Changes:
    """Decide which value of a field holds; one kept from here is sent with the next sync.

    Nothing happens when the two do not disagree any more.

    Raises:
        NotFoundError: when the item is not in the library any more.
    """
    with library.store.writing() as write:
        row = _item(write, action_id)
        if row.conflicts is None or field.value not in row.conflicts:
            return Changes()
        link, here = link_of(row), here_values(row)
        left = {name: text for name, text in row.conflicts.items() if name != field.value}
        there_value = _parsed(field, row.conflicts[field.value])
        base_there = replace(link.there or here, **{field.value: there_value})
        base_here = link.here or here
        if keep == "there":
            base_here = replace(base_here, **{field.value: there_value})
            _write_values(write, row, replace(here, **{field.value: there_value}), row.key)
        elif field is SyncedField.OWNER and not _may_be_told(write, row):
            base_here = replace(base_here, owner=here.owner)
        else:
            # So that it differs from what holds here, and is sent.
            base_here = replace(base_here, **{field.value: there_value})
        write.connection.execute(
            update(LINK)
            .where(LINK.c.action_item_id == action_id)
            .values(
                **columns_of("here", base_here), **columns_of("there", base_there), conflicts=left
            )
        )
        write.log("action item", action_id, "changed")
    return write.changes


def _item(write: WriteTransaction, action_id: UUID) -> Row[*tuple[Any, ...]]:
    row = write.connection.execute(tracked_query().where(_ITEM.c.id == action_id)).one_or_none()
    if row is None:
        raise NotFoundError("This action item is not in the library any more.")
    return row


def _may_be_told(write: WriteTransaction, row: Row[*tuple[Any, ...]]) -> bool:
    """Whether the tracker of a linked item can be told who its owner is."""
    return read_people(write.connection, row.account_id).may_be_told(row.handle)


def _is_stale(issue: TrackerIssue, link: TrackerLink | None) -> bool:
    """Whether the tracker told of a state before the one it told last: search indexes lag."""
    if link is None or link.updated_at is None or issue.updated_at is None:
        return False
    return issue.updated_at < link.updated_at


def _known_link(
    row: Row[*tuple[Any, ...]],
    account: TrackerAccount,
    issue: TrackerIssue,
    sent: SyncedValues | None,
    *,
    there: SyncedValues,
    people: TrackerPeople,
) -> TrackerLink | None:
    """What was agreed on before, with what was just sent taken as agreed."""
    known = row.action_item_id is not None and row.account_id == account.id
    link = link_of(row) if known and row.key == issue.key else None
    if sent is None:
        return link
    if link is None or link.here is None or link.there is None:
        return TrackerLink(
            action_id=row.item_id,
            account_id=account.id,
            key=issue.key,
            here=sent,
            # A project may assign whoever leads it: that is no reason to take the item from
            # its owner here.
            there=replace(sent, owner=there.owner if row.handle else None),
        )
    told = {
        name.value: getattr(sent, name.value)
        for name in pushable(account.kind, sent, link.here, people)
        if name not in link.conflicts
    }
    return replace(link, here=replace(link.here, **told), there=replace(link.there, **told))


def _owner_there(
    write: WriteTransaction, account: TrackerAccount, issue: TrackerIssue, people: TrackerPeople
) -> str | None:
    """Whom the issue is assigned to, by the handle that the library knows them by.

    Somebody met for the first time is remembered, so that they can be assigned from here.
    """
    if not issue.assignee:
        return None
    handle = people.handle_of(issue.assignee_account)
    if handle is not None:
        return handle
    handle, is_sure = _called(write, account, issue.assignee)
    known = people.of(handle)
    if issue.assignee_account and is_sure and (known is None or not known.account):
        met = TrackerPerson(
            handle=handle, account=issue.assignee_account, name=issue.assignee.strip()
        )
        # What was found out, and no change that anybody made: it is not logged.
        write_people(write, account.id, people.with_person(met))
    return handle


def _called(write: WriteTransaction, account: TrackerAccount, assignee: str) -> tuple[str, bool]:
    """The handle of somebody by a name of the tracker's; whether nobody else is called so."""
    wanted = assignee.strip()
    if account.kind is TrackerKind.GITHUB:
        wanted = f"@{wanted.removeprefix('@')}"
    record = PersonRecord
    known = write.connection.execute(
        select(record.handle)
        .where(or_(record.folded == fold(wanted), func.lower(record.name) == assignee.lower()))
        .order_by(record.folded)
    )
    handles = list(known.scalars())
    return (handles[0] if handles else wanted), len(handles) < 2


def _apply(
    write: WriteTransaction,
    row: Row[*tuple[Any, ...]],
    account: TrackerAccount,
    issue: TrackerIssue,
    values: SyncedValues,
) -> None:
    said = f"{account.kind.shown}: {issue.key} is “{issue.status_name}”."
    changed_on = issue.updated_at.date() if issue.updated_at else None
    tracker = {
        "tracker_key": issue.key,
        "tracker_url": issue.url or None,
        "tracker_status": issue.status_name,
    }
    _write_values(write, row, values, issue.key, said=said, done_on=changed_on, more=tracker)


def _write_values(
    write: WriteTransaction,
    row: Row[*tuple[Any, ...]],
    values: SyncedValues,
    key: str,
    *,
    said: str = "",
    done_on: date | None = None,
    more: dict[str, Any] | None = None,
) -> None:
    """Make the item's synced values these, with reasons that name the issue."""
    columns: dict[str, Any] = dict(more or {})
    if values.status is not row.status:
        closed = values.status.is_closed
        columns["status"] = values.status
        done = values.status is ActionStatus.DONE
        # That an issue was closed does not show that the work is done: where that has to be shown,
        # it is left to be said by a person.
        stays_open = done and answers_severe(write.connection, row.item_id)
        columns["status_reason"] = (said or f"As in {key}.") if closed and not stays_open else ""
        columns["completed_on"] = (done_on or today_in_library(write)) if done else None
    if values.owner != row.handle:
        owners = Vocabulary(write).people.ids([values.owner] if values.owner else [])
        columns["owner_id"] = owners.get(values.owner) if values.owner else None
    if values.due_on != row.due_on:
        columns["due_on"] = values.due_on
    if columns:
        stored = stored_actions(write.connection, [row.item_id])[row.item_id]
        change_action(write, stored, columns, reason=f"Moved in {key}")


def _parsed(field: SyncedField, text: str) -> Any:
    if field is SyncedField.STATUS:
        return ActionStatus(text)
    if not text:
        return None
    return date.fromisoformat(text) if field is SyncedField.DUE_ON else text
