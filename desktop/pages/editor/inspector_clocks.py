"""The clocks of a postmortem as lines of the inspector: met, running, late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages.editor.inspector_line import InspectorLine
from desktop.wording import clock_words, day_of, local
from models.date_words import weekday_and_date
from models.policy import VerdictOutcome
from models.policy_clocks import clock_states, hours_in_words
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.pages.editor.inspector_line import LineTone
    from models.incident import Incident
    from models.policy import Policy, Verdict
    from models.policy_clocks import ClockState

_HALF = 0.5


def clocks_note(incident: Incident, zone: str) -> str:
    """From when they run: "from recovery, 15 Mar 15:10"."""
    at = incident.resolved_at
    if at is None:
        return ""
    return f"from recovery, {day_of(at, zone).rsplit(' ', 1)[0]} {clock_words(at, zone)}"


def clock_lines(
    incident: Incident, verdict: Verdict, policy: Policy, *, as_of: datetime, zone: str
) -> tuple[InspectorLine, ...]:
    """The meeting and the document: what is met, what is left, what is late."""
    if verdict.outcome is VerdictOutcome.NOT_REQUIRED:
        return (
            InspectorLine(icon="minus", text="None: no postmortem is required"),
            *_held(incident, policy, zone),
        )
    if incident.resolved_at is None:
        return (
            InspectorLine(
                icon="circle-question-mark",
                token="warning.text",
                text="They run from recovery",
                detail="not recorded",
                tone="secondary",
                target="resolved_at",
            ),
        )
    lines = list(_held(incident, policy, zone))
    if incident.status is PostmortemStatus.WAIVED:
        return (*lines, InspectorLine(icon="minus", text="None: the postmortem is waived"))
    states = clock_states(incident, verdict, policy, as_of=as_of, zone=zone)
    lines += [_running(one, zone) for one in states]
    if incident.status is PostmortemStatus.FINAL:
        lines.append(_published(incident, verdict, zone))
    if verdict.outcome is VerdictOutcome.UNKNOWN and verdict.document_due is not None:
        due = weekday_and_date(local(verdict.document_due, zone).date())
        lines.append(
            InspectorLine(
                icon="circle-question-mark",
                token="warning.text",
                text=f"Document due {due}, if required",
                tone="secondary",
            )
        )
    return tuple(lines)


def _held(incident: Incident, policy: Policy, zone: str) -> tuple[InspectorLine, ...]:
    held = incident.postmortem.meeting_held_at if incident.postmortem else None
    if held is None:
        return ()
    text = f"Meeting held {weekday_and_date(local(held, zone).date())}"
    if incident.resolved_at is None:
        return (InspectorLine(icon="check", token="success.text", text=text, key="meeting"),)
    took, allowed = held - incident.resolved_at, policy.meeting_within
    spent = hours_in_words(took).removesuffix(" min") if took.total_seconds() >= 0 else "0 h"
    late = took > allowed
    return (
        InspectorLine(
            icon="clock-alert" if late else "check",
            token="warning.text" if late else "success.text",
            text=text,
            detail=f"{spent} of {hours_in_words(allowed)}",
            key="meeting",
            tip="After the policy’s limit" if late else "",
        ),
    )


def _running(clock: ClockState, zone: str) -> InspectorLine:
    is_meeting = clock.name == "meeting"
    said = clock.text[:1].lower() + clock.text[1:]
    if is_meeting and not clock.late:
        due = local(clock.due, zone)
        said = f"due {weekday_and_date(due.date()).split()[0]} {due:%H:%M}, {said}"
    tone: LineTone = "primary"
    token = "accent.base"
    if clock.late:
        tone, token = "danger", "danger.text"
    elif clock.elapsed >= _HALF:
        tone, token = "warning", "warning.text"
    return InspectorLine(
        icon="clock-alert" if clock.late else "calendar-clock",
        token=token,
        text=f"{clock.name.capitalize()} {said}",
        tone=tone,
        bar=clock.elapsed,
        key="meeting" if is_meeting else "",
        target="meeting" if is_meeting else "",
        tip=f"{clock.rule}. Press to record it." if is_meeting else clock.rule,
    )


def _published(incident: Incident, verdict: Verdict, zone: str) -> InspectorLine:
    at = incident.postmortem.published_at if incident.postmortem else None
    if at is None:
        return InspectorLine(icon="circle-question-mark", text="Published", detail="date unknown")
    late = verdict.document_due is not None and at > verdict.document_due
    return InspectorLine(
        icon="clock-alert" if late else "check",
        token="warning.text" if late else "success.text",
        text=f"Published {weekday_and_date(local(at, zone).date())}",
        detail="late" if late else "in time",
    )
