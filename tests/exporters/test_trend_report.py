"""The trend report says what the figures say, in every format."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from exporters.html_report import report_as_html
from exporters.markdown_report import report_as_markdown
from exporters.pdf.pages import report_as_pdf
from exporters.report_context import PageSize, ReportContext
from exporters.reports.trend import TrendMaterial, trend_report
from models.figures.classes import Classes
from models.figures.known import Known
from models.figures.periods import Period
from models.figures.trend import trend
from tests.models.figures.test_trend import month_of_the_practice
from tests.models.figures.worlds import facts, incident

if TYPE_CHECKING:
    from exporters.document import Report
    from models.figures.facts import Facts

FEBRUARY = Period.month(2025, 2)
NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


def _report(world: Facts, period: Period = FEBRUARY, at: datetime = NOW, **more: Any) -> Report:
    known = Known(world, as_of=at)
    classes = Classes(known)
    material = TrendMaterial(
        found=trend(known, classes, period), known=known, classes=classes, **more
    )
    context = ReportContext(library_name="Platform Postmortems", as_of=at)
    return trend_report(material, context)


def _pdf_text(report: Report) -> str:
    data, _ = report_as_pdf(report, PageSize.A4, lambda _: None)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return " ".join(text.split())


@pytest.fixture(scope="module")
def practice() -> Facts:
    january, their_items = month_of_the_practice(1, 4, 6, 55, 16, 8)
    february, our_items = month_of_the_practice(2, 2, 5, 38, 11, 9)
    return facts([*january, *february], [*their_items, *our_items])


def test_the_practices_table_prints_its_numbers(practice: Facts) -> None:
    lines = report_as_markdown(_report(practice)).replace("\u00a0", " ").splitlines()
    rows = [[cell.strip(" *") for cell in line.split("|")[1:-1]] for line in lines if "|" in line]
    told = {row[0]: (row[1], row[3], row[6]) for row in rows if len(row) == 7}
    assert told["SEV-1"] == ("2", "4", "↓ 50%, could be chance")
    assert told["SEV-2"] == ("5", "6", "↓ 17%, could be chance")
    assert told["MTTR average"] == ("38 min", "55 min", "↓ 31%, shorter by rank")
    assert told["Action items created"][:2] == ("11", "16")
    assert told["Action items completed"][:2] == ("9/11", "8/16")


def test_all_formats_are_of_one_report(practice: Facts) -> None:
    report = _report(practice)
    html = report_as_html(report, lambda _: None)
    for told in (_pdf_text(report), report_as_markdown(report), html):
        words = " ".join(told.replace("\\", "").split())
        assert "Incident trends, February 2025" in words
        assert "Compared with January 2025." in words
        assert "38 min" in words
        assert report.fingerprint[:8] in words
    assert '<p class="key">' not in html


def test_an_empty_library_says_that_there_is_nothing() -> None:
    report = _report(facts([]))
    text = _pdf_text(report)
    assert "there is nothing to report" in text
    assert "Measures" not in text


def test_a_month_before_the_librarys_history_says_so(practice: Facts) -> None:
    text = _pdf_text(_report(practice, Period.month(2024, 6)))
    assert "the library’s history begins later" in text


def test_a_first_month_is_compared_with_nothing(practice: Facts) -> None:
    text = _pdf_text(_report(practice, Period.month(2025, 1)))
    assert "there is no earlier period to compare with" in text
    assert "Compared with" not in text


def test_a_month_that_is_going_on_says_so(practice: Facts) -> None:
    text = _pdf_text(_report(practice, at=datetime(2025, 2, 20, tzinfo=UTC)))
    assert "Not over yet: as of 20 February 2025." in text


def test_what_a_user_wrote_stays_text() -> None:
    hostile = "<b>x<b> | *y* & z"
    world = facts([incident("2025-02-03 10:00", 30, category=hostile)])
    report = _report(world)
    assert hostile in _pdf_text(report)
    assert r"\<b\>x\<b\> \| \*y\* \& z" in report_as_markdown(report)
    assert "<b>x<b>" not in report_as_html(report, lambda _: None)


def test_other_figures_have_another_fingerprint(practice: Facts) -> None:
    again = _report(practice)
    assert again == _report(practice)
    assert again.fingerprint != _report(practice, Period.month(2025, 1)).fingerprint
