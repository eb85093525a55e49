"""Failures of a database in words that say what to do."""

from __future__ import annotations

import sqlite3

import pytest

from models.store.failures import in_plain_words


def _failed(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (4874, "is full"),  # SQLITE_IOERR_SHMSIZE, when a library is opened on a full disk
        (13, "is full"),
        (266, "The disk failed"),  # SQLITE_IOERR_READ
        (5, "busy"),
    ],
)
def test_sqlite_says_what_happened(code: int, words: str) -> None:
    said = in_plain_words(_failed(code))
    assert said is not None
    assert words in str(said)


def test_what_is_not_known_is_left_as_it_is() -> None:
    assert in_plain_words(_failed(1)) is None
    assert in_plain_words(ValueError("no")) is None
