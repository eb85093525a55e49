"""Noting that the open action items were gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from models.errors import BadInputError
from models.identifiers import new_id
from models.store.tables import ActionReviewRecord
from models.store.words import Vocabulary

if TYPE_CHECKING:
    from models.changes import Changes
    from models.library import Library

ENTITY = "action review"


def record_action_review(
    library: Library,
    *,
    kept: int = 0,
    closed: int = 0,
    redated: int = 0,
    reassigned: int = 0,
    dropped: int = 0,
    made_by: str = "",
    note: str = "",
) -> Changes:
    """Keep that a review took place now, and how many items came out of it in which way.

    Raises:
        BadInputError: for a number below zero.
    """
    counts = {
        "kept": kept,
        "closed": closed,
        "redated": redated,
        "reassigned": reassigned,
        "dropped": dropped,
    }
    if min(counts.values()) < 0:
        raise BadInputError("A review cannot have gone through fewer than no items.")
    with library.store.writing() as write:
        by = Vocabulary(write).people.ids([made_by] if made_by else []).get(made_by)
        review = new_id()
        write.connection.execute(
            insert(ActionReviewRecord),
            [{"id": review, "held_at": write.now, "made_by": by, "note": note.strip(), **counts}],
        )
        write.log(ENTITY, review, "created")
    return write.changes
