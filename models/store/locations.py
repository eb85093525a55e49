"""Where a library is: a file path, or a database URL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from models.errors import BadInputError

_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where one library is.

    Attributes:
        path: the file; None for a database server.
        url: the server's address with its password; for a file, that of the file.
    """

    url: URL
    path: Path | None

    @property
    def shown(self) -> str:
        """For people and logs: the path, or the URL with its password hidden."""
        return str(self.path) if self.path else self.url.render_as_string(hide_password=True)

    @property
    def for_processes(self) -> str:
        """What another process passes to `Library.open`; may hold a password."""
        return str(self.path) if self.path else self.url.render_as_string(hide_password=False)

    @property
    def default_name(self) -> str:
        """The name of a library that nobody named: its file's or its database's."""
        return self.path.stem if self.path else self.url.database or "Library"


def locate(location: Path | str) -> Location:
    """Understand a path or a URL.

    Raises:
        BadInputError: for a URL of a database that Afterword does not speak.
    """
    written = str(location)
    if isinstance(location, Path) or "://" not in written:
        return at_path(Path(written))
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:
        raise BadInputError(
            "The library's address cannot be read.",
            "It looks like postgresql+psycopg://user:password@host/database, or is a file path.",
        ) from error
    if url.drivername in ("sqlite", "sqlite+pysqlite") and url.database:
        return at_path(Path(url.database))
    if url.drivername in _POSTGRESQL:
        return Location(url=url.set(drivername="postgresql+psycopg"), path=None)
    raise BadInputError(
        f"Afterword cannot keep a library in {url.get_backend_name()!r}.",
        "Use a file path, or postgresql+psycopg://user:password@host/database.",
    )


def at_path(path: Path) -> Location:
    """The location of a library file; a relative path is taken from the working folder."""
    whole = path.expanduser().absolute()
    return Location(url=URL.create("sqlite", database=str(whole)), path=whole)
