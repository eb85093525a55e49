"""What a review pack says, in every format."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from exporters.html_report import report_as_html
from exporters.json_report import report_values
from exporters.markdown_report import report_as_markdown
from exporters.pdf.pages import report_as_pdf
from exporters.report_context import PageSize, ReportContext
from exporters.reports.review import CAUTION, PackMaterial, review_report, review_values
from exporters.reports.review_words import lead_sentence
from models.review import Disposition, Review, ReviewedIncident, ReviewQuestion, ReviewStatus
from models.reviewing.board import board
from tests.models.examples import payment_outage

if TYPE_CHECKING:
    from exporters.document import Report
    from models.incident import Incident

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
CONTEXT = ReportContext(library_name="Platform Postmortems", as_of=NOW, generated_by="Afterword 1")
FIRST = payment_outage()
SECOND = payment_outage(key="INC-2024-112", title="Pool <b>exhausted</b> | & more")
ANSWERED = ReviewedIncident(
    incident_id=FIRST.id,
    key=FIRST.key,
    title=FIRST.title,
    severity=FIRST.severity,
    evidence=("payment-db", "missing index"),
    disposition=Disposition.ADDRESSED,
    note="Index ships in step 1.",
    disposed_by="@db-engineer",
    disposed_at=NOW,
)
OPEN = ReviewedIncident(
    incident_id=SECOND.id, key=SECOND.key, title=SECOND.title, evidence=("payment-db",)
)
REVIEW = Review(
    title="Checkout v2",
    services=("payments/payment-db", "payments/payment-service"),
    participants=("@checkout-arch", "@db-engineer", "@cto"),
    meeting_on=date(2025, 3, 24),
    incidents=(ANSWERED, OPEN),
    questions=(
        ReviewQuestion(text="Which queries run unindexed?", source="INC-2025-034"),
        ReviewQuestion(text="Done?", answer="Yes, measured.", source="INC-2024-112"),
    ),
    decision="Go.\n\nWith a limit.",
)


def material(
    review: Review = REVIEW, incidents: tuple[Incident, ...] = (FIRST, SECOND)
) -> PackMaterial:
    return PackMaterial(review=review, board=board(review, incidents), actions=(), total=214)


def pack(review: Review = REVIEW) -> Report:
    return review_report(material(review), CONTEXT)


def pages(report: Report) -> list[str]:
    data, result = report_as_pdf(report, PageSize.A4, lambda _name: None)
    assert result.replaced_characters == 0
    reader = PdfReader(BytesIO(data))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_first_page_says_what_bears_on_the_design() -> None:
    first = pages(pack())[0]
    assert "Review on 24 March 2025. Author @checkout-arch, two reviewers." in first
    assert "Two past incidents bear on this design." in first
    assert "Index ships in step 1." in first
    assert "No answer recorded yet." in first
    assert "Filters: 2 services, all severities, all years. Library of 214 incidents." in first


def test_each_cited_incident_begins_a_page() -> None:
    told = pages(pack())
    assert [FIRST.key in page and "Root cause" in page for page in told].count(True) == 1
    assert any(page.count("Pool <b>exhausted</b> | & more") for page in told[1:])
    assert "What the design does about it Addressed. Index ships in step 1." in told[-2]


def test_html_markdown_and_json_say_the_same() -> None:
    report = pack()
    html = report_as_html(report, lambda _name: None)
    assert "Pool &lt;b&gt;exhausted&lt;/b&gt; | &amp; more" in html
    assert "<b>exhausted" not in html
    markdown = report_as_markdown(report)
    for text in (CAUTION, "Which queries run unindexed?", "Yes, measured.", "With a limit."):
        assert text in markdown
        assert text in html
    values = report_values(report)
    assert values["title"] == "Checkout v2"
    titles = [one.get("title") for one in values["blocks"]]
    assert "Service by category" in titles
    assert "Questions to ask in the review" in titles


def test_values_count_the_dispositions() -> None:
    values = review_values(material())
    assert values["dispositions"] == {
        "open": 1,
        "addressed": 1,
        "accepted risk": 0,
        "not applicable": 0,
    }


def test_the_same_review_gives_the_same_bytes_and_a_changed_one_another_fingerprint() -> None:
    first = report_as_pdf(pack(), PageSize.A4, lambda _name: None)[0]
    assert report_as_pdf(pack(), PageSize.A4, lambda _name: None)[0] == first
    other = replace(REVIEW, questions=())
    assert pack(other).fingerprint != pack().fingerprint


def test_the_author_s_summary_goes_before_the_counted_sentence() -> None:
    first = pages(pack(replace(REVIEW, summary="We looked twice.")))[0]
    assert "We looked twice." in first
    assert "bear on this design" not in first


def test_a_review_without_incidents_says_that_this_is_no_safety() -> None:
    empty = Review(title="New", status=ReviewStatus.DECIDED, decided_on=date(2025, 3, 1))
    report = review_report(material(empty, ()), CONTEXT)
    told = pages(report)
    assert len(told) == 1
    assert "That does not mean that it is safe" in told[0]
    assert "Decided 1 March 2025." in told[0]


@pytest.mark.parametrize(
    ("dispositions", "said"),
    [
        ([Disposition.OPEN], "One past incident bears on this design. One is still open."),
        (
            [Disposition.ADDRESSED, Disposition.ADDRESSED],
            "Two past incidents bear on this design. Two are addressed. None is open.",
        ),
        (
            [Disposition.OPEN, Disposition.OPEN],
            "Two past incidents bear on this design. Two are still open, and all of them touch db.",
        ),
    ],
)
def test_the_first_sentence_counts(dispositions: list[Disposition], said: str) -> None:
    incidents = tuple(
        ReviewedIncident(incident_id=FIRST.id, disposition=one, evidence=("db",))
        for one in dispositions
    )
    assert lead_sentence(replace(REVIEW, incidents=incidents)) == said


@pytest.mark.parametrize(
    "title",
    [
        "Line\u2028separator",
        "Tab\tand\x0bmore",
        "x" * 2_000,
        "<b>&amp;</b> <para>",
        "日本 עברית 🚨",
    ],
)
def test_odd_titles_come_out_whole_on_every_page(title: str) -> None:
    odd = replace(OPEN, title=title, note=title, evidence=(title,))
    review = replace(REVIEW, title=title, incidents=(odd,), questions=(), decision=title)
    seen = board(review, (replace(SECOND, title=title),))
    report = review_report(PackMaterial(review=review, board=seen, actions=(), total=1), CONTEXT)
    data, _ = report_as_pdf(report, PageSize.LETTER, lambda _name: None)
    assert len(PdfReader(BytesIO(data)).pages) >= 2
    assert "<para>" not in report_as_html(report, lambda _name: None)
