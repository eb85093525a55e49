from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.dialogs.typed_numbers import TypedNumber, format_number, read_number
from models.errors import BadInputError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12,000", TypedNumber(Decimal(12000))),
        ("~12,000", TypedNumber(Decimal(12000), estimated=True)),
        ("about 12k", TypedNumber(Decimal(12000), estimated=True)),
        ("12 000", TypedNumber(Decimal(12000))),
        ("€8,500", TypedNumber(Decimal(8500), currency="EUR")),
        ("8500.50 EUR", TypedNumber(Decimal("8500.50"), currency="EUR")),
        ("2.3 %", TypedNumber(Decimal("2.3"))),
        ("2,3", TypedNumber(Decimal("2.3"))),
        ("0", TypedNumber(Decimal(0))),
        ("", TypedNumber(None)),
        ("unknown", TypedNumber(None)),
    ],
)
def test_amounts_are_understood_as_people_type_them(typed: str, meant: TypedNumber) -> None:
    assert read_number(typed, whole=False) == meant


@pytest.mark.parametrize("typed", ["many", "-1", "1.2.3", "1e9999", "9" * 40, "١٢", "NaN"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(BadInputError):
        read_number(typed, whole=False)


def test_half_a_user_is_refused() -> None:
    with pytest.raises(BadInputError, match="whole number"):
        read_number("2.5", whole=True)


@pytest.mark.parametrize("value", [0, 340, 12000, Decimal("8500"), Decimal("2.30"), Decimal("0.5")])
def test_what_the_form_shows_reads_back_as_the_same_amount(value: int | Decimal) -> None:
    shown = format_number(value, estimated=True)
    found = read_number(shown, whole=False)
    assert found.value == value
    assert found.estimated


def test_unknown_is_shown_as_nothing_and_zero_as_zero() -> None:
    assert format_number(None) == ""
    assert format_number(0) == "0"
