"""The next key of an incident and the next number of the action register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.keys import KeyPattern, fold
from models.store.settings import KEY_PATTERN, library_zone, read_setting
from models.store.tables import ActionItemRecord, IncidentRecord

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection


def next_key(connection: Connection, at: datetime) -> str:
    """One more than the highest number that the keys of that year have, the trash included.

    Inside a write transaction nobody else can take it in between.
    """
    pattern = KeyPattern(read_setting(connection, KEY_PATTERN))
    year = at.astimezone(library_zone(connection)).year
    return pattern.key(year, highest_number(connection, pattern, year) + 1)


def highest_number(connection: Connection, pattern: KeyPattern, year: int) -> int:
    """The highest number that the keys of a year have; 0 where there are none."""
    start = fold(pattern.start(year))
    similar = connection.execute(
        select(IncidentRecord.key).where(
            IncidentRecord.key_folded.startswith(start, autoescape=True)
        )
    ).scalars()
    return max((pattern.number_of(key, year) or 0 for key in similar), default=0)


class KeyCounter:
    """Gives the keys of many incidents that are stored together, at one question for each year."""

    def __init__(self, connection: Connection) -> None:
        """Read the pattern; inside a write transaction nobody else takes a key in between."""
        self._connection = connection
        self._pattern = KeyPattern(read_setting(connection, KEY_PATTERN))
        self._zone = library_zone(connection)
        self._noted: list[str] = []
        self._highest: dict[int, int] = {}

    def note(self, key: str) -> None:
        """Count on after a key that somebody gave, and that is not stored yet."""
        self._noted.append(key)
        for year, highest in self._highest.items():
            self._highest[year] = max(highest, self._pattern.number_of(key, year) or 0)

    def next(self, at: datetime) -> str:
        """What `next_key` would give were all keys stored that were given or noted here."""
        year = at.astimezone(self._zone).year
        counted = year if self._pattern.by_year else 0
        if counted not in self._highest:
            noted = (self._pattern.number_of(key, year) or 0 for key in self._noted)
            stored = highest_number(self._connection, self._pattern, year)
            self._highest[counted] = max(stored, *noted, 0)
        self._highest[counted] += 1
        return self._pattern.key(year, self._highest[counted])


def next_register_number(connection: Connection) -> int:
    """The number that the next new action item gets."""
    highest = connection.execute(select(func.max(ActionItemRecord.register_number))).scalar_one()
    return (highest or 0) + 1
