from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.desktop.command_line.conftest import Answer


def test_check_of_a_sound_library(afterword: Callable[..., Answer], library: Path) -> None:
    assert library.exists()
    answer = afterword("check", "--json")
    assert answer.code == 0
    assert answer.json == {"findings": []}


def test_check_of_a_damaged_library_is_a_finding(
    afterword: Callable[..., Answer], library: Path
) -> None:
    with sqlite3.connect(library) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("DELETE FROM incidents WHERE key = 'INC-2025-007'")
    database.close()
    answer = afterword("check")
    assert answer.code == 1
    assert answer.out.strip().endswith("found.")


def test_backup_and_restore_bring_back_everything(
    afterword: Callable[..., Answer], library: Path, home: Path
) -> None:
    saved = home / "saved.afterword"
    assert afterword("backup", saved).code == 0
    library.unlink()
    answer = afterword("restore", saved, "--json")
    assert answer.code == 0
    assert answer.json["library"] == str(library)
    assert len(afterword("list", "incidents", "--json").json["incidents"]) == 2


def test_backup_without_a_name_lies_beside_the_library(
    afterword: Callable[..., Answer], library: Path
) -> None:
    written = afterword("backup", "--json").json["backup"]
    assert written.startswith(str(library.parent / "home-"))
    assert written.endswith(".afterword")


def test_restore_overwrites_nothing(
    afterword: Callable[..., Answer], library: Path, home: Path
) -> None:
    assert library.exists()
    afterword("backup", home / "saved.afterword")
    answer = afterword("restore", home / "saved.afterword")
    assert answer.code == 2
    assert len(afterword("list", "incidents", "--json").json["incidents"]) == 2


def test_restore_of_something_else_is_refused(afterword: Callable[..., Answer], home: Path) -> None:
    (home / "notes.txt").write_text("nothing of the kind", encoding="utf-8")
    assert afterword("restore", home / "notes.txt").code == 2
    assert not (home / "home.afterword").exists()


def test_reindex_counts_what_it_indexed(afterword: Callable[..., Answer], library: Path) -> None:
    assert library.exists()
    assert afterword("reindex", "--json").json == {"documents": 2}


def test_bench_knows_its_suites(afterword: Callable[..., Answer]) -> None:
    assert afterword("bench", "nothing", "--no-write").code == 2
