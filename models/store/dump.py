"""A whole library as a zip of JSON lines, one file for each table: the backup of a team library.

It is written and read by the tables that the database has, not by those that this version of
Afterword knows, so that a library can be dumped before it is migrated.
"""

from __future__ import annotations

import base64
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import MetaData, insert, select, text
from sqlalchemy.types import Date, DateTime, LargeBinary, Numeric, Uuid

from models.errors import BadInputError, NewerLibraryError
from models.identifiers import new_id
from models.store import schema
from models.store.batches import batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Column, Table
    from sqlalchemy.engine import Connection

_ABOUT = "afterword.json"
_FORMAT = 1
_VERSION_TABLE = "alembic_version"


def write_dump(connection: Connection, target: Path) -> None:
    """Write every table, as the connection's transaction sees it; the target appears when whole.

    Raises:
        OSError: when it cannot be written.
    """
    unfinished = target.with_name(f".{target.name}.{new_id().hex}")
    try:
        with zipfile.ZipFile(unfinished, "x", zipfile.ZIP_DEFLATED) as archive:
            about = {"format": _FORMAT, "revision": schema.revision_of(connection)}
            archive.writestr(_ABOUT, json.dumps(about))
            for table in _tables(connection):
                with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
                    for row in connection.execute(select(table)).mappings():
                        line = {name: _plain(value) for name, value in row.items()}
                        file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def revision_of_dump(source: Path) -> str:
    """The revision that the dumped tables had.

    Raises:
        BadInputError: when it is no dump.
        NewerLibraryError: when a newer Afterword wrote it.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            about = json.loads(archive.read(_ABOUT))
        format_, revision = int(about["format"]), str(about["revision"])
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise BadInputError(
            f"{source} is not a backup of Afterword.", "Choose a file that `backup` made."
        ) from error
    if format_ > _FORMAT or revision not in schema.REVISIONS:
        raise NewerLibraryError(
            "This backup was written by a newer version of Afterword.",
            "Update Afterword to restore it.",
        )
    return revision


def read_dump(connection: Connection, source: Path) -> None:
    """Fill empty tables, which have the dump's revision, with its rows.

    Raises:
        BadInputError: when the dump is damaged.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            for table in _tables(connection):
                with archive.open(f"{table.name}.jsonl") as file:
                    rows = _parents_first(table, _read_rows(table, file))
                    for some in batches(rows, 200):
                        connection.execute(insert(table), some)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise BadInputError(
            f"The backup {source} is damaged and cannot be restored.", "Use an older one."
        ) from error
    if connection.dialect.name == "postgresql":
        # The rows brought their numbers; the sequence has to go on after them.
        connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence('changes', 'number'),"
                " (SELECT coalesce(max(number), 0) + 1 FROM changes), false)"
            )
        )


def _tables(connection: Connection) -> list[Table]:
    """What is there, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _VERSION_TABLE]


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    return value


def _read_rows(table: Table, file: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in file:
        row = json.loads(line)
        yield {name: _value(table.c[name], value) for name, value in row.items()}


def _value(column: Column[Any], value: Any) -> Any:
    """What the column's type takes, by the types that each engine reports of itself."""
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, Uuid):
        return UUID(value)
    if isinstance(kind, DateTime):
        at = datetime.fromisoformat(value)
        return at if kind.timezone else at.replace(tzinfo=None)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    return Decimal(value) if isinstance(kind, Numeric) and isinstance(value, str) else value


def _parents_first(table: Table, rows: Iterator[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Trees name their parents, which have to be there before them."""
    if "parent_id" not in table.c:
        return rows
    waiting = {row["id"]: row for row in rows}
    ordered: list[dict[str, Any]] = []
    placed: set[Any] = set()
    while waiting:
        ready = [
            one
            for one, row in waiting.items()
            if row["parent_id"] is None or row["parent_id"] in placed
        ]
        if not ready:
            break
        for one in ready:
            placed.add(one)
            ordered.append(waiting.pop(one))
    return [*ordered, *waiting.values()]
