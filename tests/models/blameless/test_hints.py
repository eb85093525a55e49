"""What is a hint, what is none, and where it stands in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.blameless.hints import BlamelessReader, Hint
from models.blameless.rules import RuleBook

RULES = RuleBook.shipped()


def hints(text: str, *people: str) -> tuple[Hint, ...]:
    return BlamelessReader(RULES, people).hints(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The reviewer should have noticed that the migration had no index.", "counterfactual"),
        ("The on-call engineer, who was new, could have rolled back earlier.", "counterfactual"),
        ("We failed to test the failover.", "counterfactual"),
        ("An operator ran the tool but forgot to pass the flag.", "counterfactual"),
        ("@db-engineer should not have run it on the primary.", "counterfactual"),
        ("Alex clearly should have asked.", "counterfactual"),
        ("Root cause: human error.", "human error"),
        ("The address was fat-fingered.", "human error"),
        ("It came down to a careless change.", "careless"),
        ("The outage was caused by @alex.", "person as cause"),
        ("This was introduced by one of our developers.", "person as cause"),
        ("The technician mistakenly unplugged the second rack.", "person as cause"),
        ("It was the operator's mistake.", "person as cause"),
        ("An engineer unintentionally deleted the namespace.", "person as cause"),
        ("It was the team who incorrectly believed that dates were ignored.", "person as cause"),
        ("None of us noticed the hole for a month.", "counterfactual"),
        ("The operator should've waited.", "counterfactual"),
        ("The engineer didn’t realise that both were the same.", "counterfactual"),
        ("The developer skipped the review process.", "counterfactual"),
        ("An inexperienced operator was on call.", "careless"),
    ],
)
def test_blame_is_found(text: str, rule: str) -> None:
    (hint,) = hints(text, "@alex", "@db-engineer")
    assert hint.rule == rule
    assert text[hint.start : hint.end] == hint.text
    assert hint.text in hint.why
    assert "{" not in hint.why + hint.rewrite


@pytest.mark.parametrize(
    "text",
    [
        "The pod failed to start.",
        "An interlock now guards against human error.",
        "The job inadvertently deleted the index.",
        "The service, which incorrectly reported success, went on.",
        "The request skipped the review queue.",
        "First rule:\n\n---\n\nThe text goes on between rules.\n\n---\n",
        "Health checks failed to detect the broken replica.",
        "The alert should have fired within two minutes.",
        "The cache could have been warmed by the deploy job.",
        "This incident was not caused by a human error but by a missing check.",
        "“The reviewer should have noticed”, said one comment.",
        "> We should have known.\n\nThe page was written later.",
        "Run `we should have failed to` first.",
        "```\nWe failed to connect\n```",
        "The log says 'operator error' at 14:02.",
        "Error: the engineers' dashboard showed their error reporting as green.",
        "Fields are loaded with a lazy query.",
        "The rollback was caused by the deploy controller.",
        "Nobody was careless here.",
        "Engineers broke the dependency between the queue and the writer to shed load.",
        "Errors caused by the developer tooling were retried.",
        "",
    ],
)
def test_machines_quotations_and_code_are_left_alone(text: str) -> None:
    assert hints(text) == ()


def test_a_name_counts_as_a_person_only_when_the_incident_names_it() -> None:
    text = "Redis failed to answer. Maria failed to answer."
    assert [hint.column for hint in hints(text, "Maria Lopez")] == [31]
    assert hints(text) == ()


def test_line_and_column_count_from_one() -> None:
    (hint,) = hints("# Cause\n\nOn Monday we should have stopped.\n")
    assert (hint.line, hint.column) == (3, 14)


def test_overlapping_rules_give_one_hint() -> None:
    (hint,) = hints("The engineer made a careless mistake.")
    assert hint.start == len("The engineer ")


@given(
    st.text(
        st.sampled_from("we should have forgot to @a ` \" ' ’ \n > | # . , — ü 語 \t ( )"),
        max_size=300,
    )
)
def test_any_text_is_read_and_every_hint_lies_inside_it(text: str) -> None:
    ends = 0
    for hint in hints(text):
        assert ends <= hint.start < hint.end <= len(text)
        assert text.splitlines(keepends=True)
        ends = hint.end


@given(st.text(max_size=200))
def test_quoted_text_gives_no_hint(text: str) -> None:
    assert (
        hints("\n".join("> " + line for line in f"We should have known {text}".splitlines())) == ()
    )


def test_blame_between_two_rules_of_a_document_is_found() -> None:
    assert len(hints("One.\n\n---\n\nWe failed to look.\n\n---\n\nTwo.")) == 1


def test_the_passage_is_the_sentence_with_even_blanks() -> None:
    (hint,) = hints("Before it. The reviewer  should have\nnoticed that. After it.")
    assert hint.passage == "The reviewer should have noticed that"
