"""Periods in a library's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInputError
from models.figures.periods import Period, Unit, add_months, last_closed, months_from
from tests.models.figures.worlds import at


@pytest.mark.parametrize(
    ("text", "label", "first", "last"),
    [
        ("2025-02", "February 2025", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024-Q4", "Q4 2024", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024", "2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_periods_are_read_as_typed(text: str, label: str, first: date, last: date) -> None:
    period = Period.parse(text)
    assert (period.label, period.start, period.last) == (label, first, last)


@pytest.mark.parametrize("text", ["", "soon", "2025-13", "2025-Q5", "2025-02-01", "0000-01"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="month, quarter or year"):
        Period.parse(text)


def test_an_empty_range_is_refused() -> None:
    with pytest.raises(BadInputError):
        Period.between(date(2025, 2, 2), date(2025, 2, 1))


def test_the_period_before() -> None:
    assert Period.month(2025, 1).previous() == Period.month(2024, 12)
    assert Period.quarter(2025, 1).previous() == Period.quarter(2024, 4)
    ten_days = Period.between(date(2025, 3, 1), date(2025, 3, 10))
    assert ten_days.previous() == Period.between(date(2025, 2, 19), date(2025, 2, 28))
    assert ten_days.label == "2025-03-01 to 2025-03-10"


def test_a_run_ends_with_the_period_itself() -> None:
    run = Period.month(2025, 2).run(3)
    assert [one.label for one in run] == ["December 2024", "January 2025", "February 2025"]


def test_months_begin_in_the_zone() -> None:
    low, high = Period.month(2025, 3).bounds("Europe/Berlin")
    assert low == datetime(2025, 2, 28, 23, 0, tzinfo=UTC)
    assert high == datetime(2025, 3, 31, 22, 0, tzinfo=UTC)  # summer time began in between


def test_the_last_closed_month_depends_on_the_zone() -> None:
    new_year = at("2025-01-01 02:00")
    assert last_closed(new_year, "UTC") == Period.month(2024, 12)
    assert last_closed(new_year, "America/New_York") == Period.month(2024, 11)
    assert last_closed(at("2025-03-19 09:40"), "UTC", Unit.QUARTER) == Period.quarter(2024, 4)


def test_adding_months_stays_inside_the_month() -> None:
    assert add_months(date(2024, 8, 31), -6) == date(2024, 2, 29)
    assert add_months(date(2024, 12, 31), 2) == date(2025, 2, 28)


def test_months_are_counted_on_the_local_clock() -> None:
    noon = at("2025-05-01 10:00")  # 12:00 in Berlin
    assert months_from(noon, -6, "Europe/Berlin") == at("2024-11-01 11:00")


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), unit=st.sampled_from(list(Unit)[:3]))
def test_every_day_lies_in_exactly_one_period(day: date, unit: Unit) -> None:
    period = Period.holding(day, unit)
    assert period.start <= day < period.end
    assert period.previous().end == period.start
