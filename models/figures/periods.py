"""Periods: months, quarters, years and free ranges of dates, in a library's zone."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.date_words import month_name
from models.errors import BadInputError

_MONTHS_OF_YEAR = 12


class Unit(StrEnum):
    """What a period is one of."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DAYS = "days"

    @property
    def months(self) -> int:
        """How many months it has; 0 for a free range."""
        return {"month": 1, "quarter": 3, "year": 12}.get(self.value, 0)


@dataclass(frozen=True, slots=True)
class Period:
    """A range of dates.

    Attributes:
        start: the first date.
        end: the date after the last.
        unit: a free range is of `Unit.DAYS`.
    """

    start: date
    end: date
    unit: Unit = Unit.DAYS

    def __post_init__(self) -> None:
        """Refuse a range that holds no day.

        Raises:
            BadInputError: when it ends before it begins.
        """
        if self.end <= self.start:
            raise BadInputError("The period ends before it begins.", "Give the earlier date first.")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """That calendar month."""
        return cls._of(date(year, month, 1), Unit.MONTH)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """That quarter, 1 to 4."""
        return cls._of(date(year, 3 * quarter - 2, 1), Unit.QUARTER)

    @classmethod
    def year(cls, year: int) -> Period:
        """That calendar year."""
        return cls._of(date(year, 1, 1), Unit.YEAR)

    @classmethod
    def between(cls, first: date, last: date) -> Period:
        """All days from `first` to `last`, both included."""
        return cls(first, last + timedelta(days=1))

    @classmethod
    def holding(cls, day: date, unit: Unit = Unit.MONTH) -> Period:
        """The month, quarter or year that a date lies in."""
        month = (day.month - 1) // unit.months * unit.months + 1
        return cls._of(date(day.year, month, 1), unit)

    @classmethod
    def parse(cls, text: str) -> Period:
        """A period as people type it: ``2025-02``, ``2025-Q1``, ``2025``.

        Raises:
            BadInputError: for anything else.
        """
        try:
            year, _, rest = text.strip().upper().partition("-")
            if not rest:
                return cls.year(int(year))
            if rest.startswith("Q"):
                return cls.quarter(int(year), int(rest[1:]))
            return cls.month(int(year), int(rest))
        except ValueError as error:
            raise BadInputError(
                f"“{text}” is no month, quarter or year.", "Write it like 2025-02 or 2025-Q1."
            ) from error

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    @property
    def last(self) -> date:
        """Its last date."""
        return self.end - timedelta(days=1)

    @property
    def label(self) -> str:
        """``February 2025``, ``Q1 2025``, ``2025``, or the first and last date."""
        if self.unit is Unit.MONTH:
            return f"{month_name(self.start)} {self.start.year}"
        if self.unit is Unit.QUARTER:
            return f"Q{(self.start.month + 2) // 3} {self.start.year}"
        if self.unit is Unit.YEAR:
            return str(self.start.year)
        return f"{self.start.isoformat()} to {self.last.isoformat()}"

    def previous(self) -> Period:
        """The one before: the month before a month, as many days before a range of days."""
        return self.back(1)

    def back(self, count: int) -> Period:
        """The one `count` periods before."""
        if self.unit is Unit.DAYS:
            shift = timedelta(days=self.days * count)
            return Period(self.start - shift, self.end - shift)
        return self._of(add_months(self.start, -self.unit.months * count), self.unit)

    def run(self, count: int) -> tuple[Period, ...]:
        """The last `count` periods up to this one, oldest first."""
        return tuple(self.back(number) for number in reversed(range(count)))

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """The first UTC instant, and the first one after the period."""
        return start_of_day(self.start, zone), start_of_day(self.end, zone)

    @classmethod
    def _of(cls, start: date, unit: Unit) -> Period:
        return cls(start, add_months(start, unit.months), unit)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    index = day.year * _MONTHS_OF_YEAR + day.month - 1 + months
    year, month = divmod(index, _MONTHS_OF_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def months_from(at: datetime, months: int, zone: str) -> datetime:
    """The instant that many calendar months later (negative: earlier) on the zone's clock."""
    local = at.astimezone(ZoneInfo(zone))
    day = add_months(local.date(), months)
    return datetime.combine(day, local.timetz()).astimezone(UTC)


def start_of_day(day: date, zone: str) -> datetime:
    """The first instant of a date in an IANA zone, as UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def last_closed(as_of: datetime, zone: str, unit: Unit = Unit.MONTH) -> Period:
    """The last whole month (quarter, year) that was over at an instant."""
    return Period.holding(as_of.astimezone(ZoneInfo(zone)).date(), unit).previous()
