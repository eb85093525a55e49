"""A point in time as people write it: date, clock time and zone, in any order and dress.

``16:58 UTC``, ``**June 14th, 2022, 10:00 AM:**``, ``10/20/2022 - 15:38 CST``, ``July 23 4:10 AM``,
``22:30 UTC (Oct 29)``, ``2025-03-15T14:23:00Z``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from models.reading.dates import DateText, date_pattern, match_date
from models.reading.wordlists import weekday_names
from models.reading.zones import Zone, read_zone, zone_pattern

_CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-4])(?::(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,](?P<f>\d{1,6}))?)?\s?(?P<ap>[ap]\.?m\b\.?)?"
    r"|\s?(?P<ap2>[ap]\.?m\b\.?))(?!\d|:\d)(?:\s?(?:Uhr|hrs)\b)?",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"(?:[\s,*_~`\[\]()<>|–—≈-]|:(?=\s)"
    r"|\b(?:at|on|around|about|approximately|approx\.?|circa|ca\.)(?=[\s\d(])|@(?=\s?\d))*",
    re.IGNORECASE,
)
_DASHES = frozenset("-–—:|")
_APPROXIMATE = re.compile(r"~|≈|\b(?:around|about|approx|circa|ca\.)", re.IGNORECASE)
_OPENING = re.compile(r"[*_~`\s\[(<≈]*(?:-(?=\d))?")
_RANGE = re.compile(r"\s?(?:[-–—]|\bto\b|\buntil\b)\s?(?=\d{1,2}(?::\d\d|\s?[ap]m))", re.IGNORECASE)
_SEPARATORS = re.compile(r"^(?:\s*[:–—-]+(?=\s|$|\w|[*\[`\"“(])|\s*\|)*\s*")
_CLOSING = re.compile(r"^[\s\])>.:]*")


@dataclass(frozen=True, slots=True)
class Stamp:
    """One point in time as written, and the text after it.

    Attributes:
        start: position of its first mark in the text.
        end: position just after it, before separators.
        rest: what follows, separators removed.
        approximate: it says "about".
    """

    day: DateText | None = None
    clock: time | None = None
    zone: Zone | None = None
    start: int = 0
    end: int = 0
    rest: str = ""
    approximate: bool = False

    @property
    def bare(self) -> bool:
        """Whether nothing follows it."""
        return not self.rest

    def on(self, day: date, zone: Zone) -> datetime | None:
        """The UTC instant on that day; its own zone wins over `zone`. Midnight without a time."""
        return (self.zone or zone).instant(datetime.combine(day, self.clock or time()))


def _clock(found: re.Match[str]) -> tuple[time, bool] | None:
    """The time of day, and whether it is the midnight that ends a day."""
    hour = int(found["h"])
    half = (found["ap"] or found["ap2"] or "").lower().replace(".", "")
    if half and not found["m"] and (hour > 12 or hour == 0):
        return None
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    late = hour == 24
    fraction = (found["f"] or "").ljust(6, "0")
    return time(
        0 if late else hour, int(found["m"] or 0), int(found["s"] or 0), int(fraction)
    ), late


@cache
def _zone_after() -> re.Pattern[str]:
    return re.compile(rf"\s?\(?(?P<zone>{zone_pattern()})\)?")


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(weekday_names())})\b\.?,?", re.IGNORECASE)


def read_stamp(text: str) -> Stamp | None:
    """The stamp at the start of a text; None when it does not start with one.

    A clock time or a date is needed; a weekday or a zone alone is none.
    """
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    head = text[start : start + 6]
    if not head or not (head[0].isdigit() or head[0] in "-+" or head[0].isalpha()):
        return None
    marks = _Marks()
    marks.read(text, start)
    if marks.day is None and marks.clock is None:
        return None
    return Stamp(
        marks.day,
        marks.clock,
        marks.zone,
        start,
        marks.end,
        _rest(text, marks, text[:start].strip()),
        bool(_APPROXIMATE.search(text[: marks.end])),
    )


def read_stamp_at(text: str, at: int) -> Stamp | None:
    """The stamp that begins exactly at that position inside a text."""
    marks = _Marks()
    marks.read(text, at)
    if marks.day is None and marks.clock is None:
        return None
    return Stamp(marks.day, marks.clock, marks.zone, at, marks.end)


class _Marks:
    """Reads marks of time one after the other, each kind at most once."""

    __slots__ = ("clock", "day", "end", "range_at", "zone")

    def __init__(self) -> None:
        self.day: DateText | None = None
        self.clock: time | None = None
        self.zone: Zone | None = None
        self.end = 0
        self.range_at: int | None = None

    def read(self, text: str, at: int) -> None:
        """From that position on, as far as marks go."""
        glue = ""
        while (after := self._next(text, at, glue)) is not None:
            at = after
            if self.clock is None and text[at : at + 1] == "T":
                at += 1
                continue
            found = _GLUE.match(text, at)
            glue = found.group() if found else ""
            at += len(glue)

    def _next(self, text: str, at: int, glue: str) -> int | None:
        after = self._weekday(text, at) or self._time(text, at)
        if after is None and (self.clock is None or not _DASHES.intersection(glue)):
            # "10:00 - May 12 release" and "10:00 - ET team" go on with their text.
            after = self._date(text, at) or self._zone(text, at)
        return after

    def _weekday(self, text: str, at: int) -> int | None:
        found = _weekday().match(text, at)
        return found.end() if found else None

    def _date(self, text: str, at: int) -> int | None:
        if self.day is not None:
            return None
        self.day = match_date(text, at)
        if self.day is None:
            return None
        self.end = self.day.end
        return self.end

    def _time(self, text: str, at: int) -> int | None:
        if self.clock is not None:
            return None
        found = _CLOCK.match(text, at)
        clock = _clock(found) if found else None
        if found is None or clock is None:
            return None
        self.clock = clock[0]
        self.end = found.end()
        if _RANGE.match(text, self.end):
            self.range_at = at
        return self._zone(text, self.end) or self.end

    def _zone(self, text: str, at: int) -> int | None:
        if self.zone is not None or (self.clock is None and self.day is None):
            return None
        found = _zone_after().match(text, at)
        if found is None or (self.clock is None and found["zone"][0] in "+-−"):
            return None
        self.zone = read_zone(found["zone"])
        if self.zone is None:
            return None
        self.end = found.end()
        return self.end


def _rest(text: str, marks: _Marks, opened: str) -> str:
    if marks.range_at is not None:
        return text[marks.range_at :].strip()
    rest = text[marks.end :]
    emphasis = re.sub(r"[^*_~`]", "", opened)
    closing = _CLOSING.match(rest)
    rest = rest[closing.end() :] if closing else rest
    if emphasis:
        shut = emphasis[::-1]
        if rest.startswith(shut):
            rest = rest[len(shut) :]
        elif shut in rest:
            rest = emphasis + rest.lstrip(" :–—-")
    separators = _SEPARATORS.match(rest)
    rest = (rest[separators.end() :] if separators else rest).strip()
    return rest if rest.strip("*_~`") else ""


@cache
def _candidates() -> re.Pattern[str]:
    # Named groups of both patterns would collide with nothing; only positions are used.
    return re.compile(rf"(?<![\w.:/#])(?:{_CLOCK.pattern})|{date_pattern().pattern}", re.IGNORECASE)


def find_stamps(text: str) -> list[Stamp]:
    """All stamps inside a text, in order."""
    found: list[Stamp] = []
    at = 0
    while (match := _candidates().search(text, at)) is not None:
        stamp = read_stamp_at(text, match.start())
        if stamp is None or stamp.end <= match.start():
            at = match.start() + 1
            continue
        found.append(stamp)
        at = stamp.end
    return found
