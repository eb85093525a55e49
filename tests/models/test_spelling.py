"""Which words of a postmortem are checked, and against what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.errors import BadInputError
from models.operations.incidents import save_incident
from models.operations.spelling import add_spelling_word
from models.spelling import Speller, installed_words
from tests.models.examples import incident

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.library import Library

PLAIN = [
    "the",
    "a",
    "reviewer",
    "saw",
    "that",
    "deployment",
    "was",
    "slow",
    "and",
    "it",
    "took",
    "long",
    "because",
    "of",
    "pool",
    "in",
    "this",
    "text",
    "we",
    "all",
    "know",
    "words",
    "were",
    "right",
]


class _Words:
    """A dictionary of a few words."""

    def lookup(self, word: str) -> bool:
        return word in PLAIN

    def suggest(self, word: str) -> Iterator[str]:
        return (one for one in PLAIN if one[0] == word[0].lower())


SPELLER = Speller(_Words(), ["payments/checkout-api", "@alex-kim"])


def _wrong(text: str) -> list[str]:
    return [text[start:end] for start, end in SPELLER.misspelt(text)]


def test_unknown_words_of_prose_are_found_where_they_stand() -> None:
    assert _wrong("😀 The reveiwer saw teh pool.\n\nThe poool") == ["reveiwer", "teh", "poool"]


@pytest.mark.parametrize(
    "text",
    [
        "the `reveiwer` saw",
        "```\nteh poool\n```",
        "the https://exampel.org/teh saw",
        "[the pool](https://exampel.org)",
        "the INC-2025-034 saw",
        "the payment_methds and conectionPool and v2pool and HTTPX",
        "the path/to/poool and poool.conf and @somebdy",
        "> teh poool",
        "it was Angus and it was Mentimeter",
        "the rollback of the kubernetes namespace",
        "the checkout of alex",
        "the reviewer's pool",
    ],
)
def test_what_is_no_prose_or_known_here_is_left_alone(text: str) -> None:
    assert _wrong(text) == []


def test_a_text_in_another_language_is_left_alone() -> None:
    assert (
        _wrong("der dienst war lange nicht erreichbar weil alle verbindungen belegt waren " * 3)
        == []
    )


def test_without_a_dictionary_nothing_is_checked() -> None:
    speller = Speller(None)
    assert not speller.is_on
    assert speller.misspelt("teh poool") == ()
    assert speller.suggestions("teh") == ()


def test_suggestions_are_few() -> None:
    assert SPELLER.suggestions("teh")[:2] == ("the", "that")
    assert len(SPELLER.suggestions("teh")) <= 6


def test_a_library_knows_its_services_and_what_was_added(library: Library) -> None:
    save_incident(library, incident(services=("payments/ledger",), tags=("canary",)))
    assert add_spelling_word(library, " Afterword ").settings
    assert not add_spelling_word(library, "afterword").settings
    assert {"payments/ledger", "canary", "afterword"} <= library.spelling.known()


@pytest.mark.parametrize("word", ["", "two words", "x" * 100, "a\nb"])
def test_what_is_no_word_is_refused(library: Library, word: str) -> None:
    with pytest.raises(BadInputError):
        add_spelling_word(library, word)


def test_the_dictionary_that_is_installed_knows_english() -> None:
    pytest.importorskip("spylls")
    speller = Speller(installed_words(), ["payments/payment-db"])
    text = "The reviewers saw that the deploymnt was slow. `tabel` recieved by payment-db."
    wrong = [text[start:end] for start, end in speller.misspelt(text)]
    assert wrong == ["deploymnt", "recieved"]
    assert "received" in speller.suggestions("recieved")
