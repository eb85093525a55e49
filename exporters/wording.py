"""Durations, lists and clauses in words; days and numbers are for `exporters.formats`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

_ORDINALS = (
    *("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth"),
    "Tenth",
)
_TIED = "\u00a0"  # a value and its unit stay on one line


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
