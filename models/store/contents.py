"""The bytes of attachments while writing: each kept once, dropped when nothing needs it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from models.errors import BadInputError
from models.identifiers import new_id
from models.store.tables import AttachmentRecord, ContentRecord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from models.store.store import WriteTransaction

IMPORT = "import"
PERSON = "person"

LARGEST = 100_000_000
"""Bytes of one file. A library is one file itself and is to stay easy to copy."""


def attach_bytes(
    write: WriteTransaction,
    incident_id: UUID,
    name: str,
    data: bytes,
    media_type: str,
    *,
    origin: str,
) -> UUID:
    """Keep the bytes with the incident; the same file again is the attachment it was.

    Raises:
        BadInputError: when the file is too large.
    """
    if len(data) > LARGEST:
        raise BadInputError(
            f"{name} is too large to attach ({len(data) // 1_000_000} MB).",
            f"Attach files of up to {LARGEST // 1_000_000} MB, or a link to it.",
        )
    connection, record = write.connection, AttachmentRecord
    sha256 = hashlib.sha256(data).hexdigest()
    there = connection.execute(
        select(record.id).where(
            record.incident_id == incident_id, record.sha256 == sha256, record.name == name
        )
    ).scalar_one_or_none()
    if there is not None:
        return there
    _keep(write, sha256, data)
    identifier = new_id()
    last = connection.execute(
        select(func.max(record.position)).where(record.incident_id == incident_id)
    ).scalar_one()
    connection.execute(
        insert(record),
        [
            {
                "id": identifier,
                "incident_id": incident_id,
                "sha256": sha256,
                "name": name,
                "media_type": media_type,
                "origin": origin,
                "position": 0 if last is None else last + 1,
                "added_at": write.now,
            }
        ],
    )
    write.log("attachment", identifier, "created", incident_id=incident_id)
    return identifier


def _keep(write: WriteTransaction, sha256: str, data: bytes) -> None:
    connection, record = write.connection, ContentRecord
    known = connection.execute(
        select(record.sha256).where(record.sha256 == sha256)
    ).scalar_one_or_none()
    if known is None:
        row = {"sha256": sha256, "size": len(data), "data": data, "added_at": write.now}
        connection.execute(insert(record), [row])


def drop_unused_contents(connection: Connection, hashes: Iterable[str]) -> None:
    """Delete those of the contents that no attachment names any more."""
    for sha256 in hashes:
        connection.execute(
            delete(ContentRecord).where(
                ContentRecord.sha256 == sha256,
                ~select(AttachmentRecord.id).where(AttachmentRecord.sha256 == sha256).exists(),
            )
        )
