"""Backups of a library, and libraries made from backups."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from models.errors import BadInputError, LibraryError, NotFoundError
from models.identifiers import new_id
from models.store import schema
from models.store.dump import read_dump, revision_of_dump, write_dump
from models.store.engine import copy_file, file_engine, make_engine, use_wal
from models.store.failures import plainly
from models.store.locations import Location, at_path
from models.store.opening import check_file, move_into_place, open_store, start_tables
from models.store.settings import LIBRARY_ID, write_setting

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Engine

    from models.clock import Clock
    from models.store.store import Store


def back_up(store: Store, target: Path) -> Path:
    """A copy of the library as it is now, verified; the library stays in use meanwhile.

    A file is copied as a file, a team library becomes a zip of JSON lines.

    Raises:
        LibraryError: when there is such a file already, or it cannot be written.
    """
    path = target.expanduser().absolute()
    if path.exists():
        raise LibraryError(f"There is already a file at {path}.", "Choose another name.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if store.location.path is not None:
            with plainly():
                copy_file(store.location.path, path)
            open_store(at_path(path), clock=store.clock).close()
        else:
            with store.reading() as connection:
                write_dump(connection, path)
            revision_of_dump(path)
    except OSError as error:
        raise LibraryError(
            f"The backup cannot be written to {path}.",
            "Choose a folder that you may write to and that has enough space.",
        ) from error
    return path


def restore(source: Path, target: Location, *, overwrite: bool, clock: Clock) -> None:
    """Make a library of a backup of either kind. A file that is replaced is kept beside it.

    The restored library gets an id of its own: what caches the old one must not take them for the
    same, for their histories part.

    Raises:
        NotFoundError: when there is no backup at `source`.
        BadInputError: when it is no backup, or damaged.
        NewerLibraryError: when a newer Afterword wrote it.
        LibraryError: when there is a library at the target already, or it cannot be written.
    """
    origin = source.expanduser().absolute()
    if not origin.exists():
        raise NotFoundError(f"There is no backup at {origin}.", "Choose another file.")
    is_dump = zipfile.is_zipfile(origin)
    if is_dump:
        revision_of_dump(origin)
    else:
        check_file(origin)
    if target.path is not None:
        _restore_file(origin, target.path, is_dump=is_dump, overwrite=overwrite, clock=clock)
    elif is_dump:
        _restore_on_server(origin, target, clock)
    else:
        raise BadInputError(
            "A library file cannot be restored into a database server.",
            "Restore it to a file, or restore a .zip backup of a team library.",
        )


def _restore_file(
    source: Path, path: Path, *, is_dump: bool, overwrite: bool, clock: Clock
) -> None:
    if path.exists() and not overwrite:
        raise LibraryError(
            f"There is already a file at {path}.",
            "Restore to another place, or ask to replace it.",
        )
    unfinished = path.with_name(f".{path.name}.{new_id().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with plainly():
            _build(source, unfinished, is_dump=is_dump, clock=clock)
        if path.exists():
            _set_aside(path, clock)
        move_into_place(unfinished, path)
    except OSError as error:
        raise LibraryError(
            f"The library cannot be restored to {path}.",
            "Choose a folder that you may write to and that has enough space.",
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _build(source: Path, unfinished: Path, *, is_dump: bool, clock: Clock) -> None:
    if not is_dump:
        copy_file(source, unfinished)
    else:
        engine = file_engine(unfinished, create=True)
        try:
            _fill(engine, source)
            use_wal(engine)
        finally:
            engine.dispose()
    store = open_store(at_path(unfinished), clock=clock)
    try:
        with store.writing() as write:
            write_setting(write.connection, LIBRARY_ID, str(new_id()), write.now)
    finally:
        store.close()


def _set_aside(path: Path, clock: Clock) -> None:
    """The replaced library, with what its log still holds, under a name that says so."""
    aside = path.with_name(f"{path.stem}.replaced-{clock():%Y%m%dT%H%M%SZ}.afterword")
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))


def _restore_on_server(source: Path, target: Location, clock: Clock) -> None:
    engine = make_engine(target)
    try:
        with plainly():
            _fill(engine, source)
    finally:
        engine.dispose()
    store = open_store(target, clock=clock)
    try:
        with store.writing() as write:
            write_setting(write.connection, LIBRARY_ID, str(new_id()), write.now)
    finally:
        store.close()


def _fill(engine: Engine, source: Path) -> None:
    """Tables as the dump had them, with its rows."""
    revision = revision_of_dump(source)
    with engine.begin() as connection:
        start_tables(connection)
        if revision == schema.HEAD:
            schema.create_tables(connection)
        else:
            # Imported here: Alembic takes longer to import than everything else together.
            from models.store.migrating import upgrade  # noqa: PLC0415

            upgrade(connection, revision)
        read_dump(connection, source)
