"""Dates, durations and amounts in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from exporters.formats import ENGLISH
from exporters.wording import listed, minutes_in_words, ordinal, signed


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"), (47, "47 min"), (119, "119 min"), (120, "2 h"), (192, "3 h 12 min"),
        (2879, "47 h 59 min"), (2880, "2 d"), (3120, "2 d 4 h"), (4319, "3 d"),
    ],
)  # fmt: skip
def test_minutes(minutes: int, words: str) -> None:
    assert minutes_in_words(minutes).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(12000, "12,000"), (0, "0"), (Decimal("2.30"), "2.3"), (Decimal("1E+3"), "1,000")],
)
def test_amounts(value: int | Decimal, words: str) -> None:
    assert ENGLISH.amount(value) == words
    assert ENGLISH.amount(value, estimated=True) == f"~{words}"


@pytest.mark.parametrize(
    ("value", "currency", "words"),
    [
        (Decimal(8500), "EUR", "€8,500"), (Decimal("9.5"), "usd", "$9.5"),
        (Decimal(10), "CHF", "CHF 10"), (Decimal(10), None, "10"), (Decimal(10), "", "10"),
    ],
)  # fmt: skip
def test_money(value: Decimal, currency: str | None, words: str) -> None:
    assert ENGLISH.money(value, currency).replace("\u00a0", " ") == words


def test_signs_ordinals_and_lists() -> None:
    assert [signed("5", minutes) for minutes in (5, 0, -5)] == ["+5", "5", "−5"]
    assert ordinal(3) == "Third"
    assert ordinal(12) == "No. 12"
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert ENGLISH.long_date(date(2025, 3, 5)).replace("\u00a0", " ") == "5 March 2025"
