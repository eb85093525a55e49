"""What can be done to incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.store.saving import Saving, save_aggregate

if TYPE_CHECKING:
    from models.changes import Changes
    from models.incident import Incident
    from models.library import Library


def save_incident(
    library: Library, incident: Incident, *, revise: bool = False, note: str = ""
) -> Changes:
    """Insert the incident (version 0), or update it when its version is still the stored one.

    The whole aggregate is written: records left out of it are removed, words that it names are
    created. Links and attachments have operations of their own and are ignored. An empty key gets
    the next one of the library's pattern.

    Args:
        library: where to.
        incident: as it shall be.
        revise: keep a revision of what was saved.
        note: said with the revision.

    Raises:
        ConflictError: when it was saved by somebody else since it was read.
        NotFoundError: when it was removed for good since it was read.
        BadInputError: for a key that another incident has, or a value that cannot be kept.
    """
    with library.store.writing() as write:
        save_aggregate(Saving(write), incident)
    return write.changes
