"""Durations as people write them: ``1 hour and 48 minutes``, ``103 min``, ``2h 5m``, ``7:09``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.reading.wordlists import approximate_pattern

_MINUTES = {"s": 1 / 60, "m": 1.0, "h": 60.0, "d": 1440.0, "w": 10080.0}
_OTHERS = {"st": "h", "ta": "d"}
"""German units whose first letter is that of an English one."""
_UNIT = re.compile(
    r"(?P<n>\d{1,6}(?:[.,]\d{1,3})?)(?P<plus>\+?)\s{0,2}-?(?P<unit>"
    r"weeks?|w|days?|tage?n?|d|hours?|hrs?|stunden?|h|minut(?:es?|en?)|mins?|m"
    r"|seconds?|secs?|sekunden?|s)(?![a-z])",
    re.IGNORECASE,
)
_GLUE = re.compile(r"[\s,]*(?:and\s+)?", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,3}):([0-5]\d)(?::([0-5]\d))?\b")


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something took.

    Attributes:
        approximate: "about", "over", "4+ hours", or rounded to whole hours or days.
    """

    minutes: float
    approximate: bool
    start: int
    end: int

    def agrees(self, minutes: float) -> bool:
        """Whether timestamps that lie `minutes` apart could be what was meant."""
        allowed = max(30.0, self.minutes * 0.25) if self.approximate else 1.5
        return abs(self.minutes - minutes) <= allowed


def find_duration(text: str) -> Duration | None:
    """The first duration in a text."""
    first = _UNIT.search(text)
    if first is None:
        return None
    total, at, coarse = 0.0, first.start(), True
    found: re.Match[str] | None = first
    plus = False
    while found is not None:
        word = found["unit"].lower()
        unit = _OTHERS.get(word[:2], word[0])
        total += float(found["n"].replace(",", ".")) * _MINUTES[unit]
        coarse = coarse and unit in "dwh"
        plus = plus or bool(found["plus"])
        at = found.end()
        glue = _GLUE.match(text, at)
        found = _UNIT.match(text, glue.end() if glue else at)
    before = text[max(0, first.start() - 18) : first.start()]
    vague = plus or bool(approximate_pattern().search(before))
    return Duration(total, vague or (coarse and total >= 60), first.start(), at)


def read_duration(text: str) -> Duration | None:
    """The duration that a labelled value states; here ``7:09`` counts as hours and minutes."""
    found = find_duration(text)
    if found is not None:
        return found
    clock = _CLOCK.match(text.strip())
    if clock is None or clock.end() != len(text.strip()):
        return None
    hours, minutes, seconds = clock.groups()
    total = int(hours) * 60 + int(minutes) + int(seconds or 0) / 60
    return Duration(total, approximate=False, start=0, end=len(text))
