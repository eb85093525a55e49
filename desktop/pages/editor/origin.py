"""Where a draft was typed: two copies of one library have one id, but each has its own text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.pages.editor.journal_format import JournalEntry

_SERVER = "://"


def is_of_a_copy(entry: JournalEntry, here: str) -> bool:
    """Whether a draft belongs to another copy of the library that is open.

    That is so only while the copy is there to be opened: a library that was moved, or that lies
    on a disk which is not connected, has its drafts offered wherever its id is found.

    Args:
        entry: the draft.
        here: location of the library that is open.
    """
    there = entry.location
    if not there or there == here or _SERVER in there or _SERVER in here:
        return False
    from models.library import Library  # noqa: PLC0415  (SQLAlchemy: in a worker only)

    place = Path(there)
    try:
        if place.samefile(here):
            return False
    except OSError:
        return False  # one of the two is gone
    return Library.id_in(place) == entry.library_id


def origin_words(entry: JournalEntry, here: str) -> str:
    """Where the library lay when this was typed, if not where it lies now: to follow a time."""
    there = entry.location
    return f", typed in {there}," if there and there != here else ""
