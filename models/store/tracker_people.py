"""Who is who at which tracker account, inside a transaction. A setting of the library holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.store.settings import read_setting, write_setting
from models.tracker_people import TrackerPeople

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from models.store.store import WriteTransaction

PEOPLE = "tracker_people"
"""Lists of handle, account, name, refused, by the id of the tracker account."""


def read_people(connection: Connection, account_id: UUID) -> TrackerPeople:
    """Whom one account is known to have."""
    return TrackerPeople.from_json(_stored(connection).get(str(account_id)))


def write_people(write: WriteTransaction, account_id: UUID, people: TrackerPeople) -> bool:
    """Remember them; empty forgets the account. Whether anything differs now."""
    stored = _stored(write.connection)
    values = {**stored, str(account_id): people.to_json()}
    if not people.people:
        values.pop(str(account_id), None)
    if values == stored:
        return False
    write_setting(write.connection, PEOPLE, values or None, write.now)
    return True


def _stored(connection: Connection) -> dict[str, Any]:
    found = read_setting(connection, PEOPLE)
    return found if isinstance(found, dict) else {}
