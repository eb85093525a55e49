"""The same chart as SVG, as a table, and as vectors of a PDF."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from exporters.charts.definitions import (
    AxisLabel,
    Bars,
    BarValue,
    Chart,
    ChartTable,
    Columns,
    Dots,
    DotValue,
    Plot,
    Series,
    Shares,
    ShareValue,
)
from exporters.charts.drawing import Block, Diamond, Disc, Words, rough_width
from exporters.charts.layout import drawn
from exporters.charts.svg import chart_html
from exporters.document import Masthead, Part, Report
from exporters.html_report import report_as_html
from exporters.markdown_report import report_as_markdown
from exporters.pdf.pages import report_as_pdf
from exporters.report_context import PageSize

_LABELS = tuple(
    AxisLabel(month, month[:1], year, f"{month} {year}")
    for month, year in (("Dec", "2024"), ("Jan", "2025"), ("Feb", "2025"))
)
_PLOTS: dict[str, Plot] = {
    "columns": Columns(
        labels=_LABELS,
        series=(Series("SEV-1", "chart.sev1"), Series("SEV-2", "chart.sev2")),
        values=((0, 0), (2, 3), (9, 4)),
    ),
    "dots": Dots(
        labels=_LABELS,
        columns=(
            (),
            (DotValue("INC-1", 40, True, "SEV-1"),),
            (DotValue("INC-2", 9000, False, "SEV-3"), DotValue("INC-3", 0, False, "unknown")),
        ),
        medians=("", "40 min", "75 h"),
    ),
    "shares": Shares(
        labels=_LABELS,
        shares=(
            ShareValue(0, 0, None, None, None),
            ShareValue(1, 4, 0.25, 0.05, 0.7),
            ShareValue(4, 4, 1.0, 0.51, 1.0),
        ),
        target=0.8,
    ),
    "bars": Bars(
        bars=(BarValue("A <b>very</b> long category " * 9, 4, 2, "was 2"), BarValue("B", 0, None))
    ),
}


def _chart(name: str) -> Chart:
    table = ChartTable(heads=("Period", "Number"), rows=(("Feb <i>2025</i>", "13"),))
    return Chart(name=name, title="A title", says="What it <says>.", plot=_PLOTS[name], table=table)


def _report(*charts: Chart) -> Report:
    return Report(
        title="Charts",
        kind="Test",
        running="Test",
        status="",
        library_name="L",
        author="",
        subject="",
        keywords=(),
        as_of=datetime(2025, 3, 1, tzinfo=UTC),
        statement="",
        fingerprint="0" * 64,
        generated_by="Afterword",
        blocks=(
            Masthead("", None, "", "Charts", ""),
            *(Part(one.title, (one,), "a note") for one in charts),
        ),
    )


@pytest.mark.parametrize("name", _PLOTS)
@pytest.mark.parametrize("width", [160.0, 238.0, 499.0])
def test_every_mark_lies_inside_the_drawing(name: str, width: float) -> None:
    drawing = drawn(_PLOTS[name], width, rough_width)
    for shape in drawing.shapes:
        assert -0.01 <= shape.y <= drawing.height + 0.01
        if isinstance(shape, Block):
            assert shape.x >= -0.01
            assert shape.x + shape.width <= width + 0.01


def test_the_worst_are_diamonds_and_every_incident_has_one_mark() -> None:
    shapes = drawn(_PLOTS["dots"], 499, rough_width).shapes
    inside = [one for one in shapes if isinstance(one, Disc | Diamond) and one.y > 15]
    assert sum(isinstance(one, Diamond) for one in inside) == 1
    assert len(inside) == 3


def test_totals_and_years_are_written() -> None:
    words = {
        one.text
        for one in drawn(_PLOTS["columns"], 499, rough_width).shapes
        if isinstance(one, Words)
    }
    assert {"5", "13", "2024", "2025", "Feb", "SEV-1"} <= words


@pytest.mark.parametrize("name", _PLOTS)
def test_the_svg_is_well_formed_and_says_what_it_is(name: str) -> None:
    made = chart_html(_chart(name), 3)
    root = ET.fromstring(made)
    svg = root.find("svg")
    assert svg is not None
    assert svg.findtext("title") == "A title"
    assert svg.findtext("desc") == "What it <says>."
    assert [cell.get("scope") for cell in root.iter("th")] == ["col", "col", "row"]
    assert "<i>" not in made


def test_every_format_shows_it() -> None:
    report = _report(*map(_chart, _PLOTS))
    html = report_as_html(report, lambda _: None)
    assert html.count("<svg") == 4
    assert len({part.split('"')[0] for part in html.split('<title id="')[1:]}) == 4
    assert r"| Feb \<i\>2025\</i\> | 13 |" in report_as_markdown(report)
    data, result = report_as_pdf(report, PageSize.A4, lambda _: None)
    assert result.replaced_characters == 0
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    for words in ("SEV-1", "7 d", "4/4", "was 2"):
        assert words in text
    assert _chart("shares").data()["shares"][1] == {
        "k": 1,
        "n": 4,
        "value": 0.25,
        "low": 0.05,
        "high": 0.7,
    }
