"""How days, times and spans are put in words, everywhere in the window the same.

Months are English whatever the system's language, as all of the interface is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from datetime import date, datetime

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOUR = 60
_DAY = 24 * _HOUR


@lru_cache(maxsize=32)
def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name; UTC for one that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def local(at: datetime, zone: str) -> datetime:
    """The instant on the clock of a zone."""
    return at.astimezone(zone_of(zone))


def day_words(day: date) -> str:
    """``15 Mar 2025``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_of(at: datetime | None, zone: str) -> str:
    """The day of an instant in a zone; empty when unknown."""
    return day_words(local(at, zone).date()) if at is not None else ""


def clock_words(at: datetime, zone: str) -> str:
    """``14:23``."""
    return f"{local(at, zone):%H:%M}"


def moment_words(at: datetime, zone: str) -> str:
    """``15 Mar 2025, 14:23 UTC``."""
    return f"{day_of(at, zone)}, {clock_words(at, zone)} {zone_words(zone)}"


def window_words(start: datetime, end: datetime | None, zone: str) -> str:
    """``15 Mar 2025, 14:23–15:10 UTC``, with both days where they differ."""
    label = zone_words(zone)
    first = f"{day_of(start, zone)}, {clock_words(start, zone)}"
    if end is None:
        return f"{first} {label}, not resolved"
    if local(start, zone).date() == local(end, zone).date():
        return f"{first}–{clock_words(end, zone)} {label}"
    return f"{first} – {day_of(end, zone)}, {clock_words(end, zone)} {label}"


def zone_words(zone: str) -> str:
    """How a zone is named beside a time: ``UTC``, ``Europe/Berlin``."""
    return zone_of(zone).key.replace("_", " ")


def span_words(minutes: int | None) -> str:
    """``47 min``, ``1 h 32 min``, ``2 d 3 h``; empty when unknown."""
    if minutes is None:
        return ""
    if minutes < _HOUR:
        return f"{minutes} min"
    if minutes < _DAY:
        hours, rest = divmod(minutes, _HOUR)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days, rest = divmod(minutes, _DAY)
    return f"{days} d {rest // _HOUR} h" if rest >= _HOUR else f"{days} d"


def count_words(number: int, one: str, many: str = "") -> str:
    """``1 incident``, ``1,204 incidents``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
