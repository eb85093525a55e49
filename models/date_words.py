"""Names of days and months in English, whatever locale Qt has set for the process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def short_weekday(day: date) -> str:
    """``Tue``."""
    return _WEEKDAYS[day.weekday()]


def month_name(day: date) -> str:
    """``March``."""
    return _MONTHS[day.month - 1]


def weekday_and_date(day: date) -> str:
    """``Tue 18 Mar``."""
    return f"{short_weekday(day)} {day.day} {month_name(day)[:3]}"
