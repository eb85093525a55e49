"""What single cells say: days, instants, states, numbers, yes and no."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from models.reading.dates import find_dates, is_day_first
from models.reading.stamps import read_stamp
from models.reading.wordlists import vocabulary
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.reading.zones import Zone

_JIRA = re.compile(r"\b(\d{1,2})/([A-Za-z]{3,9})/(\d{2}|\d{4})\b")  # 15/Mar/25 2:23 PM
_YEAR_FIRST = re.compile(r"^(\d{4})/(\d{1,2})/(\d{1,2})")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_YES = frozenset({"yes", "y", "true", "1", "x", "ja"})
_NO = frozenset({"no", "n", "false", "0", "nein"})
_NUMBER = re.compile(
    r"(?P<about>~|≈|about |ca\.? ?)?(?P<digits>\d[\d,. _\u00a0\u202f']*)", re.IGNORECASE
)
_DONE_WORDS = re.compile(r"\b(?:done|closed|complete|completed|fixed|resolved)\b")
_DROPPED = re.compile(r"\b(?:won'?t|will not|declined|rejected|cancel|duplicate|obsolete|abandon)")


def day_first(cells: Iterable[str]) -> bool:
    """Whether ``04/05/2025`` means the fourth of May in a column, by its unambiguous cells."""
    return is_day_first([one for cell in cells for one in find_dates(cell)], None)


def read_day(text: str, *, days_first: bool) -> date | None:
    """The date that a cell says; None when it says none."""
    stamp = read_stamp(_tidy(text))
    if stamp is None or stamp.day is None:
        return None
    return stamp.day.in_order(day_first=days_first).on(None)


def read_instant(text: str, zone: Zone, *, days_first: bool) -> datetime | None:
    """The UTC instant that a cell says, read in `zone` where it states none; None for none."""
    tidy = _tidy(text)
    if _EPOCH.fullmatch(tidy):
        seconds = int(tidy) / (1000 if len(tidy) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    try:
        exact = datetime.fromisoformat(tidy)
    except ValueError:
        exact = None
    if exact is not None and exact.tzinfo is not None:
        return exact.astimezone(UTC)
    stamp = read_stamp(tidy)
    if stamp is None or stamp.day is None:
        return None
    day = stamp.day.in_order(day_first=days_first).on(None)
    return stamp.on(day, zone) if day else None


def read_action_status(text: str) -> ActionStatus | None:
    """The state that a cell names, in whatever tool's words; None when nobody knows it."""
    word = " ".join(text.lower().replace("’", "'").split()).strip(" .!")
    known = vocabulary()["action_status"].get(word)
    if known:
        return ActionStatus(known)
    if _DROPPED.search(word):
        return ActionStatus.WONT_DO
    if _DONE_WORDS.search(word):
        return ActionStatus.DONE
    return ActionStatus.IN_PROGRESS if "progress" in word or "review" in word else None


def read_flag(text: str) -> bool | None:
    """Yes or no; None for anything else."""
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def read_number(text: str) -> tuple[int, bool] | None:
    """A whole number and whether it is an estimate (``~12,000``); None for anything else."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    digits = re.sub(r"[^\d]", "", re.sub(r"[.,]\d{1,2}$", "", found["digits"]))
    return (int(digits), bool(found["about"])) if digits and len(digits) < 16 else None


def several(cells: Iterable[str]) -> tuple[str, ...]:
    """The words of cells that hold lists, each once."""
    words = (one.strip() for cell in cells for one in re.split(r"[;,|\n]", cell))
    return tuple(dict.fromkeys(one for one in words if one))


def _tidy(text: str) -> str:
    tidy = _JIRA.sub(lambda one: f"{one[1]} {one[2].capitalize()} {_year(one[3])}", text.strip())
    return _YEAR_FIRST.sub(r"\1-\2-\3", tidy)


def _year(written: str) -> str:
    return written if len(written) == 4 else f"20{written}"
