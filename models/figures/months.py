"""Incidents per period by severity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.figures.figure import Count, count
from models.figures.periods import Period
from models.vocabulary import Severity

if TYPE_CHECKING:
    from models.figures.known import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityCounts:
    """Incidents that started in a period.

    Attributes:
        total: all of them, those of unknown severity too.
        by_severity: every severity, also those without incidents.
        unknown: those whose severity nobody recorded.
    """

    period: Period
    total: Count
    by_severity: dict[Severity, Count]
    unknown: Count


def severity_counts(known: Known, period: Period) -> SeverityCounts:
    """Incidents that started in the period, by severity."""
    incidents = known.started_in(period)
    return SeverityCounts(
        period=period,
        total=count([one.id for one in incidents]),
        by_severity={
            severity: count([one.id for one in incidents if one.severity is severity])
            for severity in Severity
        },
        unknown=count([one.id for one in incidents if one.severity is None]),
    )


def counts_per_period(known: Known, last: Period, periods: int = 12) -> tuple[SeverityCounts, ...]:
    """The counts of the last periods up to `last`, oldest first."""
    return tuple(severity_counts(known, period) for period in last.run(periods))
