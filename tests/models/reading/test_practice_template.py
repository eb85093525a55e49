"""The practice's template, read into its fields: the mission's example and one of our own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.incident import Impact
from models.reading.reader import read_markdown
from models.vocabulary import DefenceOutcome, EventKind, PostmortemStatus, SectionKind, Severity
from tests.models.reading.documents import PRACTICE_TEMPLATE, read

_MISSION = Path(__file__).resolve().parents[4] / "shared" / "mission"
_PRACTICE = _MISSION / "blameless-postmortems-best-practice.txt"


def mission_example() -> str:
    """The "Payment Service Outage" of the practice."""
    if not _PRACTICE.is_file():
        pytest.skip(f"the practice's text is not at {_PRACTICE}")
    text = _PRACTICE.read_text(encoding="utf-8")
    start = text.index("# Postmortem: Payment Service Outage")
    return text[start : text.index("Step 3: Action Item Tracking")]


def test_the_missions_example_is_read_into_its_fields() -> None:
    found = read_markdown(mission_example().encode(), name="example.md").incidents[0].incident
    assert (found.key, found.title) == ("INC-2025-034", "Payment Service Outage")
    assert found.severity is Severity.SEV_1
    assert found.started_at == datetime(2025, 3, 15, 14, 23, tzinfo=UTC)
    assert found.resolved_at == datetime(2025, 3, 15, 15, 10, tzinfo=UTC)
    assert found.duration_minutes == 47
    assert found.impact == Impact(
        users_affected=12_000,
        failed_transactions=340,
        revenue=Decimal(8500),
        currency="EUR",
        slo="Availability",
        slo_violated=True,
        error_budget_consumed_percent=Decimal("2.3"),
        estimated=frozenset({"users_affected", "failed_transactions", "revenue"}),
    )
    assert len(found.timeline) == 9
    assert len(found.contributing_factors) == 3
    assert [one.outcome for one in found.defences] == [DefenceOutcome.WORKED] * 4
    assert [(one.owner, one.due_on, one.tracker_key) for one in found.action_items] == [
        ("@db-engineer", date(2025, 3, 18), "PAY-456"),
        ("@platform-team", date(2025, 3, 22), "PLAT-789"),
        ("@payment-lead", date(2025, 3, 20), "PAY-457"),
        ("@qa-team", date(2025, 4, 1), "QA-234"),
        ("@payment-engineer-lead", date(2025, 3, 22), "PAY-458"),
    ]
    assert found.postmortem is not None
    assert found.postmortem.authors == ("@payment-engineer-lead",)
    assert found.postmortem.reviewers == ("@platform-lead", "@cto")
    assert found.postmortem.status is PostmortemStatus.FINAL


def test_head_and_impact_of_the_template() -> None:
    found = read(PRACTICE_TEMPLATE).incident
    assert (found.key, found.title) == ("INC-2026-007", "Catalogue Search Outage")
    assert found.severity is Severity.SEV_2
    assert found.status is PostmortemStatus.FINAL
    assert found.started_at == datetime(2026, 2, 3, 9, 12, tzinfo=UTC)
    assert found.duration_minutes == 35
    assert found.impact == Impact(
        users_affected=4200,
        failed_transactions=95,
        revenue=Decimal(3150),
        currency="USD",
        slo="Search latency",
        slo_violated=True,
        error_budget_consumed_percent=Decimal("1.7"),
        estimated=frozenset({"users_affected", "failed_transactions", "revenue"}),
    )


def test_kinds_of_events_come_from_their_wording() -> None:
    assert [event.kind for event in read(PRACTICE_TEMPLATE).incident.timeline] == [
        EventKind.CHANGE,
        EventKind.DETECTION,
        EventKind.PAGE,
        EventKind.DIAGNOSIS,
        EventKind.DECISION,
        EventKind.MITIGATION,
        EventKind.RECOVERY,
        EventKind.COMMUNICATION,
    ]


def test_factors_keep_their_lines() -> None:
    first, second = read(PRACTICE_TEMPLATE).incident.contributing_factors
    assert first.title == "No test against a real index"
    assert first.text == (
        "The stub accepts every field,\nso a name that nobody indexes goes unnoticed."
    )
    assert second.title == "Two repositories"


def test_sections_are_kept_in_order_and_records_are_no_sections() -> None:
    kinds = [section.kind for section in read(PRACTICE_TEMPLATE).incident.sections]
    assert kinds == [SectionKind.IMPACT, SectionKind.ROOT_CAUSE, SectionKind.NOTES]


def test_every_field_is_reported_with_its_line() -> None:
    lines = {one.name: one.line for one in read(PRACTICE_TEMPLATE).fields}
    text = PRACTICE_TEMPLATE.split("\n")
    for name, words in (
        ("key", "Incident ID"),
        ("severity", "SEV-2"),
        ("started_at", "Duration"),
        ("authors", "Written by"),
        ("impact.revenue", "Revenue impact"),
        ("timeline", "09:12 |"),
        ("action_items", "| 1 |"),
    ):
        assert words in text[lines[name] - 1], name


def test_confidence_is_high_for_what_is_stated_and_lower_for_what_is_inferred() -> None:
    sure = {one.name: one.confidence for one in read(PRACTICE_TEMPLATE).fields}
    assert sure["key"] == 1.0
    assert sure["started_at"] > 0.9
    assert sure["detected_at"] <= 0.5


def test_a_stated_duration_that_differs_from_the_times_is_reported() -> None:
    text = PRACTICE_TEMPLATE.replace("35 minutes (", "55 minutes (")
    assert any(
        "55 minutes" in warning and "35 minutes" in warning for warning in read(text).warnings
    )
    assert not any("duration" in warning for warning in read(PRACTICE_TEMPLATE).warnings)
