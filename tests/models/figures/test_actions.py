"""Action item completion and the register's tally, worked by hand."""

from __future__ import annotations

from datetime import date

from models.figures.actions import action_completion, action_tally
from models.figures.figure import Reading
from models.figures.known import Known
from models.figures.periods import Period
from models.vocabulary import ActionStatus
from tests.models.figures.worlds import AS_OF, action, at, facts, incident

FEBRUARY = Period.month(2025, 2)
ONE = incident("2025-01-10 10:00")


def test_done_by_the_original_date_is_on_time() -> None:
    prompt = action(ONE, "2025-02-10", "2025-02-10")
    late = action(ONE, "2025-02-10", "2025-02-11")
    never = action(ONE, "2025-02-10")
    other_month = action(ONE, "2025-01-20", "2025-01-20")
    known = Known(facts([ONE], [prompt, late, never, other_month]), as_of=AS_OF)
    found = action_completion(known, FEBRUARY)
    assert (found.on_time.k, found.on_time.n, found.on_time.ids) == (1, 3, (prompt.id,))
    assert found.on_time.reading is Reading.MISSED


def test_moving_a_date_is_a_slip_and_does_not_move_the_original() -> None:
    moved = action(ONE, "2025-03-20", "2025-03-10", original_due_on=date(2025, 2, 10), slips=1)
    found = action_completion(Known(facts([ONE], [moved]), as_of=AS_OF), FEBRUARY)
    assert (found.on_time.k, found.on_time.n, found.slipped) == (0, 1, (moved.id,))
    march = action_completion(Known(facts([ONE], [moved]), as_of=AS_OF), Period.month(2025, 3))
    assert march.on_time.n == 0


def test_dropped_and_undated_ones_are_counted_aside() -> None:
    dropped = action(ONE, "2025-02-10", status=ActionStatus.WONT_DO)
    undated = action(ONE, None, created_at=at("2025-02-03 10:00"))
    vague = action(ONE, "2025-02-10", status=ActionStatus.DONE)
    known = Known(facts([ONE], [dropped, undated, vague]), as_of=AS_OF)
    found = action_completion(known, FEBRUARY)
    assert (found.on_time.k, found.on_time.n) == (0, 1)
    assert (found.wont_do, found.undated) == ((dropped.id,), (undated.id,))
    assert found.undated_done == (vague.id,)


def test_a_date_has_passed_when_the_day_is_over() -> None:
    item = action(ONE, "2025-02-10")
    world = facts([ONE], [item])
    during = action_completion(Known(world, as_of=at("2025-02-10 23:59")), FEBRUARY)
    assert (during.on_time.n, during.not_yet_due) == (0, (item.id,))
    after = action_completion(Known(world, as_of=at("2025-02-11 00:00")), FEBRUARY)
    assert after.on_time.n == 1


def test_of_those_created_in_the_period_some_are_done_by_as_of() -> None:
    made = [
        action(ONE, "2025-04-01", "2025-03-01", created_at=at("2025-02-03 10:00")),
        action(ONE, "2025-04-01", created_at=at("2025-02-28 23:59")),
        action(ONE, "2025-04-01", created_at=at("2025-03-01 00:00")),
    ]
    found = action_completion(Known(facts([ONE], made), as_of=AS_OF), FEBRUARY)
    assert found.created.value == 2
    assert (found.completed.k, found.completed.n) == (1, 2)
    then = action_completion(Known(facts([ONE], made), as_of=at("2025-02-28 12:00")), FEBRUARY)
    assert (then.completed.k, then.completed.n) == (0, 1)


def test_the_tally_of_a_wednesday() -> None:
    items = [
        action(ONE, "2025-03-18"),  # overdue
        action(ONE, "2025-03-19"),  # due today: not overdue
        action(ONE, "2025-03-23"),  # Sunday: this week
        action(ONE, "2025-03-24"),  # Monday: next week
        action(ONE, None),
        action(ONE, "2025-05-01", owner=None),
        action(ONE, "2025-03-18", "2025-03-18"),
        action(ONE, "2025-03-18", status=ActionStatus.WONT_DO),
    ]
    tally = action_tally(Known(facts([ONE], items), as_of=AS_OF))
    ids = [item.id for item in items]
    assert tally.open == tuple(ids[:6])
    assert tally.overdue == (ids[0],)
    assert tally.due_this_week == (ids[1], ids[2])
    assert tally.no_due_date == (ids[4],)
    assert tally.no_owner == (ids[5],)
    assert tally.incidents == (ONE.id,)
