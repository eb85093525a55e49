"""Reads what Home shows. Runs in the store lane and in the background, never in the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.pages.actions.register import due_words, end_of_week
from desktop.pages.calendar_words import moment_in_full, month_words
from desktop.pages.facts import read_known, read_policy
from desktop.pages.figure_words import FigureTile, completion_tile, days_tile, share_tile
from desktop.pages.home.contents import (
    DeadlineRow,
    DraftRow,
    HomeContents,
    MaturityStep,
    OverdueRow,
)
from desktop.wording import count_words, local
from models.figures.actions import action_completion
from models.figures.known import Known
from models.figures.maturity import NAMES, Maturity, maturity
from models.figures.obligations import obligations
from models.figures.periods import last_closed
from models.figures.repeats import repeat_rate
from models.policy import Verdict, VerdictOutcome, judge, required
from models.policy_clocks import ClockState, clock_states
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from datetime import date

    from models.incident import Incident
    from models.library import Library
    from models.policy import Policy
    from models.rows import ActionRow, IncidentRow

SHOWN = 6
_MOST = 500
_RECENT = timedelta(days=30)
_DONE = (PostmortemStatus.FINAL, PostmortemStatus.WAIVED)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFigures:
    """The right side of Home."""

    month: str
    tiles: tuple[FigureTile, ...]
    maturity: tuple[MaturityStep, ...]


def read_home(library: Library, as_of: datetime, *, shown: int = SHOWN) -> HomeContents:
    """What needs attention at `as_of`.

    Args:
        library: where from.
        as_of: the present moment.
        shown: rows of each list.
    """
    zone = library.settings.zone
    listing = library.incidents.listing(as_of=as_of)
    today = local(as_of, zone).date()
    policy, policy_name = read_policy(library)
    deadlines = _deadlines(library, policy, as_of, zone)
    actions = library.actions.rows(as_of=as_of)
    overdue = sorted(
        (row for row in actions if row.overdue_days > 0), key=lambda row: -row.overdue_days
    )
    waiting = {one.row.incident_id for one in deadlines}
    drafts = [row for row in listing if _is_draft(row) and row.id not in waiting]
    sunday = end_of_week(today)
    soon = sum(
        one.due is not None and one.row.tone == "soon" and local(one.due, zone).date() <= sunday
        for one in deadlines
    )
    return HomeContents(
        incidents=len(listing),
        date_words=moment_in_full(as_of, zone),
        past_due=sum(one.row.tone == "late" for one in deadlines) + len(overdue),
        due_this_week=soon + sum(_is_due_soon(row, today, sunday) for row in actions),
        deadlines=tuple(one.row for one in deadlines[:shown]),
        deadlines_total=len(deadlines),
        overdue=tuple(_overdue_row(row, today) for row in overdue[:shown]),
        overdue_total=len(overdue),
        drafts=tuple(_draft_row(row, today, zone) for row in drafts[:shown]),
        drafts_total=len(drafts),
        unknown_total=sum(one.row.tone == "unknown" for one in deadlines),
        policy=policy_name,
    )


def read_figures(library: Library, as_of: datetime) -> HomeFigures:
    """The last closed month in four figures, and the maturity ladder."""
    known, classes = read_known(library, as_of)
    month = last_closed(as_of, known.zone)
    owed = obligations(known, month)
    tiles = (
        completion_tile(
            owed.completion,
            explanation="Required postmortems whose deadline has passed: published ÷ all",
        ),
        days_tile(
            "Time to postmortem",
            owed.time_to_postmortem,
            none="none was required",
            explanation="From resolution to publication; unfinished ones count as waiting still",
        ),
        share_tile(
            "Action items on time",
            action_completion(known, month).on_time,
            none="none was due",
            explanation="Due in the month by their first date: done by then ÷ all",
        ),
        share_tile(
            "Repeat incident rate",
            repeat_rate(known, classes, month).figure,
            none="no incident to compare",
            explanation="Incidents with an earlier one of their class in the 6 months before",
        ),
    )
    ladder = maturity_steps(maturity(known, classes)) if known.incidents else ()
    return HomeFigures(month=month_words(month), tiles=tiles, maturity=ladder)


def maturity_steps(found: Maturity) -> tuple[MaturityStep, ...]:
    """The ladder from the top down, the criteria of the next level spelled out."""
    steps = []
    missing = len(found.missing)
    for level in sorted(NAMES, reverse=True):
        if level == found.level:
            step = MaturityStep(level=level, name=NAMES[level], state="here", note="You are here")
        elif level < found.level:
            step = MaturityStep(level=level, name=NAMES[level], state="reached")
        elif level == found.level + 1:
            step = MaturityStep(
                level=level,
                name=NAMES[level],
                state="next",
                note=f"{count_words(missing, 'criterion', 'criteria')} missing",
                criteria=tuple(
                    (one.met, one.text, one.evidence)
                    for one in sorted(found.criteria, key=lambda one: one.met)
                    if one.level == level
                ),
            )
        else:
            step = MaturityStep(level=level, name=NAMES[level], state="ahead")
        steps.append(step)
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class _Deadline:
    row: DeadlineRow
    due: datetime | None

    @property
    def urgency(self) -> tuple[int, datetime]:
        rank = {"late": 0, "soon": 1, "unknown": 2}[self.row.tone]
        return rank, self.due or datetime.max.replace(tzinfo=UTC)


def _deadlines(library: Library, policy: Policy, as_of: datetime, zone: str) -> list[_Deadline]:
    """Obligations that run or are past, and recent incidents that nobody can judge.

    The few columns that the policy looks at are judged for every incident; whole documents are
    read only for those that owe something.
    """
    known = Known(library.facts(), as_of=as_of, policy=policy)
    owing, unclear = [], []
    for fact in known.incidents:
        if fact.status in _DONE or known.resolved_at(fact) is None:
            continue
        answer = required(fact, policy, as_of)
        if answer:
            owing.append(fact)
        elif answer is None and fact.resolved_at and as_of - fact.resolved_at <= _RECENT:
            unclear.append(fact)
    newest = sorted(owing, key=lambda one: one.resolved_at or as_of, reverse=True)[:_MOST]
    found = []
    for incident in library.incidents.documents([one.id for one in (*newest, *unclear)]):
        verdict = judge(incident, policy, as_of=as_of, zone=zone)
        clocks = clock_states(incident, verdict, policy, as_of=as_of, zone=zone)
        if clocks:
            found.append(_running(incident, _telling(clocks)))
        elif verdict.outcome is VerdictOutcome.UNKNOWN:
            found.append(_Deadline(_unknown_row(incident, verdict), None))
    return sorted(found, key=lambda one: one.urgency)


def _telling(clocks: tuple[ClockState, ...]) -> ClockState:
    """The one clock that a row shows: what is next, or of late ones the last, the document."""
    return next((one for one in clocks if not one.late), clocks[-1])


def _running(incident: Incident, clock: ClockState) -> _Deadline:
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


def _action(incident: Incident, clock: ClockState) -> str:
    if clock.name == "meeting":
        return "Record meeting"
    if incident.status is None:
        return "Start draft"
    return "Open draft" if clock.late else "Continue"


def _unknown_row(incident: Incident, verdict: Verdict) -> DeadlineRow:
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


def _is_draft(row: IncidentRow) -> bool:
    return row.status in (PostmortemStatus.DRAFT, PostmortemStatus.IN_REVIEW)


def _is_due_soon(row: ActionRow, today: date, sunday: date) -> bool:
    return not row.status.is_closed and row.due_on is not None and today <= row.due_on <= sunday


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
