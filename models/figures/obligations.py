"""Postmortems that the policy requires: how many are done, in time, and how long they take.

They belong to the month in which the incident was resolved (DESIGN section 5). A final one is
judged by the policy that it was made final under, any other by the one that holds now.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from models.business_days import local_date
from models.figures.figure import Aim, Figure, Target, proportion
from models.figures.survival import Waiting, median
from models.policy import document_due, required
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from datetime import datetime

    from models.figures.facts import IncidentFact
    from models.figures.known import Known
    from models.figures.periods import Period

ALL = Target(1.0, Aim.AT_LEAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligations:
    """What became of the postmortems required for incidents resolved in a period.

    Attributes:
        completion: final by *as of* ÷ all whose deadline has passed. Target 100 %.
        on_time: final by the deadline ÷ the same, those with a known date.
        time_to_postmortem: median of business days from resolution to final; unfinished ones
            count as waiting still. k of n: within its policy's number of days. Target: as many as
            the present policy gives.
        waits: the times behind the median.
        not_yet_due: required, deadline still ahead.
        waived: required, and waived with a reason.
        unknown: nobody can say whether one is required.
        undated: final, but nobody knows since when.
    """

    completion: Figure
    on_time: Figure
    time_to_postmortem: Figure
    waits: tuple[Waiting, ...]
    not_yet_due: tuple[UUID, ...]
    waived: tuple[UUID, ...]
    unknown: tuple[UUID, ...]
    undated: tuple[UUID, ...]


def obligations(known: Known, period: Period) -> Obligations:
    """The obligations of incidents resolved in the period."""
    owed, waived, unknown = _sorted_out(known, period)
    deadlines = {one.id: _deadline(known, one) for one in owed}
    due = [one for one in owed if deadlines[one.id] < known.as_of]
    done = [one.id for one in due if known.is_final(one)]
    undated = {one.id for one in owed if known.is_final(one) and one.published_at is None}
    dated = [one.id for one in due if one.id not in undated]
    prompt = [
        one.id for one in due if one.id not in undated and _in_time(known, one, deadlines[one.id])
    ]
    timed = [one for one in owed if one.id not in undated]
    waits = tuple(_wait(known, one) for one in timed)
    return Obligations(
        completion=proportion(done, [one.id for one in due], ALL),
        on_time=proportion(prompt, dated),
        time_to_postmortem=_time_to_postmortem(known, timed, waits),
        waits=waits,
        not_yet_due=tuple(one.id for one in owed if deadlines[one.id] >= known.as_of),
        waived=tuple(one.id for one in waived),
        unknown=tuple(one.id for one in unknown),
        undated=tuple(undated),
    )


def _sorted_out(
    known: Known, period: Period
) -> tuple[list[IncidentFact], list[IncidentFact], list[IncidentFact]]:
    """Incidents that owe a postmortem, whose postmortem was waived, and the unknown ones."""
    owed: list[IncidentFact] = []
    waived: list[IncidentFact] = []
    unknown: list[IncidentFact] = []
    for one in known.resolved_in(period):
        answer = required(one, known.policy_of(one), known.as_of)
        if answer is None:
            unknown.append(one)
        elif answer:
            (waived if one.status is PostmortemStatus.WAIVED else owed).append(one)
    return owed, waived, unknown


def _deadline(known: Known, incident: IncidentFact) -> datetime:
    assert incident.resolved_at is not None
    return document_due(incident.resolved_at, known.policy_of(incident), known.zone)


def _in_time(known: Known, incident: IncidentFact, deadline: datetime) -> bool:
    at = incident.published_at
    return known.is_final(incident) and at is not None and at <= deadline


def _wait(known: Known, incident: IncidentFact) -> Waiting:
    """Business days from resolution to final, or to *as of* when that is still to come."""
    assert incident.resolved_at is not None
    ended = known.is_final(incident)
    until = incident.published_at if ended and incident.published_at else known.as_of
    days = known.policy_of(incident).calendar.between(
        local_date(incident.resolved_at, known.zone), local_date(until, known.zone)
    )
    return Waiting(max(days, 0), ended)


def _time_to_postmortem(
    known: Known, timed: list[IncidentFact], waits: tuple[Waiting, ...]
) -> Figure:
    middle, low, high = median(waits)
    within = [known.policy_of(one).document_within for one in timed]
    decided = [
        (one, wait, days)
        for one, wait, days in zip(timed, waits, within, strict=True)
        if wait.ended or wait.time > days
    ]
    prompt = [one.id for one, wait, days in decided if wait.ended and wait.time <= days]
    return Figure(
        k=len(prompt),
        n=len(decided),
        value=middle,
        low=low,
        high=high,
        target=Target(float(known.policy.document_within), Aim.AT_MOST),
        ids=tuple(prompt),
        of=tuple(one.id for one, *_ in decided),
    )
