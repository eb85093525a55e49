"""Postmortem completion and time to postmortem, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.business_days import BusinessCalendar
from models.figures.figure import Reading
from models.figures.known import Known
from models.figures.obligations import obligations
from models.figures.periods import Period
from models.policy_rules import Policy
from models.vocabulary import PostmortemStatus
from resources import files
from tests.models.figures.worlds import AS_OF, at, facts, incident, required

if TYPE_CHECKING:
    from datetime import datetime

    from models.figures.facts import IncidentFact
    from models.figures.obligations import Obligations

FEBRUARY = Period.month(2025, 2)


def owed(*incidents: IncidentFact, as_of: datetime = AS_OF, zone: str = "UTC") -> Obligations:
    return obligations(Known(facts(incidents, zone=zone), as_of=as_of), FEBRUARY)


def test_final_by_as_of_is_complete_and_by_the_deadline_is_on_time() -> None:
    # Monday 3 February: due on Monday the 10th.
    prompt = required("2025-02-03 10:00", "2025-02-10 23:00")
    late = required("2025-02-03 10:00", "2025-02-11 08:00")
    draft = required("2025-02-03 10:00", status=PostmortemStatus.DRAFT)
    none = required("2025-02-03 10:00")
    found = owed(prompt, late, draft, none)
    assert (found.completion.k, found.completion.n) == (2, 4)
    assert set(found.completion.ids) == {prompt.id, late.id}
    assert (found.on_time.k, found.on_time.n) == (1, 4)
    assert found.completion.reading is Reading.MISSED


def test_everything_final_meets_a_hundred_percent() -> None:
    found = owed(required("2025-02-03 10:00", "2025-02-05 10:00"))
    assert found.completion.met is True


def test_a_deadline_ahead_is_not_yet_an_obligation() -> None:
    one = required("2025-02-27 10:00")
    early = owed(one, as_of=at("2025-03-06 12:00"))
    assert (early.completion.n, early.not_yet_due) == (0, (one.id,))
    assert early.completion.reading is Reading.NO_DATA
    assert owed(one, as_of=at("2025-03-07 00:00")).completion.n == 1


def test_waived_unknown_and_small_ones_are_counted_aside() -> None:
    waived = required("2025-02-03 10:00", status=PostmortemStatus.WAIVED)
    unknown = incident("2025-02-04 10:00", slo_violated=None)
    small = incident("2025-02-05 10:00")
    found = owed(waived, unknown, small)
    assert found.completion.n == 0
    assert (found.waived, found.unknown) == ((waived.id,), (unknown.id,))


def test_the_month_is_that_of_the_resolution() -> None:
    over_midnight = required("2025-01-31 23:30", "2025-02-05 10:00")
    assert owed(over_midnight).completion.n == 1


def test_as_of_the_past_counts_what_was_final_then() -> None:
    one = required("2025-02-03 10:00", "2025-03-01 10:00")
    then = owed(one, as_of=at("2025-02-20 10:00"))
    assert (then.completion.k, then.completion.n) == (0, 1)
    assert owed(one).completion.k == 1


def test_final_without_a_date_is_complete_and_nothing_more() -> None:
    one = required("2025-02-03 10:00", status=PostmortemStatus.FINAL)
    found = owed(one)
    assert (found.completion.k, found.on_time.n, found.undated) == (1, 0, (one.id,))
    assert found.time_to_postmortem.value is None


def test_time_to_postmortem_counts_business_days() -> None:
    # Friday to Monday is one, Friday to Friday five; the first day never counts.
    found = owed(
        required("2025-02-07 10:00", "2025-02-10 10:00"),
        required("2025-02-07 10:00", "2025-02-14 10:00"),
        required("2025-02-07 10:00", "2025-02-07 12:00"),
    )
    assert [wait.time for wait in found.waits] == [1, 5, 0]
    assert found.time_to_postmortem.value == 1
    assert (found.time_to_postmortem.k, found.time_to_postmortem.n) == (3, 3)


def test_unfinished_ones_are_waiting_still_and_not_dropped() -> None:
    done = required("2025-02-03 10:00", "2025-02-05 10:00")
    waiting = [required("2025-02-10 10:00") for _ in range(2)]
    found = owed(done, *waiting)
    # After 2 days one of three has ended; two thirds still wait, so the median is not reached.
    assert found.time_to_postmortem.value is None
    assert (found.time_to_postmortem.k, found.time_to_postmortem.n) == (1, 3)
    assert found.waits[1].time == 27
    assert not found.waits[1].ended


def test_holidays_of_the_library_are_no_business_days() -> None:
    text = files.text("policy/default.toml").replace("holidays = []", "holidays = [2025-02-10]")
    policy = Policy.from_toml(text)
    assert policy.calendar == BusinessCalendar(holidays=frozenset({date(2025, 2, 10)}))
    one = required("2025-02-07 10:00", "2025-02-17 10:00")
    found = obligations(Known(facts([one]), as_of=AS_OF, policy=policy), FEBRUARY)
    assert (found.on_time.k, found.waits[0].time) == (1, 5)


@pytest.mark.parametrize(("zone", "on_time"), [("UTC", 1), ("Asia/Tokyo", 0)])
def test_the_deadline_ends_with_the_day_in_the_zone(zone: str, on_time: int) -> None:
    one = required("2025-02-03 10:00", "2025-02-10 16:00")  # in Tokyo the 11th
    assert owed(one, zone=zone).on_time.k == on_time
