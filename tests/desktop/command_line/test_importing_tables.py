"""`afterword import` of CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.desktop.command_line.conftest import Answer

SHEET = "Ref,Thing,Who,Due\nINC-2025-011,Fix the clock,@ada,2025-04-01\n,Nowhere,,\n"


@pytest.fixture
def sheet(library: Path) -> Path:
    """A spreadsheet whose columns nobody could guess."""
    path = library.parent / "sheet.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_columns_are_mapped_and_remembered(afterword: Callable[..., Answer], sheet: Path) -> None:
    unknown = afterword("import", sheet, "--as", "actions")
    assert (unknown.code, "--map title=COLUMN" in unknown.err) == (2, True)
    mapped = ("--map", "title=Thing", "--map", "incident=Ref", "--map", "owner=Who")
    tried = afterword("import", sheet, "--as", "actions", *mapped, "--dry-run", "--json")
    assert tried.json["totals"]["imported"] == 1
    answer = afterword("import", sheet, "--as", "actions", *mapped)
    assert (answer.code, "Line 3: it names no incident" in answer.out) == (0, True)
    again = afterword("import", sheet, "--json")
    assert again.json["totals"]["unchanged"] == 1
    shown = afterword("show", "INC-2025-011", "--json").json
    assert [one["title"] for one in shown["action_items"]] == ["Fix the clock"]
    found = afterword("search", "clock", "--json").json
    assert "INC-2025-011" in [one["key"] for one in found["hits"]]


def test_a_table_and_postmortems_come_in_together(
    afterword: Callable[..., Answer], sheet: Path, postmortems: Path
) -> None:
    table = sheet.with_name("tool.csv")
    table.write_text("Incident ID,Title,Severity\nINC-77,Odd,SEV-4\n", encoding="utf-8")
    answer = afterword("import", postmortems, table, "--json")
    assert answer.json["totals"]["imported"] == 1
    assert answer.json["files"][-1]["keys"] == ["INC-77"]


def test_wrong_mappings_and_broken_files_are_told(
    afterword: Callable[..., Answer], sheet: Path
) -> None:
    assert "maps nothing" in afterword("import", sheet, "--map", "title").err
    assert "no column “X”" in afterword("import", sheet, "--map", "title=X").err
    sheet.write_bytes(b"")
    answer = afterword("import", sheet)
    assert (answer.code, "The file is empty" in answer.out) == (1, True)
