"""Time to detect, mitigate and resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.figures.durations import Milestone, time_to
from models.figures.known import Known
from models.figures.periods import Period
from tests.models.figures.worlds import AS_OF, at, facts, incident

if TYPE_CHECKING:
    from models.figures.figure import Times

FEBRUARY = Period.month(2025, 2)


def resolved(*minutes: float | None) -> Times:
    incidents = [incident(f"2025-02-{day:02} 10:00", span) for day, span in enumerate(minutes, 1)]
    return time_to(Known(facts(incidents), as_of=AS_OF), FEBRUARY, Milestone.RESOLVED)


def test_few_values_are_all_shown() -> None:
    found = resolved(30, 10, 20)
    assert (found.n, found.median, found.mean) == (3, 20, 20)
    assert found.values == (10, 20, 30)
    assert (found.low, found.high, found.p90) == (None, None, None)


def test_from_six_on_there_is_an_interval_and_from_ten_on_a_percentile() -> None:
    six = resolved(*range(10, 70, 10))
    assert (six.median, six.low, six.high, six.values, six.p90) == (35, 10, 60, (), None)
    ten = resolved(*range(10, 110, 10))
    assert ten.p90 == pytest.approx(91)


def test_unresolved_ones_are_counted_and_never_filled() -> None:
    found = resolved(30, None, None)
    assert (found.n, found.unresolved, found.mean) == (1, 2, 30)


def test_what_ended_after_as_of_had_not_ended() -> None:
    one = incident("2025-02-10 10:00", 120)
    then = time_to(Known(facts([one]), as_of=at("2025-02-10 11:00")), FEBRUARY, Milestone.RESOLVED)
    assert (then.n, then.unresolved) == (0, 1)


def test_a_milestone_before_the_start_says_nothing() -> None:
    one = incident(
        "2025-02-10 10:00", detected_at=at("2025-02-10 09:00"), mitigated_at=at("2025-02-10 10:20")
    )
    known = Known(facts([one]), as_of=AS_OF)
    assert time_to(known, FEBRUARY, Milestone.DETECTED).unresolved == 1
    assert time_to(known, FEBRUARY, Milestone.MITIGATED).median == 20


def test_nothing_says_nothing() -> None:
    found = resolved()
    assert (found.n, found.median, found.mean, found.values) == (0, None, None, ())
