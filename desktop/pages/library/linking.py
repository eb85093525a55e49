"""Taking a link back from the window, and making it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.changes import Changes

if TYPE_CHECKING:
    from uuid import UUID

    from models.incident import LinkView
    from models.library import Library


def take_back(library: Library, taken: LinkView) -> Changes:
    """Remove a link; it stays in the history."""
    from models.operations.links import unlink  # noqa: PLC0415  (SQLAlchemy is slow)

    return unlink(library, taken.id)


def relink(library: Library, incident: UUID, taken: LinkView) -> Changes:
    """Make a link again that was taken back, in its own direction."""
    from models.operations.links import link_incidents  # noqa: PLC0415  (SQLAlchemy is slow)

    if taken.incident_id is None:
        return Changes()
    pair = (incident, taken.incident_id) if taken.outgoing else (taken.incident_id, incident)
    return link_incidents(library, *pair, taken.kind, taken.reason, taken.made_by)
