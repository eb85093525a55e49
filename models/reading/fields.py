"""Labelled values and front matter turned into the incident's fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from models.incident import Impact
from models.reading.durations import Duration, read_duration
from models.reading.impact_reader import merged, read_impact
from models.reading.labels import Label
from models.reading.markup import plain
from models.reading.people import read_people
from models.reading.severities import read_severity
from models.reading.stamps import read_stamp
from models.reading.windows import Window, find_window
from models.reading.wordlists import vocabulary
from models.reading.zones import read_zone
from models.vocabulary import IncidentKind, PostmortemStatus, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.reading.bearings import Bearings
    from models.reading.results import Findings

_KEY = re.compile(r"^[A-Za-z0-9][\w./#-]{0,59}$")
_DAYS = re.compile(r"\d\s?[-–—]\s?\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d")
"""Several days in one date, ``January 14-19, 2026``: the first is used, the rest is kept."""
_INSTANTS = (
    "started",
    "detected",
    "acknowledged",
    "mitigated",
    "resolved",
    "published",
    "meeting_held",
)
_IMPACT = (
    "users_affected",
    "failed_transactions",
    "revenue",
    "slo",
    "error_budget",
    "user_impact",
    "data_loss",
    "security",
    "manual_rollback",
)


@dataclass(slots=True)
class When:
    """An instant that was stated.

    Attributes:
        timed: whether a clock time is given.
    """

    at: datetime
    line: int
    confidence: float
    timed: bool = True


@dataclass(slots=True)
class Fields:
    """What labels state of an incident."""

    key: str = ""
    title: str = ""
    title_line: int = 0
    severity: Severity | None = None
    status: PostmortemStatus | None = None
    kind: IncidentKind | None = None
    category: str | None = None
    services: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    impact: Impact = field(default_factory=Impact)
    when: dict[str, When] = field(default_factory=dict)
    window: Window | None = None
    window_line: int = 0
    window_confidence: float = 0.0
    duration: Duration | None = None
    duration_line: int = 0
    unused: list[Label] = field(default_factory=list)


def orient_by_labels(labels: list[Label], bearings: Bearings) -> Bearings:
    """The bearings with the zone and the day that labels state."""
    for label in labels:
        if label.field == "timezone":
            bearings = bearings.with_zone(read_zone(plain(label.value)))
    for label in labels:
        if label.field in ("date", "started", "window"):
            stamp = read_stamp(plain(label.value))
            if stamp is not None and stamp.day is not None:
                day = bearings.date_of(stamp.day)
                bearings = bearings.with_day(day, f"the label {label.written!r}", 1.0, label.line)
            if stamp is not None and stamp.zone is not None and not bearings.stated:
                bearings = bearings.with_zone(stamp.zone)
    return bearings


def read_fields(labels: list[Label], bearings: Bearings, findings: Findings) -> Fields:
    """What the labels say; of two that state the same field the first holds."""
    reader = _Reader(bearings, findings)
    for label in labels:
        if not reader.take(label):
            reader.fields.unused.append(label)
    return reader.fields


class _Reader:
    def __init__(self, bearings: Bearings, findings: Findings) -> None:
        self.fields = Fields()
        self._bearings = bearings
        self._findings = findings
        self._takers: dict[str, Callable[[Label], bool]] = {
            "key": self._key,
            "title": self._title,
            "date": self._date,
            "severity": self._severity,
            "duration": self._duration,
            "window": self._window,
            "status": self._status,
            "kind": self._kind,
            "services": self._services,
            "category": self._category,
            "tags": self._tags,
            "timezone": self._timezone,
            "authors": self._authors,
            "reviewers": self._reviewers,
            **dict.fromkeys(_INSTANTS, self._instant),
            **dict.fromkeys(_IMPACT, self._impact),
        }

    def take(self, label: Label) -> bool:
        """Put a label's value into its field; False when the field cannot hold it."""
        taker = self._takers.get(label.field)
        return taker(label) if taker else False

    def _found(self, name: str, value: object, label: Label, confidence: float = 1.0) -> bool:
        self._findings.found(name, value, label.line, confidence)
        return True

    def _key(self, label: Label) -> bool:
        value = plain(label.value).strip()
        if self.fields.key or not _KEY.match(value) or not any(one.isdigit() for one in value):
            return False
        self.fields.key = value
        return self._found("key", value, label)

    def _title(self, label: Label) -> bool:
        if self.fields.title:
            return False
        self.fields.title, self.fields.title_line = plain(label.value), label.line
        return True

    def _date(self, label: Label) -> bool:
        text = plain(label.value)
        window = find_window(text, self._bearings)
        if window is not None and window.timed:
            return self._window(label)
        stamp = read_stamp(text)
        if stamp is None or stamp.day is None:
            return False
        if stamp.clock is not None:
            return self._instant(label)
        whole = stamp.bare and not _DAYS.search(text)
        return whole and self._bearings.date_of(stamp.day) is not None

    def _severity(self, label: Label) -> bool:
        found = read_severity(label.value)
        if found is None or self.fields.severity is not None:
            return False
        self.fields.severity = found[0]
        return self._found("severity", found[0], label, found[1])

    def _duration(self, label: Label) -> bool:
        used = self._window(label)
        duration = read_duration(plain(label.value))
        if duration is not None and self.fields.duration is None:
            self.fields.duration, self.fields.duration_line = duration, label.line
            used = True
        return used

    def _window(self, label: Label) -> bool:
        window = find_window(plain(label.value), self._bearings)
        if window is None or not window.timed or self.fields.window is not None:
            return False
        self.fields.window, self.fields.window_line = window, label.line
        self.fields.window_confidence = (
            0.95 if window.dated or self._bearings.confidence > 0.8 else 0.8
        )
        return True

    def _instant(self, label: Label) -> bool:
        name = "started" if label.field == "date" else label.field
        stamp = read_stamp(plain(label.value))
        at = self._bearings.instant(stamp) if stamp else None
        if stamp is None or at is None or name in self.fields.when:
            return False
        confidence = 1.0 if stamp.clock is not None else 0.5
        if stamp.clock is not None and stamp.zone is None and not self._bearings.stated:
            confidence = 0.8
        self.fields.when[name] = When(at, label.line, confidence, stamp.clock is not None)
        return True

    def _status(self, label: Label) -> bool:
        status = read_status(label.value)
        if status is None or self.fields.status is not None:
            return False
        self.fields.status = status
        return self._found("status", status, label)

    def _kind(self, label: Label) -> bool:
        text = plain(label.value).lower()
        if re.search(r"\b(?:drill|game ?day|exercise|simulation|fire ?drill)\b", text):
            self.fields.kind = IncidentKind.DRILL
            return self._found("kind", IncidentKind.DRILL, label, 0.9)
        return text == "incident"

    def _services(self, label: Label) -> bool:
        names = tuple(
            name
            for piece in re.split(r"\s*[,;\n]\s*|\s+and\s+", plain(label.value))
            if (name := piece.strip(" .")) and len(name) <= 80
        )
        if self.fields.services or not names or len(names) > 20:
            return False
        self.fields.services = _once(names)
        return self._found("services", ", ".join(names), label, 0.9)

    def _category(self, label: Label) -> bool:
        value = re.sub(r"\s*[›»>]\s*|\s+/\s+", " / ", plain(label.value))
        if self.fields.category or not value or len(value) > 100:
            return False
        self.fields.category = value
        return self._found("category", value, label, 0.9)

    def _tags(self, label: Label) -> bool:
        names = tuple(
            name
            for piece in re.split(r"\s*[,;\n]\s*", plain(label.value))
            if (name := piece.strip(" #"))
        )
        if not names:
            return False
        self.fields.tags = _once((*self.fields.tags, *names))
        return self._found("tags", ", ".join(names), label)

    def _timezone(self, label: Label) -> bool:
        return read_zone(plain(label.value)) is not None

    def _authors(self, label: Label) -> bool:
        names = read_people(label.value)
        if not names:
            return False
        self.fields.authors = _once((*self.fields.authors, *names))
        return self._found("authors", ", ".join(names), label)

    def _reviewers(self, label: Label) -> bool:
        names = read_people(label.value)
        if not names:
            return False
        self.fields.reviewers = _once((*self.fields.reviewers, *names))
        return self._found("reviewers", ", ".join(names), label)

    def _impact(self, label: Label) -> bool:
        found = read_impact(label.field, plain(label.value))
        if found is None or found == Impact():
            return False
        self.fields.impact = report_impact(
            self.fields.impact, found, label.line, 0.9, self._findings
        )
        if label.field == "user_impact":
            self._window(label)
            duration = read_duration(plain(label.value))
            if duration is not None and self.fields.duration is None:
                self.fields.duration, self.fields.duration_line = duration, label.line
        return True


def report_impact(
    first: Impact, second: Impact, line: int, confidence: float, findings: Findings
) -> Impact:
    """Both together; what `second` adds is recorded."""
    both = merged(first, second)
    for name in Impact.__dataclass_fields__:
        value = getattr(both, name)
        if name != "estimated" and value is not None and getattr(first, name) is None:
            findings.found(f"impact.{name}", value, line, confidence)
    return both


def read_status(value: str) -> PostmortemStatus | None:
    """The document's state that a label names; None for the state of the incident itself."""
    text = re.sub(r"\s+", " ", plain(value).lower()).strip(" .!")
    words: dict[str, str] = vocabulary()["status"]
    exact = words.get(text) or words.get(re.split(r"[,;(–—-]", text)[0].strip())
    return PostmortemStatus(exact) if exact else None


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
