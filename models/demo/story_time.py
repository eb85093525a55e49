"""Moving the story: dates by whole weeks, and the keys into the years of the moved dates.

Whole weeks keep weekdays, clocks and business days as they were written. Keys stay unique and in
order because all of them are counted through: a key's number is its distance from the last key of
the year before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_WEEK = timedelta(weeks=1)
_INSTANT = re.compile(r"(?:(\d{4}-\d{2}-\d{2}) )?(\d{2}):(\d{2})")
_KEY = re.compile(r"\bINC-(\d{4})-(\d{3,})\b")


@dataclass(frozen=True, slots=True)
class StoryTime:
    """How the story's dates and keys become those of the library.

    Attributes:
        shift: what is added to every date; whole weeks.
        keys: the story's keys, and what they are called after the shift.
    """

    shift: timedelta
    keys: Mapping[str, str]

    def day(self, text: str) -> date:
        """The moved date of a ``YYYY-MM-DD``."""
        return date.fromisoformat(text) + self.shift

    def text(self, text: str) -> str:
        """A text whose incident keys are the moved ones."""
        return _KEY.sub(lambda found: self.keys[found.group()], text)


def shift_to(anchor: datetime, story_now: datetime) -> timedelta:
    """The whole weeks from the story's present to the last one not after `anchor`."""
    return (anchor - story_now) // _WEEK * _WEEK


def read_instant(text: str, earliest: datetime | None = None) -> datetime:
    """A written instant: a full one, or the next ``HH:MM`` not before `earliest`.

    Raises:
        ValueError: when it is neither, or a bare time with nothing to follow.
    """
    found = _INSTANT.fullmatch(text)
    if found is None or (found.group(1) is None and earliest is None):
        msg = f"not an instant of the story: {text!r}"
        raise ValueError(msg)
    hour, minute = int(found.group(2)), int(found.group(3))
    if found.group(1) is not None:
        day = date.fromisoformat(found.group(1))
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    assert earliest is not None
    at = earliest.replace(hour=hour, minute=minute)
    return at if at >= earliest else at + timedelta(days=1)


def moved_keys(starts: Mapping[str, datetime], shift: timedelta) -> dict[str, str]:
    """The key of each story key after the shift.

    Args:
        starts: when each incident started in the story, unmoved.
        shift: whole weeks.
    """
    ordered = sorted(starts, key=lambda key: (starts[key], key))
    running = _running_numbers(ordered)
    moved: dict[str, str] = {}
    base, year, last = 0, 0, 0
    for key in ordered:
        at = starts[key] + shift
        if at.year != year:
            base, year = last, at.year
        last = running[key]
        moved[key] = f"INC-{year}-{last - base:03d}"
    return moved


def _running_numbers(ordered: list[str]) -> dict[str, int]:
    """Each story key's number counted through all years, from the year of the first key."""
    running: dict[str, int] = {}
    base, year, last = 0, "", 0
    for key in ordered:
        found = _KEY.fullmatch(key)
        if found is None:
            msg = f"not a key of the story: {key!r}"
            raise ValueError(msg)
        if found.group(1) != year:
            base, year = last, found.group(1)
        last = base + int(found.group(2))
        running[key] = last
    return running
