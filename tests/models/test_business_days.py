"""Business days: what counts, what does not, and when a day ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.business_days import BusinessCalendar, end_of_day, local_date

PLAIN = BusinessCalendar()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def calendars() -> st.SearchStrategy[BusinessCalendar]:
    return st.builds(
        BusinessCalendar,
        weekend=st.frozensets(st.integers(0, 6), max_size=3),
        holidays=st.frozensets(st.dates(date(2024, 12, 1), date(2025, 2, 28)), max_size=12),
    )


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2025, 3, 15), 5, date(2025, 3, 21)),  # Saturday: Monday is the first
        (date(2025, 3, 11), 5, date(2025, 3, 18)),  # Tuesday
        (date(2025, 3, 14), 1, date(2025, 3, 17)),  # Friday
        (date(2025, 3, 16), 0, date(2025, 3, 16)),
    ],
)
def test_the_first_day_never_counts(start: date, days: int, due: date) -> None:
    assert PLAIN.add(start, days) == due


def test_holidays_are_skipped() -> None:
    easter = BusinessCalendar(holidays=frozenset({date(2025, 4, 18), date(2025, 4, 21)}))
    assert easter.add(date(2025, 4, 16), 5) == date(2025, 4, 25)
    assert easter.between(date(2025, 4, 16), date(2025, 4, 25)) == 5


def test_a_holiday_on_a_weekend_takes_no_business_day() -> None:
    saturday = BusinessCalendar(holidays=frozenset({date(2025, 3, 15)}))
    assert saturday.between(date(2025, 3, 12), date(2025, 3, 19)) == 5


def test_a_weekend_can_be_other_days() -> None:
    gulf = BusinessCalendar(weekend=frozenset({4, 5}))
    assert gulf.add(date(2025, 3, 13), 1) == date(2025, 3, 16)


def test_a_week_without_business_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one business day"):
        BusinessCalendar(weekend=frozenset(range(7)))


@given(calendar=calendars(), start=DAYS, days=st.integers(1, 40))
def test_adding_and_counting_agree(calendar: BusinessCalendar, start: date, days: int) -> None:
    end = calendar.add(start, days)
    assert calendar.is_business_day(end)
    assert calendar.between(start, end) == days
    assert calendar.between(end, start) == -days


@given(calendar=calendars(), start=DAYS, length=st.integers(0, 60))
def test_counting_is_counting_day_by_day(
    calendar: BusinessCalendar, start: date, length: int
) -> None:
    days = [start + timedelta(days=number) for number in range(1, length + 1)]
    expected = sum(calendar.is_business_day(day) for day in days)
    assert calendar.between(start, start + timedelta(days=length)) == expected


def test_a_day_ends_in_the_zone() -> None:
    assert end_of_day(date(2025, 3, 21), "UTC") == datetime(2025, 3, 21, 23, 59, 59, tzinfo=UTC)
    assert end_of_day(date(2025, 3, 21), "America/New_York") == datetime(
        2025, 3, 22, 3, 59, 59, tzinfo=UTC
    )


def test_a_day_on_which_the_clock_changes_ends_once() -> None:
    winter = end_of_day(date(2025, 10, 26), "Europe/Berlin")
    assert winter == datetime(2025, 10, 26, 22, 59, 59, tzinfo=UTC)
    # In Lebanon the clock goes back at midnight: 23:59:59 comes twice.
    twice = end_of_day(date(2024, 10, 26), "Asia/Beirut")
    assert twice == datetime(2024, 10, 26, 21, 59, 59, tzinfo=UTC)


@given(day=DAYS, zone=st.sampled_from(["UTC", "Asia/Tokyo", "America/St_Johns", "Asia/Beirut"]))
def test_the_last_second_of_a_day_is_still_that_day(day: date, zone: str) -> None:
    last = end_of_day(day, zone)
    assert local_date(last, zone) == day
    assert local_date(last + timedelta(seconds=1), zone) == day + timedelta(days=1)
