"""Reports of the demo library as files: one model, every format, whole or not at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from desktop.report_files import write_meeting_pack, write_register, write_service_history
from models.demo import fill_demo_library
from models.errors import BadInputError, NotFoundError
from models.incident import Incident
from models.library import Library
from models.operations.incidents import trash_incident
from tests.models.examples import payment_outage, saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.report_files import WrittenReport

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
KEY = "INC-2025-034"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("reports") / "demo.afterword"
    with Library.create(path, clock=lambda: NOW) as library:
        fill_demo_library(library, NOW)
        yield library


def _register(library: Library, target: Path) -> WrittenReport:
    return write_register(library, target, as_of=NOW)


def _meeting(library: Library, target: Path) -> WrittenReport:
    return write_meeting_pack(library, library.incidents.by_key(KEY), target, as_of=NOW)


def _service(library: Library, target: Path) -> WrittenReport:
    return write_service_history(library, "payment-db", target, as_of=NOW)


_WRITERS = [_register, _meeting, _service]


def _json(write: Callable[[Library, Path], WrittenReport], demo: Library, to: Path) -> Any:
    return json.loads(write(demo, to / "report.json").path.read_text(encoding="utf-8"))


def _tables(report: Any) -> list[list[list[str]]]:
    return [
        content["rows"]
        for block in report["blocks"]
        for content in block.get("content", ())
        if content["type"] == "table"
    ]


@pytest.mark.parametrize("write", _WRITERS)
def test_the_pdf_says_every_cell_and_figure_of_the_json(
    demo: Library, tmp_path: Path, write: Callable[[Library, Path], WrittenReport]
) -> None:
    report = _json(write, demo, tmp_path)
    written = write(demo, tmp_path / "report.pdf")
    reader = PdfReader(written.path)
    assert written.pages == len(reader.pages)
    assert written.remark == ""
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    cells = [cell for rows in _tables(report) for row in rows for cell in row]
    figures = [
        figure["value"]
        for block in report["blocks"]
        if block["type"] == "figures"
        for figure in block["figures"]
    ]
    assert len(cells) > 20
    assert figures
    for cell in (*cells, *figures):
        for line in cell.split("\n"):
            assert "".join(line.split()) in text


@pytest.mark.parametrize("write", _WRITERS)
def test_html_and_markdown_say_the_same(
    demo: Library, tmp_path: Path, write: Callable[[Library, Path], WrittenReport]
) -> None:
    report = _json(write, demo, tmp_path)
    html = write(demo, tmp_path / "report.html").path.read_text(encoding="utf-8")
    markdown = write(demo, tmp_path / "report.md").path.read_text(encoding="utf-8")
    for block in report["blocks"]:
        if block.get("title"):
            assert block["title"] in html
            assert block["title"] in markdown.replace("\\", "")
    assert report["fingerprint"] in html
    assert report["fingerprint"] in markdown
    assert "<h1>" in html


@pytest.mark.parametrize("write", _WRITERS)
def test_the_same_library_gives_the_same_bytes(
    demo: Library, tmp_path: Path, write: Callable[[Library, Path], WrittenReport]
) -> None:
    for suffix in ("pdf", "html"):
        first, second = (
            write(demo, tmp_path / f"{number}.{suffix}").path.read_bytes() for number in range(2)
        )
        assert first == second


@pytest.mark.parametrize("write", _WRITERS)
def test_another_format_is_refused_and_nothing_is_left(
    demo: Library, tmp_path: Path, write: Callable[[Library, Path], WrittenReport]
) -> None:
    with pytest.raises(BadInputError, match="names no format"):
        write(demo, tmp_path / "report.docx")
    assert not list(tmp_path.iterdir())


def test_the_register_has_each_open_item_once_the_longest_overdue_first(
    demo: Library, tmp_path: Path
) -> None:
    report = _json(_register, demo, tmp_path)
    rows = demo.actions.rows(as_of=NOW)
    open_ = {f"A-{one.register_number}" for one in rows if not one.status.is_closed}
    parts = {block["title"]: block for block in report["blocks"] if block["type"] == "part"}
    printed = [
        row[0]
        for title in ("Overdue", "Due within two weeks", "Due later", "Without a date")
        if title in parts
        for row in parts[title]["content"][0]["rows"]
    ]
    assert sorted(printed) == sorted(open_)
    late = sorted((one for one in rows if one.overdue_days), key=lambda one: -one.overdue_days)
    assert printed[0] == f"A-{late[0].register_number}"
    assert len(parts["Overdue"]["content"][0]["rows"]) == len(late)


def test_a_part_of_the_register_says_which(demo: Library, tmp_path: Path) -> None:
    rows = [one for one in demo.actions.rows(as_of=NOW) if one.owner == "@db-engineer"]
    target = tmp_path / "mine.json"
    write_register(demo, target, as_of=NOW, rows=rows, filters="owner @db-engineer")
    report = json.loads(target.read_text(encoding="utf-8"))
    assert report["statement"] == f"Filters: owner @db-engineer. {len(rows)} items."


def test_a_meeting_pack_has_what_a_meeting_needs(demo: Library, tmp_path: Path) -> None:
    report = _json(_meeting, demo, tmp_path)
    parts = {block["title"]: block for block in report["blocks"] if block["type"] == "part"}
    wanted = {"Agenda", "Ground rules", "Roles", "Timeline", "Open questions"}
    assert wanted <= parts.keys()
    minutes = [int(row[-1]) for row in parts["Agenda"]["content"][0]["rows"]]
    assert parts["Agenda"]["note"] == f"{sum(minutes)} minutes"
    questions = parts["Open questions"]["content"][0]["text"]
    assert "between 14:45 and 15:10? Nothing is recorded for 25 min." in questions.replace(
        "\u00a0", " "
    )


def test_a_bare_incident_asks_for_everything(library: Library, tmp_path: Path) -> None:
    bare = saved(library, Incident(key="INC-1", title="Something <b>happened</b>"))
    target = tmp_path / "pack.md"
    write_meeting_pack(library, bare, target, as_of=NOW)
    told = target.read_text(encoding="utf-8").replace("\\", "")
    assert "No event is recorded yet." in told
    assert "Nobody has recorded when it started, when it was detected" in told
    assert "What set it off?" in told


def test_a_service_is_found_by_its_last_part_and_counts_what_is_below(
    demo: Library, tmp_path: Path
) -> None:
    below, above = tmp_path / "below.json", tmp_path / "above.json"
    write_service_history(demo, "Payment-DB", below, as_of=NOW)
    write_service_history(demo, "payments", above, as_of=NOW)
    own, all_ = (json.loads(one.read_text(encoding="utf-8")) for one in (below, above))
    assert own["title"] == "History of payments/payment-db"
    keys = [{row[0] for rows in _tables(one) for row in rows} for one in (own, all_)]
    assert keys[0] < keys[1]
    with pytest.raises(NotFoundError, match="No service is called"):
        write_service_history(demo, "pay-db", tmp_path / "x.json", as_of=NOW)


def test_silence_is_not_safety(library: Library, tmp_path: Path) -> None:
    outage = saved(library, payment_outage())
    trash_incident(library, outage.id)
    target = tmp_path / "x.md"
    write_service_history(library, "payment-service", target, as_of=NOW)
    told = target.read_text(encoding="utf-8").replace("\\", "")
    assert "No incident is recorded for payments/payment-service." in told
    assert "does not mean that none happened" in told
