"""A whole library as files in a folder."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.file_names import FileNames
from exporters.library_export import ExportDetails, ExportFormat, export_library
from models.errors import BadInputError
from models.incident import Incident
from models.operations.incidents import save_incident
from models.policy import Policy
from models.reading.reader import read_markdown
from tests.exporters.examples import practice_example

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from models.library import Library

_HOSTILE_KEYS = ("CON", "../../etc/passwd", "a/b\\c:d*e?", "...", "nul.txt", "K" * 300)


@pytest.fixture
def filled(library: Library) -> Library:
    """A library with the practice's example and two short ones."""
    save_incident(library, replace(practice_example(), links=()))
    for number in (1, 2):
        save_incident(library, Incident(key=f"INC-{number}", title=f"Short {number}"))
    return library


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_markdown_reads_back(filled: Library, tmp_path: Path, as_of: datetime) -> None:
    folder = tmp_path / "out"
    result = export_library(filled, folder, format="markdown", as_of=as_of)
    assert result.incidents == 3
    assert _names(folder) == [
        "INC-1-short-1.md", "INC-2-short-2.md", "INC-2025-034-payment-service-outage.md",
    ]  # fmt: skip
    assert sorted(result.files) == _names(folder)
    written = folder / "INC-2025-034-payment-service-outage.md"
    (read,) = read_markdown(written.read_bytes(), name=written.name).incidents
    assert read.incident.title == "Payment Service Outage"
    assert len(read.incident.timeline) == 9


def test_json_is_one_document_each(filled: Library, tmp_path: Path, as_of: datetime) -> None:
    export_library(filled, tmp_path / "out", format=ExportFormat.JSON, as_of=as_of)
    told = json.loads((tmp_path / "out" / "INC-1-short-1.json").read_text("utf-8"))
    assert told["key"] == "INC-1"


def test_csv_is_two_tables(filled: Library, tmp_path: Path, as_of: datetime) -> None:
    export_library(
        filled, tmp_path / "out", format="csv", as_of=as_of,
        details=ExportDetails(byte_order_mark=True),
    )  # fmt: skip
    assert _names(tmp_path / "out") == ["actions.csv", "incidents.csv"]
    assert (tmp_path / "out" / "incidents.csv").read_bytes().count(b"\r\n") == 4


def test_html_has_an_index_and_the_verdict(
    filled: Library, tmp_path: Path, as_of: datetime
) -> None:
    details = ExportDetails(policy=Policy.shipped(), generated_by="Afterword 9")
    export_library(filled, tmp_path / "out", format="html", as_of=as_of, details=details)
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert 'href="INC-2025-034-payment-service-outage.html"' in index
    page = (tmp_path / "out" / "INC-2025-034-payment-service-outage.html").read_text("utf-8")
    assert "Required by policy: SEV-1" in page
    assert "Afterword 9" in page


@pytest.mark.parametrize("format_", list(ExportFormat))
def test_people_become_roles_in_every_format(
    filled: Library, tmp_path: Path, as_of: datetime, format_: ExportFormat
) -> None:
    export_library(filled, tmp_path / "out", format=format_, as_of=as_of, anonymise=True)
    told = "".join(path.read_text("utf-8") for path in (tmp_path / "out").iterdir())
    assert "@payment" not in told
    assert "@cto" not in told
    assert "Lead 1" in told


def test_progress_is_told_of_each_incident(
    filled: Library, tmp_path: Path, as_of: datetime
) -> None:
    seen: list[tuple[int, int]] = []
    export_library(
        filled, tmp_path / "out", format="json", as_of=as_of,
        progress=lambda done, total: seen.append((done, total)),
    )  # fmt: skip
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_cancelled_export_leaves_nothing(
    filled: Library, tmp_path: Path, as_of: datetime
) -> None:
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 2

    folder = tmp_path / "exports" / "out"
    result = export_library(filled, folder, format="json", as_of=as_of, cancelled=stop)
    assert result.cancelled
    assert result.files == ()
    assert _names(tmp_path / "exports") == []


def test_other_files_in_the_folder_stay(filled: Library, tmp_path: Path, as_of: datetime) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / "INC-1-short-1.json").write_text("old")
    export_library(filled, folder, format="json", as_of=as_of)
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "INC-1-short-1.json").read_text().startswith("{")
    assert not any(name.endswith(".part") for name in _names(tmp_path))


def test_a_file_in_the_folders_place_is_refused(
    filled: Library, tmp_path: Path, as_of: datetime
) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(BadInputError, match="is a file"):
        export_library(filled, tmp_path / "out", format="json", as_of=as_of)


def test_an_unknown_format_is_refused(filled: Library, tmp_path: Path, as_of: datetime) -> None:
    with pytest.raises(BadInputError, match="cannot be exported as docx"):
        export_library(filled, tmp_path / "out", format="docx", as_of=as_of)


def test_an_empty_library_makes_an_empty_folder(
    library: Library, tmp_path: Path, as_of: datetime
) -> None:
    result = export_library(library, tmp_path / "out", format="markdown", as_of=as_of)
    assert result.files == ()
    assert _names(tmp_path / "out") == []


@pytest.mark.parametrize("key", _HOSTILE_KEYS)
def test_a_hostile_key_makes_a_name_that_every_system_takes(key: str, tmp_path: Path) -> None:
    name = FileNames().name_of(Incident(key=key, title=""))
    assert name
    assert not set(name) & set('/\\:*?"<>|')
    assert name.split(".")[0].upper() not in {"CON", "NUL"}
    assert not name.startswith((".", " "))
    (tmp_path / f"{name}.md").write_text("x")
    assert (tmp_path / f"{name}.md").resolve().parent == tmp_path.resolve()


@given(st.lists(st.tuples(st.text(max_size=200), st.text(max_size=200)), max_size=8))
def test_names_never_collide_whatever_the_case(titled: list[tuple[str, str]]) -> None:
    names = FileNames()
    made = [names.name_of(Incident(key=key, title=title)) for key, title in titled]
    assert len({name.casefold() for name in made}) == len(made)
    assert all(1 <= len(name.encode("utf-8")) <= 200 for name in made)


def test_the_same_key_twice_is_two_files() -> None:
    names = FileNames()
    made = [names.name_of(Incident(key=key, title="T")) for key in ("INC-1", "inc-1", "INC-1")]
    assert made == ["INC-1-t", "inc-1-t-2", "INC-1-t-3"]
