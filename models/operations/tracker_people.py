"""What can be said of who is who at a tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models.changes import Changes
from models.keys import fold
from models.store.action_saving import ENTITY
from models.store.tables import ActionItemRecord, PersonRecord
from models.store.tracker_people import PEOPLE, read_people, write_people
from models.store.tracker_rows import LINK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from models.library import Library
    from models.store.store import WriteTransaction
    from models.tracker_people import TrackerPeople, TrackerPerson


def set_people(library: Library, account_id: UUID, people: TrackerPeople) -> Changes:
    """Let an account have these people and no others; nothing happens when it has.

    Issues that nobody has, of items whose owner the tracker can be told of now, are given to them
    with the next sync.
    """
    with library.store.writing() as write:
        before = read_people(write.connection, account_id)
        if not write_people(write, account_id, people):
            return Changes()
        write.log("setting", PEOPLE, "changed")
        handles = [one.handle for one in people.people if one.is_assignable]
        news = [one for one in handles if not _is_assignable(before, one)]
        for item in _unassigned(write, account_id, news):
            write.connection.execute(
                update(LINK).where(LINK.c.action_item_id == item).values(here_owner=None)
            )
            write.log(ENTITY, item, "changed")
    return write.changes


def _is_assignable(people: TrackerPeople, handle: str) -> bool:
    known = people.of(handle)
    return known is not None and known.is_assignable


def _unassigned(write: WriteTransaction, account_id: UUID, owners: Sequence[str]) -> list[UUID]:
    """Items of these owners whose issues at the account nobody has."""
    item, person = ActionItemRecord, PersonRecord
    query = (
        select(LINK.c.action_item_id)
        .join(item, item.id == LINK.c.action_item_id)
        .join(person, person.id == item.owner_id)
        .where(
            LINK.c.account_id == account_id,
            LINK.c.there_owner.is_(None),
            LINK.c.here_status.is_not(None),
            person.folded.in_([fold(one) for one in owners]),
        )
    )
    return list(write.connection.execute(query).scalars())


def remember_person(library: Library, account_id: UUID, person: TrackerPerson) -> Changes:
    """Remember whom a handle means at an account, or that nobody there is called so."""
    with library.store.writing() as write:
        known = read_people(write.connection, account_id)
        if known.of(person.handle) == person:
            return Changes()
        write_people(write, account_id, known.with_person(person))
        write.log("setting", PEOPLE, "changed")
    return write.changes
