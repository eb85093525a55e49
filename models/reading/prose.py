"""What sentences at the start of a document say about when it happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from models.reading.dates import DateText, find_dates
from models.reading.durations import Duration, find_duration
from models.reading.stamps import find_stamps
from models.reading.windows import Window, find_window
from models.reading.wordlists import incident_pattern

if TYPE_CHECKING:
    from models.reading.bearings import Bearings
    from models.reading.document import Line

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")
_RECOVERED = re.compile(
    r"\b(?:fully (?:recovered|restored|resolved|operational)"
    r"|incident (?:was|is) (?:resolved|closed)"
    r"|(?:service|operations) (?:was|were) (?:fully )?restored)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:last(?:ing|ed)|(?:down|out|unavailable|offline) for"
    r"|(?:outage|incident|disruption) of|for a total of)\s+(?=\D{0,20}\d)",
    re.IGNORECASE,
)
_OF_TEXT = re.compile(
    r"\b(?:publication|published|article|posted|written|updated|accessed)\b", re.IGNORECASE
)
_LOOKED_AT = 6_000
"""Characters: what happened when is said at the start."""


@dataclass(slots=True)
class ProseWindow:
    """A window that a sentence about the incident states, and the duration beside it."""

    window: Window
    line: int
    duration: Duration | None


def prose_window(lines: list[Line], bearings: Bearings) -> ProseWindow | None:
    """The first window in sentences that speak of an incident."""
    looked = 0
    for line in lines:
        if line.code or line.blank or line.text.lstrip().startswith(("|", ">", "#")):
            continue
        looked += len(line.text)
        if looked > _LOOKED_AT:
            return None
        for sentence in _SENTENCE_END.split(line.text):
            if ":" not in sentence and "m" not in sentence:
                continue
            if not incident_pattern().search(sentence):
                continue
            window = find_window(sentence, bearings)
            if window is not None and window.timed and (window.dated or bearings.day):
                return ProseWindow(window, line.number, _lasting(sentence))
    return None


def _lasting(sentence: str) -> Duration | None:
    """How long the sentence says that it lasted."""
    found = _LASTING.search(sentence)
    duration = find_duration(sentence[found.end() :]) if found else None
    return duration if duration is not None and duration.start < 12 else None


@dataclass(slots=True)
class ProseInstant:
    """A moment that a sentence about the incident states: ``At 4:11 AM UTC on May 4th, …``."""

    at: datetime
    line: int


def prose_instant(lines: list[Line], bearings: Bearings) -> ProseInstant | None:
    """The first clock time with a date in sentences that speak of an incident."""
    return _instant(lines, bearings, incident_pattern())


def prose_recovery(lines: list[Line], bearings: Bearings) -> ProseInstant | None:
    """The first clock time with a date in sentences that say that all is well again."""
    return _instant(lines, bearings, _RECOVERED)


def _instant(lines: list[Line], bearings: Bearings, about: re.Pattern[str]) -> ProseInstant | None:
    looked = 0
    for line in lines:
        if line.code or line.blank:
            continue
        looked += len(line.text)
        if looked > _LOOKED_AT:
            return None
        for sentence in _SENTENCE_END.split(line.text):
            if not about.search(sentence):
                continue
            for stamp in find_stamps(sentence):
                at = bearings.instant(stamp) if stamp.clock and stamp.day else None
                if at is not None:
                    return ProseInstant(at, line.number)
    return None


def prose_day(lines: list[Line], bearings: Bearings) -> tuple[date, int] | None:
    """The day that the first sentences name: ``On March 24, 2014, …``."""
    looked = 0
    for line in lines:
        if line.code or line.blank:
            continue
        looked += len(line.text)
        if looked > _LOOKED_AT:
            return None
        for found in find_dates(line.text):
            day = bearings.date_of(found)
            if day is not None and _is_told(line.text, found):
                return day, line.number
    return None


def _is_told(text: str, found: DateText) -> bool:
    """Whether the date stands in a sentence, not in an address or a file's name."""
    before = text[max(0, found.start - 1) : found.start]
    if before and before in "/=-_#":
        return False
    if _OF_TEXT.search(text[max(0, found.start - 40) : found.start]):
        return False
    start = max(text.rfind(". ", 0, found.start) + 1, 0)
    sentence = text[start : found.end + 400]
    leading = re.search(
        r"\b(?:on|On|from|From|between|Between|of|at|since|Since)\s+(?:\w+day,?\s+)?$",
        text[start : found.start],
    )
    return leading is not None or incident_pattern().search(sentence) is not None
