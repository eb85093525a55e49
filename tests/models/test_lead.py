"""The first words of a postmortem, as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.incident import Postmortem, Section
from models.lead import LONGEST, lead_of, plain_text
from models.vocabulary import SectionKind
from tests.models.examples import incident


def _lead(*sections: tuple[SectionKind, str]) -> str:
    written = tuple(Section(kind=kind, title="x", markdown=text) for kind, text in sections)
    return lead_of(incident(postmortem=Postmortem(sections=written)))


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("Payments **failed** for _some_ `users`.", "Payments failed for _some_ users."),
        ("# Heading\n\nText", "Heading Text"),
        ("- one\n- two\n1. three\n> four", "one two three four"),
        ("[a link](http://x) and ![a picture](y.png) here", "a link and here"),
        ("before\n```\ncode\n```\nafter", "before after"),
        ("before\n~~~sql\nnever closed", "before"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nafter", "after"),
        ("a <b>bold</b> <!-- hidden\nstill --> end", "a bold end"),
        ("3 < 5 and 7 > 2 * 2 * 1", "3 < 5 and 7 > 2 * 2 * 1"),
        ("---\n***\n", ""),
    ],
)
def test_marks_are_left_out_and_words_kept(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain


def test_the_summary_comes_first_then_what_there_is() -> None:
    root, summary = (SectionKind.ROOT_CAUSE, "root"), (SectionKind.SUMMARY, "summary")
    assert _lead(root, summary) == "summary"
    assert _lead(root, (SectionKind.SUMMARY, " \n")) == "root"
    assert _lead((SectionKind.OTHER, "other"), root) == "root"
    assert _lead() == ""
    assert lead_of(incident()) == ""


def test_a_long_lead_ends_at_a_word() -> None:
    lead = _lead((SectionKind.SUMMARY, "word " * 200))
    assert len(lead) <= LONGEST + 1
    assert lead.endswith("word…")
    assert len(_lead((SectionKind.SUMMARY, "w" * 5000))) == LONGEST + 1


@given(st.text(st.sampled_from("`*_~[]()!<>-#|= \n\tab1."), max_size=400))
def test_any_markdown_has_a_lead_soon(markdown: str) -> None:
    lead = _lead((SectionKind.SUMMARY, markdown * 10))
    assert "\n" not in lead
    assert len(lead) <= LONGEST + 1
