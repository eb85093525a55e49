"""The practice's example as an aggregate, and the circumstances of its document."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from exporters.report_context import ReportContext
from models.incident import (
    ActionItem,
    ContributingFactor,
    Defence,
    Impact,
    Incident,
    LinkView,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.policy import Policy, judge
from models.vocabulary import (
    ActionKind,
    DefenceOutcome,
    EventKind,
    LinkKind,
    PostmortemStatus,
    SectionKind,
    Severity,
    Strength,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

PUBLISHED = datetime(2025, 3, 21, 15, 4, 40, tzinfo=UTC)
_START = datetime(2025, 3, 15, 14, 23, tzinfo=UTC)

_EVENTS = (
    (0, EventKind.CHANGE, "Deployment of 2.4.1 to production completed"),
    (2, EventKind.DETECTION, "Alarm `payment-service-5xx-error-rate` triggered"),
    (4, EventKind.PAGE, "On-call engineer paged"),
    (8, EventKind.DIAGNOSIS, "Correlation to the deployment established via logs"),
    (12, EventKind.DECISION, "Rollback decision made"),
    (15, EventKind.MITIGATION, "Canary rollback initiated"),
    (22, EventKind.RECOVERY, "Error rate drops to normal"),
    (47, EventKind.RECOVERY, "Full recovery confirmed"),
    (52, EventKind.COMMUNICATION, "Incident communicated to stakeholders"),
)
_ACTIONS = (
    ("Add index on `payment_methods.user_id`", "@db-engineer", 18, Strength.STRONG, "PAY-456"),
    ("Enable Performance Insights", "@platform-team", 22, Strength.INTERMEDIATE, "PLAT-789"),
    ("Reduce canary start to 5%", "@payment-lead", 20, Strength.STRONG, "PAY-457"),
    ("Update the runbook", "@payment-engineer-lead", 22, Strength.WEAK, "PAY-458"),
)


def section(kind: SectionKind, title: str, markdown: str) -> Section:
    """One section whose id depends on its title alone."""
    return Section(kind=kind, title=title, markdown=markdown, id=_id(title))


def practice_example(extra_sections: Iterable[Section] = ()) -> Incident:
    """Payment Service Outage, the same in every run."""
    return Incident(
        id=_id("incident"),
        key="INC-2025-034",
        title="Payment Service Outage",
        severity=Severity.SEV_1,
        started_at=_START,
        detected_at=_START + timedelta(minutes=2),
        mitigated_at=_START + timedelta(minutes=22),
        resolved_at=_START + timedelta(minutes=47),
        services=("payments/payment-service", "payments/payment-db"),
        category="Database / Missing index",
        tags=("canary",),
        impact=_impact(),
        timeline=tuple(
            TimelineEvent(at=_START + timedelta(minutes=minute), kind=kind, text=text, id=_id(text))
            for minute, kind, text in _EVENTS
        ),
        contributing_factors=(
            ContributingFactor(title="No performance test in staging", id=_id("factor 1")),
            ContributingFactor(
                title="No slow query warning",
                text="Performance Insights was not configured.",
                id=_id("factor 2"),
            ),
        ),
        defences=(
            Defence(outcome=DefenceOutcome.WORKED, text="The alert fired", id=_id("alert")),
            Defence(outcome=DefenceOutcome.WORKED, text="The runbook was correct", id=_id("book")),
            Defence(outcome=DefenceOutcome.LUCKY, text="It was a Saturday.", id=_id("luck")),
        ),
        action_items=tuple(
            ActionItem(
                number=number,
                title=title,
                owner=owner,
                due_on=date(2025, 3, day),
                kind=ActionKind.PREVENT,
                strength=strength,
                tracker_key=tracker,
                id=_id(title),
            )
            for number, (title, owner, day, strength, tracker) in enumerate(_ACTIONS, 1)
        ),
        links=_links(),
        postmortem=_postmortem(extra_sections),
    )


def context(incident: Incident, **changes: Any) -> ReportContext:
    """The circumstances of the example's document."""
    values: dict[str, Any] = {
        "library_name": "Platform Postmortems",
        "as_of": PUBLISHED,
        "generated_by": "Afterword 1.0",
        "verdict": judge(incident, Policy.shipped(), as_of=PUBLISHED),
        "policy_version": 3,
        "revision": 16,
    }
    return ReportContext(**(values | changes))


def _id(words: str) -> UUID:
    return UUID(bytes=words.encode().ljust(16)[:16])


def _impact() -> Impact:
    return Impact(
        users_affected=12000,
        failed_transactions=340,
        revenue=Decimal(8500),
        currency="EUR",
        slo="availability",
        slo_violated=True,
        error_budget_consumed_percent=Decimal("2.30"),
        manual_rollback=True,
        estimated=frozenset({"users_affected", "failed_transactions", "revenue"}),
    )


def _links() -> tuple[LinkView, ...]:
    reason = "connection pool exhaustion on payment-db"
    return (
        LinkView(
            key="INC-2024-112",
            kind=LinkKind.RECURRENCE_OF,
            reason=reason,
            started_at=datetime(2024, 11, 8, tzinfo=UTC),
            id=_id("link 1"),
        ),
        LinkView(
            key="INC-2024-058",
            kind=LinkKind.SAME_CLASS,
            reason=reason,
            started_at=datetime(2024, 6, 6, tzinfo=UTC),
            id=_id("link 2"),
        ),
    )


def _postmortem(extra: Iterable[Section]) -> Postmortem:
    return Postmortem(
        status=PostmortemStatus.FINAL,
        published_at=PUBLISHED,
        authors=("@payment-engineer-lead",),
        reviewers=("@platform-lead", "@cto"),
        sections=(
            section(
                SectionKind.SUMMARY,
                "Summary",
                "Release 2.4.1 added a lookup without an index. A rollback restored service.",
            ),
            section(
                SectionKind.ROOT_CAUSE,
                "Root cause",
                "A query filtered on `payment_methods.user_id`, which had no index.",
            ),
            *extra,
        ),
    )
