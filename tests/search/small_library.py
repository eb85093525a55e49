"""Eight incidents that differ in everything that queries ask for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from models.incident import (
    ActionItem,
    AttachmentInfo,
    ContributingFactor,
    Impact,
    Incident,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.vocabulary import ActionStatus, PostmortemStatus, SectionKind, Severity
from tests.search.listed import ListedLibrary


def incident(key: str, title: str, **values: object) -> Incident:
    """An incident with just what a test is about; `summary`, `cause` … become sections."""
    kinds = {
        "summary": SectionKind.SUMMARY,
        "cause": SectionKind.ROOT_CAUSE,
        "impact_text": SectionKind.IMPACT,
        "lessons": SectionKind.LESSONS,
        "other": SectionKind.OTHER,
    }
    sections = tuple(
        Section(kind=kind, title=kind.value.title(), markdown=str(values.pop(name)))
        for name, kind in kinds.items()
        if name in values
    )
    people = {name: values.pop(name) for name in ("authors", "reviewers") if name in values}
    status = values.pop("status", PostmortemStatus.FINAL)
    postmortem = Postmortem(status=status, sections=sections, **people) if status else None  # type: ignore[arg-type]
    return Incident(key=key, title=title, postmortem=postmortem, **values)  # type: ignore[arg-type]


def at(year: int, month: int = 1, day: int = 1, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def small_library() -> ListedLibrary:
    """All eight; the newest first."""
    return ListedLibrary([*_newest(), *_pools(), *_others()])


def _newest() -> list[Incident]:
    """The one with everything in it."""
    start = at(2025, 3, 15, 14)
    return [
        incident(
            "INC-2025-034",
            "Payment Service Outage",
            severity=Severity.SEV_1,
            started_at=start,
            resolved_at=start + timedelta(minutes=47),
            services=("payments/payment-service", "payments/payment-db"),
            category="Database / Missing index",
            tags=("canary",),
            summary="Full table scans held every slot until the connection pool was exhausted.",
            cause="A query filtered on `payment_methods.user_id`, which had no index.",
            contributing_factors=(ContributingFactor(title="No performance test in staging"),),
            impact=Impact(users_affected=12_000),
            timeline=(TimelineEvent(at=start, text="Deployment of v2.4.1 completed"),),
            action_items=(
                ActionItem(
                    number=1,
                    title="Add index on payment_methods.user_id",
                    owner="@db-engineer",
                    due_on=date(2025, 3, 18),
                    tracker_key="PAY-456",
                ),
            ),
            authors=("@payment-engineer-lead",),
            reviewers=("@platform-lead",),
            attachments=(
                AttachmentInfo(name="graph.png", sha256="0" * 64, media_type="image/png", size=1),
            ),
        ),
    ]


def _pools() -> list[Incident]:
    """Two about connection pools."""
    at(2025, 3, 15, 14)
    return [
        incident(
            "INC-2024-112",
            "Checkout latency: connection pool exhausted",
            severity=Severity.SEV_2,
            started_at=at(2024, 11, 8),
            resolved_at=at(2024, 11, 8, 2),
            services=("payments/payment-db", "checkout"),
            category="Database / Connection pool",
            tags=("capacity",),
            summary="Nightly reconciliation opened 180 sessions. The pool had no limit.",
            action_items=(
                ActionItem(
                    number=1,
                    title="Limit sessions per client",
                    owner="@alice",
                    due_on=date(2024, 12, 1),
                    status=ActionStatus.DONE,
                ),
            ),
        ),
        incident(
            "INC-2024-058",
            "Pooling of connections broke during the sale",
            severity=Severity.SEV_2,
            started_at=at(2024, 6, 30, 23),
            services=("checkout",),
            category="Database / Connection pool",
            status=PostmortemStatus.IN_REVIEW,
            summary="Connections were pooled twice.",
            action_items=(
                ActionItem(number=1, title="Pool once", owner="@alice", due_on=date(2025, 3, 19)),
            ),
        ),
    ]


def _others() -> list[Incident]:
    """The rest."""
    at(2025, 3, 15, 14)
    return [
        incident(
            "INC-2023-009",
            "Certificate of the gateway expired",
            severity=Severity.SEV_3,
            started_at=at(2023, 12, 31, 23),
            services=("edge/gateway",),
            category="Network / Certificate",
            status=PostmortemStatus.DRAFT,
            summary="Clients saw TLS errors from api-prod-17.eu-west-1 and 10.2.3.4.",
        ),
        incident(
            "INC-4",
            "C++ crash in the encoder, éclairs und Straße",
            severity=Severity.SEV_4,
            started_at=at(2022, 5, 1),
            services=("media",),
            summary="NullPointerException in `std::vector`; 5xx errors doubled.",
        ),
        incident(
            "JP-1",
            "数据库连接池耗尽",
            severity=Severity.SEV_5,
            started_at=at(2022, 1, 1),
            summary="数据库连接池耗尽导致超时。",
        ),
        incident(
            "INC-2021-001",
            "Disk full",
            started_at=at(2021, 7, 1),
            status=None,
        ),
        incident("INC-0", "Nobody knows when", severity=Severity.SEV_2, status=None),
    ]
