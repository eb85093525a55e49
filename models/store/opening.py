"""Creates and opens stores: what is checked, in which order, before anything else may read them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from models.errors import LibraryError, NotFoundError
from models.identifiers import new_id
from models.store import schema
from models.store.engine import APPLICATION_ID, file_engine, make_engine, use_wal
from models.store.failures import plainly
from models.store.seed import seed_vocabulary
from models.store.settings import LIBRARY_ID, NAME, write_setting
from models.store.store import Store, take_writer_lock

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection, Engine

    from models.clock import Clock
    from models.store.locations import Location

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_NOT_A_LIBRARY = "Choose a file that Afterword made; they end in .afterword."


def create(location: Location, *, clock: Clock, name: str) -> Store:
    """A new store with its tables, id and first vocabulary.

    Raises:
        LibraryError: when there is something already, or it cannot be written there.
    """
    if location.path is not None:
        _create_file(location.path, clock=clock, name=name)
    else:
        _create_on_server(location, clock=clock, name=name)
    return open_store(location, clock=clock)


def open_store(location: Location, *, clock: Clock) -> Store:
    """The store there, checked, and migrated when it is behind.

    Raises:
        NotFoundError: when there is none.
        NewerLibraryError: when a newer Afterword wrote it.
        LibraryError: when it is no library, damaged, or out of reach.
    """
    if location.path is not None:
        check_file(location.path)
    engine = make_engine(location)
    try:
        with plainly(), engine.connect() as connection:
            _check_database(connection, location)
            behind = schema.is_behind(connection)
        if behind:
            # Imported here: Alembic takes longer to import than everything else together.
            from models.store.migrating import migrate  # noqa: PLC0415

            engine.dispose()
            migrate(location, clock=clock)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, location, clock)


def check_file(path: Path) -> None:
    """Refuse what is not a library file by its first bytes, before SQLite touches it.

    Raises:
        NotFoundError: when there is no file.
        LibraryError: when it is something else, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFoundError(
            f"There is no library at {path}.", "Create one there, or choose another file."
        ) from error
    except IsADirectoryError as error:
        raise LibraryError(f"{path} is a folder, not a library.", _NOT_A_LIBRARY) from error
    except OSError as error:
        raise LibraryError(
            f"The library at {path} cannot be read.",
            "Check that the disk is connected and that you may read the file.",
        ) from error
    if not header:
        raise LibraryError(f"{path} is empty, not a library.", _NOT_A_LIBRARY)
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise LibraryError(f"{path} is not a library of Afterword.", _NOT_A_LIBRARY)
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise LibraryError(
            f"{path} is a database of another program, not a library of Afterword.", _NOT_A_LIBRARY
        )
    if _is_cut_off(path, header):
        raise LibraryError(
            f"The library at {path} is cut off: a part of the file is missing.",
            "Copy it again from where it came, or restore the newest backup.",
        )


def _check_database(connection: Connection, location: Location) -> None:
    if schema.is_library(connection):
        if location.path is not None:
            # One small table: a look at everything is `check`, which takes its time.
            schema.check_settings(connection)
        return
    if location.path is not None:
        raise LibraryError(
            f"The library at {location.path} is damaged: its tables are missing.",
            "Restore the newest backup.",
        )
    raise NotFoundError(
        f"There is no library in {location.shown}.", "Create one in this database first."
    )


def _is_cut_off(path: Path, header: bytes) -> bool:
    """Whether the file is shorter than its header says (https://www.sqlite.org/fileformat.html).

    While a write-ahead log stands beside it, the header may be ahead of the file.
    """
    if header[24:28] != header[92:96]:
        return False
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return False
    page = int.from_bytes(header[16:18])
    pages = int.from_bytes(header[28:32])
    return path.stat().st_size < pages * (65_536 if page == 1 else page)


def _create_file(path: Path, *, clock: Clock, name: str) -> None:
    """Built beside its place and moved there whole, so that no half library is ever seen."""
    if path.exists():
        raise _exists(path)
    unfinished = path.with_name(f".{path.name}.{new_id().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"The folder {path.parent} cannot be made.",
            "Choose a folder that you may write to.",
        ) from error
    engine = file_engine(unfinished, create=True)
    try:
        with plainly():
            _fill(engine, clock=clock, name=name)
            use_wal(engine)
        engine.dispose()
        move_into_place(unfinished, path)
    finally:
        engine.dispose()
        unfinished.unlink(missing_ok=True)


def move_into_place(unfinished: Path, path: Path) -> None:
    """Give a finished file its name, unless something has that name.

    Raises:
        LibraryError: when there is a file already.
    """
    try:
        os.link(unfinished, path)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError:
        # File systems without hard links (FAT, some network drives).
        if path.exists():
            raise _exists(path) from None
        unfinished.replace(path)


def _exists(path: Path) -> LibraryError:
    return LibraryError(f"There is already a file at {path}.", "Open it, or choose another name.")


def _create_on_server(location: Location, *, clock: Clock, name: str) -> None:
    engine = make_engine(location)
    try:
        with plainly():
            _fill(engine, clock=clock, name=name)
    finally:
        engine.dispose()


def start_tables(connection: Connection) -> None:
    """Make sure that the transaction is alone in an empty database.

    Raises:
        LibraryError: when there is a library already.
    """
    take_writer_lock(connection)
    if schema.is_library(connection):
        raise LibraryError("There is already a library in this database.", "Open it instead.")


def _fill(engine: Engine, *, clock: Clock, name: str) -> None:
    now = clock()
    with engine.begin() as connection:
        start_tables(connection)
        schema.create_tables(connection)
        write_setting(connection, LIBRARY_ID, str(new_id()), now)
        if name:
            write_setting(connection, NAME, name, now)
        seed_vocabulary(connection, now)
