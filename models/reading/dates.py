"""Dates as people write them, with or without a year, in every usual order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from models.reading.wordlists import month_numbers

_ISO = r"(?P<iy>(?:19|20)\d\d)(?P<isep>[-/.])(?P<im>\d{1,2})(?P=isep)(?P<id>\d{1,2})(?!\d)"
_NUMERIC = (
    r"(?<![\d.])(?P<na>\d{1,2})(?P<nsep>[-/.])(?P<nb>\d{1,2})(?P=nsep)"
    r"(?P<ny>(?:19|20)\d\d|\d{2,3})(?!\d|\.\d)"
)


Order = Literal["", "month first", "day first", "either"]


@dataclass(frozen=True, slots=True)
class DateText:
    """A date as written.

    Attributes:
        year: None where the text gives none (or mistypes it).
        start: position in the text.
        end: position just after it.
        order: for dates in figures, which order of day and month they show.
    """

    year: int | None
    month: int
    day: int
    start: int
    end: int
    order: Order = ""

    def in_order(self, *, day_first: bool) -> DateText:
        """The same date, read day first where both orders are possible and that one is meant."""
        if self.order != "either" or not day_first:
            return self
        return DateText(self.year, self.day, self.month, self.start, self.end, self.order)

    def on(self, near: date | None) -> date | None:
        """The calendar date; a missing year is the one that brings it nearest to `near`."""
        if self.year is not None:
            return _calendar(self.year, self.month, self.day)
        if near is None:
            return None
        candidates = [
            found
            for year in (near.year - 1, near.year, near.year + 1)
            if (found := _calendar(year, self.month, self.day)) is not None
        ]
        return min(candidates, key=lambda one: abs(one - near), default=None)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def date_pattern() -> re.Pattern[str]:
    """Finds one date."""
    names = "|".join(sorted(map(re.escape, month_numbers()), key=len, reverse=True))
    month_first = (
        rf"\b(?P<mm>(?i:{names}))\b\.?\s{{0,2}}(?P<md>\d{{1,2}})(?!\d|:\d|\.\d)(?:st|nd|rd|th)?"
        rf"(?:\s?[-–]\s?\d{{1,2}}(?:st|nd|rd|th)?(?=,?\s+\d{{4}}))?"
        rf"(?:,?\s{{1,2}}(?P<my>(?:19|20)\d\d)\b)?"
    )
    day_first = (
        rf"(?<![\d:.])(?P<dd>\d{{1,2}})\.?(?:st|nd|rd|th)?(?:\s+of)?\s{{1,2}}(?P<dm>(?i:{names}))\b\.?"
        rf"(?:,?\s{{1,2}}(?P<dy>(?:19|20)\d\d)\b)?"
    )
    return re.compile(rf"{_ISO}|{_NUMERIC}|{month_first}|{day_first}")


def match_date(text: str, at: int) -> DateText | None:
    """The date that begins exactly at that position."""
    found = date_pattern().match(text, at)
    return _read(found) if found else None


def find_dates(text: str) -> list[DateText]:
    """All dates in a text, in order."""
    return [one for found in date_pattern().finditer(text) if (one := _read(found)) is not None]


_FIGURES = re.compile(_NUMERIC)


def find_numeric_dates(text: str) -> list[DateText]:
    """The dates in figures in a text that do not begin with the year."""
    found = (_numeric(match, match.span()) for match in _FIGURES.finditer(text))
    return [one for one in found if one is not None]


def _read(found: re.Match[str]) -> DateText | None:
    span = found.span()
    if found["iy"]:
        return _checked(int(found["iy"]), int(found["im"]), int(found["id"]), span)
    if found["na"]:
        return _numeric(found, span)
    if found["mm"]:
        return _named(found["mm"], found["md"], found["my"], span)
    return _named(found["dm"], found["dd"], found["dy"], span)


def _named(month: str, day: str, year: str | None, span: tuple[int, int]) -> DateText | None:
    if year is None and not month[0].isupper():
        return None  # "2 may fail" is no date
    return _checked(int(year) if year else None, month_numbers()[month.lower()], int(day), span)


def _numeric(found: re.Match[str], span: tuple[int, int]) -> DateText | None:
    a, b, written = int(found["na"]), int(found["nb"]), found["ny"]
    if found["nsep"] == "." and len(written) != 4:
        return None  # a version number
    year = _year(written)
    if found["nsep"] == "." or a > 12:
        return _checked(year, b, a, span, "day first")
    if b > 12 or a == b:
        return _checked(year, a, b, span, "month first" if b > 12 else "")
    return _checked(year, a, b, span, "either")


def _year(written: str) -> int | None:
    if len(written) == 4:
        return int(written)
    if len(written) == 2:
        return 2000 + int(written) if int(written) < 70 else 1900 + int(written)
    return None  # "11/03/202": a year mistyped


def _checked(
    year: int | None, month: int, day: int, span: tuple[int, int], order: Order = ""
) -> DateText | None:
    if _calendar(year if year is not None else 2000, month, day) is None:
        return None
    return DateText(year, month, day, *span, order)


def is_day_first(texts: list[DateText], known: date | None) -> bool:
    """Whether ``04/05/2025`` is the fourth of May in this document.

    Decided by the dates that can be read one way only, else by nearness to a date known from
    elsewhere, else month first, as the files that use slashes and dashes mostly mean it.
    """
    orders = {one.order for one in texts}
    if "day first" in orders or "month first" in orders:
        return "month first" not in orders
    unsure = [one for one in texts if one.order == "either" and one.year is not None]
    if not unsure or known is None:
        return False
    reference = known

    def distance(*, day_first: bool) -> int:
        dates = [one.in_order(day_first=day_first).on(None) for one in unsure]
        return sum(abs((one - reference).days) for one in dates if one is not None)

    return distance(day_first=True) < distance(day_first=False)
