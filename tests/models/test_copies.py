"""Backups, restoring them, and the full check of a library."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from models.errors import BadInputError, LibraryError, NewerLibraryError, NotFoundError
from models.library import Library
from models.operations.attachments import attach
from models.operations.incidents import save_incident, trash_incident
from models.operations.links import link_incidents
from models.operations.reviews import save_review
from models.operations.settings import set_setting
from models.review import Review, ReviewedIncident
from models.store.tables import Record
from models.vocabulary import LinkKind
from tests.models.examples import incident, payment_outage, saved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import TickingClock


@pytest.fixture
def filled(library: Library) -> Library:
    """A library with something in most tables."""
    first, second = payment_outage(), incident("INC-2")
    save_incident(library, first, revise=True, note="first")
    save_incident(library, second)
    link_incidents(library, second.id, first.id, LinkKind.RECURRENCE_OF, made_by="@me")
    attach(library, first.id, "graph.png", bytes(range(256)) * 40)
    set_setting(library, "zone", "Europe/Berlin")
    save_review(library, Review(title="R", incidents=(ReviewedIncident(incident_id=first.id),)))
    trashed = saved(library, incident("INC-3"))
    trash_incident(library, trashed.id)
    return library


def _content(library: Library) -> dict[str, list[str]]:
    """Every row of every table, but the library's own id and the columns' order."""
    found = {}
    with library.store.reading() as connection:
        for table in Record.metadata.sorted_tables:
            rows = connection.execute(table.select()).mappings()
            found[table.name] = sorted(
                str(sorted(row.items())) for row in rows if row.get("name") != "library_id"
            )
    return found


def test_a_backup_restores_to_the_same_library(
    filled: Library, empty_place: Callable[[], str], tmp_path: Path, clock: TickingClock
) -> None:
    backup = filled.backup(tmp_path / "backups" / "afterword.backup")
    place = Library.restore(backup, empty_place(), clock=clock)
    with Library.open(place, clock=clock) as restored:
        assert _content(restored) == _content(filled)
        assert restored.check() == []
        # What caches one must not take the other for it.
        assert restored.id != filled.id
        last = restored.changes.last()
        assert save_incident(restored, incident("INC-4")).last > last


def test_a_team_library_can_become_a_file(
    filled: Library, tmp_path: Path, clock: TickingClock
) -> None:
    backup = filled.backup(tmp_path / "backup")
    with Library.open(Library.restore(backup, tmp_path / "f.afterword"), clock=clock) as restored:
        assert _content(restored) == _content(filled)
        assert restored.check() == []


def test_a_backup_is_made_while_somebody_writes(filled: Library, tmp_path: Path) -> None:
    with filled.store.writing() as write:
        write.connection.execute(text("UPDATE incidents SET title = 'half way'"))
        backup = filled.backup(tmp_path / "backup")
        with Library.open(Library.restore(backup, tmp_path / "f.afterword")) as restored:
            assert restored.incidents.by_key("INC-2025-034").title == "Payment Service Outage"


def test_a_backup_never_takes_the_place_of_a_file(filled: Library, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    target.write_text("mine")
    with pytest.raises(LibraryError, match="already"):
        filled.backup(target)
    assert target.read_text() == "mine"


def test_a_backup_that_cannot_be_written_leaves_nothing(filled: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="backup"):
        filled.backup(tmp_path / "file" / "backup")


def test_restoring_replaces_only_when_told_and_keeps_the_replaced(
    tmp_path: Path, clock: TickingClock
) -> None:
    path = tmp_path / "library.afterword"
    with Library.create(path, clock=clock) as library:
        save_incident(library, incident("OLD-1"))
        backup = library.backup(tmp_path / "backup.afterword")
        save_incident(library, incident("NEW-1"))
    with pytest.raises(LibraryError, match="already"):
        Library.restore(backup, path, clock=clock)
    Library.restore(backup, path, overwrite=True, clock=clock)
    with Library.open(path) as library:
        assert library.incidents.find_id("NEW-1") is None
        assert library.incidents.find_id("OLD-1") is not None
    (aside,) = tmp_path.glob("library.replaced-*.afterword")
    with Library.open(aside) as library:
        assert library.incidents.find_id("NEW-1") is not None


def test_restoring_replaces_a_damaged_library_too(tmp_path: Path) -> None:
    path = tmp_path / "library.afterword"
    with Library.create(path) as library:
        backup = library.backup(tmp_path / "backup.afterword")
    path.write_bytes(b"damaged beyond recognition")
    Library.restore(backup, path, overwrite=True)
    Library.open(path).close()
    (aside,) = tmp_path.glob("library.replaced-*.afterword")
    assert aside.read_bytes() == b"damaged beyond recognition"


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_team_library_is_never_overwritten(filled: Library, tmp_path: Path) -> None:
    backup = filled.backup(tmp_path / "backup.zip")
    with pytest.raises(LibraryError, match="already a library"):
        Library.restore(backup, filled.url_for_processes, overwrite=True)
    assert filled.check() == []


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\0" + b"x" * 200])
def test_what_is_no_backup_is_not_restored(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "source"
    source.write_bytes(content)
    with pytest.raises(LibraryError):
        Library.restore(source, tmp_path / "target.afterword")
    assert [one.name for one in tmp_path.iterdir()] == ["source"]


def test_a_backup_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        Library.restore(tmp_path / "none", tmp_path / "target.afterword")


def test_other_zips_and_newer_ones_are_refused(tmp_path: Path) -> None:
    other, newer = tmp_path / "other.zip", tmp_path / "newer.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "a")
    with zipfile.ZipFile(newer, "w") as archive:
        archive.writestr("afterword.json", json.dumps({"format": 1, "revision": "9999"}))
    with pytest.raises(BadInputError, match="not a backup"):
        Library.restore(other, tmp_path / "target.afterword")
    with pytest.raises(NewerLibraryError):
        Library.restore(newer, tmp_path / "target.afterword")


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_damaged_dump_leaves_no_half_library(library: Library, tmp_path: Path) -> None:
    save_incident(library, payment_outage())
    whole = library.backup(tmp_path / "whole.zip")
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            if name != "sections.jsonl":
                target.writestr(name, source.read(name))
    with pytest.raises(BadInputError, match="damaged"):
        Library.restore(damaged, tmp_path / "target.afterword")
    assert not (tmp_path / "target.afterword").exists()


def test_a_sound_library_has_no_findings(filled: Library) -> None:
    assert filled.check() == []


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("UPDATE contents SET data = 'other'", "graph.png"),
        ("UPDATE incidents SET key_folded = 'x' WHERE key = 'INC-2'", "INC-2 cannot be found"),
        ("UPDATE incidents SET severity = 'SEV-9' WHERE key = 'INC-2'", "INC-2 cannot be read"),
        ("UPDATE incidents SET extra = '{' WHERE key = 'INC-2025-034'", "INC-2025-034"),
        ("UPDATE revisions SET snapshot = 'torn'", "revision"),
        ("DELETE FROM attachments", "a file that no incident has"),
        ("DELETE FROM incident_action_items", "A-1 answers no incident"),
    ],
)
def test_what_is_wrong_is_found(filled: Library, damage: str, finding: str) -> None:
    with filled.store.writing() as write:
        write.connection.execute(text(damage))
    assert any(finding in one for one in filled.check())


def test_rows_that_lost_their_incident_are_found(tmp_path: Path) -> None:
    path = tmp_path / "library.afterword"
    with Library.create(path) as library:
        save_incident(library, payment_outage())
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM incidents")
    connection.commit()
    connection.close()
    with Library.open(path) as library:
        assert any("sections" in one for one in library.check())


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    path = tmp_path / "library.afterword"
    with Library.create(path) as library:
        save_incident(library, payment_outage())
        page = _page_of(path, "ix_timeline_events_incident_id")
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 + 8 : page * 4096] = hashlib.sha512(b"").digest() * 63 + b"x" * 56
    path.write_bytes(content)
    with Library.open(path) as library:
        assert any("damaged" in one for one in library.check())


def _page_of(path: Path, name: str) -> int:
    connection = sqlite3.connect(path)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)
    ).fetchone()
    connection.close()
    return int(page)
