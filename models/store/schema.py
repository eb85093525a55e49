"""The state of a library's tables: new, current, behind, or from a newer Afterword."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from models.errors import LibraryError, NewerLibraryError
from models.store.engine import APPLICATION_ID
from models.store.tables import Record

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every Alembic revision, oldest first. Written here so that opening needs no Alembic."""

HEAD = REVISIONS[-1]

_VERSION_TABLE = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
_VERSION_KEY = "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"


def create_tables(connection: Connection) -> None:
    """All tables of a new library, marked as current."""
    Record.metadata.create_all(connection)
    connection.execute(text(_VERSION_TABLE + _VERSION_KEY))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    mark_file(connection)


def mark_file(connection: Connection) -> None:
    """Say in a SQLite file's header what it is and which format it has."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {len(REVISIONS)}")


def is_library(connection: Connection) -> bool:
    """Whether the database holds a library, of whatever version."""
    names = set(inspect(connection).get_table_names())
    return {"alembic_version", "incidents", "settings"} <= names


def check_settings(connection: Connection) -> None:
    """Let SQLite check the pages of one small table.

    Raises:
        LibraryError: when they are damaged.
    """
    if connection.exec_driver_sql("PRAGMA quick_check(settings)").scalar_one() != "ok":
        raise LibraryError(
            "The library's file is damaged.",
            "Run `afterword check`, and restore the newest backup if it is not sound.",
        )


def revision_of(connection: Connection) -> str:
    """The revision that the tables have.

    Raises:
        LibraryError: when the database says none.
    """
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is None:
        raise LibraryError(
            "The library does not say which version of Afterword wrote it.",
            "It may be damaged: restore the newest backup.",
        )
    return str(found)


def is_behind(connection: Connection) -> bool:
    """Whether the tables need a migration before they can be used.

    Raises:
        NewerLibraryError: when a newer Afterword wrote them.
    """
    revision = revision_of(connection)
    if revision not in REVISIONS or _file_format(connection) > len(REVISIONS):
        raise NewerLibraryError(
            "This library was written by a newer version of Afterword.",
            "Update Afterword to open it. The library was left as it is.",
        )
    return revision != HEAD


def _file_format(connection: Connection) -> int:
    if connection.dialect.name != "sqlite":
        return 0
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
