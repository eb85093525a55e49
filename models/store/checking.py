"""The full check of a library: everything that could be wrong with it, said in plain words."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from models.errors import UserError
from models.keys import fold
from models.snapshot import from_json
from models.store.batches import batches
from models.store.loading import load_incidents
from models.store.tables import (
    ActionItemRecord,
    AttachmentRecord,
    ContentRecord,
    IncidentActionRecord,
    IncidentRecord,
    ReviewActionRecord,
    RevisionRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from models.store.store import Store

_UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, zlib.error, UserError)


def check_store(store: Store) -> list[str]:
    """Every finding; an empty list says that the library is sound."""
    with store.reading() as connection:
        if connection.dialect.name == "sqlite":
            findings = list(_check_file(connection))
            if findings:
                # Nothing read from a damaged file could be trusted.
                return findings
        return [
            *_check_incidents(connection),
            *_check_contents(connection),
            *_check_orphans(connection),
            *_check_revisions(connection),
        ]


def _check_file(connection: Connection) -> Iterator[str]:
    try:
        yield from _file_findings(connection)
    except DatabaseError as error:
        yield f"The library's file is damaged: {error.orig}. Restore the newest backup."


def _file_findings(connection: Connection) -> Iterator[str]:
    for (message,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if message != "ok":
            yield f"The library's file is damaged: {message}. Restore the newest backup."
    for table, *_ in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"A row of {table} belongs to something that is not there any more."


def _check_incidents(connection: Connection) -> Iterator[str]:
    rows = connection.execute(
        select(IncidentRecord.id, IncidentRecord.key, IncidentRecord.key_folded)
    ).all()
    for row in rows:
        if row.key_folded != fold(row.key):
            yield f"{row.key} cannot be found by its key: the index of keys has {row.key_folded}."
    names = {row.id: row.key for row in rows}
    for some in batches(names, 200):
        try:
            load_incidents(connection, some)
        except _UNREADABLE:
            yield from _unreadable(connection, {one: names[one] for one in some})


def _unreadable(connection: Connection, names: dict[UUID, str]) -> Iterator[str]:
    for one, key in names.items():
        try:
            load_incidents(connection, [one])
        except _UNREADABLE as error:
            yield f"{key} cannot be read: {error}. Restore it from its newest revision."


def _check_contents(connection: Connection) -> Iterator[str]:
    for sha256 in connection.execute(select(ContentRecord.sha256)).scalars().all():
        size, data = connection.execute(
            select(ContentRecord.size, ContentRecord.data).where(ContentRecord.sha256 == sha256)
        ).one()
        if len(data) == size and hashlib.sha256(data).hexdigest() == sha256:
            continue
        name = connection.execute(
            select(AttachmentRecord.name).where(AttachmentRecord.sha256 == sha256).limit(1)
        ).scalar_one_or_none()
        yield f"The attachment {name or sha256} is not what was attached: its bytes changed."


def _check_orphans(connection: Connection) -> Iterator[str]:
    unused = connection.execute(
        select(ContentRecord.sha256).where(
            ~select(AttachmentRecord.id)
            .where(AttachmentRecord.sha256 == ContentRecord.sha256)
            .exists()
        )
    ).scalars()
    for sha256 in unused:
        yield f"The library keeps a file that no incident has: {sha256}."
    answered = select(IncidentActionRecord.incident_id).where(
        IncidentActionRecord.action_item_id == ActionItemRecord.id
    )
    reviewed = select(ReviewActionRecord.review_id).where(
        ReviewActionRecord.action_item_id == ActionItemRecord.id
    )
    for number in connection.execute(
        select(ActionItemRecord.register_number).where(~answered.exists(), ~reviewed.exists())
    ).scalars():
        yield f"The action item A-{number} answers no incident."


def _check_revisions(connection: Connection) -> Iterator[str]:
    record = RevisionRecord
    for id in connection.execute(select(record.id)).scalars().all():
        try:
            row = connection.execute(
                select(record.number, record.snapshot, IncidentRecord.key)
                .join(IncidentRecord, IncidentRecord.id == record.incident_id)
                .where(record.id == id)
            ).one()
            from_json(row.snapshot)
        except _UNREADABLE as error:
            yield f"A revision ({id}) cannot be read: {error}."
