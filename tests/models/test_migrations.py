"""Migrations: they lead to the tables that new libraries have, after a backup, wholly or not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from models.library import Library
from models.operations.incidents import save_incident
from models.store import migrating, schema
from models.store.engine import file_engine, make_engine
from models.store.locations import locate
from tests.models.examples import payment_outage, saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection, Engine

    from tests.conftest import TickingClock

_SCRIPTS = Path(migrating.__file__).parent / "migrations"

_HEAD = schema.HEAD
_NEWER = '''
"""A newer migration, for the tests: one column more, by rebuilding the table on SQLite."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "HEAD"


def upgrade() -> None:
    with op.batch_alter_table("incidents") as batch:
        batch.add_column(sa.Column("weather", sa.Text(), nullable=False, server_default="fair"))
        batch.alter_column("title", existing_type=sa.Text(), server_default="")
'''.replace("HEAD", _HEAD)


def test_the_constant_head_is_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [schema.HEAD]
    in_order = [one.revision for one in scripts.walk_revisions()][::-1]
    assert tuple(in_order) == schema.REVISIONS


def _engine(place: str) -> Engine:
    location = locate(place)
    return file_engine(location.path, create=True) if location.path else make_engine(location)


def _migrated(place: str) -> Engine:
    engine = _engine(place)
    with engine.begin() as connection:
        migrating.upgrade(connection)
    return engine


def _created(place: str) -> Engine:
    engine = _engine(place)
    with engine.begin() as connection:
        schema.create_tables(connection)
    return engine


def test_migrations_lead_to_the_tables_of_a_new_library(empty_place: Callable[[], str]) -> None:
    migrated, created = _migrated(empty_place()), _created(empty_place())
    try:
        with migrated.connect() as one, created.connect() as other:
            assert _describe(one) == _describe(other)
            assert schema.revision_of(one) == schema.revision_of(other) == schema.HEAD
    finally:
        migrated.dispose()
        created.dispose()


def _describe(connection: Connection) -> dict[str, Any]:
    """Everything about the tables but the order of columns."""
    seen = inspect(connection)
    tables = {
        name: {
            "columns": {
                one["name"]: (str(one["type"]), one["nullable"], one["default"])
                for one in seen.get_columns(name)
            },
            "key": seen.get_pk_constraint(name),
            "foreign": sorted(map(str, seen.get_foreign_keys(name))),
            "unique": sorted(map(str, seen.get_unique_constraints(name))),
            "checks": sorted(map(str, seen.get_check_constraints(name))),
        }
        for name in seen.get_table_names()
    }
    if connection.dialect.name == "sqlite":
        indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        counted = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
    else:
        indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        counted = "SELECT sequencename FROM pg_sequences"
    return {
        "tables": tables,
        "indexes": {name: sql for name, sql in connection.execute(text(indexes))},
        "counted": sorted(connection.execute(text(counted)).scalars()),
    }


@pytest.fixture
def newer_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Afterword as it will be when it has one migration more; gives its script."""
    scripts = tmp_path / "migrations"
    shutil.copytree(_SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    script = scripts / "versions" / "9999_weather.py"
    script.write_text(_NEWER)
    monkeypatch.setattr(migrating, "_SCRIPTS", scripts)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return script


@pytest.fixture
def is_newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, Afterword is the newer one."""

    def become() -> None:
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))
        monkeypatch.setattr(schema, "HEAD", "9999")

    return become


def _weather(library: Library) -> list[str]:
    with library.store.reading() as connection:
        return list(connection.execute(text("SELECT weather FROM incidents")).scalars())


@pytest.mark.usefixtures("newer_revision")
def test_an_older_library_is_backed_up_and_migrated_when_opened(
    empty_place: Callable[[], str],
    is_newer: Callable[[], None],
    clock: TickingClock,
    tmp_path: Path,
) -> None:
    place = empty_place()
    with Library.create(place, clock=clock) as library:
        before = saved(library, payment_outage())
        identity = library.id
    is_newer()
    with Library.open(place, clock=clock) as library:
        assert library.id == identity
        assert library.incidents.get(before.id) == before
        assert _weather(library) == ["fair"]
        assert library.check() == []
        assert len(library.actions.rows(as_of=clock.now)) == 2
    (backup,) = [
        *tmp_path.glob("*.before-9999-*.afterword"),
        *(tmp_path / "data").rglob("*.before-9999-*.zip"),
    ]
    restored = Library.restore(backup, tmp_path / "restored.afterword", clock=clock)
    with Library.open(restored, clock=clock) as library:
        assert library.incidents.get(before.id) == before
        assert _weather(library) == ["fair"]


@pytest.mark.usefixtures("newer_revision")
def test_migrating_happens_once(
    empty_place: Callable[[], str], is_newer: Callable[[], None], tmp_path: Path
) -> None:
    place = empty_place()
    Library.create(place).close()
    is_newer()
    for _ in range(3):
        Library.open(place).close()
    assert len([*tmp_path.glob("*.before-*"), *(tmp_path / "data").rglob("*.zip")]) == 1


def test_a_migration_that_fails_leaves_the_library_as_it_was(
    empty_place: Callable[[], str],
    is_newer: Callable[[], None],
    newer_revision: Path,
) -> None:
    place = empty_place()
    with Library.create(place) as library:
        before = saved(library, payment_outage())
    broken = _NEWER.replace("with op", "op.drop_table('tags')\n    with op") + "    1 / 0\n"
    if locate(place).path is None:
        broken = broken.replace("op.drop_table('tags')", "op.execute('DROP TABLE tags CASCADE')")
    newer_revision.write_text(broken)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))
        patch.setattr(schema, "HEAD", "9999")
        with pytest.raises(ZeroDivisionError):
            Library.open(place)
    with Library.open(place) as library:
        assert library.incidents.get(before.id) == before
        assert library.check() == []


@pytest.mark.usefixtures("newer_revision")
@pytest.mark.skipif(os.name == "nt", reason="a folder cannot take a file's place there")
def test_without_a_backup_nothing_is_migrated(
    is_newer: Callable[[], None], clock: TickingClock, tmp_path: Path
) -> None:
    from datetime import timedelta

    from models.errors import LibraryError

    path = tmp_path / "library.afterword"
    with Library.create(path, clock=clock) as library:
        save_incident(library, payment_outage())
    is_newer()
    at = clock.now + timedelta(seconds=1)
    (tmp_path / f"library.before-9999-{at:%Y%m%dT%H%M%SZ}.afterword").mkdir()
    with pytest.raises(LibraryError, match="backup"):
        Library.open(path, clock=clock)
    engine = file_engine(path)
    with engine.connect() as connection:
        assert schema.revision_of(connection) == _HEAD
    engine.dispose()


@pytest.mark.usefixtures("newer_revision")
def test_what_another_process_migrated_meanwhile_is_not_migrated_again(
    is_newer: Callable[[], None], clock: TickingClock, tmp_path: Path
) -> None:
    path = tmp_path / "library.afterword"
    Library.create(path, clock=clock).close()
    is_newer()
    for _ in range(2):
        migrating.migrate(locate(path), clock=clock)
    assert len(list(tmp_path.glob("*.before-*"))) == 1
    with Library.open(path) as library:
        assert library.check() == []
