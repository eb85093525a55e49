"""The steps of a postmortem's status: which are allowed, which need a reason, and their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from models.errors import BadInputError
from models.identifiers import new_id
from models.store.tables import StatusChangeRecord
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from uuid import UUID

    from models.store.store import WriteTransaction

_DRAFT = PostmortemStatus.DRAFT
_IN_REVIEW = PostmortemStatus.IN_REVIEW
_FINAL = PostmortemStatus.FINAL
_WAIVED = PostmortemStatus.WAIVED

_STEPS: dict[PostmortemStatus | None, frozenset[PostmortemStatus]] = {
    None: frozenset(PostmortemStatus),
    _DRAFT: frozenset({_IN_REVIEW, _FINAL, _WAIVED}),
    _IN_REVIEW: frozenset({_DRAFT, _FINAL, _WAIVED}),
    _FINAL: frozenset({_DRAFT, _IN_REVIEW}),
    _WAIVED: frozenset({_DRAFT, _IN_REVIEW}),
}


def check_step(stored: PostmortemStatus | None, wanted: PostmortemStatus, reason: str) -> None:
    """Whether a postmortem may go from one status to the other.

    Raises:
        BadInputError: when there is no such step, or it needs a reason and has none.
    """
    if wanted is stored:
        return
    if wanted not in _STEPS[stored]:
        raise BadInputError(
            f"A postmortem that is {stored} cannot become {wanted}.", "Make it a draft first."
        )
    if stored is _FINAL and not reason.strip():
        raise BadInputError(
            "Reopening a final postmortem needs a reason.", "Say what has to be changed."
        )
    if wanted is _WAIVED and not reason.strip():
        raise BadInputError("Waiving a postmortem needs a reason.", "Say why nobody will write it.")


def record_step(
    write: WriteTransaction,
    incident_id: UUID,
    stored: PostmortemStatus | None,
    wanted: PostmortemStatus,
    reason: str,
    *,
    made_by: UUID | None = None,
) -> None:
    """Keep the step in the history."""
    write.connection.execute(
        insert(StatusChangeRecord),
        [
            {
                "id": new_id(),
                "incident_id": incident_id,
                "from_status": stored,
                "to_status": wanted,
                "reason": reason,
                "made_by": made_by,
                "made_at": write.now,
            }
        ],
    )
