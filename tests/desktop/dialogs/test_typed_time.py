from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desktop.dialogs.typed_time import format_instant, read_date, read_instant, zone_named
from models.errors import BadInputError

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)  # a Wednesday


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2025-03-15 14:23", "2025-03-15 14:23"),
        ("2025-03-15T14:23:05Z", "2025-03-15 14:23:05"),
        ("2025-03-15 14:23+02:00", "2025-03-15 12:23"),
        ("15 Mar 14:25", "2025-03-15 14:25"),
        ("Mar 15, 2025 2:25 pm", "2025-03-15 14:25"),
        ("15.03.2025 14.25", "2025-03-15 14:25"),
        ("yesterday 9:00", "2025-03-18 09:00"),
        ("fri 14:00", "2025-03-14 14:00"),
        ("30 Dec 23:59", "2024-12-30 23:59"),
        ("08:15", "2025-03-19 08:15"),
        ("now", "2025-03-19 09:40"),
    ],
)
def test_times_are_understood_as_people_type_them(typed: str, meant: str) -> None:
    assert read_instant(typed, zone="UTC", now=NOW) == at(meant)


def test_a_time_that_is_still_to_come_today_means_yesterday() -> None:
    assert read_instant("14:25", zone="UTC", now=NOW) == at("2025-03-18 14:25")


def test_a_time_after_midnight_follows_the_start() -> None:
    start = at("2025-03-15 23:50")
    assert read_instant("00:10", zone="UTC", now=NOW, after=start) == at("2025-03-16 00:10")
    assert read_instant("23:50", zone="UTC", now=NOW, after=start) == start


def test_a_row_of_a_timeline_may_be_typed_out_of_order() -> None:
    near = at("2025-03-15 14:31")
    assert read_instant("14:20", zone="UTC", now=NOW, near=near) == at("2025-03-15 14:20")
    late = at("2025-03-15 23:58")
    assert read_instant("00:04", zone="UTC", now=NOW, near=late) == at("2025-03-16 00:04")


def test_a_time_is_read_in_the_zone_of_the_library() -> None:
    found = read_instant("2025-07-01 10:00", zone="Europe/Berlin", now=NOW)
    assert found == at("2025-07-01 08:00")


@pytest.mark.parametrize("typed", ["", "  ", "?", "unknown", "-"])
def test_blank_and_unknown_are_no_time(typed: str) -> None:
    assert read_instant(typed, zone="UTC", now=NOW) is None
    assert read_date(typed, today=NOW.date()) is None


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("2025-03-15", "time of day is missing"),
        ("25:99", "no time 25:99"),
        ("soon", "not a time"),
        ("31 feb 10:00", "no date"),
        ("<b>14:23</b>", "missing"),
    ],
)
def test_what_is_no_time_is_refused_with_an_example(typed: str, complaint: str) -> None:
    with pytest.raises(BadInputError, match=complaint):
        read_instant(typed, zone="UTC", now=NOW)


def test_an_hour_that_the_clocks_skipped_is_refused() -> None:
    with pytest.raises(BadInputError, match="did not exist"):
        read_instant("2025-03-30 02:30", zone="Europe/Berlin", now=NOW)


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(BadInputError, match="not a time zone"):
        zone_named("Mars/Olympus")


@pytest.mark.parametrize(
    "value",
    ["2025-03-15T14:23:00", "2025-03-15T14:23:05", "2025-03-15T14:23:05.000123"],
)
def test_what_the_form_shows_reads_back_as_the_same_instant(value: str) -> None:
    instant = at(value)
    shown = format_instant(instant, "Europe/Berlin")
    assert read_instant(shown, zone="Europe/Berlin", now=NOW) == instant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fri", date(2025, 3, 21)),
        ("wed", date(2025, 3, 26)),
        ("+2w", date(2025, 4, 2)),
        ("+3", date(2025, 3, 22)),
        ("18 Mar", date(2025, 3, 18)),
        ("2 Jan", date(2025, 1, 2)),
        ("1 Sep", date(2025, 9, 1)),
        ("tomorrow", date(2025, 3, 20)),
        ("2025-04-01", date(2025, 4, 1)),
    ],
)
def test_due_dates_are_understood_as_people_type_them(typed: str, meant: date) -> None:
    assert read_date(typed, today=NOW.date()) == meant


def test_a_date_near_the_turn_of_the_year_is_the_coming_one() -> None:
    assert read_date("3 Jan", today=date(2025, 12, 20)) == date(2026, 1, 3)
