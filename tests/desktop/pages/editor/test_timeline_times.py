"""Times of a timeline as they are typed; offsets, gaps and order that follow from them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.dialogs.typed_time import format_instant
from desktop.pages.editor.draft import Record
from desktop.pages.editor.timeline_times import (
    Moments,
    event_lines,
    is_ordered,
    moments_of,
    quick_instant,
    read_event_time,
)
from models.errors import BadInputError

NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
START = datetime(2025, 3, 15, 14, 23, tzinfo=UTC)
OLD, LATE = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (2000, 2030))


def read(text: str, previous: str = "", zone: str = "UTC") -> str:
    above = quick_instant(previous, zone) if previous else None
    found = read_event_time(text, zone=zone, now=NOW, previous=above, started=START)
    return format_instant(found, zone)


def rows(*events: str) -> tuple[Record, ...]:
    found = []
    for event in events:
        at, _, kind = event.partition(" ")
        found.append(Record({"at": f"2025-03-15 {at}", "kind": kind, "text": "x"}))
    return tuple(found)


@pytest.mark.parametrize(
    ("text", "previous", "meant"),
    [
        ("14:25", "", "2025-03-15 14:25"),
        ("1425", "", "2025-03-15 14:25"),
        ("00:10", "2025-03-15 23:50", "2025-03-16 00:10"),
        ("14:20", "2025-03-15 14:25", "2025-03-15 14:20"),
        ("21:00", "2025-03-15 08:00", "2025-03-15 21:00"),
        ("08:00", "2025-03-15 21:00", "2025-03-16 08:00"),
        ("+5", "2025-03-15 23:58", "2025-03-16 00:03"),
        ("+1h", "2025-03-15 14:25", "2025-03-15 15:25"),
        ("+ 1h 30", "2025-03-15 14:25", "2025-03-15 15:55"),
        ("+2 min", "", "2025-03-15 14:25"),
        ("2025-03-14 09:00", "2025-03-15 14:25", "2025-03-14 09:00"),
        ("", "2025-03-15 14:25", ""),
    ],
)
def test_a_time_is_read_against_the_row_above(text: str, previous: str, meant: str) -> None:
    assert read(text, previous) == meant


def test_the_zone_is_that_of_the_library() -> None:
    found = read_event_time("15:25", zone="Europe/Berlin", now=NOW, started=START)
    assert found == datetime(2025, 3, 15, 14, 25, tzinfo=UTC)


@pytest.mark.parametrize("text", ["25:99", "soon", "+"])
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(BadInputError):
        read(text, "2025-03-15 14:25")


def test_counting_needs_a_time_to_count_from() -> None:
    with pytest.raises(BadInputError, match="no time above"):
        read_event_time("+5", zone="UTC", now=NOW)


@given(
    st.datetimes(OLD, LATE).map(lambda one: one.replace(tzinfo=UTC)),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]),
)
def test_what_is_shown_in_full_reads_back_as_the_same_instant(at: datetime, zone: str) -> None:
    text = format_instant(at, zone)
    found = quick_instant(text, zone)
    # The hour that a zone has twice is shown the same both times: then the first one is meant.
    assert found is not None
    assert format_instant(found, zone) == text


@given(
    st.integers(-239, 23 * 60 - 240).map(lambda one: timedelta(minutes=one)),
    st.datetimes(OLD, LATE),
)
def test_a_clock_time_is_from_four_hours_before_on(step: timedelta, above: datetime) -> None:
    previous = above.replace(second=0, microsecond=0, tzinfo=UTC)
    meant = previous + step
    found = read_event_time(f"{meant:%H:%M}", zone="UTC", now=NOW, previous=previous)
    assert found == meant


def test_offsets_gaps_and_order_are_said_in_words() -> None:
    records = rows("14:23", "14:25", "15:10", "15:05", "14:00")
    lines = event_lines(records, zone="UTC", started=START)
    assert [one.offset for one in lines] == ["0", "+2 min", "+47 min", "+42 min", "−23 min"]
    notes = [one.note.text if one.note else "" for one in lines]
    assert notes == [
        "",
        "",
        "45 min with no event",
        "earlier than the row above",
        "earlier than the row above",
    ]
    assert not is_ordered(lines)


def test_a_date_is_shown_only_where_it_changes() -> None:
    records = (
        *rows("23:50"),
        Record({"at": "2025-03-16 00:10"}),
        Record({"at": "2025-03-16 01:00"}),
    )
    lines = event_lines(records, zone="UTC", started=START)
    assert [one.clock for one in lines] == ["23:50", "16 Mar 00:10", "01:00"]
    assert lines[1].typed == "2025-03-16 00:10"


def test_a_time_that_cannot_be_read_is_shown_as_it_was_typed() -> None:
    lines = event_lines((Record({"at": "soon"}),), zone="UTC", started=START)
    assert (lines[0].clock, lines[0].at, lines[0].offset) == ("soon", None, "")


def test_what_the_incident_does_not_state_is_taken_from_the_events() -> None:
    records = rows("14:23 change", "14:25 detection", "14:38 mitigation", "14:45 recovery",
                   "15:10 recovery")  # fmt: skip
    lines = event_lines(records, zone="UTC", started=None)
    stated = Moments(mitigated=START + timedelta(minutes=22))
    found = moments_of(stated, records, lines)
    assert found.started == START
    assert found.detected == START + timedelta(minutes=2)
    assert found.mitigated == START + timedelta(minutes=22)
    assert found.resolved == START + timedelta(minutes=47)
