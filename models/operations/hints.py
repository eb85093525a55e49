"""What can be done about a blameless hint: keep the words with a reason, or think again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from models.changes import Changes
from models.collections.hints import HINT
from models.errors import BadInputError, NotFoundError
from models.identifiers import new_id
from models.store.tables import IncidentRecord, OverrideRecord
from models.store.words import Vocabulary

if TYPE_CHECKING:
    from uuid import UUID

    from models.library import Library
    from models.store.store import WriteTransaction

_LONGEST = 2000


def keep_hint(
    library: Library,
    incident_id: UUID,
    *,
    rule: str,
    passage: str,
    reason: str,
    made_by: str | None = None,
) -> Changes:
    """Keep the words that a hint is about; the reason is stored. Kept already: nothing happens.

    Args:
        library: where to.
        incident_id: the incident in whose texts they stand.
        rule: `Hint.rule`.
        passage: `Hint.passage`.
        reason: why they stay.
        made_by: handle of who decides.

    Raises:
        BadInputError: without a reason.
        NotFoundError: when the incident is not in the library.
    """
    said = reason.strip()
    if not said:
        raise BadInputError(
            "Keeping these words needs a reason.", "Say why they are not blame, in a few words."
        )
    with library.store.writing() as write:
        query = select(IncidentRecord.id).where(IncidentRecord.id == incident_id)
        if write.connection.execute(query).first() is None:
            raise NotFoundError("This incident is not in the library any more.")
        if _is_kept(write, incident_id, rule, passage):
            return Changes()
        person = Vocabulary(write).people.ids([made_by]).get(made_by) if made_by else None
        row: dict[str, Any] = {
            "id": new_id(),
            "incident_id": incident_id,
            "subject": HINT,
            "rule": rule,
            "passage": passage,
            "reason": said[:_LONGEST],
            "made_by": person,
            "made_at": write.now,
            "removed_at": None,
        }
        write.connection.execute(insert(OverrideRecord), [row])
        write.log("override", row["id"], "created", incident_id=incident_id)
    return write.changes


def _is_kept(write: WriteTransaction, incident_id: UUID, rule: str, passage: str) -> bool:
    record = OverrideRecord
    found = write.connection.execute(
        select(record.id).where(
            record.incident_id == incident_id,
            record.subject == HINT,
            record.rule == rule,
            record.passage == passage,
            record.removed_at.is_(None),
        )
    )
    return found.first() is not None


def reconsider_hint(library: Library, answer_id: UUID) -> Changes:
    """Take an answer back, so that the hint is shown again. Taken back already: nothing happens.

    Raises:
        NotFoundError: when there never was such an answer.
    """
    record = OverrideRecord
    with library.store.writing() as write:
        row = write.connection.execute(
            select(record.incident_id, record.removed_at).where(
                record.id == answer_id, record.subject == HINT
            )
        ).one_or_none()
        if row is None:
            raise NotFoundError("This answer is not in the library any more.")
        if row.removed_at is not None:
            return Changes()
        write.connection.execute(
            update(record).where(record.id == answer_id).values(removed_at=write.now)
        )
        write.log("override", answer_id, "removed", incident_id=row.incident_id)
    return write.changes
