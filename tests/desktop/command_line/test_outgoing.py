from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.desktop.command_line.conftest import Answer

pytestmark = pytest.mark.usefixtures("library")


def test_report_as_pdf(afterword: Callable[..., Answer], home: Path) -> None:
    target = home / "out.pdf"
    answer = afterword("report", "postmortem", "INC-2025-007", "-o", target)
    assert answer.code == 0
    assert answer.out == f"Wrote {target}\n"
    reader = PdfReader(target)
    assert reader.metadata is not None
    assert reader.metadata.title == "Checkout queue ran full"
    assert "consumer pool" in reader.pages[0].extract_text()


def test_report_as_markdown_reads_back_as_the_same(
    afterword: Callable[..., Answer], home: Path
) -> None:
    target = home / "out.md"
    afterword("report", "postmortem", "INC-2025-007", "-o", target)
    shown = afterword("show", "INC-2025-007", "--json").json
    other = ("--library", home / "other.afterword")
    assert afterword("import", target, *other).code == 0
    assert afterword("show", "INC-2025-007", "--json", *other).json == shown


def test_report_as_html_loads_nothing(afterword: Callable[..., Answer], home: Path) -> None:
    target = home / "out.html"
    afterword("report", "postmortem", "INC-2025-007", "-o", target)
    text = target.read_text(encoding="utf-8")
    assert text.lower().startswith("<!doctype html>")
    assert "Checkout queue ran full" in text
    assert "<script" not in text


def test_report_as_json_is_what_show_says(afterword: Callable[..., Answer], home: Path) -> None:
    target = home / "out.json"
    answer = afterword("report", "postmortem", "INC-2025-007", "-o", target, "--json")
    assert answer.json == {"key": "INC-2025-007", "file": str(target)}
    written = json.loads(target.read_text(encoding="utf-8"))
    assert written == afterword("show", "INC-2025-007", "--json").json


def test_a_report_in_an_unknown_format_is_bad_input(
    afterword: Callable[..., Answer], home: Path
) -> None:
    answer = afterword("report", "postmortem", "INC-2025-007", "-o", home / "out.docx")
    assert answer.code == 2
    assert ".pdf, .html, .md, .json" in answer.err
    assert not (home / "out.docx").exists()


def test_a_report_to_nowhere_is_bad_input(afterword: Callable[..., Answer], home: Path) -> None:
    answer = afterword("report", "postmortem", "INC-2025-007", "-o", home / "no" / "out.pdf")
    assert answer.code == 2
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("kind", "suffixes"),
    [
        ("markdown", [".md", ".md"]),
        ("json", [".json", ".json"]),
        ("html", [".css", ".html", ".html", ".html", ".html", ".js", ".js"]),
        ("csv", [".csv", ".csv"]),
    ],
)
def test_export_writes_the_library_in_every_format(
    afterword: Callable[..., Answer], home: Path, kind: str, suffixes: list[str]
) -> None:
    folder = home / "out"
    answer = afterword("export", "--to", folder, "--format", kind, "--json")
    assert answer.code == 0
    assert answer.json["incidents"] == 2
    assert sorted(answer.json["files"]) == sorted(one.name for one in folder.iterdir())
    assert sorted(one.suffix for one in folder.iterdir()) == suffixes


def test_exported_markdown_makes_the_same_library(
    afterword: Callable[..., Answer], home: Path
) -> None:
    afterword("export", "--to", home / "out")
    other = ("--library", home / "other.afterword")
    afterword("import", home / "out", *other)
    for key in ("INC-2025-007", "INC-2025-011"):
        before = afterword("show", key, "--json").json
        assert afterword("show", key, "--json", *other).json == before


def test_anonymised_export_names_nobody(afterword: Callable[..., Answer], home: Path) -> None:
    afterword("export", "--to", home / "out", "--anonymise")
    for file in (home / "out").iterdir():
        text = file.read_text(encoding="utf-8")
        assert "mira" not in text
        assert "oskar" not in text


def test_export_over_a_file_is_bad_input(afterword: Callable[..., Answer], home: Path) -> None:
    (home / "out").write_text("something else", encoding="utf-8")
    assert afterword("export", "--to", home / "out").code == 2
    assert (home / "out").read_text(encoding="utf-8") == "something else"


def test_a_trend_report_as_json_is_what_metrics_says(
    afterword: Callable[..., Answer], home: Path
) -> None:
    target = home / "trend.json"
    month = ("--month", "2025-02", "--as-of", "2025-03-19")
    answer = afterword("report", "trend", *month, "-o", target, "--json")
    assert answer.json == {"period": "February 2025", "file": str(target)}
    written = json.loads(target.read_text())
    assert written.pop("report")["title"] == "Incident trends, February 2025"
    assert written == afterword("metrics", *month, "--json").json


@pytest.mark.parametrize(
    ("what", "about"),
    [
        (["actions"], {}),
        (["actions", "--where", "overdue:yes"], {"where": "overdue:yes"}),
        (["meeting", "INC-2025-007"], {"key": "INC-2025-007"}),
    ],
)
def test_further_reports_are_written(
    afterword: Callable[..., Answer], home: Path, what: list[str], about: dict[str, str]
) -> None:
    target = home / "report.html"
    answer = afterword("report", *what, "-o", target, "--json")
    assert answer.json == about | {"file": str(target)}
    assert "</html>" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["meeting"],
        ["service"],
        ["service", "no-such-service"],
        ["actions", "INC-2025-034"],
        ["actions", "--month", "2025-02"],
        ["meeting", "INC-2025-034", "--note", "x"],
        ["trend", "--from", "2025-02-01"],
        ["trend", "--window", "99"],
    ],
)
def test_what_makes_no_report_is_said(
    afterword: Callable[..., Answer], home: Path, arguments: list[str]
) -> None:
    target = home / "report.html"
    assert afterword("report", *arguments, "-o", target).code in (1, 2)
    assert not target.exists()


def test_a_trend_reports_note_is_kept(afterword: Callable[..., Answer], home: Path) -> None:
    target = home / "trend.md"
    trend = ("report", "trend", "--month", "2025-02", "-o", target)
    assert afterword(*trend, "--note", "A *quiet* month.").code == 0
    assert afterword(*trend).code == 0
    assert "A *quiet* month." in target.read_text(encoding="utf-8").replace("\\", "")
    assert afterword(*trend, "--note", "").code == 0
    assert "quiet" not in target.read_text(encoding="utf-8")


def test_a_trend_report_is_of_the_last_month_that_is_over(
    afterword: Callable[..., Answer], home: Path
) -> None:
    target = home / "trend.md"
    assert afterword("report", "trend", "--as-of", "2025-03-19", "-o", target).code == 0
    assert target.read_text(encoding="utf-8").startswith("# Incident trends, February 2025\n")


@pytest.mark.parametrize(
    "asked",
    [("postmortem",), ("trend", "INC-2025-007"), ("postmortem", "INC-2025-007", "--month", "2025")],
)
def test_a_report_about_the_wrong_thing_is_refused(
    afterword: Callable[..., Answer], home: Path, asked: tuple[str, ...]
) -> None:
    assert afterword("report", *asked, "-o", home / "x.pdf").code == 2
    assert not (home / "x.pdf").exists()
