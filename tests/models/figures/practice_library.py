"""The practice's own trend table as a real library: January and February 2025."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from models.incident import ActionItem, Incident
from models.operations.incidents import save_incident
from models.vocabulary import ActionStatus, Severity

if TYPE_CHECKING:
    from models.library import Library

TABLE = (
    ("SEV-1 Incidents", "2", "4", "↓ 50%", "could be chance"),
    ("SEV-2 Incidents", "5", "6", "↓ 17%", "could be chance"),
    ("MTTR Average", "38 min", "55 min", "↓ 31%", "shorter by rank"),
    ("Action items created", "11", "16", "↓", "could be chance"),
    ("Action items completed", "9/11 (82%)", "8/16 (50%)", "↑", "could be chance"),
)
"""Metric, February, January, trend as the practice prints them, and what the tests say."""


def fill_practice_library(library: Library) -> None:
    """Feb: 2 SEV-1, 5 SEV-2, 38 min, 11 items of which 9 done. Jan: 4, 6, 55 min, 16, 8."""
    _fill_month(library, 1, severe=4, serious=6, mean=55, created=16, done=8)
    _fill_month(library, 2, severe=2, serious=5, mean=38, created=11, done=9)


def _fill_month(
    library: Library, month: int, *, severe: int, serious: int, mean: int, created: int, done: int
) -> None:
    severities = [Severity.SEV_1] * severe + [Severity.SEV_2] * serious
    pairs = len(severities) // 2
    spread = [-10, 10] * pairs + [0] * (len(severities) % 2)
    for number, severity in enumerate(severities):
        start = datetime(2025, month, 3 + number, 10, 0, tzinfo=UTC)
        save_incident(
            library,
            Incident(
                key=f"INC-2025-{month}{number:02}",
                title=f"Outage {number} of month {month}",
                severity=severity,
                started_at=start,
                resolved_at=start + timedelta(minutes=mean + spread[number]),
                services=(f"service-{number}",),
                action_items=_items(month, created, done, start) if number == 0 else (),
            ),
        )


def _items(month: int, created: int, done: int, at: datetime) -> tuple[ActionItem, ...]:
    return tuple(
        ActionItem(
            number=number + 1,
            title=f"Change {number + 1} of month {month}",
            owner="@team",
            due_on=date(2025, month, 20),
            status=ActionStatus.DONE if number < done else ActionStatus.OPEN,
            completed_on=date(2025, month, 19) if number < done else None,
            created_at=at,
        )
        for number in range(created)
    )
