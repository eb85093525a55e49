"""What can be done to files kept with incidents."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from models.errors import NotFoundError
from models.store.contents import PERSON, attach_bytes, drop_unused_contents
from models.store.tables import AttachmentRecord, IncidentRecord
from models.store.words import one_line

if TYPE_CHECKING:
    from uuid import UUID

    from models.changes import Changes
    from models.library import Library


def attach(
    library: Library, incident_id: UUID, name: str, data: bytes, *, media_type: str = ""
) -> Changes:
    """Keep a file with an incident. The same bytes and name again: nothing happens.

    Args:
        library: where to.
        incident_id: the incident.
        name: the file's name, without folders.
        data: its bytes.
        media_type: guessed by the name when not told.

    Raises:
        NotFoundError: when the incident is not in the library.
        BadInputError: when the file is too large.
    """
    shown = one_line(name.replace("\\", "/").rpartition("/")[2]) or "attachment"
    kind = media_type or mimetypes.guess_type(shown)[0] or "application/octet-stream"
    with library.store.writing() as write:
        known = write.connection.execute(
            select(IncidentRecord.id).where(IncidentRecord.id == incident_id)
        ).scalar_one_or_none()
        if known is None:
            raise NotFoundError("This incident is not in the library any more.")
        attach_bytes(write, incident_id, shown, data, kind, origin=PERSON)
    return write.changes


def detach(library: Library, attachment_id: UUID) -> Changes:
    """Remove a file from its incident; its bytes go when nothing else is made of them.

    Raises:
        NotFoundError: when there is no such attachment.
    """
    record = AttachmentRecord
    with library.store.writing() as write:
        row = write.connection.execute(
            select(record.incident_id, record.sha256).where(record.id == attachment_id)
        ).one_or_none()
        if row is None:
            raise NotFoundError("This attachment is not in the library any more.")
        write.connection.execute(delete(record).where(record.id == attachment_id))
        drop_unused_contents(write.connection, [row.sha256])
        write.log("attachment", attachment_id, "removed", incident_id=row.incident_id)
    return write.changes
