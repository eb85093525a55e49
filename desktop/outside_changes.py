"""What other writers did: entries of the change log put as `Changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.changes import Changes

if TYPE_CHECKING:
    from models.library import Library

_VOCABULARY = frozenset({"service", "category", "tag", "person"})
_SETTINGS = frozenset({"setting", "saved search", "policy"})


def changes_since(library: Library, number: int) -> Changes:
    """All that was committed after an entry of the change log, as one value.

    Args:
        library: the library to read.
        number: the last entry that is known already.
    """
    entries = library.changes.since(number)
    entities = {entry.entity for entry in entries}
    incidents = {entry.incident_id for entry in entries if entry.incident_id is not None}
    return Changes(
        last=entries[-1].number if entries else number,
        incidents=frozenset(incidents),
        actions=bool(entities & {"action item", "action review", "incident"}),
        links="link" in entities,
        vocabulary=bool(entities & _VOCABULARY),
        settings=bool(entities & _SETTINGS),
        reviews=any(entity.startswith("review") for entity in entities),
        suggestions="suggestion" in entities,
    )
