"""What of a design's text is sought."""

from __future__ import annotations

from models.reviewing.emphasis import LONGEST_READ, Emphasis


def test_plain_words_go_and_technical_ones_count_more() -> None:
    text = Emphasis(frozenset({"pool"}), frozenset({"moves", "onto"})).text(
        "Checkout moves", "The pool moves onto PgBouncer"
    )
    assert "moves" not in text.lower()
    assert text.count("pool") == 3
    assert "PgBouncer" in text


def test_the_shipped_lists_do_not_contradict_each_other() -> None:
    emphasis = Emphasis.shipped()
    assert emphasis._technical.isdisjoint(emphasis._plain)
    assert all(word == word.lower() for word in emphasis._technical | emphasis._plain)


def test_only_the_beginning_of_a_long_design_is_sought() -> None:
    text = Emphasis(frozenset(), frozenset()).text("Title", f"{'a ' * LONGEST_READ}end")
    assert "end" not in text


def test_nothing_is_sought_by_nothing() -> None:
    assert Emphasis.shipped().text("", "").strip() == ""
