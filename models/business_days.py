"""Counting business days: weekends and holidays are skipped, the first day never counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCalendar:
    """Which days people work on.

    Attributes:
        weekend: weekday numbers (Monday is 0) on which nobody works; fewer than seven.
        holidays: dates on which nobody works.
    """

    weekend: frozenset[int] = frozenset((5, 6))
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a week without a working day, which no count could get past."""
        if len(self.weekend) >= _WEEK:
            msg = "a week needs at least one business day"
            raise ValueError(msg)

    def is_business_day(self, day: date) -> bool:
        """Whether people work on it."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def add(self, day: date, business_days: int) -> date:
        """The date that many business days after `day`, which itself never counts.

        Zero gives `day` back, business day or not.
        """
        left = business_days
        while left > 0:
            day += _DAY
            left -= self.is_business_day(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Business days after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        weeks, rest = divmod((end - start).days, _WEEK)
        count = weeks * (_WEEK - len(self.weekend))
        tail = (
            start + _DAY * number for number in range(weeks * _WEEK + 1, weeks * _WEEK + rest + 1)
        )
        count += sum(day.weekday() not in self.weekend for day in tail)
        skipped = (
            start < holiday <= end and holiday.weekday() not in self.weekend
            for holiday in self.holidays
        )
        return count - sum(skipped)


def local_date(at: datetime, zone: str) -> date:
    """The date that an instant has in an IANA zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of a date in an IANA zone, as a UTC instant.

    Where the clock goes back over midnight, 23:59:59 comes twice; the later one ends the day.
    """
    last = datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(zone)).replace(fold=1)
    return last.astimezone(UTC)
