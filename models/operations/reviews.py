"""What can be done to architecture reviews."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from models.changes import Changes
from models.errors import BadInputError, ConflictError, NotFoundError
from models.store.batches import batches
from models.store.children import sync_ties
from models.store.loading import load_incidents
from models.store.saving import Saving, save_aggregate
from models.store.tables import (
    ActionItemRecord,
    IncidentRecord,
    ReviewActionRecord,
    ReviewIncidentRecord,
    ReviewQuestionRecord,
    ReviewRecord,
    ReviewServiceRecord,
)
from models.store.words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from models.incident import ActionItem
    from models.library import Library
    from models.review import Review
    from models.store.store import WriteTransaction


def save_review(library: Library, review: Review) -> Changes:
    """Insert the review (version 0), or update it when its version is still the stored one.

    Incidents and action items that were removed for good meanwhile are left out.

    Raises:
        ConflictError: when it was saved by somebody else since it was read.
        NotFoundError: when it was removed since it was read.
        BadInputError: when it has no title.
    """
    if not review.title.strip():
        raise BadInputError("The review needs a title.", "Name the design that is reviewed.")
    with library.store.writing() as write:
        found = write.connection.execute(
            select(ReviewRecord.version).where(ReviewRecord.id == review.id)
        ).scalar_one_or_none()
        _check_version(review, found or 0)
        _write_review(write, review, is_new=found is None)
        services = Vocabulary(write).services.ids(review.services)
        sync_ties(
            write.connection,
            ReviewServiceRecord,
            ("review_id", "service_id"),
            {review.id: list(services.values())},
        )
        _write_incidents(write, review)
        _write_questions(write, review)
        _write_action_items(write, review)
        write.log("review", review.id, "created" if found is None else "changed")
    return write.changes


def add_review_action(
    library: Library, review_id: UUID, incident_id: UUID, item: ActionItem
) -> Changes:
    """Add an action item to an incident's postmortem and to the register, led to by a review.

    Raises:
        NotFoundError: when the review or the incident is not in the library.
        BadInputError: when it has no title.
    """
    if not item.title.strip():
        raise BadInputError("The action item needs a title.", "Say what shall change.")
    with library.store.writing() as write:
        found = load_incidents(write.connection, [incident_id])
        if not found:
            raise NotFoundError("This incident is not in the library any more.")
        _count_up(write, review_id)
        incident = found[0]
        number = max((one.number for one in incident.action_items), default=0) + 1
        added = replace(item, number=number, created_at=item.created_at or write.now)
        save_aggregate(
            Saving(write), replace(incident, action_items=(*incident.action_items, added))
        )
        tie = {"review_id": review_id, "action_item_id": added.id}
        write.connection.execute(insert(ReviewActionRecord), [tie])
        write.log("review", review_id, "changed")
    return write.changes


def trash_review(library: Library, id: UUID) -> Changes:
    """Put it in the trash. Already there: nothing happens.

    Raises:
        NotFoundError: when it is not in the library.
    """
    return _set_trashed(library, id, trashed=True)


def restore_review(library: Library, id: UUID) -> Changes:
    """Bring it back from the trash. Not there: nothing happens.

    Raises:
        NotFoundError: when it is not in the library.
    """
    return _set_trashed(library, id, trashed=False)


def _check_version(review: Review, found: int) -> None:
    if review.version == found:
        return
    if not found:
        raise NotFoundError("This review is not in the library any more.")
    raise ConflictError(
        f"The review “{review.title}” was changed elsewhere since you opened it.",
        "Reload it and merge your changes.",
        expected=review.version,
        found=found,
    )


def _write_review(write: WriteTransaction, review: Review, *, is_new: bool) -> None:
    values: dict[str, Any] = {
        "version": review.version + 1,
        "title": review.title,
        "status": review.status.value,
        "design": review.design,
        "summary": review.summary,
        "participants": "\n".join(" ".join(one.split()) for one in review.participants),
        "window_months": review.window_months,
        "meeting_on": review.meeting_on,
        "decision": review.decision,
        "decided_on": review.decided_on,
        "updated_at": write.now,
    }
    if is_new:
        values |= {"id": review.id, "created_at": review.created_at or write.now}
        write.connection.execute(insert(ReviewRecord), [values])
    else:
        write.connection.execute(
            update(ReviewRecord).where(ReviewRecord.id == review.id).values(**values)
        )


def _write_incidents(write: WriteTransaction, review: Review) -> None:
    known = _known(write, IncidentRecord, [one.incident_id for one in review.incidents])
    chosen = {one.incident_id: one for one in review.incidents if one.incident_id in known}
    _replace(
        write,
        ReviewIncidentRecord,
        review.id,
        [
            {
                "id": one.id,
                "review_id": review.id,
                "incident_id": one.incident_id,
                "position": position,
                "score": one.score,
                "evidence": list(one.evidence),
                "disposition": one.disposition.value,
                "note": one.note,
                "disposed_by": one.disposed_by,
                "disposed_at": one.disposed_at,
            }
            for position, one in enumerate(chosen.values())
        ],
    )


def _write_questions(write: WriteTransaction, review: Review) -> None:
    _replace(
        write,
        ReviewQuestionRecord,
        review.id,
        [
            {
                "id": one.id,
                "review_id": review.id,
                "position": position,
                "text": one.text,
                "answer": one.answer,
                "source": one.source,
            }
            for position, one in enumerate(review.questions)
        ],
    )


def _write_action_items(write: WriteTransaction, review: Review) -> None:
    known = _known(write, ActionItemRecord, review.action_item_ids)
    _replace(
        write,
        ReviewActionRecord,
        review.id,
        [
            {"review_id": review.id, "action_item_id": one}
            for one in dict.fromkeys(review.action_item_ids)
            if one in known
        ],
    )


def _known(write: WriteTransaction, record: type[Any], ids: Iterable[UUID]) -> set[UUID]:
    return {
        one
        for some in batches(ids)
        for one in write.connection.execute(select(record.id).where(record.id.in_(some))).scalars()
    }


def _replace(
    write: WriteTransaction, record: type[Any], review_id: UUID, rows: list[dict[str, Any]]
) -> None:
    write.connection.execute(delete(record).where(record.review_id == review_id))
    if rows:
        write.connection.execute(insert(record), rows)


def _count_up(write: WriteTransaction, id: UUID) -> None:
    record = ReviewRecord
    known = write.connection.execute(select(record.id).where(record.id == id)).one_or_none()
    if known is None:
        raise NotFoundError("This review is not in the library any more.")
    write.connection.execute(
        update(record)
        .where(record.id == id)
        .values(version=record.version + 1, updated_at=write.now)
    )


def _set_trashed(library: Library, id: UUID, *, trashed: bool) -> Changes:
    record = ReviewRecord
    with library.store.writing() as write:
        row = write.connection.execute(
            select(record.trashed_at).where(record.id == id)
        ).one_or_none()
        if row is None:
            raise NotFoundError("This review is not in the library any more.")
        if (row.trashed_at is not None) == trashed:
            return Changes()
        write.connection.execute(
            update(record)
            .where(record.id == id)
            .values(
                trashed_at=write.now if trashed else None,
                version=record.version + 1,
                updated_at=write.now,
            )
        )
        write.log("review", id, "trashed" if trashed else "restored")
    return write.changes
