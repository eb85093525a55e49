"""What a typographer would see: bands of figures in even rows, pills in tables, shared widths."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from exporters.document import (
    Column,
    Face,
    Figure,
    FigureBand,
    Masthead,
    Paragraph,
    Part,
    Register,
    Report,
    ReportBlock,
    Run,
)
from exporters.html_report import report_as_html
from exporters.pdf.pages import report_as_pdf
from exporters.report_context import PageSize
from models.vocabulary import Severity

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


def _report(*blocks: ReportBlock) -> Report:
    return Report(
        title="T",
        kind="K",
        running="R",
        status="",
        library_name="L",
        author="",
        subject="",
        keywords=(),
        as_of=NOW,
        statement="",
        fingerprint="0" * 64,
        generated_by="Afterword 1",
        blocks=(Masthead("", None, "", "Title", ""), *blocks),
    )


def _placed(report: Report) -> dict[str, tuple[float, float]]:
    """Where each text of the first page begins."""
    data, _ = report_as_pdf(report, PageSize.A4, lambda _name: None)
    found: dict[str, tuple[float, float]] = {}

    def seen(text: str, origin: list[float], matrix: list[float], *_rest: object) -> None:
        if text.strip():
            found.setdefault(
                text.strip(),
                (
                    round(origin[4] + matrix[4]),
                    round(origin[5] + matrix[5]),
                ),
            )

    PdfReader(io.BytesIO(data)).pages[0].extract_text(visitor_text=seen)
    return found


@pytest.mark.parametrize(("count", "rows"), [(3, 1), (6, 1), (8, 2), (9, 2)])
def test_a_band_of_figures_has_even_rows_one_below_another(count: int, rows: int) -> None:
    figures = tuple(Figure(f"Some figure {n}", f"v{n}") for n in range(count))
    placed = _placed(_report(FigureBand(figures)))
    places = [placed[f"v{n}"] for n in range(count)]
    heights = sorted({y for _x, y in places})
    per = -(-count // rows)
    assert len(heights) == rows
    assert len({x for x, _y in places}) == per


def test_a_severity_stands_in_its_pill_in_print_and_on_a_page() -> None:
    cell = (Paragraph((Run("SEV-2", pill=Severity.SEV_2),)),)
    table = Register((Column("Severity"), Column("Rest", grows=True)), ((cell, cell),))
    report = _report(Part("Part", (table,)))
    data, _ = report_as_pdf(report, PageSize.A4, lambda _name: None)
    page = PdfReader(io.BytesIO(data)).pages[0]
    assert page.extract_text().count("SEV-2") == 2
    assert '<span class="pill sev2">SEV-2</span>' in report_as_html(report, lambda _name: None)


def test_a_short_column_takes_no_more_than_it_needs() -> None:
    long = "words that go on " * 12
    rows = tuple(
        tuple((Paragraph((Run(text),)),) for text in (f"{long}{n}", "✓ Addressed", f"{long}{n}"))
        for n in range(3)
    )
    columns = (
        Column("First", Face.SERIF, grows=True),
        Column("Second"),
        Column("Third", Face.SERIF),
    )
    placed = _placed(_report(Part("Part", (Register(columns, rows),))))
    first, second, third = (placed[name][0] for name in ("First", "Second", "Third"))
    assert third - second < 80
    assert second - first > 200
