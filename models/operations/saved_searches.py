"""What can be done to saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from models.changes import Changes
from models.errors import BadInputError
from models.identifiers import new_id
from models.keys import fold
from models.store.tables import SavedSearchRecord
from models.store.words import one_line

if TYPE_CHECKING:
    from uuid import UUID

    from models.library import Library


def save_search(library: Library, name: str, query: str) -> Changes:
    """Keep a query under a name; a name that is there already gets the new query.

    Raises:
        BadInputError: when the name is blank.
    """
    shown = one_line(name)
    if not shown:
        raise BadInputError("A saved search needs a name.")
    record = SavedSearchRecord
    with library.store.writing() as write:
        connection = write.connection
        there = connection.execute(
            select(record.id).where(record.folded == fold(shown))
        ).scalar_one_or_none()
        if there is not None:
            connection.execute(
                update(record)
                .where(record.id == there)
                .values(name=shown, query=query, version=record.version + 1, updated_at=write.now)
            )
            write.log("saved search", there, "changed")
        else:
            identifier = new_id()
            last = connection.execute(select(func.max(record.position))).scalar_one()
            row = {
                "id": identifier,
                "version": 1,
                "name": shown,
                "folded": fold(shown),
                "query": query,
                "position": 0 if last is None else last + 1,
                "created_at": write.now,
                "updated_at": write.now,
            }
            connection.execute(insert(record), [row])
            write.log("saved search", identifier, "created")
    return write.changes


def delete_search(library: Library, id: UUID) -> Changes:
    """Forget a saved search. Not there: nothing happens."""
    with library.store.writing() as write:
        gone = write.connection.execute(delete(SavedSearchRecord).where(SavedSearchRecord.id == id))
        if not gone.rowcount:
            return Changes()
        write.log("saved search", id, "removed")
    return write.changes
