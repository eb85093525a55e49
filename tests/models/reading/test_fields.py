"""Labelled values, tables of metrics and front matter."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from models.vocabulary import IncidentKind, LinkKind, PostmortemStatus, Severity
from tests.models.reading.documents import incident, read


def _labelled(lines: str) -> str:
    return f"# Shop incident\n\n{lines}\n\n## Summary\n\nThe shop was down for everybody.\n"


@pytest.mark.parametrize(
    ("value", "severity"),
    [
        ("SEV-1", Severity.SEV_1),
        ("Sev1", Severity.SEV_1),
        ("sev 2", Severity.SEV_2),
        ("P1", Severity.SEV_1),
        ("S3", Severity.SEV_3),
        ("P2 - High", Severity.SEV_2),
        ("4", Severity.SEV_4),
        ("Critical", Severity.SEV_1),
        ("Major (service degradation)", Severity.SEV_2),
        ("Minor", Severity.SEV_3),
        ("to be discussed", None),
        ("7", None),
        ("", None),
    ],
)
def test_severities(value: str, severity: Severity | None) -> None:
    assert incident(_labelled(f"**Severity:** {value}")).severity is severity


def test_no_severity_is_taken_from_prose() -> None:
    text = "# Shop incident\n\n## Summary\n\nA critical bug; the vendor opened a SEV2 ticket.\n"
    assert incident(text).severity is None


@pytest.mark.parametrize(
    "lines",
    [
        "**Severity:** SEV-2\n**Date:** 2026-03-01",
        "**Severity**: SEV-2\n**Date**: 2026-03-01",
        "__Severity__: SEV-2\n__Date__: 2026-03-01",
        "- Severity: SEV-2\n- Date: 2026-03-01",
        "* **Severity:** SEV-2\n* **Date:** 2026-03-01",
        "Severity: SEV-2\nDate: 2026-03-01",
        "| Metric | Value |\n|---|---|\n| Severity | 2 |\n| Date | 2026-03-01 |",
        "| **Severity** | SEV-2 |\n|---|---|\n| **Date** | 2026-03-01 |",
        (
            "| Severity | SEV-2 | Date | 2026-03-01 |\n|---|---|---|---|\n| Owner | @ana | "
            "Status | Final |"
        ),
        "## Severity: SEV-2\n\n## Date: March 1, 2026",
        "### Severity\n\nSEV-2\n\n### Date\n\n2026-03-01",
    ],
)
def test_labels_in_every_dress(lines: str) -> None:
    found = incident(_labelled(lines))
    assert found.severity is Severity.SEV_2
    assert found.started_at == datetime(2026, 3, 1, tzinfo=UTC)


def test_people_status_services_category_and_tags() -> None:
    found = incident(
        _labelled(
            "**Incident ID:** OPS-17\n**Authors:** @ana, Bo Berg and @cy\n**Reviewers:** @dee\n"
            "**Status:** In Review\n**Affected services:** checkout, payments/db\n"
            "**Category:** Database > Missing index\n**Tags:** canary, index"
        )
    )
    assert found.key == "OPS-17"
    assert found.postmortem is not None
    assert found.postmortem.authors == ("@ana", "Bo Berg", "@cy")
    assert found.postmortem.reviewers == ("@dee",)
    assert found.postmortem.status is PostmortemStatus.IN_REVIEW
    assert found.services == ("checkout", "payments/db")
    assert (found.category, found.tags) == ("Database / Missing index", ("canary", "index"))


def test_the_state_of_the_incident_is_not_that_of_the_document() -> None:
    found = incident(_labelled("**Status:** Resolved"))
    assert found.status is PostmortemStatus.DRAFT
    assert ("Status", "Resolved") in found.extra


def test_labels_that_nobody_knows_are_kept() -> None:
    found = incident(_labelled("**Severity:** 2\n**War room:** blue"))
    assert found.extra == (("War room", "blue"),)


def test_placeholders_are_no_values() -> None:
    found = incident(_labelled("**Severity:** TBD\n**Incident ID:** <id>\n**Authors:** n/a"))
    assert (found.severity, found.key) == (None, "")
    assert found.postmortem is not None
    assert found.postmortem.authors == ()


def test_a_drill_is_a_drill_only_when_it_says_so() -> None:
    assert incident(_labelled("**Kind:** game day exercise")).kind is IncidentKind.DRILL
    assert incident(_labelled("**Severity:** 1")).kind is IncidentKind.INCIDENT


@pytest.mark.parametrize(
    ("line", "field", "value", "estimated"),
    [
        ("- **Users affected:** ~12,000 users", "users_affected", 12_000, True),
        ("- **Users affected:** about 12k", "users_affected", 12_000, True),
        ("- **Affected users:** 340", "users_affected", 340, False),
        ("- Customers affected: 1.2 million", "users_affected", 1_200_000, False),
        ("- **Affected customers:** 305 teams", "users_affected", None, False),
        ("- **Users affected:** none", "users_affected", 0, False),
        ("- **Failed requests:** 78% of all", "failed_transactions", None, False),
        ("- **Failed requests:** 1,024", "failed_transactions", 1024, False),
        ("- **Revenue impact:** €8.500,50", "revenue", Decimal("8500.50"), False),
        ("- **Revenue impact:** approx. 2.5k USD", "revenue", Decimal(2500), True),
        ("- **SLO:** no SLO violated", "slo_violated", False, False),
        ("- **SLO impact:** the Latency SLO was breached", "slo", "Latency", False),
        ("- **Error budget:** 12.5 %", "error_budget_consumed_percent", Decimal("12.5"), False),
        ("- **Data loss:** none", "data_loss", False, False),
        ("- **Data loss:** yes, two rows", "data_loss", True, False),
        ("- **Security incident:** no", "security", False, False),
        ("- **Manual rollback:** yes", "manual_rollback", True, False),
        ("- **Total downtime:** 1 day, 2 hours, 3 minutes", "user_impact_minutes", 1563, False),
        ("Around 300 users were affected.", "users_affected", 300, True),
        ("No data was lost.", "data_loss", False, False),
        ("It ended at 06:20 UTC. Customers experienced delays.", "users_affected", None, False),
    ],
)
def test_impact(line: str, field: str, value: object, estimated: bool) -> None:
    found = incident(f"# Shop incident\n\n## Impact\n\n{line}\n\n## Root cause\n\nA typo in it.\n")
    assert getattr(found.impact, field) == value
    assert (field in found.impact.estimated) is estimated


def test_the_text_about_the_impact_stays_whole() -> None:
    text = "- **Users affected:** ~12,000 could not pay\n- and some were angry"
    found = incident(f"# Shop incident\n\n## Impact\n\n{text}\n")
    assert found.sections[0].markdown == text


def test_anyones_front_matter() -> None:
    found = read(
        """
        ---
        title: "Installer: deletes a file"
        start_time: 2026-03-01T14:23:00-08:00
        end_time: 2026-03-01T15:10:00-08:00
        severity: critical
        categories:
        - config-change
        keywords: [installer, boot]
        product: Installer
        company: Acme
        score: 12
        nested: {a: [1, 2]}
        summary: One wrong path.
        ---

        The installer deleted a file that it should have kept.
        """
    )
    made = found.incident
    assert made.title == "Installer: deletes a file"
    assert made.started_at == datetime(2026, 3, 1, 22, 23, tzinfo=UTC)
    assert made.duration_minutes == 47
    assert made.severity is Severity.SEV_1
    assert (made.category, made.tags, made.services) == (
        "config-change",
        ("installer", "boot"),
        ("Installer",),
    )
    assert made.extra == (("company", "Acme"), ("score", "12"), ("nested", "{a: [1, 2]}"))
    assert [one.title for one in made.sections] == ["Summary", "Narrative"]
    assert {one.name: one.line for one in found.fields}["severity"] == 6


def test_several_categories_are_tags() -> None:
    found = read("---\ntitle: A\ncategories: [cloud, dns]\nseverity: 2\n---\n\nDNS failed.\n")
    assert (found.incident.category, found.incident.tags) == (None, ("cloud", "dns"))
    assert any("several categories" in warning for warning in found.warnings)


def test_a_start_at_midnight_exactly_is_doubted() -> None:
    found = read("---\ntitle: A\nstart_time: 2026-03-01T00:00:00Z\n---\n\nDNS failed.\n")
    assert any("midnight" in warning for warning in found.warnings)


def test_front_matter_of_a_hand_written_file_in_afterwords_words() -> None:
    found = incident(
        """
        ---
        key: OPS-3
        title: Shop down
        severity: SEV-2
        status: final
        started: 2026-03-01T14:23:00Z
        resolved: 2026-03-01T15:10:00Z
        services: [shop/web]
        category: Database / Missing index
        impact: {users_affected: 12000, revenue: 8500, currency: EUR, data_loss: false}
        links: [{to: OPS-1, kind: same class, reason: "again"}]
        ---

        ## Summary

        It was down.
        """
    )
    assert (found.key, found.status, found.duration_minutes) == (
        "OPS-3",
        PostmortemStatus.FINAL,
        47,
    )
    assert (found.impact.users_affected, found.impact.revenue) == (12_000, Decimal(8500))
    assert found.impact.data_loss is False
    assert [(link.key, link.kind, link.reason) for link in found.links] == [
        ("OPS-1", LinkKind.SAME_CLASS, "again")
    ]


def test_broken_front_matter_is_read_line_by_line() -> None:
    text = '---\ntitle: "unclosed\nseverity: SEV-2\nnote: a: b: c\n---\n\n## Summary\n\nDown.\n'
    found = incident(text)
    assert found.severity is Severity.SEV_2


def test_two_rules_around_prose_are_no_front_matter() -> None:
    found = incident("---\n\nJust a note\n\n---\n\n# Shop incident\n\n## Summary\n\nIt was down.\n")
    assert found.title == "Shop incident"
