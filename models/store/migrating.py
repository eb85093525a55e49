"""Brings an older library up to date, after a backup. Imports Alembic, so it is imported late."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.config import Config
from platformdirs import user_data_path
from sqlalchemy import text

from models.errors import LibraryError
from models.store import schema
from models.store.dump import write_dump
from models.store.engine import WRITES, copy_file, file_engine, make_engine
from models.store.failures import plainly
from models.store.store import take_writer_lock

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection, Engine

    from models.clock import Clock
    from models.store.locations import Location

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(location: Location, *, clock: Clock) -> None:
    """Back the library up and migrate it; all of the migrations or none.

    Raises:
        LibraryError: when the backup cannot be written, or the migrated library is not sound.
    """
    with plainly():
        engine = _engine(location)
        try:
            with engine.connect() as connection:
                connection.execution_options(**{WRITES: True})
                with connection.begin():
                    take_writer_lock(connection)
                    # Another process may have migrated it while this one waited for the lock.
                    if schema.is_behind(connection):
                        _back_up(connection, location, clock())
                        upgrade(connection)
                        _check(connection)
        finally:
            engine.dispose()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to `revision` inside the connection's transaction."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    schema.mark_file(connection)


def _engine(location: Location) -> Engine:
    if location.path is None:
        return make_engine(location)
    # Rebuilding a table drops the old one; with foreign keys on, its rows' children would go too.
    return file_engine(location.path, foreign_keys=False)


def _back_up(connection: Connection, location: Location, now: datetime) -> None:
    stamp = f"before-{schema.HEAD}-{now:%Y%m%dT%H%M%SZ}"
    try:
        if location.path is not None:
            copy_file(
                location.path, location.path.with_name(f"{location.path.stem}.{stamp}.afterword")
            )
        else:
            folder = user_data_path("afterword") / "backups"
            folder.mkdir(parents=True, exist_ok=True)
            write_dump(connection, folder / f"{location.default_name}.{stamp}.zip")
    except OSError as error:
        raise LibraryError(
            "This library needs an update, and the backup before it cannot be written.",
            "Free some space or make the folder writable, then open the library again.",
        ) from error


def _check(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken: list[Any] = list(connection.execute(text("PRAGMA foreign_key_check")))
    if broken:
        raise LibraryError(
            "The library could not be brought up to date and was left as it was.",
            "Please report this, with the version of Afterword that you used before.",
        )
