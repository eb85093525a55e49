"""What Enter, marks, lists and tables do to lines of Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.pages.editor import markdown_tables as tables
from desktop.pages.editor.markdown_typing import (
    coded,
    continuation,
    listed,
    outdented,
    word_at,
    wrapped,
)
from desktop.pages.editor.text_offsets import TextOffsets


@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("- a", "- "),
        ("  * a", "  * "),
        ("9. a", "10. "),
        ("3) a", "4) "),
        ("- [x] a", "- [ ] "),
        ("> a", "> "),
        ("> - a", "> - "),
    ],
)
def test_enter_goes_on_with_a_list_or_a_quote(line: str, prefix: str) -> None:
    going_on = continuation(line, len(line))
    assert going_on is not None
    assert going_on.prefix == prefix


@pytest.mark.parametrize(
    ("line", "kept"), [("- ", ""), ("    - ", "- "), ("> ", ""), ("> - ", "> "), ("2. ", "")]
)
def test_enter_on_an_empty_one_ends_it(line: str, kept: str) -> None:
    going_on = continuation(line, len(line))
    assert going_on is not None
    assert going_on.prefix is None
    assert going_on.kept == kept


@pytest.mark.parametrize(("line", "column"), [("text", 4), ("- a", 1), ("-5 degrees", 10), ("", 0)])
def test_enter_elsewhere_is_a_new_line(line: str, column: int) -> None:
    assert continuation(line, column) is None


def test_marks_go_around_the_words_and_off_again() -> None:
    assert wrapped(" a b ", "**") == " **a b** "
    assert wrapped("**a b**", "**") == "a b"
    assert wrapped("**a**", "*") == "***a***"
    assert wrapped("  ", "*") == "  "


def test_code_is_fenced_by_what_it_does_not_hold() -> None:
    assert coded("x") == "`x`"
    assert coded("`x`") == "x"
    assert coded("a`b") == "`` a`b ``"
    assert coded("a\nb") == "```\na\nb\n```"


def test_lines_become_a_list_and_lines_again() -> None:
    assert listed(["a", "", "b"], "number") == ["1. a", "", "2. b"]
    assert listed(["1. a", "2. b"], "bullet") == ["- a", "- b"]
    assert listed(["- a", "- b"], "bullet") == ["a", "b"]
    assert listed([""], "bullet") == ["- "]


def test_a_line_moves_out_by_one_step() -> None:
    assert [outdented(one) for one in ("      - a", "    - a", "\t- a", "- a")] == [
        "    - a",
        "- a",
        "- a",
        "- a",
    ]


def test_a_word_is_found_from_any_place_in_it() -> None:
    assert word_at("the payment-service is", 8) == (4, 19)
    assert word_at("a  b", 2) == (2, 2)


TABLE = ["| a | long `x|y` head |", "|:-|-:|", "| 1 | 2", "x | 日本 | extra"]


def test_columns_are_put_in_line() -> None:
    assert tables.aligned(TABLE) == [
        "| a   | long `x|y` head |       |",
        "| :-- | --------------: | ----- |",
        "| 1   |               2 |       |",
        "| x   |            日本 | extra |",
    ]
    assert tables.aligned(tables.aligned(TABLE)) == tables.aligned(TABLE)


def test_a_table_is_found_from_any_of_its_lines() -> None:
    lines = ["text", *TABLE, "", "a | b without delimiters"]
    for row in range(1, 5):
        assert tables.table_around(lines, row) == tables.TableRows(1, 4)
    assert tables.table_around(lines, 0) is None
    assert tables.table_around(lines, 6) is None


@given(st.lists(st.text(alphabet="ab |`\\日😀", max_size=12), min_size=1, max_size=4))
def test_aligning_keeps_every_word(cells: list[str]) -> None:
    row = "| " + " | ".join(cells) + " |"
    lines = [row, "|" + "---|" * max(1, len(tables.cells(row)))]
    assert tables.cells(tables.aligned(lines)[0])[: len(tables.cells(row))] == tables.cells(row)


@given(st.text(alphabet="aé日😀\n", max_size=30))
def test_places_agree_with_utf16(text: str) -> None:
    offsets = TextOffsets(text)
    for place in range(len(text) + 1):
        units = len(text[:place].encode("utf-16-le")) // 2
        assert offsets.units(place) == units
        assert offsets.place(units) == place
