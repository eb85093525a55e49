"""Reports of hostile and of very much material come out whole."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from exporters.html_report import report_as_html
from exporters.json_report import report_as_json
from exporters.markdown_report import report_as_markdown
from exporters.pdf.pages import report_as_pdf
from exporters.report_context import PageSize, ReportContext
from exporters.reports.meeting import meeting_report
from exporters.reports.register import register_report
from models.identifiers import new_id
from models.incident import ContributingFactor, Impact, TimelineEvent
from models.policy import Policy, judge
from models.rows import ActionRow
from models.vocabulary import ActionStatus, EventKind, Severity
from tests.models.examples import payment_outage

if TYPE_CHECKING:
    from exporters.document import Report

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
CONTEXT = ReportContext(library_name="<b>L</b> & co", as_of=NOW)
TEXTS = {
    "markup": "<para><font color=red>x</font></para> & <img src='file:///etc/passwd'/> {{x}}",
    "long word": "x" * 2000,
    "address": "https://example.com/" + "a/b-c_d?e=f&" * 60,
    "right to left": "\u202eשלום עולם\u202c مرحبا",
    "east asian": "数据库连接池耗尽 データベース 데이터베이스",
    "emoji": "🔥👩‍💻🏽 all systems 🚨",
    "controls": "a\x00b\x07c\ud800d\u0301",
}


def _row(number: int, title: str) -> ActionRow:
    return ActionRow(
        id=new_id(),
        register_number=number,
        number=1,
        title=title,
        owner="@" + title[:40],
        due_on=date(2025, 3, 1) + timedelta(days=number % 60),
        original_due_on=None,
        status=ActionStatus.OPEN,
        completed_on=None,
        kind=None,
        strength=None,
        tracker_key="K-1",
        overdue_days=max(18 - number % 60, 0),
        incident_id=new_id(),
        incident_key="INC-1",
        incident_title="",
        incident_severity=Severity.SEV_1,
        services=(),
        version=1,
    )


def _pages(report: Report, size: PageSize = PageSize.A4) -> tuple[PdfReader, int]:
    data, result = report_as_pdf(report, size, lambda _: None)
    return PdfReader(io.BytesIO(data)), result.replaced_characters


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_stays_text_in_every_format(name: str) -> None:
    report = register_report([_row(1, TEXTS[name])], CONTEXT, filters=TEXTS[name])
    reader, replaced = _pages(report)
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert "A-1" in text
    assert (replaced > 0) == (name in ("right to left", "east asian", "emoji", "controls"))
    if name == "long word":  # goes on over the page's end
        assert text.count("x") >= len(TEXTS[name])
    elif name in ("markup", "address"):
        assert "".join(TEXTS[name].split()) in text
    html = report_as_html(report, lambda _: None)
    assert "<para>" not in html
    assert "<img" not in html
    html.encode("utf-8", "replace")
    assert "\n# Action register" in "\n" + report_as_markdown(report)
    assert report_as_json(report)


@pytest.mark.parametrize("size", PageSize)
def test_four_hundred_rows_are_all_there_under_a_head_on_every_page(size: PageSize) -> None:
    rows = [_row(number, f"Step number {number}") for number in range(400)]
    reader, replaced = _pages(register_report(rows, CONTEXT), size)
    assert replaced == 0
    texts = [page.extract_text() for page in reader.pages]
    whole = "".join("".join(texts).split())
    assert all(f"A-{one.register_number}" in whole for one in rows)
    assert all("Owner" in text for text in texts)
    # No title ends a page: what follows it stands below it.
    for text in texts:
        body = [line for line in text.splitlines() if line.strip()]
        footer = next(place for place, line in enumerate(body) if line.startswith("As of 2025"))
        assert body[footer - 1].strip() not in ("Overdue", "Due within two weeks", "Due later")


def test_a_meeting_about_400_events_and_20000_words_is_whole() -> None:
    outage = payment_outage()
    events = tuple(
        TimelineEvent(
            at=NOW + timedelta(minutes=number), kind=EventKind.OTHER, text=f"event {number} 🔥"
        )
        for number in range(400)
    )
    factors = tuple(
        ContributingFactor(title=" ".join(f"w{word}" for word in range(number, number + 200)))
        for number in range(100)
    )
    incident = replace(outage, timeline=events, contributing_factors=factors)
    reader, replaced = _pages(meeting_report(incident, CONTEXT))
    whole = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert all(f"event{number}□" in whole for number in range(400))
    assert all(f"w{word}" in whole for word in range(299))
    assert replaced == 400
    outline = [str(one["/Title"]) for one in reader.outline if not isinstance(one, list)]
    assert outline
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"  # type: ignore[index]


def test_a_gap_over_midnight_names_the_days_and_long_waits_are_said_in_days() -> None:
    start = datetime(2024, 5, 1, 20, 0, tzinfo=UTC)
    incident = replace(
        payment_outage(),
        started_at=start,
        resolved_at=None,
        impact=Impact(),
        timeline=tuple(
            TimelineEvent(at=start + timedelta(hours=hours), text="x") for hours in (0, 40)
        ),
    )
    verdict = judge(incident, Policy.shipped(), as_of=NOW, zone="UTC")
    report = meeting_report(incident, replace(CONTEXT, verdict=verdict))
    told = report_as_markdown(report).replace("\\", "").replace("\u00a0", " ")
    assert "between 1 May, 20:00 and 3 May, 12:00?" in told
    assert "user impact 321 d 13 h so far" in report.statement.replace("\u00a0", " ")
