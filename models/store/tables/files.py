"""Attachments and imports. Contents lie in the database: a library is one file, or is shared."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import Id, IncidentId, Record


class ContentRecord(Record):
    """The bytes of files, each kept once under its SHA-256 (lower-case hexadecimal)."""

    __tablename__ = "contents"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary())
    added_at: Mapped[datetime]


class AttachmentRecord(Record):
    """A file kept with an incident; `origin` is "import" for the file that it was read from."""

    __tablename__ = "attachments"

    id: Mapped[Id]
    incident_id: Mapped[IncidentId]
    sha256: Mapped[str] = mapped_column(ForeignKey("contents.sha256"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    origin: Mapped[str]
    position: Mapped[int]
    added_at: Mapped[datetime]


class ImportRecord(Record):
    """Which incident came from which file: its bytes' hash and the place inside the file."""

    __tablename__ = "imports"

    id: Mapped[Id]
    sha256: Mapped[str]
    ordinal: Mapped[int]
    incident_id: Mapped[IncidentId]
    source_name: Mapped[str]
    imported_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("sha256", "ordinal"),)
