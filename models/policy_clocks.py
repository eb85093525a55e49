"""The clocks of an incident's postmortem, in the words that Home shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from models.business_days import local_date
from models.date_words import short_weekday, weekday_and_date
from models.policy import Verdict, VerdictOutcome
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from datetime import date

    from models.policy import Policy

_DAY = timedelta(days=1)
_DONE = (PostmortemStatus.FINAL, PostmortemStatus.WAIVED)


class Owing(Protocol):
    """What the clocks look at; a whole incident has it, and so has a row of Home."""

    @property
    def resolved_at(self) -> datetime | None:
        """When it ended."""

    @property
    def status(self) -> PostmortemStatus | None:
        """The postmortem's status; None when there is none."""

    @property
    def meeting_held_at(self) -> datetime | None:
        """When its meeting was held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockState:
    """One obligation that is not met yet.

    Attributes:
        name: "meeting" or "document".
        due: UTC instant.
        rule: what is asked, and until when: "Meeting within 48 h of resolution, by Thu 11:05".
        text: what is left or how late it is: "25 h 25 min left", "Late by 1 day".
        late: whether it is past due.
        elapsed: the share of the time allowed that is over, 0 to 1.
    """

    name: str
    due: datetime
    rule: str
    text: str
    late: bool
    elapsed: float


def clock_states(
    incident: Owing, verdict: Verdict, policy: Policy, *, as_of: datetime, zone: str = "UTC"
) -> tuple[ClockState, ...]:
    """The obligations that are still open for an incident, the nearer one first.

    Nothing is open when no postmortem is required, before the incident is resolved, and once the
    postmortem is final or waived.
    """
    resolved = incident.resolved_at
    if verdict.outcome is not VerdictOutcome.REQUIRED or resolved is None:
        return ()
    if incident.status in _DONE or verdict.meeting_due is None or verdict.document_due is None:
        return ()
    held = incident.meeting_held_at
    clocks = []
    if held is None or held > as_of:
        clocks.append(_meeting(verdict.meeting_due, resolved, policy, as_of, zone))
    clocks.append(_document(verdict.document_due, resolved, policy, as_of, zone))
    return tuple(sorted(clocks, key=lambda clock: clock.due))


def lateness_in_words(due: datetime, as_of: datetime, zone: str) -> str:
    """How long after the due instant: in days once the date is past, else in hours."""
    days = (local_date(as_of, zone) - local_date(due, zone)).days
    if days >= 1:
        return f"Late by {days} day" + ("s" if days > 1 else "")
    return f"Late by {hours_in_words(as_of - due)}"


def hours_in_words(span: timedelta) -> str:
    """``25 h 25 min``, ``45 min``; rounded down to the minute."""
    minutes = int(span.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _meeting(
    due: datetime, resolved: datetime, policy: Policy, as_of: datetime, zone: str
) -> ClockState:
    local = due.astimezone(ZoneInfo(zone))
    hours = int(policy.meeting_within.total_seconds() // 3600)
    late = as_of > due
    return ClockState(
        name="meeting",
        due=due,
        rule=f"Meeting within {hours} h of resolution, by {short_weekday(local)} {local:%H:%M}",
        text=lateness_in_words(due, as_of, zone) if late else f"{hours_in_words(due - as_of)} left",
        late=late,
        elapsed=_elapsed(resolved, due, as_of),
    )


def _document(
    due: datetime, resolved: datetime, policy: Policy, as_of: datetime, zone: str
) -> ClockState:
    day = local_date(due, zone)
    within = f"{policy.document_within} business day{'s' if policy.document_within > 1 else ''}"
    late = as_of > due
    return ClockState(
        name="document",
        due=due,
        rule=f"Document within {within}, by {weekday_and_date(day)}",
        text=lateness_in_words(due, as_of, zone) if late else _days_left(day, policy, as_of, zone),
        late=late,
        elapsed=_elapsed(resolved, due, as_of),
    )


def _days_left(day: date, policy: Policy, as_of: datetime, zone: str) -> str:
    today = local_date(as_of, zone)
    if day == today:
        return "Due today"
    left = policy.calendar.between(today, day)
    when = short_weekday(day) if day - today < 7 * _DAY else weekday_and_date(day)
    return f"Due {when}, {left} business day{'s' if left != 1 else ''} left"


def _elapsed(start: datetime, due: datetime, as_of: datetime) -> float:
    allowed = (due - start).total_seconds()
    return min(max((as_of - start).total_seconds() / allowed, 0.0), 1.0) if allowed > 0 else 1.0
