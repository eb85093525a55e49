"""When another day begins in the library's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.pages.midnight import LONGEST_WAIT, Midnight, until_midnight
from models.operations.settings import set_setting

if TYPE_CHECKING:
    from desktop.session import LibrarySession
    from models.library import Library
    from tests.conftest import TickingClock


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "begins"),
    [
        ("2025-03-19T09:40", "UTC", "2025-03-20T00:00"),
        ("2025-03-19T00:00", "UTC", "2025-03-20T00:00"),
        ("2025-03-19T09:40", "Asia/Tokyo", "2025-03-19T15:00"),
        # Clocks go forward and back: days of 23 and 25 hours.
        ("2025-03-29T23:30", "Europe/Berlin", "2025-03-30T22:00"),
        ("2025-10-25T22:30", "Europe/Berlin", "2025-10-26T23:00"),
        # A day that begins at one o'clock.
        ("2025-09-06T20:00", "America/Santiago", "2025-09-07T04:00"),
        # A day that never was.
        ("2011-12-30T05:00", "Pacific/Apia", "2011-12-30T10:00"),
        ("2025-03-19T09:40", "Asia/Kathmandu", "2025-03-19T18:15"),
    ],
)
def test_the_next_day_begins(now: str, zone: str, begins: str) -> None:
    assert at(now) + until_midnight(at(now), zone) == at(begins)


def test_it_tells_once_when_the_day_is_over(session: LibrarySession, clock: TickingClock) -> None:
    midnight = Midnight(session, session)
    told: list[bool] = []
    midnight.passed.connect(lambda: told.append(True))
    midnight.look()
    clock.advance(timedelta(hours=14))
    midnight.look()
    assert told == []
    clock.advance(timedelta(minutes=21))
    midnight.look()
    midnight.look()
    assert told == [True]


def test_it_waits_for_midnight_but_never_long(session: LibrarySession, clock: TickingClock) -> None:
    midnight = Midnight(session, session)
    assert midnight.waits_ms == LONGEST_WAIT.total_seconds() * 1000
    clock.advance(timedelta(hours=14, minutes=19))
    midnight.look()
    assert 0 < midnight.waits_ms < 70_000


def test_another_zone_may_be_another_day(
    session: LibrarySession, library: Library, clock: TickingClock
) -> None:
    midnight = Midnight(session, session)
    told: list[bool] = []
    midnight.passed.connect(lambda: told.append(True))
    session.open()
    clock.advance(timedelta(hours=8))
    session.perform(session, lambda library: set_setting(library, "zone", "Asia/Tokyo"))
    assert told == [True]
