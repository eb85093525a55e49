"""Questions made of what the incidents had in common."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.reviewing.board import board
from models.reviewing.questions import MOST, Patterns, generate_questions, new_questions
from models.vocabulary import DefenceOutcome
from tests.models.reviewing.examples import DB, defence, incident, review_of

INDEX = "Database / Missing index"
ONE = incident("ONE", INDEX, DB)
TWO = incident("TWO", INDEX, DB, "search")
ODD = incident("ODD", "Weather / Hail", "search")


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return Patterns.shipped()


def test_what_came_back_is_counted_and_asked_about(patterns: Patterns) -> None:
    review = review_of([ODD, ONE, TWO])
    first, second = generate_questions(review, board(review, [ONE, TWO, ODD]), patterns)
    assert first.text.startswith("A missing index hit payment-db twice. Which queries")
    assert first.source == "ONE, TWO"
    assert second.text.startswith(
        "A failure of the kind “Hail” hit search once. What in this design prevents it"
    )


def test_a_category_is_known_by_its_levels_and_case_does_not_matter(patterns: Patterns) -> None:
    assert patterns.of("Storage / disk full") == patterns.of("Database / Storage full")
    assert patterns.of("database / Something new") == patterns.of("Database")
    assert patterns.of("") == patterns.of(" / ")


def test_many_times_and_nowhere_are_said_too(patterns: Patterns) -> None:
    many = [incident(f"K{number}", INDEX) for number in range(7)]
    review = review_of(many)
    assert generate_questions(review, board(review, many), patterns)[0].text.startswith(
        "A missing index: 7 times. "
    )


def test_failed_and_lucky_defences_are_asked_about(patterns: Patterns) -> None:
    one = replace(
        ONE,
        defences=(
            defence(DefenceOutcome.FAILED, f"The alert on {'pool ' * 60}was silent."),
            defence(DefenceOutcome.LUCKY, "Somebody looked."),
            defence(DefenceOutcome.WORKED, "The canary."),
        ),
    )
    review = review_of([one])
    texts = [one.text for one in generate_questions(review, board(review, [one]), patterns)]
    assert len(texts) == 3
    assert texts[1].startswith("Did not work: “The alert on pool")
    assert "…”" in texts[1]
    assert texts[2].startswith("It was luck: “Somebody looked”.")


def test_there_are_never_too_many(patterns: Patterns) -> None:
    many = [incident(f"K{number}", f"Kind / {number}", DB) for number in range(30)]
    review = review_of(many)
    assert len(generate_questions(review, board(review, many), patterns)) == MOST


def test_a_removed_question_comes_back_only_with_another_incident(patterns: Patterns) -> None:
    review = review_of([ONE])
    seen = board(review, [ONE])
    first = new_questions(review, seen, patterns, before=())
    assert [one.source for one in first] == ["ONE"]
    assert new_questions(replace(review, questions=first), seen, patterns, before=()) == ()
    assert new_questions(review, seen, patterns, before=["ONE"]) == ()
    both = review_of([ONE, TWO])
    again = new_questions(both, board(both, [ONE, TWO]), patterns, before=["ONE"])
    assert [one.source for one in again] == ["ONE, TWO"]


def test_every_shipped_pattern_reads_as_a_sentence(patterns: Patterns) -> None:
    for pattern in patterns._by_name.values():
        assert pattern.ask.endswith("?")
        assert not pattern.thing.endswith(".")
