"""Database engines: how Afterword talks to SQLite files and to PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool

from models.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection, Engine

    from models.store.locations import Location

APPLICATION_ID = int.from_bytes(b"Aftw")
"""Marks a SQLite file as a library of Afterword."""

WRITES = "afterword_writes"
"""Execution option of connections that will write."""

_BUSY_SECONDS = 10

# FULL: with WAL, NORMAL may lose the last commits when the machine loses power. Afterword commits
# about once a second at most, so the price is not felt, and what the window calls saved is saved.
_PRAGMAS = (
    f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16384",
)


def make_engine(location: Location) -> Engine:
    """An engine for the library there; connects to nothing yet.

    Raises:
        LibraryError: when PostgreSQL is asked for and its driver is not installed.
    """
    if location.path is not None:
        return file_engine(location.path)
    try:
        return create_engine(
            location.url,
            pool_pre_ping=True,
            connect_args={"connect_timeout": _BUSY_SECONDS, "application_name": "afterword"},
        )
    except ModuleNotFoundError as error:
        raise LibraryError(
            "A team library needs the PostgreSQL driver, which is not installed.",
            "Install it with: pip install 'afterword[team]'",
        ) from error


def file_engine(path: Path, *, create: bool = False, foreign_keys: bool = True) -> Engine:
    """An engine for one SQLite file; without `create` a missing file stays missing."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode={'rwc' if create else 'rw'}",
            uri=True,
            check_same_thread=False,
            # Transactions are begun by `_begin`; Python's own would begin none before a SELECT.
            isolation_level=None,
        )
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def copy_file(source: Path, target: Path) -> None:
    """A consistent copy of a SQLite file, also while others write to it.

    Raises:
        FileExistsError: when there is something at the target.
        sqlite3.Error: when either cannot be read or written; nothing is left behind then.
    """
    target.touch(exist_ok=False)
    try:
        with (
            closing(_plain_connection(source, "ro")) as origin,
            closing(_plain_connection(target, "rw")) as copy,
        ):
            origin.backup(copy)
    except BaseException:
        target.unlink()
        raise


def _plain_connection(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=_BUSY_SECONDS)


def use_wal(engine: Engine) -> None:
    """Readers and a writer at the same time. The file remembers it."""
    connection = engine.raw_connection()
    try:
        # Past SQLAlchemy: inside a transaction the mode cannot change.
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: a read that turns into a write cannot wait for it."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
