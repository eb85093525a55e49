"""How a report writes dates and numbers: in English, by ISO, or as a country does.

The words of a report are English; a locale changes how its days and numbers are written, and
nothing that could be taken for another day or another number. Times of day have 24 hours always.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from models.report_look import ENGLISH_FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

TIED = "\u00a0"
"""A value and its unit stay on one line."""

_NARROW = "\u202f"
_PERCENTS = re.compile(r"(\d+)[ \u00a0]?%")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """One way to write days and numbers.

    Attributes:
        day: a day in figures, of ``dd``, ``d``, ``MM``, ``M`` and ``yyyy``; empty for English,
            with the month's name.
        month_first: ``March 15, 2025`` in place of ``15 March 2025``; of English only.
        decimal: before the fraction.
        group: between groups of digits.
        least: digits that a number must have to be grouped.
        pairs: groups are of two digits after the first three (India).
        percent: where ``{}`` is the number.
    """

    day: str = ""
    month_first: bool = False
    decimal: str = "."
    group: str = ","
    least: int = 4
    pairs: bool = False
    percent: str = "{}%"

    def long_date(self, day: date) -> str:
        """``15 March 2025``."""
        if self.day:
            return self._in_figures(day)
        month = _MONTHS[day.month - 1]
        if self.month_first:
            return f"{month}{TIED}{day.day}, {day.year}"
        return f"{day.day}{TIED}{month} {day.year}"

    def short_date(self, day: date, *, year: bool) -> str:
        """``15 Mar``, or ``15 Mar 2025``; in figures always with the year, which names the rest."""
        if self.day:
            return self._in_figures(day)
        month = _MONTHS[day.month - 1][:3]
        if self.month_first:
            return f"{month}{TIED}{day.day},{TIED}{day.year}" if year else f"{month}{TIED}{day.day}"
        text = f"{day.day}{TIED}{month}"
        return f"{text}{TIED}{day.year}" if year else text

    def span(self, first: date, last: date) -> str:
        """``1–28 Feb 2025``, ``1 Jan – 31 Mar 2025``; both ends are in it."""
        if (first.year, first.month) == (last.year, last.month) and not self.day:
            if self.month_first:
                start = self.short_date(first, year=False)
                return f"{start}–{last.day},{TIED}{last.year}"
            return f"{first.day}–{self.short_date(last, year=True)}"
        start = self.short_date(first, year=first.year != last.year)
        return f"{start} – {self.short_date(last, year=True)}"

    def day_and_month(self, day: date) -> str:
        """``15 Mar``, ``15.03.``: below an axis that says the year elsewhere."""
        if not self.day:
            return self.short_date(day, year=False)
        without = replace(self, day=self.day.replace("yyyy", "").lstrip("./- \u00a0"))
        return without._in_figures(day).rstrip("/- \u00a0")

    def _in_figures(self, day: date) -> str:
        text = self.day.replace("yyyy", f"{day.year:04d}")
        text = text.replace("dd", f"{day.day:02d}").replace("MM", f"{day.month:02d}")
        return text.replace("d", str(day.day)).replace("M", str(day.month))

    def number(self, text: int | str) -> str:
        """A number that is written plainly ("1234.5"), as it is written here: ``1,234.5``."""
        plain = str(text)
        sign = plain[:1] if plain[:1] in ("-", "−", "+", "~") else ""
        whole, _point, fraction = plain[len(sign) :].partition(".")
        if not (whole.isascii() and whole.isdigit()):
            return plain
        grouped = self._grouped(whole)
        return f"{sign}{grouped}{self.decimal}{fraction}" if fraction else f"{sign}{grouped}"

    def _grouped(self, digits: str) -> str:
        if len(digits) < self.least:
            return digits
        size = 2 if self.pairs else 3
        head, tail = digits[:-3], digits[-3:]
        groups = [head[max(end - size, 0) : end] for end in range(len(head), 0, -size)]
        return self.group.join((*reversed(groups), tail))

    def share(self, value: float) -> str:
        """A proportion from 0 to 1: ``82%``."""
        return self.percents(f"{value * 100:.0f}")

    def percents(self, text: str) -> str:
        """A number of percents, or an interval of them, that is written already: ``65–99%``."""
        return self.percent.format(text)

    def percents_in(self, sentence: str) -> str:
        """A sentence of our own (no user's), its percents written so."""
        return _PERCENTS.sub(lambda found: self.percents(found[1]), sentence)

    def amount(self, value: int | Decimal, *, estimated: bool = False) -> str:
        """``~12,000``; digits after the point as given, without closing zeros."""
        text = f"{value:f}" if isinstance(value, Decimal) else str(value)
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        told = self.number(text)
        return f"~{told}" if estimated else told

    def money(self, value: Decimal, currency: str | None, *, estimated: bool = False) -> str:
        """``~€8,500``, ``CHF 8,500``; the amount alone where no currency is known."""
        text = self.amount(value)
        code = (currency or "").strip().upper()
        named = f"{_SYMBOLS[code]}{text}" if code in _SYMBOLS else f"{code}{TIED}{text}".strip()
        return f"~{named}" if estimated else named


ENGLISH = Formats()
"""As reports are written unless somebody sets it otherwise, and JSON always."""


def _points(day: str, **others: str) -> Formats:
    """As in much of Europe: a point between thousands and a comma before the fraction."""
    return Formats(day=day, decimal=",", group=".", percent=others.get("percent", f"{{}}{TIED}%"))


def _blanks(day: str, *, group: str = TIED, least: int = 4, percent: str = "") -> Formats:
    """A blank between thousands and a comma before the fraction."""
    told = percent or f"{{}}{TIED}%"
    return Formats(day=day, decimal=",", group=group, least=least, percent=told)


# The Unicode CLDR's short dates with all four digits of the year, its separators and its percents.
# A test holds days and separators against Qt's copy of the CLDR. Minus signs are the report's own.
_BY_NAME: Mapping[str, Formats] = {
    ENGLISH_FORMATS: ENGLISH,
    "en-US": Formats(month_first=True),
    "ISO": Formats(day="yyyy-MM-dd", group=TIED, percent=f"{{}}{TIED}%"),
    "cs-CZ": _blanks("dd.MM.yyyy"),
    "da-DK": _points("dd.MM.yyyy"),
    "de-AT": _blanks("dd.MM.yyyy"),
    "de-CH": Formats(day="dd.MM.yyyy", group="’"),
    "de-DE": _points("dd.MM.yyyy"),
    "en-IN": Formats(day="dd/MM/yyyy", pairs=True),
    "es-ES": Formats(day="d/M/yyyy", decimal=",", group=".", least=5, percent=f"{{}}{TIED}%"),
    "es-MX": Formats(day="dd/MM/yyyy"),
    "fi-FI": _blanks("d.M.yyyy"),
    "fr-CA": _blanks("yyyy-MM-dd"),
    "fr-CH": _blanks("dd.MM.yyyy", group=_NARROW, percent="{}%"),
    "fr-FR": _blanks("dd/MM/yyyy", group=_NARROW),
    "hu-HU": _blanks(f"yyyy.{TIED}MM.{TIED}dd.", least=5, percent="{}%"),
    "it-IT": Formats(day="dd/MM/yyyy", decimal=",", group=".", least=5),
    "ja-JP": Formats(day="yyyy/MM/dd"),
    "nb-NO": _blanks("dd.MM.yyyy"),
    "nl-NL": _points("dd-MM-yyyy", percent="{}%"),
    "pl-PL": _blanks("d.MM.yyyy", least=5, percent="{}%"),
    "pt-BR": _points("dd/MM/yyyy", percent="{}%"),
    "pt-PT": _blanks("dd/MM/yyyy", least=5, percent="{}%"),
    "ro-RO": _points("dd.MM.yyyy"),
    "sv-SE": _blanks("yyyy-MM-dd"),
    "tr-TR": _points("d.MM.yyyy", percent="%{}"),
    "uk-UA": _blanks("dd.MM.yyyy", percent="{}%"),
    "zh-CN": Formats(day="yyyy/M/d"),
}


def formats_of(name: str) -> Formats:
    """The way that a library's `ReportLook.formats` names; English for what is no name."""
    return _BY_NAME.get(name, ENGLISH)


def names() -> tuple[str, ...]:
    """Every way that there is."""
    return tuple(_BY_NAME)
