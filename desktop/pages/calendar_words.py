"""Full names of days and months, English whatever the system's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.wording import local, zone_words

if TYPE_CHECKING:
    from datetime import datetime

    from models.figures.periods import Period

WEEKDAY_NAMES = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def month_name(period: Period) -> str:
    """``February``."""
    return MONTH_NAMES[period.start.month - 1]


def month_words(period: Period) -> str:
    """``February 2025``."""
    return f"{month_name(period)} {period.start.year}"


def moment_in_full(at: datetime, zone: str) -> str:
    """``Wednesday 19 March 2025, 09:40 UTC``."""
    now = local(at, zone)
    day = f"{WEEKDAY_NAMES[now.weekday()]} {now.day} {MONTH_NAMES[now.month - 1]} {now.year}"
    return f"{day}, {now:%H:%M} {zone_words(zone)}"
