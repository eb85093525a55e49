"""Time to detect, to mitigate and to resolve, of incidents that started in a period."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from models.figures.figure import Times, times

if TYPE_CHECKING:
    from datetime import datetime

    from models.figures.facts import IncidentFact
    from models.figures.known import Known
    from models.figures.periods import Period


class Milestone(StrEnum):
    """The end of a time that begins with the incident's start."""

    DETECTED = "detected_at"
    MITIGATED = "mitigated_at"
    RESOLVED = "resolved_at"


def time_to(known: Known, period: Period, milestone: Milestone) -> Times:
    """Times from start to that milestone, in minutes.

    A milestone that is missing, still ahead of *as of*, or recorded before the start is counted
    as unresolved, and never filled with the present.
    """
    found, missing = [], 0
    for one in known.started_in(period):
        minutes = _minutes(known, one, milestone)
        if minutes is None:
            missing += 1
        else:
            found.append((minutes, one.id))
    return times(found, missing)


def _minutes(known: Known, incident: IncidentFact, milestone: Milestone) -> float | None:
    at: datetime | None = getattr(incident, milestone.value)
    start = incident.started_at
    if at is None or start is None or not start <= at <= known.as_of:
        return None
    return (at - start).total_seconds() / 60
