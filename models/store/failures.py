"""The one place where failures of a database become words for people.

What is not recognised here is a bug and is left as it was raised.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from models.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator

_Words = tuple[str, str]

_BUSY: _Words = (
    "The library is busy: another window or program is writing to it.",
    "Try again in a moment; if it stays busy, close the other program.",
)
_FULL: _Words = (
    "The disk that holds the library is full.",
    "Free some space and save again. Nothing that was saved before is lost.",
)
_READ_ONLY: _Words = (
    "The library cannot be written: its file or folder is read-only.",
    "Give yourself write permission on the file and its folder, or copy the library elsewhere.",
)
_UNREACHABLE: _Words = (
    "The library's file cannot be opened.",
    "Check that the file and its folder exist and that you may read and write both.",
)
_DAMAGED: _Words = (
    "The library's file is damaged.",
    "Run `afterword check`, and restore the newest backup if it is not sound.",
)
_DISK: _Words = (
    "The disk failed while the library was read or written.",
    "Check that the disk or network drive is connected, then try again.",
)
_NO_SERVER: _Words = (
    "The library's database server does not answer.",
    "Check the network and the address, then try again.",
)

# Primary result codes, https://www.sqlite.org/rescode.html
_SQLITE: dict[int, _Words] = {
    5: _BUSY,
    6: _BUSY,
    8: _READ_ONLY,
    10: _DISK,
    11: _DAMAGED,
    13: _FULL,
    14: _UNREACHABLE,
    23: _READ_ONLY,
    26: _DAMAGED,
}

# Extended ones that say more than their primary code does.
_SQLITE_EXTENDED: dict[int, _Words] = {
    4874: _FULL,  # SQLITE_IOERR_SHMSIZE: no room for the file that readers and writers share
}

# SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: dict[str, _Words] = {
    "25006": _READ_ONLY,
    "28P01": (
        "The database server refused the name or password.",
        "Check both in the library's address.",
    ),
    "28000": (
        "The database server refused this user.",
        "Ask the server's administrator to let you in.",
    ),
    "3D000": (
        "The database server has no database of that name.",
        "Check the name in the address, or ask for the database to be created.",
    ),
    "42501": (
        "You may not do this in the team's database.",
        "Ask the server's administrator for the permission.",
    ),
    "53100": _FULL,
    "53300": (
        "The database server has no free connection.",
        "Try again in a moment.",
    ),
    "55P03": _BUSY,
    "57014": _BUSY,
    "40001": _BUSY,
    "40P01": _BUSY,
}
_NO_SERVER_CLASSES = ("08", "57")


def in_plain_words(error: BaseException) -> LibraryError | None:
    """What happened and what to do, or None when the error is not a known failure."""
    if isinstance(error, PoolTimeoutError):
        return LibraryError(*_BUSY)
    original = error.orig if isinstance(error, DBAPIError) else error
    words: _Words | None = None
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", 0)
        words = _SQLITE_EXTENDED.get(code) or _SQLITE.get(code & 0xFF)
    elif isinstance(error, DBAPIError):
        words = _of_server(original, disconnected=error.connection_invalidated)
    return LibraryError(*words) if words else None


def _of_server(original: BaseException | None, *, disconnected: bool) -> _Words | None:
    state = getattr(original, "sqlstate", None)
    if state is None:
        # psycopg gives no state when it could not connect, or lost the connection.
        connectionless = disconnected or type(original).__name__ == "OperationalError"
        return _at_connect(str(original)) if connectionless else None
    if state[:2] in _NO_SERVER_CLASSES and state not in _POSTGRESQL:
        return _NO_SERVER
    return _POSTGRESQL.get(state)


def _at_connect(message: str) -> _Words:
    """Tell by the text: libpq says why it could not connect in no other way."""
    if "password authentication failed" in message:
        return _POSTGRESQL["28P01"]
    if "does not exist" in message and "database" in message:
        return _POSTGRESQL["3D000"]
    if "too many clients" in message:
        return _POSTGRESQL["53300"]
    return _NO_SERVER


@contextmanager
def plainly() -> Iterator[None]:
    """Turn known failures of the database inside the block into `LibraryError`."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError, sqlite3.Error) as error:
        known = in_plain_words(error)
        if known is None:
            raise
        raise known from error
