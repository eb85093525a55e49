"""Windows of time in a line: ``14:23 – 15:10 UTC``, ``from 15:30 to 18:10``, across days too."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from models.reading.stamps import Stamp, find_stamps

if TYPE_CHECKING:
    from models.reading.bearings import Bearings

_BETWEEN = re.compile(
    r"^[\s)\]*_,]*(?:[-–—→]{1,2}|(?:un)?till?|until|to|and|through|thru)[\s(\[*_~≈]*(?:about|around|approximately)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when, as instants.

    Attributes:
        dated: whether the days are stated in the line itself.
        start: position of the window in the text.
    """

    started_at: datetime
    ended_at: datetime
    dated: bool
    timed: bool
    start: int
    end: int


def find_window(text: str, bearings: Bearings) -> Window | None:
    """The first window in a text; a day stated before it in the same text is its day."""
    stamps = find_stamps(text)
    seen: date | None = None
    for first, second in pairwise(stamps):
        seen = bearings.date_of(first.day, seen) or seen
        if _BETWEEN.match(text[first.end : second.start]) is None:
            continue
        if (first.clock is None) != (second.clock is None):
            continue
        found = _window(first, second, bearings, seen)
        if found is not None:
            return found
    return None


def _window(first: Stamp, second: Stamp, bearings: Bearings, seen: date | None) -> Window | None:
    if first.zone is None:
        first = replace(first, zone=second.zone)
    if second.zone is None:
        second = replace(second, zone=first.zone)
    day = bearings.date_of(first.day, seen) or seen or bearings.date_of(second.day)
    day = day or bearings.day
    if day is None:
        return None
    until = bearings.date_of(second.day, day) or day
    start, end = first.on(day, bearings.zone), second.on(until, bearings.zone)
    if start is None or end is None:
        return None
    if end < start and second.day is None:
        end += timedelta(days=1)
    if end < start:
        return None
    return Window(start, end, seen is not None, first.clock is not None, first.start, second.end)
