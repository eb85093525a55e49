"""What can be done with revisions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.comparison import changed_parts
from models.errors import NotFoundError
from models.incident import Postmortem
from models.snapshot import from_json
from models.store.loading import load_incidents
from models.store.revising import keep_revision as keep
from models.store.saving import Saving, save_aggregate
from models.store.schema import is_behind
from models.store.tables import RevisionRecord
from models.store.words import Vocabulary

if TYPE_CHECKING:
    from uuid import UUID

    from models.changes import Changes
    from models.incident import Incident
    from models.library import Library
    from models.store.store import WriteTransaction


def keep_revision(library: Library, incident_id: UUID, *, note: str = "") -> Changes:
    """Keep a snapshot of the incident as it is stored now.

    Raises:
        NotFoundError: when it is not in the library.
    """
    with library.store.writing() as write:
        if not load_incidents(write.connection, [incident_id]):
            raise NotFoundError("This incident is not in the library any more.")
        keep(write, incident_id, note=note)
    return write.changes


def save_with_revisions(
    library: Library,
    incident: Incident,
    *,
    before: bool = False,
    after: bool = False,
    note: str = "",
    made_by: str | None = None,
) -> Changes:
    """Save the incident as `save_incident` does, with revisions around it.

    Args:
        library: where to.
        incident: as it shall be.
        before: keep what is stored now, unless the newest revision says the same. For the first
            save of somebody who begins to edit: nothing that stood there is written over unkept.
        after: keep what was saved.
        note: said with the revision after.
        made_by: handle of who saves, kept with the revision after.

    Raises:
        ConflictError: when it was saved by somebody else since it was read.
        NotFoundError: when it was removed for good since it was read.
        BadInputError: for a value that cannot be kept.
        NewerLibraryError: when a newer Afterword has changed the library while it was open here.
    """
    with library.store.writing() as write:
        is_behind(write.connection)
        if before:
            _keep_changed(write, incident.id, note="")
        saving = Saving(write, reason=note)
        save_aggregate(saving, incident)
        if after or incident.id in saving.published:
            keep(write, incident.id, note=note, made_by=_person(write, made_by))
    return write.changes


def keep_changed_revision(
    library: Library, incident_id: UUID, *, note: str = "", made_by: str | None = None
) -> Changes:
    """Keep a snapshot of the incident as stored, unless the newest revision says the same.

    Raises:
        NotFoundError: when it is not in the library.
    """
    with library.store.writing() as write:
        if not load_incidents(write.connection, [incident_id]):
            raise NotFoundError("This incident is not in the library any more.")
        _keep_changed(write, incident_id, note=note, made_by=_person(write, made_by))
    return write.changes


def _person(write: WriteTransaction, handle: str | None) -> UUID | None:
    return Vocabulary(write).people.ids([handle]).get(handle) if handle else None


def _keep_changed(
    write: WriteTransaction, incident_id: UUID, *, note: str, made_by: UUID | None = None
) -> None:
    stored = load_incidents(write.connection, [incident_id])
    if not stored:
        return
    record = RevisionRecord
    newest = write.connection.execute(
        select(record.snapshot)
        .where(record.incident_id == incident_id)
        .order_by(record.number.desc())
        .limit(1)
    ).scalar_one_or_none()
    if newest is None or changed_parts(from_json(newest), stored[0]):
        keep(write, incident_id, note=note, made_by=made_by)


def restore_revision(
    library: Library, revision_id: UUID, *, version: int, made_by: str | None = None
) -> Changes:
    """Make the incident what that revision says, as a new revision; the status stays as it is.

    What it is now is kept as a revision first, so that restoring can be undone.

    Args:
        library: where.
        revision_id: which one.
        version: of the incident, as it was read.
        made_by: handle of who restores it.

    Raises:
        NotFoundError: when there is no such revision.
        ConflictError: when the incident was saved by somebody else since that version.
        BadInputError: when another incident has the key of then.
    """
    record = RevisionRecord
    with library.store.writing() as write:
        row = write.connection.execute(
            select(record.incident_id, record.number, record.snapshot).where(
                record.id == revision_id
            )
        ).one_or_none()
        if row is None:
            raise NotFoundError("This revision is not in the library any more.")
        now = load_incidents(write.connection, [row.incident_id])[0]
        keep(write, now.id, note=f"Before revision {row.number} was restored")
        then = from_json(row.snapshot)
        document = then.postmortem
        if now.postmortem is not None:
            document = replace(
                document or Postmortem(),
                status=now.postmortem.status,
                published_at=now.postmortem.published_at,
                waived_reason=now.postmortem.waived_reason,
            )
        restored = replace(then, id=now.id, version=version, postmortem=document)
        save_aggregate(Saving(write), restored)
        said = f"Restored from revision {row.number}"
        keep(write, now.id, note=said, made_by=_person(write, made_by))
    return write.changes
