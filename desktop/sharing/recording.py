"""Records with whom postmortems were shared, and offers to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.notices import Notice
from desktop.wording import count_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtCore import QObject

    from desktop.session import LibrarySession
    from models.changes import Changes
    from models.library import Library
    from models.sharing import Channel


def say_shared(
    session: LibrarySession,
    owner: QObject,
    incident_ids: Sequence[UUID],
    channel: Channel,
    recipients: str,
    words: str,
    open_it: Callable[[], None] | None = None,
) -> None:
    """Record it where somebody is named and something is final, and say that with `words`.

    Args:
        session: the open library.
        owner: without it nothing is said.
        incident_ids: final postmortems that were handed out.
        channel: by which way.
        recipients: who was given them; empty records nothing.
        words: what was done, for the toast, as a sentence's beginning.
        open_it: what the toast offers instead of taking the record back.
    """
    label = "Open" if open_it else ""
    named = " ".join(recipients.split())
    if not named or not incident_ids:
        session.notice.emit(Notice(words, "done", label, open_it))
        return
    ids = tuple(incident_ids)

    def done(_changes: Changes) -> None:
        shared = f"{words}; {count_words(len(ids), 'postmortem')} shared with {named}"
        session.notice.emit(Notice(shared, "done", label or "Undo", open_it or undo))

    def undo() -> None:
        session.perform(owner, lambda library: _take_back(library, ids, channel, named))

    session.perform(owner, lambda library: _record(library, ids, channel, named), done)


def _record(library: Library, ids: Sequence[UUID], channel: Channel, recipients: str) -> Changes:
    from models.operations.shares import record_sharing  # noqa: PLC0415  (SQLAlchemy is slow)

    return record_sharing(library, ids, channel, recipients)


def _take_back(library: Library, ids: Sequence[UUID], channel: Channel, recipients: str) -> Changes:
    from models.operations.shares import take_back_sharing  # noqa: PLC0415  (SQLAlchemy is slow)

    return take_back_sharing(library, ids, channel, recipients)
