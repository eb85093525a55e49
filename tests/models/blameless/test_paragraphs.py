"""Reading a text paragraph by paragraph finds what reading it whole finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.blameless.hints import BlamelessReader
from models.blameless.paragraphs import ParagraphReader
from models.blameless.rules import RuleBook

WHOLE = BlamelessReader(RuleBook.shipped())
PIECES = st.lists(
    st.sampled_from(
        [
            "The reviewer should have noticed.",
            "\n",
            "\n\n",
            "```",
            "~~~",
            "We failed to look",
            "<!--",
            "-->",
            " ",
            "😀",
            "> quoted human error",
            "- human error",
            "| a | human error |",
        ]
    ),
    max_size=25,
)


@given(PIECES)
def test_paragraphs_hold_the_same_hints_as_the_whole(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert ParagraphReader(WHOLE).hints(text) == WHOLE.hints(text)


def test_what_was_read_before_moves_with_the_text() -> None:
    reader = ParagraphReader(WHOLE)
    text = "One.\n\nWe failed to look.\n"
    (before,) = reader.hints(text)
    (after,) = reader.hints("New.\n\n" + text)
    assert (after.start, after.line) == (before.start + 6, before.line + 2)
    assert after.text == before.text


def test_what_follows_a_quotation_or_code_is_read_too() -> None:
    for before in ("> quoted human error", "    indented human error", "It said ` once."):
        (hint,) = WHOLE.hints(f"{before}\n\nThe reviewer should have noticed ` it.")
        assert hint.text == "should have noticed"
