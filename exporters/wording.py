"""Dates, durations and amounts in words, the same on every machine whatever its locale."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, timedelta

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"}
_ORDINALS = (
    *("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth"),
    "Tenth",
)
_TIED = "\u00a0"  # a value and its unit stay on one line


def long_date(day: date) -> str:
    """``15 March 2025``."""
    return f"{day.day}{_TIED}{_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, *, year: bool) -> str:
    """``15 Mar``, or ``15 Mar 2025``."""
    text = f"{day.day}{_TIED}{_MONTHS[day.month - 1][:3]}"
    return f"{text}{_TIED}{day.year}" if year else text


def clock_time(at: datetime) -> str:
    """``14:23``; with seconds only where there are any."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def minutes_in_words(minutes: int, *, hours_from: int = 120) -> str:
    """``47 min``, ``3 h 12 min``, ``2 d 4 h``; to the hour from two days on.

    Args:
        minutes: not negative.
        hours_from: below so many minutes they are not grouped into hours.
    """
    if minutes < hours_from:
        return f"{minutes}{_TIED}min"
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours}{_TIED}h{_TIED}{rest}{_TIED}min" if rest else f"{hours}{_TIED}h"
    days, rest = divmod(round(minutes / 60), 24)
    return f"{days}{_TIED}d{_TIED}{rest}{_TIED}h" if rest else f"{days}{_TIED}d"


def whole_minutes(span: timedelta) -> int:
    """Minutes that are over, counted towards zero."""
    return int(span.total_seconds() / 60)


def signed(text: str, minutes: int) -> str:
    """``+2``, ``0``, ``−5`` with a true minus sign; `text` is of the amount without its sign."""
    return f"+{text}" if minutes > 0 else f"−{text}" if minutes < 0 else text


def amount(value: int | Decimal, *, estimated: bool = False) -> str:
    """``~12,000``; digits after the point as given, without closing zeros."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"~{text}" if estimated else text


def money(value: Decimal, currency: str | None, *, estimated: bool = False) -> str:
    """``~€8,500``, ``CHF 8,500``; the amount alone where no currency is known."""
    text = amount(value)
    code = (currency or "").strip().upper()
    named = f"{_SYMBOLS[code]}{text}" if code in _SYMBOLS else f"{code}{_TIED}{text}".strip()
    return f"~{named}" if estimated else named


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def ordinal(number: int) -> str:
    """``Third``; ``No. 11`` from eleven on."""
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"No. {number}"


def opened(sentence: str) -> str:
    """With a capital letter in front, as a sentence begins."""
    return sentence[:1].upper() + sentence[1:]


def joined_in(clause: str) -> str:
    """With a small letter in front, as a clause inside a sentence; abbreviations stay."""
    return clause if clause[1:2].isupper() else clause[:1].lower() + clause[1:]
