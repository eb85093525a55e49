"""When it started, was detected, mitigated and resolved: stated first, then inferred."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from models.reading.bearings import Bearings
from models.reading.fields import Fields, When
from models.reading.prose import ProseInstant, ProseWindow
from models.reading.timeline import ReadEvent

if TYPE_CHECKING:
    from models.reading.durations import Duration
    from models.reading.results import Findings

_RESOLVED = (
    re.compile(
        r"\b(?:incident|outage) (?:is |was |has been |officially )*"
        r"(?:resolved|closed|over|ends|ended)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:full|fully|complete|completely) (?:service )?(?:is |was )?"
        r"(?:recovery|recovered|restored|restoration|resolved|operational)\b"
        r"|\bfull service restored\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:resolved|recovered|restored|back online|back to (?:normal|a functional state)"
        r"|everything seems fine|issue is closed|all (?:systems|services) (?:normal|operational))"
        r"\b",
        re.IGNORECASE,
    ),
)
_BEGINS = re.compile(
    r"\b(?:outage|incident|impact|degradation|downtime) (?:begins|began|starts|started)\b",
    re.IGNORECASE,
)
_FIXED = re.compile(
    r"\b(?:released|deployed|rolled out|published)\b.{0,80}\bfix(?:es|ed)?\b"
    r"|\bfix(?:es)? (?:is |was |were )?(?:released|deployed|rolled out)\b"
    r"|\b(?:reverted|rolled back) the\b",
    re.IGNORECASE,
)
_BACKGROUND = timedelta(days=3)
_ACKNOWLEDGED = re.compile(r"\backnowledg(?:e|es|ed)\b", re.IGNORECASE)
_DETECTED = re.compile(
    r"\b(?:alarms?|alerts?|monitoring|monitors?)\b.{0,80}?"
    r"\b(?:triggered|triggers|fire|fires|fired|detects|detected)\b"
    r"|\b(?:first|initial|incoming) (?:alerts?|(?:customer |user )?reports?)\b"
    r"|\bnotice[sd]? .{0,30}\b(?:customer|user) reports\b"
    r"|\b(?:latency|errors?|outage|incident|issue|problem|stall) (?:is |was |were )?detected\b",
    re.IGNORECASE,
)
_MITIGATED = re.compile(r"\bmitigated\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:not|partial(?:ly)?|mostly|to be|until|before|would be|should be|begins?|cannot|n't)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Moments:
    """The instants of an incident."""

    started: When | None = None
    detected: When | None = None
    acknowledged: When | None = None
    mitigated: When | None = None
    resolved: When | None = None


@dataclass(slots=True)
class Evidence:
    """Everything that says when it happened."""

    fields: Fields
    events: list[ReadEvent]
    window: ProseWindow | None
    instant: ProseInstant | None
    recovery: ProseInstant | None
    bearings: Bearings


def settle(evidence: Evidence, findings: Findings) -> Moments:
    """The instants, each from its best source; doubts become warnings."""
    stated = evidence.fields.when
    moments = Moments(
        started=_started(evidence),
        detected=stated.get("detected"),
        acknowledged=stated.get("acknowledged"),
        mitigated=stated.get("mitigated"),
        resolved=_resolved(evidence),
    )
    _from_timeline(moments, evidence)
    _from_duration(moments, evidence, findings)
    _check_order(moments, findings)
    _compare_durations(moments, evidence, findings)
    _say_what_is_unknown(moments, findings)
    for name in ("started", "detected", "acknowledged", "mitigated", "resolved"):
        when: When | None = getattr(moments, name)
        if when is not None:
            findings.found(f"{name}_at", when.at.isoformat(), when.line, when.confidence)
    return moments


def _started(evidence: Evidence) -> When | None:
    fields = evidence.fields
    stated = fields.when.get("started")
    if stated is not None and stated.timed:
        return stated
    if fields.window is not None:
        return When(fields.window.started_at, fields.window_line, fields.window_confidence)
    if evidence.window is not None:
        return When(evidence.window.window.started_at, evidence.window.line, 0.7)
    if evidence.events:
        return _told_before(evidence) or _first_event(evidence.events)
    if evidence.instant is not None:
        return When(evidence.instant.at, evidence.instant.line, 0.5)
    return stated or _day(evidence.bearings)


def _told_before(evidence: Evidence) -> When | None:
    """The moment that the text tells of, where it lies shortly before the first event."""
    first = min(event.at for event in evidence.events)
    if evidence.instant is None:
        return None
    ahead = first - evidence.instant.at
    if not timedelta(0) < ahead < timedelta(hours=24):
        return None
    return When(evidence.instant.at, evidence.instant.line, 0.6)


def _first_event(events: list[ReadEvent]) -> When:
    """The event that says that it begins, else the earliest.

    Of days without a time only one shortly before counts: what lies longer before the first
    clock time is background.
    """
    timed = [event for event in events if event.timed] or events
    begins = next((event for event in timed if _BEGINS.search(event.text[:120])), None)
    if begins is not None:
        return When(begins.at, begins.line, 0.7, begins.timed)
    first = min(timed, key=lambda event: event.at)
    earliest = min(events, key=lambda event: event.at)
    ahead = first.at - earliest.at
    if not earliest.timed and timedelta(hours=24) <= ahead <= _BACKGROUND:
        first = earliest
    return When(first.at, first.line, 0.6 if first.timed else 0.5, first.timed)


def _day(bearings: Bearings) -> When | None:
    """The day that the document is about, from its first minute."""
    if bearings.day is None:
        return None
    at = bearings.zone.instant(datetime.combine(bearings.day, time()))
    return When(at, bearings.line, min(0.5, bearings.confidence), timed=False) if at else None


def _resolved(evidence: Evidence) -> When | None:
    fields = evidence.fields
    stated = fields.when.get("resolved")
    if stated is not None:
        return stated
    if fields.window is not None:
        return When(fields.window.ended_at, fields.window_line, fields.window_confidence)
    told, window = evidence.recovery, evidence.window
    if told is not None and (window is None or told.at > window.window.ended_at):
        return When(told.at, told.line, 0.65)
    if window is not None:
        return When(window.window.ended_at, window.line, 0.65)
    return _resolved_event(evidence.events)


def _resolved_event(events: list[ReadEvent]) -> When | None:
    for place, pattern in enumerate(_RESOLVED):
        weakest = pattern is _RESOLVED[-1]
        for event in reversed(events) if weakest else events:
            head = event.text[:200]
            found = pattern.search(head)
            if (
                found
                and event.timed
                and not _NOT_YET.search(head[max(0, found.start() - 30) : found.start()])
            ):
                return When(event.at, event.line, (0.7, 0.6, 0.5)[place])
    return _fixed_at_last(events)


def _fixed_at_last(events: list[ReadEvent]) -> When | None:
    """The last event, where it says that the fix went out or the change was taken back."""
    if not events or not _FIXED.search(events[-1].text[:200]):
        return None
    last = events[-1]
    if not last.timed and any(event.timed for event in events):
        return None  # a release long after the outage itself
    return When(last.at, last.line, 0.4 if last.timed else 0.3, last.timed)


def _from_timeline(moments: Moments, evidence: Evidence) -> None:
    """What the timeline shows where nothing is stated."""
    for event in evidence.events:
        if not event.timed:
            continue
        head = event.text[:120]
        if moments.detected is None and _DETECTED.search(head):
            moments.detected = When(event.at, event.line, 0.5)
        if moments.acknowledged is None and _ACKNOWLEDGED.search(head):
            moments.acknowledged = When(event.at, event.line, 0.6)
        found = _MITIGATED.search(head)
        if moments.mitigated is None and found and not _NOT_YET.search(head[: found.start()]):
            moments.mitigated = When(event.at, event.line, 0.6)


def _from_duration(moments: Moments, evidence: Evidence, findings: Findings) -> None:
    """A stated start and an exact stated duration give the end."""
    duration = evidence.fields.duration
    stated = evidence.fields.when.get("started")
    if moments.resolved is not None or duration is None or duration.approximate or stated is None:
        return
    if stated.timed and duration.minutes > 0:
        end = stated.at + timedelta(minutes=duration.minutes)
        moments.resolved = When(end, evidence.fields.duration_line, 0.7)
        findings.warn("The end is not stated; it was reckoned from the start and the duration.")


def _check_order(moments: Moments, findings: Findings) -> None:
    started, detected = moments.started, moments.detected
    if detected and moments.acknowledged and detected.at > moments.acknowledged.at:
        moments.detected = detected if detected.confidence >= 0.7 else None
    if started is None:
        return
    for name in ("detected", "acknowledged", "mitigated", "resolved"):
        when: When | None = getattr(moments, name)
        if when is None or when.at >= started.at:
            continue
        if when.confidence >= 0.7:
            findings.warn(f"{name.capitalize()} is stated before the start; please check both.")
        else:
            setattr(moments, name, None)


def _compare_durations(moments: Moments, evidence: Evidence, findings: Findings) -> None:
    stated: Duration | None = evidence.fields.duration
    if stated is None and evidence.window is not None:
        stated = evidence.window.duration
    started, resolved = moments.started, moments.resolved
    if stated is None or started is None or resolved is None:
        return
    if not (started.timed and resolved.timed):
        return
    minutes = (resolved.at - started.at).total_seconds() / 60
    if not stated.agrees(minutes):
        findings.warn(
            f"The file states a duration of {round(stated.minutes)} minutes,"
            f" but its times give {round(minutes)} minutes."
        )


def _say_what_is_unknown(moments: Moments, findings: Findings) -> None:
    started = moments.started
    if started is None:
        findings.warn("No date was found; the start is unknown.")
    elif not started.timed:
        findings.warn("Only the date is known; the time of the start is unknown.")
    elif started.at.astimezone(UTC).time() == time() and started.confidence >= 1:
        started.confidence = 0.6
        findings.warn("The start is stated as midnight exactly; its time may be unknown.")
