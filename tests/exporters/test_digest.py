"""The digest of a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from exporters.html_report import report_as_html
from exporters.markdown_report import report_as_markdown
from exporters.report_context import ReportContext
from exporters.reports.digest import digest_report
from models.figures.periods import Period
from models.incident import Defence, Section
from models.vocabulary import ActionStatus, DefenceOutcome, SectionKind, Strength
from tests.models.examples import action, payment_outage

CONTEXT = ReportContext(library_name="Platform Postmortems", as_of=datetime(2025, 4, 1, tzinfo=UTC))
MARCH = Period.parse("2025-03")


def test_it_says_what_happened_why_what_was_learned_and_what_changes() -> None:
    given = payment_outage(
        action_items=(
            action(1, "Add an index", strength=Strength.STRONG, status=ActionStatus.DONE),
            action(2, "Write a <b>runbook</b>", strength=Strength.WEAK),
        )
    )
    told = report_as_markdown(digest_report([given, replace(given, key="B")], MARCH, CONTEXT))
    assert "Two postmortems were published. What came up more than once: missing index." in told
    assert "Payments failed for 47 minutes." in told
    assert "**Why:** A missing index." in told
    assert "No performance test in staging" in told
    assert "Add an index" in told
    assert "runbook" not in told
    assert "@db-engineer" not in told
    assert "The canary limited the impact" in told


def test_lessons_go_before_factors_and_markup_stays_text() -> None:
    given = payment_outage(title="<script>alert(1)</script>")
    assert given.postmortem is not None
    lessons = Section(
        kind=SectionKind.LESSONS, title="Lessons", markdown="Well:\n\n- Measure first\n- Then cut"
    )
    document = replace(given.postmortem, sections=(*given.postmortem.sections, lessons))
    report = digest_report([replace(given, postmortem=document)], MARCH, CONTEXT)
    html = report_as_html(report, lambda _name: None)
    assert "Measure first" in html
    assert "No slow query warning" not in html
    assert "<script>" not in html


def test_a_month_without_any_says_so() -> None:
    told = report_as_markdown(digest_report([], MARCH, CONTEXT))
    assert "No postmortem was published in March 2025." in told


def test_a_defence_names_its_incident_on_its_own_line() -> None:
    outage = payment_outage(
        defences=(
            Defence(outcome=DefenceOutcome.WORKED, text="The alert fired"),
            Defence(outcome=DefenceOutcome.WORKED, text="<!-- nothing -->"),
            Defence(outcome=DefenceOutcome.WORKED, text="```\nguard\n```"),
        )
    )
    told = report_as_markdown(digest_report([outage], MARCH, CONTEXT))
    assert f"- The alert fired  {outage.key}" in told
    assert f"guard {outage.key}" in told
