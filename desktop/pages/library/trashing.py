"""Moving incidents to the trash from the window, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.notices import Notice
from models.changes import Changes
from models.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from desktop.session import LibrarySession
    from models.library import Library

    Named = tuple[UUID, str]


def trash_incidents(session: LibrarySession, incidents: Sequence[Named]) -> None:
    """Move them all; one toast says so and brings all of them back.

    Args:
        session: the library.
        incidents: each with its key.
    """
    ids = [id for id, _key in incidents]

    def done(_changes: Changes) -> None:
        notice = Notice(
            f"{_words(incidents)} moved to the trash",
            "done",
            "Undo",
            lambda: restore_incidents(session, incidents),
        )
        session.notice.emit(notice)

    session.perform(session, lambda library: _each(library, ids, _trash), done)


def restore_incidents(session: LibrarySession, incidents: Sequence[Named]) -> None:
    """Bring them back as they were."""
    ids = [id for id, _key in incidents]
    words = "is back" if len(incidents) == 1 else "are back"
    session.perform(
        session,
        lambda library: _each(library, ids, _restore),
        lambda _changes: session.notice.emit(Notice(f"{_words(incidents)} {words}")),
    )


def _words(incidents: Sequence[Named]) -> str:
    return incidents[0][1] if len(incidents) == 1 else f"{len(incidents):,} incidents"


def _each(
    library: Library, ids: Sequence[UUID], change: Callable[[Library, UUID], Changes]
) -> Changes:
    """One transaction each: an incident that somebody removed meanwhile does not stop the rest."""
    changes = Changes()
    for id in ids:
        try:
            changes = changes.merged(change(library, id))
        except NotFoundError:
            if len(ids) == 1:
                raise
    return changes


def _trash(library: Library, id: UUID) -> Changes:
    from models.operations.incidents import trash_incident  # noqa: PLC0415  (SQLAlchemy)

    return trash_incident(library, id)


def _restore(library: Library, id: UUID) -> Changes:
    from models.operations.incidents import restore_incident  # noqa: PLC0415  (SQLAlchemy)

    return restore_incident(library, id)
