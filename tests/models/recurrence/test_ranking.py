"""Which pairs look like repeats: sure, silent, and the same whichever is asked first."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from models.recurrence.ranking import (
    LEAST_CONFIDENCE,
    MOST_NEIGHBOURS,
    Commonness,
    Neighbour,
    Suggestion,
    Traits,
    nearest,
    pair_of,
    suggest,
)

A, B = UUID(int=1), UUID(int=2)
START = datetime(2025, 3, 15, tzinfo=UTC)
COMMON = Commonness(
    incidents=200,
    services={"payments/payment-db": 3, "web": 150},
    categories={"Database / Pool": 4},
    factor_tags={"no timeout": 2},
)


def pair(
    forward: float, backward: float, first: Traits, second: Traits, common: Commonness = COMMON
) -> Suggestion | None:
    found = suggest(
        first,
        [Neighbour(second.id, forward, ("both say “connection pool”",))],
        {second.id: (Neighbour(first.id, backward, ("both say “pool of connections”",)),)},
        {second.id: second},
        common,
    )
    return found[0] if found else None


def near_by(id: UUID, likeness: float, modes: float = 0.0) -> Neighbour:
    return Neighbour(id, likeness, ("both mention pool",), modes)


def traits(id: UUID, days: int | None = 0, **given: object) -> Traits:
    start = None if days is None else START - timedelta(days=days)
    return Traits(id=id, started_at=start, **given)  # type: ignore[arg-type]


def test_the_later_incident_may_repeat_the_earlier_one() -> None:
    for one, other in ((traits(A), traits(B, 127)), (traits(B), traits(A, 127))):
        found = pair(0.4, 0.4, one, other)
        assert found is not None
        assert (found.later_id, found.earlier_id) == (one.id, other.id)
        assert found.evidence == ("both say “connection pool”", "127 days apart")


def test_a_long_text_that_has_a_little_of_everything_is_no_repeat() -> None:
    assert pair(0.6, 0.05, traits(A), traits(B, 900)) is None


def test_a_pair_counts_only_when_each_is_near_the_other() -> None:
    near = [Neighbour(B, 0.9)]
    assert suggest(traits(A), near, {B: ()}, {B: traits(B)}, COMMON) == []
    assert suggest(traits(A), near, {}, {B: traits(B)}, COMMON) == []


def test_rare_names_in_common_add_what_common_ones_do_not() -> None:
    def confidence(services: frozenset[str] = frozenset()) -> float:
        one, other = traits(A, services=services), traits(B, 900, services=services)
        found = pair(0.26, 0.26, one, other)
        return found.confidence if found else 0.0

    plain, web = confidence(), confidence(services=frozenset({"web"}))
    rare = confidence(services=frozenset({"payments/payment-db"}))
    assert plain <= web < rare
    tagged = pair(
        0.3,
        0.3,
        traits(A, factor_tags=frozenset({"no timeout"})),
        traits(B, 900, factor_tags=frozenset({"no timeout"})),
    )
    assert tagged is not None
    assert tagged.evidence[0] == "same factor no timeout"


def test_telling_of_the_same_failing_adds_to_what_texts_share() -> None:
    def confidence(modes: float) -> float:
        near = [near_by(B, 0.2, modes)]
        back = {B: (near_by(A, 0.2, modes),)}
        found = suggest(traits(A), near, back, {B: traits(B)}, COMMON)
        return found[0].confidence if found else 0.0

    assert confidence(0.0) < confidence(0.5) < confidence(1.0)
    assert nearest([Neighbour(A, 0.2), Neighbour(B, 0.15, mode_score=1.0)])[0].id == B


def test_an_undated_incident_is_taken_for_the_earlier_one() -> None:
    found = pair(0.5, 0.5, traits(A, None), traits(B))
    assert found is not None
    assert found.later_id == B


def test_only_the_nearest_texts_are_looked_at() -> None:
    found = nearest(Neighbour(UUID(int=number), number / 100) for number in range(30))
    assert len(found) == MOST_NEIGHBOURS
    assert [one.id.int for one in found] == list(range(29, 29 - MOST_NEIGHBOURS, -1))


def test_a_pair_of_which_nothing_can_be_shown_is_not_suggested() -> None:
    bare = suggest(
        traits(A), [Neighbour(B, 0.9)], {B: (Neighbour(A, 0.9),)}, {B: traits(B)}, COMMON
    )
    assert bare == []


SCORES = st.floats(0, 1, allow_nan=False)


@given(SCORES, SCORES, st.integers(0, 2000), st.integers(0, 2000))
def test_it_makes_no_difference_which_is_asked(f: float, b: float, one: int, two: int) -> None:
    first, second = traits(A, one), traits(B, two)
    here, there = pair(f, b, first, second), pair(b, f, second, first)
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert (here.pair, here.confidence) == (there.pair, there.confidence)
        assert here.later_id == there.later_id
        assert here.confidence >= LEAST_CONFIDENCE


@given(SCORES, SCORES, SCORES)
def test_more_in_common_is_never_less_sure(f: float, b: float, more: float) -> None:
    less, same = pair(f, b, traits(A), traits(B)), pair(max(f, more), b, traits(A), traits(B))
    if less is not None:
        assert same is not None
        assert same.confidence >= less.confidence


@given(st.uuids(), st.uuids())
def test_a_pair_has_one_name(first: UUID, second: UUID) -> None:
    assert pair_of(first, second) == pair_of(second, first)


def test_who_is_near_to_all_is_near_to_nobody_in_particular() -> None:
    others = [UUID(int=number) for number in range(10, 9 + MOST_NEIGHBOURS)]
    crowd = tuple(near_by(one, 0.3) for one in others)
    alike = (near_by(B, 0.35), *crowd), (near_by(A, 0.35), *crowd)
    both = {one.id: one for one in (traits(B, 900),)}
    assert pair(0.35, 0.35, traits(A), traits(B, 900)) is not None
    assert suggest(traits(A), alike[0], {B: alike[1]}, both, COMMON) == []


def test_many_repeats_of_one_failure_are_all_suggested() -> None:
    ids = [UUID(int=number) for number in range(1, MOST_NEIGHBOURS + 2)]
    near = {one: tuple(near_by(each, 0.7) for each in ids if each != one) for one in ids}
    known = {one: traits(one, number) for number, one in enumerate(ids)}
    for one in ids:
        assert suggest(known[one], near[one], near, known, COMMON)


def test_different_branches_of_the_categories_count_against_a_repeat() -> None:
    def confidence(first: str | None, second: str | None) -> float:
        found = pair(0.3, 0.3, traits(A, category=first), traits(B, 900, category=second))
        return found.confidence if found else 0.0

    pool, lag, flag = "Database / Pool", "Database / Lag", "Configuration / Flag"
    assert confidence(pool, flag) < confidence(pool, lag) == confidence(pool, None)
    assert confidence(pool, lag) <= confidence(pool, pool)


@given(st.permutations(range(6)), st.lists(SCORES, min_size=15, max_size=15))
def test_the_order_of_what_was_found_changes_nothing(order: list[int], found: list[float]) -> None:
    ids = [UUID(int=number + 1) for number in range(6)]
    score = dict(zip(itertools.combinations(range(6), 2), found, strict=True))
    known = {one: traits(one, number) for number, one in enumerate(ids)}

    def all_suggested(places: list[int]) -> set[Suggestion]:
        near = {
            ids[at]: [
                near_by(ids[other], score[min(at, other), max(at, other)])
                for other in places
                if other != at
            ]
            for at in places
        }
        return {
            each
            for at in places
            for each in suggest(known[ids[at]], near[ids[at]], near, known, COMMON)
        }

    first, second = all_suggested(list(range(6))), all_suggested(order)
    assert {(one.pair, one.confidence) for one in first} == {
        (one.pair, one.confidence) for one in second
    }
