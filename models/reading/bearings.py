"""What the times in one document are relative to: its zone, its day, its order of day and month."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from models.reading.dates import DateText, find_dates
from models.reading.zones import Zone, read_zone, utc, zone_pattern

if TYPE_CHECKING:
    from models.reading.stamps import Stamp

_YEAR_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_]?(0[1-9]|1[0-2])(?!\d)")
_MONTH_DAY = re.compile(r"^(0[1-9]|1[0-2])[-_](0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class Bearings:
    """What bare clock times and dates without a year mean.

    Attributes:
        zone: of clock times that name none.
        stated: whether the document states that zone; else it is the library's.
        day: the day on which clock times begin; None while unknown.
        day_source: which part of the document gave the day, for the report.
        confidence: of the day, 0–1.
        day_first: whether ``04/05/2025`` is in May.
    """

    zone: Zone
    stated: bool = False
    day: date | None = None
    day_source: str = ""
    confidence: float = 0.0
    line: int = 0
    day_first: bool = False

    def with_zone(self, zone: Zone | None) -> Bearings:
        """The same with a zone that the text states; unchanged for None."""
        return self if zone is None else replace(self, zone=zone, stated=True)

    def with_day(self, day: date | None, source: str, confidence: float, line: int) -> Bearings:
        """The same with a day; unchanged for None or where a surer day is known."""
        if day is None or (self.day is not None and self.confidence >= confidence):
            return self
        return replace(self, day=day, day_source=source, confidence=confidence, line=line)

    def date_of(self, text: DateText | None, near: date | None = None) -> date | None:
        """The calendar date that a written date means here."""
        if text is None:
            return None
        return text.in_order(day_first=self.day_first).on(near or self.day)

    def instant(self, stamp: Stamp, near: date | None = None) -> datetime | None:
        """The UTC instant of a stamp; without a date it lies on `near` or the document's day."""
        day = self.date_of(stamp.day, near) if stamp.day else near or self.day
        return None if day is None else stamp.on(day, self.zone)


def default_bearings(zone: str) -> Bearings:
    """What holds while the document has said nothing."""
    return Bearings(read_zone(zone) or utc())


@cache
def _statement() -> re.Pattern[str]:
    zone = zone_pattern()
    return re.compile(
        rf"(?i:(?<![A-Za-z])(?:all\s+)?times?(?:stamps?)?(?:\s+(?:are|is|given|shown|listed))*(?:\s+in)?[:\s]+(?:the\s+)?)\(?(?P<a>{zone})"
        rf"|\((?i:all\s+times\s+(?:are\s+)?(?:in\s+)?)?(?P<b>{zone})\s?\)"
        rf"|(?i:\btime\s?zone\s*[:=]\s*)(?P<c>{zone})"
    )


def stated_zone(text: str) -> Zone | None:
    """The zone that a heading or sentence states for all its times.

    ``All times in IST``, ``Timeline (UTC)``, ``Time (PT)``, ``(all times PST)``, ``times in BST``.
    """
    found = _statement().search(text.replace("*", ""))
    return read_zone(found["a"] or found["b"] or found["c"]) if found else None


def is_zone_statement(line: str) -> bool:
    """Whether a line does nothing but state the zone of the times around it."""
    line = line.replace("*", "")
    found = _statement().search(line)
    if found is None:
        return False
    outside = line[: found.start()] + line[found.end() :]
    return not any(one.isalnum() for one in outside)


def name_date(name: str) -> date | None:
    """The date in a file's name or, for month and day, with the year of a folder above it."""
    parts = name.replace("\\", "/").split("/")
    stem = parts[-1]
    full = [one for one in find_dates(stem.replace("_", "-")) if one.year is not None]
    if full:
        return full[0].on(None)
    short = _MONTH_DAY.match(stem)
    for folder in reversed(parts[:-1]):
        above = _YEAR_MONTH.search(folder)
        if above is None or short is None:
            continue
        return DateText(int(above[1]), int(short[1]), int(short[2]), 0, 0).on(None)
    return None
