"""Few questions: what follows from an answer is not asked."""

from __future__ import annotations

import itertools
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.recurrence.questions import to_ask
from models.vocabulary import LinkKind

A, B, C, D = (UUID(int=number) for number in range(1, 5))
SAME, RECURS, APART, RELATED = (
    LinkKind.SAME_CLASS,
    LinkKind.RECURRENCE_OF,
    LinkKind.NOT_RELATED,
    LinkKind.RELATED,
)


def asked(
    pairs: list[tuple[UUID, UUID]], links: list[tuple[UUID, UUID, LinkKind]]
) -> list[tuple[UUID, UUID]]:
    return to_ask([((one, two), one, two) for one, two in pairs], links)  # type: ignore[return-value]


@pytest.mark.parametrize("kind", [SAME, RECURS])
def test_what_follows_from_two_confirmed_links_is_not_asked(kind: LinkKind) -> None:
    assert asked([(A, C)], [(A, B, kind), (C, B, kind)]) == []


def test_three_alike_take_two_questions() -> None:
    assert asked([(A, B), (B, C), (A, C)], []) == [(A, B), (B, C)]


@pytest.mark.parametrize("kind", [APART, RELATED])
def test_the_third_is_asked_once_the_answer_does_not_follow(kind: LinkKind) -> None:
    assert asked([(A, B), (B, C), (A, C)], [(A, B, kind)]) == [(B, C), (A, C)]


def test_an_answer_holds_for_the_classes_of_the_two() -> None:
    pairs = [(A, C), (B, C), (A, D)]
    assert asked(pairs, [(A, B, SAME), (B, C, APART)]) == [(A, D)]
    assert asked(pairs, [(A, B, SAME)]) == [(A, C), (A, D)]


def test_two_that_are_one_class_are_not_asked_though_somebody_set_them_apart() -> None:
    assert asked([(A, C)], [(A, B, SAME), (B, C, SAME), (A, C, APART)]) == []


PAIRS = st.lists(
    st.sampled_from(list(itertools.combinations([UUID(int=n) for n in range(1, 8)], 2))),
    unique=True,
)


@given(PAIRS)
def test_to_confirm_all_that_is_asked_leaves_nothing_to_ask(pairs: list[tuple[UUID, UUID]]) -> None:
    questions = asked(pairs, [])
    assert asked(pairs, [(one, two, SAME) for one, two in questions]) == []
    assert len(questions) < 7


@given(PAIRS)
def test_to_deny_what_is_asked_gets_through_all_pairs(pairs: list[tuple[UUID, UUID]]) -> None:
    denied: list[tuple[UUID, UUID, LinkKind]] = []
    while questions := asked(pairs, denied):
        denied.extend((one, two, APART) for one, two in questions)
    assert {(one, two) for one, two, _ in denied} == set(pairs)
