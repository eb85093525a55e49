"""Reads what stands after a field's colon: severities, statuses, days, spans, amounts.

Days, months and years are the library's own: they begin at midnight in its zone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from models.vocabulary import PostmortemStatus, Severity
from search.query.words import FIELDS, FieldKind
from search.results import NO_VALUE

if TYPE_CHECKING:
    from datetime import tzinfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SEVERITY = re.compile(r"(?:sev(?:erity)?|p|s)?[ \-_]?([1-5])", re.IGNORECASE)
_STATUSES = {
    "draft": PostmortemStatus.DRAFT,
    "in review": PostmortemStatus.IN_REVIEW,
    "review": PostmortemStatus.IN_REVIEW,
    "reviewing": PostmortemStatus.IN_REVIEW,
    "final": PostmortemStatus.FINAL,
    "published": PostmortemStatus.FINAL,
    "waived": PostmortemStatus.WAIVED,
}
_ABSENT = {"none", "missing", "unknown", "no", "-"}
_YES = {"yes", "y", "true", "1", "exists", "open"}
_NO = {"no", "n", "false", "0", "missing", "none", "closed"}
_YEAR = re.compile(r"(\d{4})")
_QUARTER = re.compile(r"(\d{4})-?[qQ]([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AGE = re.compile(r"(\d{1,5})\s*([a-zA-Z]*)")
_DAYS_IN = {"d": 1, "w": 7, "m": 30, "y": 365, "q": 91}
_AGE_WORDS = {"d": "day", "w": "week", "m": "month", "y": "year", "q": "quarter"}
_NUMBER = re.compile(r"(\d{1,12}(?:[._]\d+)?)\s*([a-zA-Z]*)")
_DURATION_MINUTES = {"": 1.0, "m": 1.0, "min": 1.0, "h": 60.0, "d": 1440.0, "s": 1 / 60}
_AMOUNTS = {"": 1.0, "k": 1e3, "m": 1e6}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, with its name in words.

    Attributes:
        start: its first midnight, without a zone: by the clock on the wall.
        end: the first midnight after it, likewise.
    """

    start: datetime
    end: datetime
    words: str


def read_severity(text: str) -> str | None:
    """``SEV-2`` for ``2``, ``sev2``, ``SEV-2``; `NO_VALUE` for ``none``; else None."""
    plain = text.strip()
    if plain.casefold() in _ABSENT:
        return NO_VALUE
    found = _SEVERITY.fullmatch(plain)
    return Severity(f"SEV-{found.group(1)}").value if found else None


def read_status(text: str) -> str | None:
    """The status's value (``in review``); `NO_VALUE` for no postmortem; else None."""
    plain = re.sub(r"[\s_-]+", " ", text).strip().casefold()
    if plain in _ABSENT:
        return NO_VALUE
    status = _STATUSES.get(plain)
    return status.value if status else None


def read_flag(text: str) -> bool | None:
    """True for yes, False for no (or ``missing``), None for anything else."""
    plain = text.strip().casefold()
    if plain in _YES:
        return True
    return False if plain in _NO else None


def read_period(text: str) -> Period | None:
    """A year, quarter, month or day; None when it is none of these or no such day."""
    plain = text.strip()
    try:
        return _period(plain)
    except (ValueError, OverflowError):
        return None


def _period(plain: str) -> Period | None:
    if found := _YEAR.fullmatch(plain):
        year = int(found.group(1))
        return Period(_month_start(year, 1), _month_start(year, 13), str(year))
    if found := _QUARTER.fullmatch(plain):
        year, quarter = int(found.group(1)), int(found.group(2))
        first = 3 * quarter - 2
        words = f"Q{quarter} {year}"
        return Period(_month_start(year, first), _month_start(year, first + 3), words)
    if found := _MONTH.fullmatch(plain):
        year, month = int(found.group(1)), int(found.group(2))
        start = _month_start(year, month, last=12)
        return Period(start, _month_start(year, month + 1), f"{MONTHS[month - 1]} {year}")
    if found := _DAY.fullmatch(plain):
        day = date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
        start = datetime(day.year, day.month, day.day)  # noqa: DTZ001  by the clock on the wall, whatever the zone
        words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        return Period(start, start + timedelta(days=1), words)
    return None


def _month_start(year: int, month: int, *, last: int = 16) -> datetime:
    """The first of a month; months past December run into the next year."""
    if not 1 <= month <= last:
        msg = f"no month {month}"
        raise ValueError(msg)
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return datetime(year, month, 1)  # noqa: DTZ001  by the clock on the wall, whatever the zone


def in_zone(midnight: datetime, zone: tzinfo) -> int:
    """A midnight by the clock on the wall in `zone`, in seconds since 1970."""
    return int((midnight.replace(tzinfo=zone) - _EPOCH).total_seconds() // 1)


def year_starts(first: int, last: int, zone: tzinfo) -> tuple[list[int], list[int]]:
    """The years in `zone` that hold the instants from `first` to `last`, and when each begins.

    Instants are seconds since 1970. The year before the first is there too: an instant may lie
    in it by the clock of another zone.
    """
    lowest = max((_EPOCH + timedelta(seconds=first)).year - 1, 1)
    highest = min((_EPOCH + timedelta(seconds=last)).year + 1, 9999)
    years = list(range(lowest, highest + 1))
    return years, [in_zone(_month_start(year, 1), zone) for year in years]


def read_age(text: str) -> tuple[timedelta, str] | None:
    """``90d`` as a span and in words ("90 days"); units d, w, m (30 days), q, y (365 days)."""
    found = _AGE.fullmatch(text.strip())
    if not found:
        return None
    count, unit = int(found.group(1)), (found.group(2) or "d")[0].casefold()
    if unit not in _DAYS_IN or count < 1:
        return None
    words = _AGE_WORDS[unit] + ("" if count == 1 else "s")
    return timedelta(days=count * _DAYS_IN[unit]), f"{count} {words}"


def read_number(text: str, field: str) -> int | None:
    """An amount: minutes for ``duration`` (``2h``, ``90m``), people for ``users`` (``10k``)."""
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    units = _DURATION_MINUTES if field == "duration" else _AMOUNTS
    factor = units.get(found.group(2).casefold())
    if factor is None:
        return None
    return round(float(found.group(1).replace("_", "")) * factor)


def canonical(field: str, value: str) -> str:
    """A value in the one spelling that equal values share, for comparing what is filtered."""
    kind = FIELDS.get(field)
    if kind is FieldKind.SEVERITY:
        return read_severity(value) or value
    if kind is FieldKind.STATUS:
        return read_status(value) or value
    return fold_path(value)


def fold_path(value: str) -> str:
    """A name or a path for comparing: lower case, one spelling of the separators, no ``@``."""
    folded = unicodedata.normalize("NFC", value).strip().casefold()
    plain = re.sub(r"\s*[/›>]+\s*", "/", folded)
    return re.sub(r"\s+", " ", plain).strip("/").removeprefix("@").removeprefix("#")
