"""What can be done to incidents."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select, update

from models.changes import Changes
from models.errors import BadInputError, ConflictError, NotFoundError
from models.identifiers import new_id
from models.store.action_saving import drop_unanswering
from models.store.contents import IMPORT, attach_bytes, drop_unused_contents
from models.store.new_incidents import NewIncidents, media_type_of
from models.store.publishing import keep_policy, require_publishable
from models.store.revising import keep_revision
from models.store.saving import Saving, save_aggregate
from models.store.status import check_step, record_step
from models.store.tables import (
    AttachmentRecord,
    ImportRecord,
    IncidentActionRecord,
    IncidentRecord,
    LinkRecord,
    PostmortemRecord,
)
from models.store.words import Vocabulary
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.engine import Row

    from models.imported import ImportedIncident
    from models.incident import Incident
    from models.library import Library
    from models.store.store import WriteTransaction


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
        revise: keep a revision of what was saved; becoming final keeps one anyway.
        note: said with the revision, and the reason for reopening a final postmortem.

    Raises:
        ConflictError: when it was saved by somebody else since it was read.
        NotFoundError: when it was removed for good since it was read.
        BadInputError: for a key that another incident has, a value that cannot be kept, or a
            change of status that is not allowed or lacks its reason.
    """
    with library.store.writing() as write:
        saving = Saving(write, reason=note)
        save_aggregate(saving, incident)
        if revise or incident.id in saving.published:
            keep_revision(write, incident.id, note=note)
    return write.changes


def import_incidents(library: Library, batch: Sequence[ImportedIncident]) -> Changes:
    """Insert what was read from files, with the files' bytes as attachments; all of it or nothing.

    One whose bytes and ordinal were imported before is left out, also when its incident has been
    changed or trashed since. Action items keep an unknown creation date.

    Raises:
        BadInputError: for a key that another incident has, or a value that cannot be kept.
    """
    with library.store.writing() as write:
        saving = Saving(write, imported=True)
        new = NewIncidents(saving, batch)
        for one in batch:
            _check_hash(one)
            if new.is_imported(one):
                continue
            if new.takes(one):
                new.add(one)
            else:
                new.flush()
                _import_one(saving, one)
                new.look_again()
        new.flush()
    return write.changes


def trash_incident(library: Library, id: UUID) -> Changes:
    """Put it in the trash: everything is kept, nothing shows it. Already there: nothing happens.

    Raises:
        NotFoundError: when it is not in the library.
    """
    return _set_trashed(library, id, trashed=True)


def restore_incident(library: Library, id: UUID) -> Changes:
    """Bring it back from the trash as it was. Not there: nothing happens.

    Raises:
        NotFoundError: when it is not in the library.
    """
    return _set_trashed(library, id, trashed=False)


def purge_incident(library: Library, id: UUID) -> Changes:
    """Remove an incident in the trash for good, with its revisions, links and files.

    The file that it was imported from can then be imported again.

    Raises:
        NotFoundError: when it is not in the library.
        BadInputError: when it is not in the trash.
    """
    with library.store.writing() as write:
        row = _stored(write, id)
        if row.trashed_at is None:
            raise BadInputError(f"{row.key} is not in the trash.", "Put it there first.")
        _purge(write, id)
        write.log("incident", id, "purged", incident_id=id)
    return write.changes


def set_status(
    library: Library,
    id: UUID,
    status: PostmortemStatus,
    *,
    version: int | None,
    reason: str = "",
    made_by: str | None = None,
    is_history: bool = False,
) -> Changes:
    """Move the postmortem to another status; an incident without a postmortem gets one.

    Becoming final sets the date of publication, unless it was published before, keeps a revision
    and which version of the policy judged it; so does reopening keep a revision.

    Args:
        library: where.
        id: of the incident.
        status: the one that it gets.
        version: of the incident, as it was read; None for whatever is stored now.
        reason: why; needed for reopening and for waiving.
        made_by: handle of who does it.
        is_history: whether it was published before Afterword knew it: no checks are asked.

    Raises:
        NotFoundError: when the incident is not in the library.
        ConflictError: when it was saved by somebody else since that version.
        BadInputError: for a step that is not allowed, or lacks its reason (reopening, waiving);
            for publishing while a check is neither met nor set aside, with the list of those.
    """
    with library.store.writing() as write:
        row = _stored(write, id)
        if version is not None and row.version != version:
            raise ConflictError(
                f"{row.key} was changed elsewhere since you opened it.",
                "Reload it and try again.",
                expected=version,
                found=row.version,
            )
        before = write.connection.execute(
            select(PostmortemRecord.status).where(PostmortemRecord.incident_id == id)
        ).scalar_one_or_none()
        check_step(before, status, reason)
        if status is before:
            return Changes()
        if status is PostmortemStatus.FINAL and not is_history:
            require_publishable(write, id)
        _take_step(write, id, (before, status), reason, made_by)
    return write.changes


def _take_step(
    write: WriteTransaction,
    id: UUID,
    step: tuple[PostmortemStatus | None, PostmortemStatus],
    reason: str,
    made_by: str | None,
) -> None:
    """Write the status with what is kept of it: history, policy, revisions."""
    before, status = step
    person = Vocabulary(write).people.ids([made_by]).get(made_by) if made_by else None
    if before is PostmortemStatus.FINAL:
        keep_revision(write, id, note=f"Before it was reopened: {reason}", made_by=person)
    _write_status(write, id, before, status, reason)
    record_step(write, id, before, status, reason, made_by=person)
    _count_up(write, id)
    write.log("incident", id, "changed", incident_id=id)
    if status is PostmortemStatus.FINAL:
        keep_policy(write, id)
        keep_revision(write, id, note=reason or "Published", made_by=person)


def _write_status(
    write: WriteTransaction,
    id: UUID,
    before: PostmortemStatus | None,
    status: PostmortemStatus,
    reason: str,
) -> None:
    record = PostmortemRecord
    waived = reason if status is PostmortemStatus.WAIVED else ""
    if before is None:
        final = status is PostmortemStatus.FINAL
        row = {
            "incident_id": id,
            "status": status,
            "meeting_held_at": None,
            "published_at": write.now if final else None,
            "waived_reason": waived,
        }
        write.connection.execute(insert(record), [row])
        return
    write.connection.execute(
        update(record).where(record.incident_id == id).values(status=status, waived_reason=waived)
    )
    if status is PostmortemStatus.FINAL:
        write.connection.execute(
            update(record)
            .where(record.incident_id == id, record.published_at.is_(None))
            .values(published_at=write.now)
        )


def _check_hash(one: ImportedIncident) -> None:
    if hashlib.sha256(one.source_bytes).hexdigest() != one.source_sha256.lower():
        msg = f"the hash of {one.source_name!r} is not that of its bytes"
        raise ValueError(msg)


def _import_one(saving: Saving, one: ImportedIncident) -> None:
    """One of which something is there already: written record by record."""
    write = saving.write
    id = save_aggregate(saving, one.incident, verb="imported")
    media_type = media_type_of(one.source_name)
    attach_bytes(write, id, one.source_name, one.source_bytes, media_type, origin=IMPORT)
    write.connection.execute(
        insert(ImportRecord),
        [
            {
                "id": new_id(),
                "sha256": one.source_sha256.lower(),
                "ordinal": one.ordinal,
                "incident_id": id,
                "source_name": one.source_name,
                "imported_at": write.now,
            }
        ],
    )


def _set_trashed(library: Library, id: UUID, *, trashed: bool) -> Changes:
    with library.store.writing() as write:
        row = _stored(write, id)
        if (row.trashed_at is not None) == trashed:
            return Changes()
        _count_up(write, id, trashed_at=write.now if trashed else None)
        write.log("incident", id, "trashed" if trashed else "restored", incident_id=id)
        _log_neighbours(write, id)
    return write.changes


def _log_neighbours(write: WriteTransaction, id: UUID) -> None:
    """Lists of action items and of links show or hide those of this incident."""
    items = write.connection.execute(
        select(IncidentActionRecord.action_item_id).where(IncidentActionRecord.incident_id == id)
    ).scalars()
    for item in items:
        write.log("action item", item, "changed", incident_id=id)
    _log_links_of(write, id)


def _log_links_of(write: WriteTransaction, id: UUID) -> None:
    """Note for both ends of each live link that it looks different now."""
    rows = write.connection.execute(
        select(LinkRecord.id, LinkRecord.from_id, LinkRecord.to_id).where(
            or_(LinkRecord.from_id == id, LinkRecord.to_id == id), LinkRecord.removed_at.is_(None)
        )
    )
    for row in rows:
        write.log("link", row.id, "changed", incident_id=row.from_id)
        write.log("link", row.id, "changed", incident_id=row.to_id)


def _purge(write: WriteTransaction, id: UUID) -> None:
    connection, link = write.connection, IncidentActionRecord
    items = set(
        connection.execute(select(link.action_item_id).where(link.incident_id == id)).scalars()
    )
    hashes = set(
        connection.execute(
            select(AttachmentRecord.sha256).where(AttachmentRecord.incident_id == id)
        ).scalars()
    )
    _log_neighbours(write, id)
    connection.execute(delete(IncidentRecord).where(IncidentRecord.id == id))
    drop_unanswering(connection, items)
    drop_unused_contents(connection, hashes)


def _stored(write: WriteTransaction, id: UUID) -> Row[int, str, datetime | None]:
    row = write.connection.execute(
        select(IncidentRecord.version, IncidentRecord.key, IncidentRecord.trashed_at).where(
            IncidentRecord.id == id
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(
            "This incident is not in the library any more.", "Somebody removed it for good."
        )
    return row


def _count_up(write: WriteTransaction, id: UUID, **values: Any) -> None:
    write.connection.execute(
        update(IncidentRecord)
        .where(IncidentRecord.id == id)
        .values(version=IncidentRecord.version + 1, updated_at=write.now, **values)
    )
