"""Which library a command works on, and how it and its index are opened."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop.configuration import Configuration, cache_folder
from models.clock import system_clock
from models.errors import NotFoundError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from desktop.command_line.console import Console
    from models.library import Library
    from search.index import Index


def named_library(options: Namespace) -> str | None:
    """What `--library` or $AFTERWORD_LIBRARY says; None when neither says anything."""
    return options.library or os.environ.get("AFTERWORD_LIBRARY") or None


def library_location(options: Namespace) -> str:
    """The library that a command works on: the one named, else the one that was opened last."""
    return named_library(options) or Configuration.load().library_location


def is_url(location: str) -> bool:
    """Whether a location names a database server rather than a file."""
    return "://" in location


@contextmanager
def open_library(options: Namespace, *, create: bool = False) -> Iterator[Library]:
    """The library that the command works on; with `create`, a new one where there is none.

    Raises:
        NotFoundError: there is no library and none is to be made.
        LibraryError: it cannot be opened.
    """
    from models.library import Library

    location = library_location(options)
    try:
        library = Library.open(location)
    except NotFoundError:
        if not create:
            raise
        library = Library.create(location)
    with library:
        yield library


@contextmanager
def scratch_library() -> Iterator[Library]:
    """An empty library that is gone afterwards, for trying things out."""
    from models.library import Library

    with (
        TemporaryDirectory(prefix="afterword-") as folder,
        Library.create(Path(folder) / "scratch.afterword") as library,
    ):
        yield library


@contextmanager
def open_index(library: Library, console: Console, *, rebuild: bool = False) -> Iterator[Index]:
    """The library's index, brought up to date with all that is committed.

    The desktop and the command line share one index per library; it is a cache, so a missing or
    damaged one is simply built again.
    """
    from search.folder import index_folder
    from search.index import Index

    folder = index_folder(cache_folder(), library.id, library.location)
    index = Index.open(folder, library_id=library.id)

    def show(done: int, total: int) -> None:
        console.progress(f"Indexing {done} of {total}")

    try:
        if rebuild:
            index.rebuild(library, progress=show)
        else:
            index.catch_up(library, progress=show)
        console.progress_done()
        yield index
    finally:
        index.close()


def add_as_of(parser: ArgumentParser) -> None:
    """The instant that computed figures are computed for."""
    parser.add_argument(
        "--as-of",
        metavar="INSTANT",
        type=instant,
        default=None,
        help="compute for this instant (ISO 8601; a bare date is its midnight UTC; default: now)",
    )


def as_of(options: Namespace) -> datetime:
    """What `--as-of` says, else now: the one place where a command reads the clock."""
    return options.as_of or system_clock()


def instant(text: str) -> datetime:
    """An ISO 8601 instant; without an offset it is UTC.

    Raises:
        ArgumentTypeError: when `text` is none.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"{text!r} is no date or instant; write 2025-03-19T09:40Z"
        raise ArgumentTypeError(msg) from error
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def day(text: str) -> date:
    """An ISO 8601 date.

    Raises:
        ArgumentTypeError: when `text` is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        msg = f"{text!r} is no date; write 2025-03-19"
        raise ArgumentTypeError(msg) from error
