"""What can be done to the controlled words: services and categories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from models.errors import BadInputError, NotFoundError
from models.keys import fold
from models.store.tables import (
    CategoryRecord,
    IncidentRecord,
    IncidentServiceRecord,
    ServiceRecord,
)
from models.store.words import Vocabulary, category_path, service_path

if TYPE_CHECKING:
    from models.changes import Changes
    from models.library import Library
    from models.store.store import WriteTransaction


def add_service(library: Library, path: str) -> Changes:
    """Make a service known, and those above it. Known already: nothing happens.

    Raises:
        BadInputError: when the path is blank.
    """
    with library.store.writing() as write:
        if not Vocabulary(write).services.ids([path]):
            raise BadInputError("The service needs a name.")
    return write.changes


def add_category(library: Library, path: str) -> Changes:
    """Make a failure mode known, and the one above it. Known already: nothing happens.

    Raises:
        BadInputError: when the name is blank.
    """
    with library.store.writing() as write:
        if not Vocabulary(write).categories.ids([path]):
            raise BadInputError("The category needs a name.")
    return write.changes


def rename_service(library: Library, old: str, new: str) -> Changes:
    """Give a service another path; what lies below it moves along.

    Raises:
        NotFoundError: when there is no such service.
        BadInputError: when the new path is blank, taken, or below the old one.
    """
    with library.store.writing() as write:
        words = Vocabulary(write).services
        moved = _rename(write, ServiceRecord, "/", service_path(old), service_path(new), words)
        link = IncidentServiceRecord
        touched = write.connection.execute(
            select(link.incident_id).where(link.service_id.in_(moved)).distinct()
        ).scalars()
        for one in moved:
            write.log("service", one, "changed")
        for incident_id in touched:
            write.log("incident", incident_id, "changed", incident_id=incident_id)
    return write.changes


def rename_category(library: Library, old: str, new: str) -> Changes:
    """Give a failure mode another name; those below a top one move along.

    Raises:
        NotFoundError: when there is no such category.
        BadInputError: when the new name is blank, taken, or below the old one.
    """
    with library.store.writing() as write:
        words = Vocabulary(write).categories
        moved = _rename(write, CategoryRecord, " / ", category_path(old), category_path(new), words)
        touched = write.connection.execute(
            select(IncidentRecord.id).where(IncidentRecord.category_id.in_(moved))
        ).scalars()
        for one in moved:
            write.log("category", one, "changed")
        for incident_id in touched:
            write.log("incident", incident_id, "changed", incident_id=incident_id)
    return write.changes


def remove_category(library: Library, path: str) -> Changes:
    """Take a failure mode from the list; nothing may use it, the trash included.

    Raises:
        NotFoundError: when there is no such category.
        BadInputError: when incidents have it, or there are some below it.
    """
    with library.store.writing() as write:
        connection, record = write.connection, CategoryRecord
        folded = fold(category_path(path))
        found = connection.execute(
            select(record.id).where(record.folded == folded)
        ).scalar_one_or_none()
        if found is None:
            raise NotFoundError(f"There is no category {path}.")
        used = connection.execute(
            select(IncidentRecord.id).where(IncidentRecord.category_id == found).limit(1)
        ).first()
        below = connection.execute(select(record.id).where(record.parent_id == found)).first()
        if used or below:
            raise BadInputError(
                f"The category {path} is in use.", "Rename it, or give its incidents another one."
            )
        connection.execute(delete(record).where(record.id == found))
        write.log("category", found, "removed")
    return write.changes


def _rename(
    write: WriteTransaction, record: type[Any], separator: str, old: str, new: str, words: Any
) -> list[Any]:
    """Rewrite the paths of a word and of all below it; returns their ids."""
    connection = write.connection
    start = fold(old) + separator
    rows = connection.execute(
        select(record.id, record.path, record.folded).where(
            or_(record.folded == fold(old), record.folded.startswith(start, autoescape=True))
        )
    ).all()
    if not any(row.folded == fold(old) for row in rows):
        raise NotFoundError(f"There is no {old}.")
    if not new or (fold(new) + separator).startswith(start):
        _refuse_unless_respelled(old, new)
    _refuse_taken(write, record, old, new)
    above, mark, _ = new.rpartition(separator)
    parent_id = words.ids([above])[above] if mark else None
    depth = old.count(separator) + 1
    for row in rows:
        is_top = row.folded == fold(old)
        below = row.path.split(separator)[depth:]
        path = separator.join([new, *below])
        values = {"path": path, "folded": fold(path), "updated_at": write.now}
        if is_top:
            values["parent_id"] = parent_id
        connection.execute(
            update(record).where(record.id == row.id).values(version=record.version + 1, **values)
        )
    return [row.id for row in rows]


def _refuse_unless_respelled(old: str, new: str) -> None:
    if not new:
        raise BadInputError("The new name is blank.")
    if fold(new) != fold(old):
        raise BadInputError(f"{new} lies below {old}.", "Choose another place for it.")


def _refuse_taken(write: WriteTransaction, record: type[Any], old: str, new: str) -> None:
    if fold(new) == fold(old):
        return
    taken = write.connection.execute(
        select(record.path).where(record.folded == fold(new))
    ).scalar_one_or_none()
    if taken is not None:
        raise BadInputError(f"There is a {taken} already.", "Choose another name.")
