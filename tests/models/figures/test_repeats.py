"""The repeat incident rate, worked by hand through every edge of its definition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from models.errors import BadInputError
from models.figures.classes import Classes
from models.figures.figure import Reading
from models.figures.known import Known
from models.figures.periods import Period
from models.figures.repeats import RepeatRate, WasKnown, repeat_rate
from models.figures.trend import trend
from models.vocabulary import ActionStatus, LinkKind, PostmortemStatus
from tests.models.figures.worlds import AS_OF, action, at, facts, incident, link, pool

if TYPE_CHECKING:
    from datetime import datetime

    from models.figures.facts import Facts, IncidentFact

FEBRUARY = Period.month(2025, 2)
# The library's history reaches back far enough for any window.
FIRST = incident("2022-01-01 00:00", category="Other / Other", services=frozenset({"other"}))


def rate(world: Facts, window: int | None = None, as_of: datetime = AS_OF) -> RepeatRate:
    known = Known(world, as_of=as_of)
    return repeat_rate(known, Classes(known), FEBRUARY, window=window)


def pairs(found: RepeatRate) -> list[tuple[str, str]]:
    return [(one.key, one.of_key) for one in found.repeats]


def world(*incidents: IncidentFact, **more: Any) -> Facts:
    return facts([FIRST, *incidents], **more)


def test_same_category_and_a_shared_service_is_a_repeat() -> None:
    before = pool("2024-11-08 01:00", services=frozenset({"payments/payment-db", "x"}))
    now = pool("2025-02-10 10:00", services=frozenset({"payments/payment-db", "y"}))
    found = rate(world(before, now))
    assert pairs(found) == [(now.key, before.key)]
    assert (found.figure.k, found.figure.n) == (1, 1)
    assert found.figure.reading is Reading.MISSED
    assert found.repeats[0].days == 94


@pytest.mark.parametrize(
    "changes",
    [
        {"category": "Database / Missing index"},
        {"services": frozenset({"search/search-api"})},
        {"services": frozenset()},
        {"category": None},
    ],
)
def test_only_one_of_the_two_is_not_enough(changes: dict[str, Any]) -> None:
    before, now = pool("2024-11-08 01:00", **changes), pool("2025-02-10 10:00")
    assert rate(world(before, now)).figure.k == 0


def test_spelling_of_the_case_does_not_part_a_class() -> None:
    before = pool("2024-11-08 01:00", category="database / connection POOL")
    assert rate(world(before, pool("2025-02-10 10:00"))).figure.k == 1


def test_a_chain_gives_two_repeats() -> None:
    a, b, c = pool("2025-01-10 10:00"), pool("2025-02-05 10:00"), pool("2025-02-20 10:00")
    found = rate(world(a, b, c))
    assert pairs(found) == [(b.key, a.key), (c.key, b.key)]
    assert found.repeats[1].earlier == (b.id, a.id)


def test_links_are_followed_from_one_to_the_next() -> None:
    a, b, c = (
        incident(start) for start in ("2024-10-10 10:00", "2024-12-10 10:00", "2025-02-10 10:00")
    )
    found = rate(
        world(a, b, c, links=[link(b, a, LinkKind.RECURRENCE_OF), link(b, c, LinkKind.SAME_CLASS)])
    )
    assert pairs(found) == [(c.key, b.key)]
    without_b_in_reach = rate(
        world(
            a,
            incident("2025-02-25 10:00", None, id=b.id),
            c,
            links=[link(b, a, LinkKind.RECURRENCE_OF), link(b, c, LinkKind.SAME_CLASS)],
        )
    )
    assert (c.key, a.key) in pairs(without_b_in_reach)


@pytest.mark.parametrize("kind", [LinkKind.RELATED, LinkKind.CAUSED_BY])
def test_other_links_make_no_class(kind: LinkKind) -> None:
    before, now = incident("2024-11-08 01:00"), incident("2025-02-10 10:00")
    found = rate(world(before, now, links=[link(now, before, kind)]))
    assert (found.figure.k, found.figure.n) == (0, 0)


def test_not_related_beats_everything_for_that_pair() -> None:
    a, b, c = pool("2024-11-08 01:00"), pool("2024-12-08 01:00"), pool("2025-02-10 10:00")
    links = [link(a, c), link(a, c, LinkKind.NOT_RELATED)]
    found = rate(world(a, c, links=links))
    assert found.figure.k == 0
    still = rate(world(a, b, c, links=links))
    assert pairs(still) == [(c.key, b.key)]


def test_an_overlap_is_one_episode() -> None:
    before, now = pool("2025-02-10 09:00", 90), pool("2025-02-10 10:00")
    assert rate(world(before, now)).figure.k == 0
    touching = pool("2025-02-10 09:00", 60)
    assert rate(world(touching, now)).figure.k == 0
    apart = pool("2025-02-10 09:00", 59)
    assert rate(world(apart, now)).figure.k == 1


def test_an_unresolved_incident_has_no_repeats() -> None:
    assert rate(world(pool("2025-01-10 09:00", None), pool("2025-02-10 10:00"))).figure.k == 0


@pytest.mark.parametrize(
    ("resolved", "expected"), [("2024-08-10 10:00", 1), ("2024-08-10 09:59", 0)]
)
def test_the_window_is_six_calendar_months_to_the_minute(resolved: str, expected: int) -> None:
    before = pool(at(resolved).replace(hour=8), None, resolved_at=at(resolved))
    assert rate(world(before, pool("2025-02-10 10:00"))).figure.k == expected


def test_the_window_can_be_one_to_twenty_four_months() -> None:
    before, now = pool("2023-03-01 10:00"), pool("2025-02-10 10:00")
    assert rate(world(before, now), window=24).figure.k == 1
    assert rate(world(before, now), window=23).figure.k == 0
    for wrong in (0, 25):
        with pytest.raises(BadInputError, match="1 to 24"):
            rate(world(before, now), window=wrong)


def test_the_window_ends_with_the_month_where_days_run_out() -> None:
    # Six months before 31 August is 29 February: the last day of the month.
    period = Period.month(2024, 8)
    before, now = pool("2024-02-29 10:00"), pool("2024-08-31 10:00")
    known = Known(world(before, now), as_of=AS_OF)
    assert repeat_rate(known, Classes(known), period).figure.k == 1


def test_the_first_window_of_the_history_has_no_look_back() -> None:
    first, second = pool("2024-12-01 10:00"), pool("2025-02-10 10:00")
    young = facts([first, second])
    found = rate(young)
    assert (found.figure.n, found.no_look_back) == (0, (second.id,))
    assert found.bounds is None
    # Two months back begins the history, so a window of two months lies inside it.
    assert rate(young, window=2).figure.n == 1


def test_coverage_and_bounds_say_what_the_unclassified_could_change() -> None:
    before, now = pool("2024-11-08 01:00"), pool("2025-02-10 10:00")
    others = [incident("2025-02-11 10:00"), incident("2025-02-12 10:00")]
    new = pool("2025-02-13 10:00", services=frozenset({"z"}))
    found = rate(world(before, now, new, *others))
    assert (found.figure.k, found.figure.n) == (1, 2)
    assert (found.coverage.k, found.coverage.n) == (2, 4)
    assert found.bounds == (0.25, 0.75)


def test_a_link_classifies_too() -> None:
    before, now = incident("2024-11-08 01:00"), incident("2025-02-10 10:00")
    found = rate(world(before, now, links=[link(now, before)]))
    assert (found.figure.k, found.figure.n) == (1, 1)


def test_a_link_made_later_was_not_known_then() -> None:
    before, now = incident("2024-11-08 01:00"), incident("2025-02-10 10:00")
    linked = world(before, now, links=[link(now, before, made="2025-03-01 10:00")])
    assert rate(linked, as_of=at("2025-02-28 10:00")).figure.k == 0
    assert rate(linked).figure.k == 1


REVIEWED: dict[str, Any] = {
    "status": PostmortemStatus.FINAL,
    "published_at": at("2024-11-12 10:00"),
}


@pytest.mark.parametrize(
    ("due", "done", "changes", "expected"),
    [
        ("2025-01-10", "2025-01-09", {}, WasKnown.INEFFECTIVE),
        ("2025-01-10", "2025-01-20", {}, WasKnown.INEFFECTIVE),
        ("2025-01-10", None, {}, WasKnown.LATE),
        ("2025-01-10", "2025-02-20", {}, WasKnown.LATE),
        ("2025-03-10", None, {}, WasKnown.UNFIXED),
        (None, None, {}, WasKnown.UNFIXED),
        ("2025-01-10", None, {"status": ActionStatus.WONT_DO}, WasKnown.UNFIXED),
    ],
)
def test_was_it_known(
    due: str | None, done: str | None, changes: dict[str, Any], expected: WasKnown
) -> None:
    before, now = pool("2024-11-08 01:00", **REVIEWED), pool("2025-02-10 10:00")
    item = action(before, due, done, **changes)
    found = rate(facts([FIRST, before, now], [item]))
    assert found.repeats[0].known is expected


def test_without_a_postmortem_it_was_never_reviewed() -> None:
    before, now = pool("2024-11-08 01:00"), pool("2025-02-10 10:00")
    assert rate(world(before, now)).repeats[0].known is WasKnown.NEVER_REVIEWED


def test_a_postmortem_without_items_left_it_unfixed() -> None:
    before, now = pool("2024-11-08 01:00", **REVIEWED), pool("2025-02-10 10:00")
    assert rate(world(before, now)).repeats[0].known is WasKnown.UNFIXED


def test_chains_are_what_persons_linked() -> None:
    a, b, c = pool("2024-11-08 01:00"), incident("2024-12-08 01:00"), incident("2025-02-10 10:00")
    known = Known(world(c, b, a, links=[link(c, b), link(b, a)]), as_of=AS_OF)
    assert Classes(known).chains() == [[a, b, c]]
    assert Classes(known).same(a, c)
    assert not Classes(known).same(a, a)


def test_the_window_is_the_one_that_the_library_sets() -> None:
    before, now = pool("2024-11-08 01:00"), pool("2025-02-10 10:00")
    made = world(incident("2022-01-01 10:00"), before, now)
    assert rate(made).figure.k == 1
    assert rate(replace(made, window=2)).figure.k == 0
    known = Known(replace(made, window=2), as_of=AS_OF)
    found = trend(known, Classes(known), Period.parse("2025-02"))
    assert (found.window, found.repeats.figure.k) == (2, 0)
    found = trend(known, Classes(known), Period.parse("2025-02"), window=6)
    assert (found.window, found.repeats.figure.k) == (6, 1)
