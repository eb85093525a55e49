"""What needs attention, computed from what was read: clocks, overdue items, drafts, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.pages.actions.register import due_words, end_of_week
from desktop.pages.calendar_words import moment_in_full, month_words
from desktop.pages.home.basis import MOST_DOCUMENTS
from desktop.pages.home.contents import DeadlineRow, DraftRow, HomeContents, OverdueRow
from desktop.pages.home.reminder import reminder_words, reports_ready
from desktop.wording import count_words, local
from models.figures.periods import last_closed
from models.policy import Verdict, VerdictOutcome, judge_facts
from models.policy_clocks import ClockState, clock_states
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from datetime import date

    from desktop.pages.home.basis import HomeBasis
    from models.attention import OwingRow
    from models.rows import ActionRow, IncidentRow
    from models.sharing import UnsharedRow

SHOWN = 6
_UNSHARED_SHOWN = 3
_MISSING = {
    "severity": "severity",
    "user_impact_minutes": "user impact",
    "slo_violated": "SLO",
    "data_loss": "data loss",
    "security": "security",
    "manual_rollback": "rollback",
    "started_at": "start",
    "resolved_at": "resolution",
}


def home_contents(basis: HomeBasis, as_of: datetime, *, shown: int = SHOWN) -> HomeContents:
    """What needs attention at `as_of`.

    Args:
        basis: what was read.
        as_of: the present moment.
        shown: deadlines to show at most.
    """
    zone = basis.zone
    today = local(as_of, zone).date()
    deadlines = _deadlines(basis, as_of)
    sunday = end_of_week(today)
    soon = sum(
        one.due is not None and one.row.tone == "soon" and local(one.due, zone).date() <= sunday
        for one in deadlines
    )
    due = [one for one in basis.due_dates if today <= one <= sunday]
    return HomeContents(
        incidents=basis.incidents,
        date_words=moment_in_full(as_of, zone),
        past_due=sum(one.row.tone == "late" for one in deadlines) + basis.overdue_total,
        due_this_week=soon + len(due),
        deadlines=tuple(one.row for one in deadlines[:shown]),
        deadlines_total=len(deadlines),
        deadlines_go_on=len(basis.documents) >= MOST_DOCUMENTS,
        overdue=tuple(_overdue_row(row, today) for row in basis.overdue),
        overdue_total=basis.overdue_total,
        drafts=tuple(_draft_row(row, today, zone) for row in basis.drafts),
        drafts_total=basis.drafts_total,
        unshared=tuple(_unshared_row(row, today, zone) for row in basis.unshared[:_UNSHARED_SHOWN]),
        unshared_total=len(basis.unshared),
        unknown_total=sum(one.row.tone == "unknown" for one in deadlines),
        policy=basis.policy_name,
        month=month_words(last_closed(as_of, zone)),
        reminder=reminder_words(basis, as_of),
        reports=reports_ready(basis, as_of),
    )


@dataclass(frozen=True, slots=True)
class _Deadline:
    row: DeadlineRow
    due: datetime | None

    @property
    def urgency(self) -> tuple[int, datetime]:
        rank = {"late": 0, "soon": 1, "unknown": 2}[self.row.tone]
        return rank, self.due or datetime.max.replace(tzinfo=UTC)


def _deadlines(basis: HomeBasis, as_of: datetime) -> list[_Deadline]:
    """Obligations that run or are past, and recent incidents that nobody can judge."""
    found = []
    for incident in basis.documents:
        verdict = judge_facts(incident, basis.policy, as_of=as_of, zone=basis.zone)
        clocks = clock_states(incident, verdict, basis.policy, as_of=as_of, zone=basis.zone)
        if clocks:
            found.append(_running(incident, _telling(clocks)))
        elif verdict.outcome is VerdictOutcome.UNKNOWN:
            found.append(_Deadline(_unknown_row(incident, verdict), None))
    return sorted(found, key=lambda one: one.urgency)


def _telling(clocks: tuple[ClockState, ...]) -> ClockState:
    """The one clock that a row shows: what is next, or of late ones the last, the document."""
    return next((one for one in clocks if not one.late), clocks[-1])


def _running(incident: OwingRow, clock: ClockState) -> _Deadline:
    row = DeadlineRow(
        incident_id=incident.id,
        key=incident.key,
        title=incident.title,
        severity=incident.severity,
        clock=clock.name,
        tone="late" if clock.late else "soon",
        rule=clock.rule,
        words=clock.text,
        elapsed=clock.elapsed,
        action=_action(incident, clock),
    )
    return _Deadline(row, clock.due)


def _action(incident: OwingRow, clock: ClockState) -> str:
    if clock.name == "meeting":
        return "Record meeting"
    if incident.status is None:
        return "Start draft"
    return "Open draft" if clock.late else "Continue"


def _unknown_row(incident: OwingRow, verdict: Verdict) -> DeadlineRow:
    missing = list(dict.fromkeys(name for rule in verdict.rules for name in rule.missing))
    words = [_MISSING.get(name, name.replace("_", " ")) for name in missing]
    first = words[0] if words else "facts"
    others = f" and {count_words(len(words) - 1, 'other fact')}" if len(words) > 1 else ""
    return DeadlineRow(
        incident_id=incident.id,
        key=incident.key,
        title=incident.title,
        severity=incident.severity,
        clock="",
        tone="unknown",
        rule=f"{first[0].upper()}{first[1:]}{others} missing, so not every rule could be judged",
        words="Trigger unknown",
        second="a postmortem may be required",
        action="Add facts",
    )


def _overdue_row(row: ActionRow, today: date) -> OverdueRow:
    return OverdueRow(
        action_id=row.id,
        incident_id=row.incident_id,
        words=due_words(row, today).words,
        title=row.title,
        key=row.incident_key,
        owner=row.owner or "",
        tracker=row.tracker_key or "",
    )


def _unshared_row(row: UnsharedRow, today: date, zone: str) -> DraftRow:
    days = (today - local(row.published_at, zone).date()).days if row.published_at else 0
    when = "published today" if days <= 0 else f"published {count_words(days, 'day')} ago"
    return DraftRow(
        incident_id=row.incident_id,
        key=row.key,
        title=row.title,
        severity=row.severity,
        status=PostmortemStatus.FINAL,
        when=when,
    )


def _draft_row(row: IncidentRow, today: date, zone: str) -> DraftRow:
    started = local(row.started_at, zone).date() if row.started_at else None
    days = (today - started).days if started else None
    if days is None:
        when = "start unknown"
    elif days <= 0:
        when = "started today"
    else:
        when = f"started {count_words(days, 'day')} ago"
    return DraftRow(
        incident_id=row.id,
        key=row.key,
        title=row.title,
        severity=row.severity,
        status=row.status or PostmortemStatus.DRAFT,
        when=when,
    )
