"""What belongs to the library as a whole: revisions, searches, policy, settings, the change log."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import Id, IncidentId, MadeBy, Record
from models.store.types import JsonText, PackedJson


class RevisionRecord(Record):
    """A whole snapshot of an incident (`models.snapshot`), numbered from 1 within it."""

    __tablename__ = "revisions"

    id: Mapped[Id]
    incident_id: Mapped[IncidentId]
    number: Mapped[int]
    incident_version: Mapped[int]
    note: Mapped[str]
    made_by: Mapped[MadeBy]
    made_at: Mapped[datetime]
    snapshot: Mapped[Any] = mapped_column(PackedJson())

    __table_args__ = (UniqueConstraint("incident_id", "number"),)


class SavedSearchRecord(Record):
    """A query under a name."""

    __tablename__ = "saved_searches"

    id: Mapped[Id]
    version: Mapped[int]
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    query: Mapped[str]
    position: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class PolicyVersionRecord(Record):
    """The policy's TOML as it stood from `made_at` on, numbered from 1."""

    __tablename__ = "policy_versions"

    id: Mapped[Id]
    number: Mapped[int] = mapped_column(unique=True)
    toml: Mapped[str]
    note: Mapped[str]
    made_by: Mapped[MadeBy]
    made_at: Mapped[datetime]


class SettingRecord(Record):
    """One setting of the library; values are JSON."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JsonText())
    updated_at: Mapped[datetime]


class ChangeRecord(Record):
    """One entry of the change log; numbers rise strictly, in the order of commits."""

    __tablename__ = "changes"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[datetime]
    entity: Mapped[str]
    entity_id: Mapped[str]
    incident_id: Mapped[UUID | None]
    verb: Mapped[str]

    # AUTOINCREMENT: a number is never given twice, even after the newest entries were deleted.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - as SQLAlchemy reads it
