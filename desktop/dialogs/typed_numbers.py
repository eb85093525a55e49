"""Amounts as people type them: `~12,000`, `340`, `€8,500`, `2.3 %`; blank means unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from models.errors import BadInputError

_UNKNOWN = frozenset({"", "?", "-", "unknown", "n/a", "none known"})
_ABOUT = re.compile(r"^(~|≈|about|approx\.?|approximately|around|ca\.?|circa|est\.?)\s*", re.I)
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
_SCALE = {"k": 1_000, "m": 1_000_000}
_LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """What was typed.

    Attributes:
        value: None is unknown, which is never zero.
        estimated: whether it was typed as about so much.
        currency: ISO code of a currency that stood beside it, else None.
    """

    value: Decimal | None
    estimated: bool = False
    currency: str | None = None


def read_number(text: str, *, whole: bool) -> TypedNumber:
    """The number that `text` means.

    Args:
        text: what was typed.
        whole: whether only whole numbers make sense.

    Raises:
        BadInputError: the text is no such number.
    """
    cleaned = text.strip()
    if cleaned.lower() in _UNKNOWN:
        return TypedNumber(None)
    rest = _ABOUT.sub("", cleaned)
    estimated = rest != cleaned
    rest, currency = _split_currency(rest)
    rest = rest.rstrip("%").strip()
    value = _decimal(rest, cleaned)
    if value < 0:
        raise BadInputError("It cannot be less than zero.", "Leave it blank if it is unknown.")
    if value >= _LARGEST:
        raise BadInputError("That number is too large.")
    if whole and value != value.to_integral_value():
        raise BadInputError("Write a whole number.")
    return TypedNumber(value, estimated, currency)


def format_number(value: int | Decimal | None, *, estimated: bool = False) -> str:
    """`value` as the form shows it, thousands grouped; `~` before an estimate; empty if unknown."""
    if value is None:
        return ""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,f}"
    return f"~{text}" if estimated else text


def _split_currency(text: str) -> tuple[str, str | None]:
    if text[:1] in _SYMBOLS:
        return text[1:].strip(), _SYMBOLS[text[0]]
    if text[-1:] in _SYMBOLS:
        return text[:-1].strip(), _SYMBOLS[text[-1]]
    if match := re.match(r"^([A-Z]{3})\s*(.+)$", text):
        return match[2], match[1]
    if match := re.match(r"^(.+?)\s*([A-Z]{3})$", text):
        return match[1], match[2]
    return text, None


def _decimal(text: str, typed: str) -> Decimal:
    compact = re.sub(r"(?<=\d)[\s'’_\u00a0\u202f](?=\d{3}\b)", "", text)
    scale = 1
    if compact[-1:].lower() in _SCALE:
        scale = _SCALE[compact[-1].lower()]
        compact = compact[:-1].strip()
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", compact):
        compact = compact.replace(",", "")
    elif re.fullmatch(r"-?\d+,\d+", compact):
        compact = compact.replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?|-?\.\d+", compact, re.ASCII):
        raise BadInputError(
            f"“{typed}” is not a number.", "Write digits, or leave it blank if it is unknown."
        )
    try:
        return Decimal(compact) * scale
    except InvalidOperation as error:
        raise BadInputError(f"“{typed}” is not a number.") from error
