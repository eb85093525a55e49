"""Periods in the words of Insights, and which one is looked at when another unit is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages.calendar_words import month_name
from desktop.wording import MONTHS, day_words
from models.figures.periods import Period, Unit

if TYPE_CHECKING:
    from datetime import date

UNIT_WORDS = {
    Unit.MONTH: "Month",
    Unit.QUARTER: "Quarter",
    Unit.YEAR: "Year",
    Unit.DAYS: "Days",
}


def short_label(period: Period) -> str:
    """``Feb 2025``, ``Q1 2025``, ``2025``, ``3–14 Feb 2025``."""
    if period.unit is Unit.MONTH:
        return f"{MONTHS[period.start.month - 1]} {period.start.year}"
    if period.unit is Unit.DAYS:
        return days_words(period)
    return period.label


def days_words(period: Period) -> str:
    """The first and last day without saying twice what they share."""
    first, last = period.start, period.last
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"


def column_label(period: Period) -> str:
    """The head of a column: a range of days without the years, which its heading names."""
    if period.unit is not Unit.DAYS:
        return short_label(period)
    first, last = period.start, period.last
    end = f"{last.day} {MONTHS[last.month - 1]}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {MONTHS[first.month - 1]} – {end}"


def spoken_name(period: Period) -> str:
    """``February`` of a month, as headings name it; else the label."""
    return month_name(period) if period.unit is Unit.MONTH else short_label(period)


def in_unit(period: Period, unit: Unit, today: date) -> Period:
    """What is looked at when somebody changes from a period to another unit.

    The month, quarter or year that the period ends in, where that is over; else the one before,
    since an unfinished one says little. A range of days keeps the days themselves.
    """
    last = min(period.last, today)
    if unit is Unit.DAYS:
        return Period.between(min(period.start, last), last)
    found = Period.holding(last, unit)
    return found.previous() if found.last >= today else found
