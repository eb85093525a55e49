"""Incidents that tests of the store start from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.incident import (
    ActionItem,
    ContributingFactor,
    Defence,
    Impact,
    Incident,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.operations.incidents import save_incident
from models.vocabulary import (
    ActionKind,
    DefenceOutcome,
    EventKind,
    PostmortemStatus,
    SectionKind,
    Severity,
    Strength,
)

if TYPE_CHECKING:
    from models.library import Library


def at(hour: int, minute: int = 0, *, day: int = 15) -> datetime:
    """An instant in March 2025, UTC."""
    return datetime(2025, 3, day, hour, minute, tzinfo=UTC)


def incident(key: str = "INC-2025-034", **fields: Any) -> Incident:
    """A bare incident."""
    return Incident(**{"key": key, "title": f"About {key}", **fields})


_IMPACT = Impact(
    users_affected=12_000,
    failed_transactions=340,
    revenue=Decimal("8500.50"),
    currency="EUR",
    slo="availability",
    slo_violated=True,
    error_budget_consumed_percent=Decimal("2.3"),
    data_loss=False,
    manual_rollback=True,
    estimated=frozenset({"users_affected", "revenue"}),
)
_POSTMORTEM = Postmortem(
    status=PostmortemStatus.DRAFT,
    sections=(
        Section(
            kind=SectionKind.SUMMARY,
            title="Summary",
            markdown="Payments **failed** for 47 minutes.",
        ),
        Section(kind=SectionKind.ROOT_CAUSE, title="Root Cause", markdown="A missing index."),
    ),
    authors=("@payment-engineer-lead",),
    reviewers=("@platform-lead", "@cto"),
    meeting_held_at=at(9, day=17),
)


def payment_outage(**fields: Any) -> Incident:
    """The practice's example, with something in every field."""
    values: dict[str, Any] = {
        "key": "INC-2025-034",
        "title": "Payment Service Outage",
        "severity": Severity.SEV_1,
        "started_at": at(14, 23),
        "detected_at": at(14, 25),
        "acknowledged_at": at(14, 27),
        "mitigated_at": at(14, 45),
        "resolved_at": at(15, 10),
        "services": ("payments/payment-service", "payments/payment-db"),
        "category": "Database / Missing index",
        "tags": ("canary",),
        "impact": _IMPACT,
        "timeline": (
            TimelineEvent(at=at(14, 23), kind=EventKind.CHANGE, text="Version 2.4.1 deployed"),
            TimelineEvent(at=at(14, 25), kind=EventKind.DETECTION, text="Alarm triggered"),
            TimelineEvent(at=at(15, 10), kind=EventKind.RECOVERY, text="Recovery confirmed"),
        ),
        "contributing_factors": (
            ContributingFactor(
                title="No performance test in staging",
                text="Staging had < 1 % of the volume.",
                tags=("testing",),
                services=("payments/payment-db",),
            ),
            ContributingFactor(title="No slow query warning"),
        ),
        "defences": (
            Defence(
                outcome=DefenceOutcome.WORKED,
                text="The canary limited the impact",
                tags=("canary",),
                services=("payments/payment-service",),
            ),
        ),
        "action_items": (action(1, "Add an index"), action(2, "Reduce the canary's start")),
        "postmortem": _POSTMORTEM,
        "extra": (("x_team", "payments"),),
    }
    return Incident(**{**values, **fields})


def action(number: int, title: str, **fields: Any) -> ActionItem:
    """An open action item, due on the 18th."""
    values: dict[str, Any] = {
        "owner": "@db-engineer",
        "due_on": date(2025, 3, 18),
        "kind": ActionKind.PREVENT,
        "strength": Strength.STRONG,
        "tracker_key": f"PAY-{number}",
    }
    return ActionItem(number=number, title=title, **{**values, **fields})


def saved(library: Library, wanted: Incident) -> Incident:
    """Save it and read it back."""
    save_incident(library, wanted)
    return library.incidents.get(wanted.id)
