"""Files kept with incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.errors import NotFoundError
from models.store.loading_parts import load_attachments
from models.store.tables import ContentRecord

if TYPE_CHECKING:
    from uuid import UUID

    from models.incident import AttachmentInfo
    from models.store.store import Store


class Attachments:
    """What is attached to an incident, and the bytes of it."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def of(self, incident_id: UUID) -> tuple[AttachmentInfo, ...]:
        """The files of one incident, in the order they were attached."""
        with self._store.reading() as connection:
            return load_attachments(connection, [incident_id]).get(incident_id, ())

    def read(self, sha256: str) -> bytes:
        """The bytes with that hash.

        Raises:
            NotFoundError: when the library does not keep them.
        """
        with self._store.reading() as connection:
            found = connection.execute(
                select(ContentRecord.data).where(ContentRecord.sha256 == sha256.lower())
            ).scalar_one_or_none()
        if found is None:
            raise NotFoundError("This attachment's content is not in the library.")
        return bytes(found)

    def free_name(self, incident_id: UUID, name: str) -> str:
        """`name`, with a number when the incident has a file of that name already."""
        taken = {one.name.casefold() for one in self.of(incident_id)}
        stem, dot, ending = name.rpartition(".")
        stem, ending = (stem, dot + ending) if stem else (name, "")
        made, number = name, 1
        while made.casefold() in taken:
            number += 1
            made = f"{stem}-{number}{ending}"
        return made
