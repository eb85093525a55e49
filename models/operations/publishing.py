"""What can be done about publishing: reviewers and approvals, checks set aside, the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from models.changes import Changes
from models.errors import BadInputError, ConflictError, NotFoundError
from models.identifiers import new_id
from models.keys import fold
from models.publishing import material_digest
from models.store.loading import AUTHOR, REVIEWER, load_incidents
from models.store.publishing import CHECK
from models.store.status import record_step
from models.store.tables import (
    IncidentRecord,
    OverrideRecord,
    PersonRecord,
    PostmortemPersonRecord,
    PostmortemRecord,
)
from models.store.words import Vocabulary, one_line
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from models.library import Library
    from models.store.store import WriteTransaction

_LONGEST = 2000
_CLOSED = (PostmortemStatus.FINAL, PostmortemStatus.WAIVED)


def ask_reviewer(library: Library, incident_id: UUID, handle: str) -> Changes:
    """Name somebody who is to review the postmortem. Asked already: nothing happens.

    An incident without a postmortem gets a draft.

    Raises:
        NotFoundError: when the incident is not in the library.
        BadInputError: for a blank handle, an author, or a postmortem that is final or waived.
    """
    tidy = _handle(handle)
    with library.store.writing() as write:
        _check_open(write, incident_id)
        _ask(write, incident_id, tidy)
    return write.changes


def approve(library: Library, incident_id: UUID, handle: str, *, seen: str) -> Changes:
    """Approve the postmortem as a reviewer; somebody who was not asked becomes one.

    The version of the incident stays: an approval is no part of the document.

    Args:
        library: where.
        incident_id: of which postmortem.
        handle: who approves.
        seen: digest of the material that they read (`models.publishing.material_digest`).

    Raises:
        NotFoundError: when the incident is not in the library.
        ConflictError: when the library holds another text than the one that was read.
        BadInputError: for a blank handle, an author, or a postmortem that is final or waived.
    """
    tidy = _handle(handle)
    record = PostmortemPersonRecord
    with library.store.writing() as write:
        _check_open(write, incident_id)
        stored = load_incidents(write.connection, [incident_id])[0]
        if material_digest(stored) != seen:
            raise ConflictError(
                f"The text of {stored.key} is not the one that you read any more.",
                "Read it again, then approve it.",
                expected=0,
                found=stored.version,
            )
        person = _ask(write, incident_id, tidy)
        write.connection.execute(
            update(record)
            .where(
                record.incident_id == incident_id,
                record.person_id == person,
                record.role == REVIEWER,
            )
            .values(approved_at=write.now, approved_digest=seen)
        )
        write.log("approval", person, "created", incident_id=incident_id)
    return write.changes


def take_back_approval(library: Library, incident_id: UUID, handle: str) -> Changes:
    """Withdraw an approval; the reviewer stays asked. Not given: nothing happens.

    Raises:
        NotFoundError: when the incident is not in the library.
        BadInputError: for a blank handle, or a postmortem that is final or waived.
    """
    tidy = _handle(handle)
    record = PostmortemPersonRecord
    with library.store.writing() as write:
        _check_open(write, incident_id)
        person = write.connection.execute(
            select(record.person_id)
            .join(PersonRecord, PersonRecord.id == record.person_id)
            .where(
                record.incident_id == incident_id,
                record.role == REVIEWER,
                record.approved_at.is_not(None),
                PersonRecord.folded == fold(tidy),
            )
        ).scalar_one_or_none()
        if person is None:
            return Changes()
        write.connection.execute(
            update(record)
            .where(
                record.incident_id == incident_id,
                record.person_id == person,
                record.role == REVIEWER,
            )
            .values(approved_at=None, approved_digest="")
        )
        write.log("approval", person, "removed", incident_id=incident_id)
    return write.changes


def override_check(
    library: Library, incident_id: UUID, check: str, *, reason: str, made_by: str | None = None
) -> Changes:
    """Set a publishing check aside; the reason is kept. Set aside already: nothing happens.

    Args:
        library: where.
        incident_id: of which postmortem.
        check: `Check.name`.
        reason: why it is published without.
        made_by: handle of who decides.

    Raises:
        NotFoundError: when the incident is not in the library.
        BadInputError: without a reason, or for a postmortem that is final or waived.
    """
    said = reason.strip()
    if not said:
        raise BadInputError(
            "Setting a check aside needs a reason.", "Say why it is published without."
        )
    record = OverrideRecord
    with library.store.writing() as write:
        _check_open(write, incident_id)
        there = write.connection.execute(
            select(record.id).where(
                record.incident_id == incident_id,
                record.subject == CHECK,
                record.rule == check,
                record.removed_at.is_(None),
            )
        ).first()
        if there is not None:
            return Changes()
        identifier = new_id()
        row = {
            "id": identifier,
            "incident_id": incident_id,
            "subject": CHECK,
            "rule": check,
            "passage": "",
            "reason": said[:_LONGEST],
            "made_by": Vocabulary(write).people.ids([made_by])[made_by] if made_by else None,
            "made_at": write.now,
            "removed_at": None,
        }
        write.connection.execute(insert(record), [row])
        write.log("override", identifier, "created", incident_id=incident_id)
    return write.changes


def withdraw_override(library: Library, override_id: UUID) -> Changes:
    """Ask for the check again. Withdrawn already: nothing happens.

    Raises:
        NotFoundError: when there never was such an override.
        BadInputError: when the postmortem is final or waived by now.
    """
    record = OverrideRecord
    with library.store.writing() as write:
        row = write.connection.execute(
            select(record.incident_id, record.removed_at).where(
                record.id == override_id, record.subject == CHECK
            )
        ).one_or_none()
        if row is None:
            raise NotFoundError("This override is not in the library any more.")
        if row.removed_at is not None:
            return Changes()
        _check_open(write, row.incident_id)
        write.connection.execute(
            update(record).where(record.id == override_id).values(removed_at=write.now)
        )
        write.log("override", override_id, "removed", incident_id=row.incident_id)
    return write.changes


def record_meeting(library: Library, incident_id: UUID, held_at: datetime | None) -> Changes:
    """Record when the postmortem meeting was held; None says that it was not.

    An incident without a postmortem gets a draft. The same again: nothing happens.

    Raises:
        NotFoundError: when the incident is not in the library.
        BadInputError: when it lies before the incident began.
    """
    record = PostmortemRecord
    with library.store.writing() as write:
        started = _check_open(write, incident_id, closed_too=True)
        if held_at is not None and started is not None and held_at < started:
            raise BadInputError(
                "The meeting cannot have been held before the incident began.", "Correct the time."
            )
        held = write.connection.execute(
            select(record.meeting_held_at).where(record.incident_id == incident_id)
        ).scalar_one_or_none()
        if held == held_at:
            return Changes()
        _begin_draft(write, incident_id)
        write.connection.execute(
            update(record).where(record.incident_id == incident_id).values(meeting_held_at=held_at)
        )
        _count_up(write, incident_id)
        write.log("incident", incident_id, "changed", incident_id=incident_id)
    return write.changes


def _handle(written: str) -> str:
    tidy = one_line(written)
    if not tidy.strip("@ "):
        raise BadInputError("A reviewer needs a handle.", "Write it like @platform-lead.")
    return tidy


def _check_open(
    write: WriteTransaction, incident_id: UUID, *, closed_too: bool = False
) -> datetime | None:
    """The start of an incident whose postmortem can be worked on."""
    row = write.connection.execute(
        select(IncidentRecord.key, IncidentRecord.started_at, PostmortemRecord.status)
        .outerjoin(PostmortemRecord, PostmortemRecord.incident_id == IncidentRecord.id)
        .where(IncidentRecord.id == incident_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError("This incident is not in the library any more.")
    if row.status in _CLOSED and not closed_too:
        raise BadInputError(f"The postmortem of {row.key} is {row.status}.", "Reopen it first.")
    started: datetime | None = row.started_at
    return started


def _begin_draft(write: WriteTransaction, incident_id: UUID) -> None:
    """Give an incident without a postmortem a draft."""
    record = PostmortemRecord
    there = write.connection.execute(
        select(record.incident_id).where(record.incident_id == incident_id)
    ).first()
    if there is not None:
        return
    draft = {
        "incident_id": incident_id,
        "status": PostmortemStatus.DRAFT,
        "meeting_held_at": None,
        "published_at": None,
        "waived_reason": "",
    }
    write.connection.execute(insert(record), [draft])
    record_step(write, incident_id, None, PostmortemStatus.DRAFT, "")


def _ask(write: WriteTransaction, incident_id: UUID, handle: str) -> UUID:
    """Make the person a reviewer unless they are one; returns their id."""
    record = PostmortemPersonRecord
    person = Vocabulary(write).people.ids([handle])[handle]
    if _has_role(write, incident_id, person, REVIEWER):
        return person
    if _has_role(write, incident_id, person, AUTHOR):
        raise BadInputError(
            f"{handle} wrote this postmortem.", "A reviewer is somebody who did not write it."
        )
    _begin_draft(write, incident_id)
    last = write.connection.execute(
        select(func.max(record.position)).where(
            record.incident_id == incident_id, record.role == REVIEWER
        )
    ).scalar_one()
    row = {
        "incident_id": incident_id,
        "person_id": person,
        "role": REVIEWER,
        "position": 0 if last is None else last + 1,
        "asked_at": write.now,
        "approved_at": None,
        "approved_digest": "",
    }
    write.connection.execute(insert(record), [row])
    _count_up(write, incident_id)
    write.log("incident", incident_id, "changed", incident_id=incident_id)
    return person


def _has_role(write: WriteTransaction, incident_id: UUID, person: UUID, role: str) -> bool:
    record = PostmortemPersonRecord
    found = write.connection.execute(
        select(record.role).where(
            record.incident_id == incident_id, record.person_id == person, record.role == role
        )
    ).first()
    return found is not None


def _count_up(write: WriteTransaction, incident_id: UUID) -> None:
    write.connection.execute(
        update(IncidentRecord)
        .where(IncidentRecord.id == incident_id)
        .values(version=IncidentRecord.version + 1, updated_at=write.now)
    )
