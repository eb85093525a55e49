"""Services, categories, people and tags: the words that incidents are tied to.

`folded` is the case-folded spelling that makes a word unique; the first spelling seen is shown.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.store.tables.base import Id, Record


class ServiceRecord(Record):
    """One component in the service tree; `path` is its ancestors' names and its own, by slashes."""

    __tablename__ = "services"

    id: Mapped[Id]
    version: Mapped[int]
    path: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("services.id"), index=True)
    description: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class CategoryRecord(Record):
    """One failure mode, of two levels; `path` is "Database / Missing index"."""

    __tablename__ = "categories"

    id: Mapped[Id]
    version: Mapped[int]
    path: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("categories.id"), index=True)
    description: Mapped[str] = mapped_column(default="")
    retired_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class PersonRecord(Record):
    """One person or group, by the handle that documents use."""

    __tablename__ = "people"

    id: Mapped[Id]
    version: Mapped[int]
    handle: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class TagRecord(Record):
    """One free word."""

    __tablename__ = "tags"

    id: Mapped[Id]
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
