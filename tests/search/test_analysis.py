"""What is indexed of a text, and what a word finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import chunks, fold, normalised, stem


def terms(text: str) -> set[str]:
    return {term for _, _, chunk in chunks(normalised(text)) for term in chunk.terms}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "payment_methods.user_id",
            {"payment_methods.user_id", "payment_methods", "user_id", "payment", "user", "id"},
        ),
        ("api-prod-17.eu-west-1", {"api-prod-17.eu-west-1", "api-prod-17", "eu-west-1", "prod"}),
        ("INC-4", {"inc-4", "inc", "4"}),
        ("10.2.3.4", {"10.2.3.4"}),
        ("written in C++ and C#", {"c++", "c#"}),
        ("v2.4.1", {"v2.4.1", "2.4.1"}),
        ("5xx", {"5xx"}),
        ("NullPointerException", {"nullpointerexception", "pointer"}),
        ("12,000 users", {"12000", "users"}),
        ("Éclair, Straße, Ångström", {"eclair", "strasse", "angstrom"}),
        ("e\u0301cole", {"ecole"}),
        ("users' and user's, don't", {"users", "user", "dont"}),
        ("数据库", {"数据", "据库", "库"}),
        ("@db-engineer #123", {"db-engineer", "engineer", "123"}),
        ("std::vector", {"std::vector", "vector"}),
    ],
)
def test_identifiers_are_found_whole_and_in_parts(text: str, expected: set[str]) -> None:
    assert expected <= terms(text)


def test_words_that_say_nothing_are_not_indexed_alone() -> None:
    assert terms("the pool of the service") == {"pool", "service"}


def test_stems_join_forms_and_leave_identifiers_alone() -> None:
    assert stem("connections") == stem("connection") == stem("connected")
    assert stem("v2s") == "v2s"
    assert stem("naïves") == "naïves"


@given(st.text())
def test_any_text_is_analysed(text: str) -> None:
    for start, end, chunk in chunks(normalised(text)):
        assert 0 <= start < end <= len(normalised(text))
        assert len(chunk.words) == len(chunk.hashes)
        assert all(chunk.terms)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
