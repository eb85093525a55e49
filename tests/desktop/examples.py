"""A small library that the window's tests look at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from models.incident import ActionItem, Impact, Incident, Postmortem, Section, TimelineEvent
from models.operations.incidents import save_incident
from models.operations.links import link_incidents
from models.vocabulary import EventKind, LinkKind, PostmortemStatus, SectionKind, Severity

if TYPE_CHECKING:
    from models.library import Library

STORY = (
    ("INC-2025-034", "Payment Service Outage", Severity.SEV_1, "payments/payment-service",
     "The connection pool was exhausted; checkout answered HTTP 500."),
    ("INC-2024-112", "Checkout latency", Severity.SEV_2, "payments/payment-db",
     "Nightly reconciliation filled the connection pool."),
    ("INC-2025-019", "Ledger writes delayed", Severity.SEV_2, "payments/ledger",
     "A migration held a lock."),
    ("INC-2025-032", "Search index stale", Severity.SEV_3, "search/search-api",
     "A drained node kept the only copy."),
    ("INC-2025-007", "Login storm", Severity.SEV_3, "accounts/login",
     "Tokens expired all at once."),
)  # fmt: skip


def fill(library: Library) -> None:
    """Five incidents, the first two linked, the first still a draft with an overdue action."""
    start = datetime(2025, 3, 15, 14, 23, tzinfo=UTC)
    for place, (key, title, severity, service, text) in enumerate(STORY):
        begun = start - timedelta(days=30 * place)
        save_incident(
            library,
            Incident(
                key=key,
                title=title,
                severity=severity,
                started_at=begun,
                resolved_at=begun + timedelta(minutes=47),
                services=(service,),
                category="Database / Connection pool" if place < 2 else "Deploy / Migration",
                impact=Impact(users_affected=1200 * place or None),
                timeline=(TimelineEvent(at=begun, kind=EventKind.CHANGE, text="It began"),),
                action_items=(
                    ActionItem(number=1, title=f"Fix {title}", owner="@a", due_on=date(2025, 3, 1)),
                ),
                postmortem=Postmortem(
                    status=PostmortemStatus.FINAL if place else PostmortemStatus.DRAFT,
                    sections=(Section(kind=SectionKind.SUMMARY, title="Summary", markdown=text),),
                ),
            ),
        )
    first, second = (library.incidents.find_id(key) for key in ("INC-2025-034", "INC-2024-112"))
    assert first is not None
    assert second is not None
    link_incidents(library, first, second, LinkKind.RECURRENCE_OF, "The pool again")
