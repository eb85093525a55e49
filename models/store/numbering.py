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
    start = fold(pattern.start(year))
    similar = connection.execute(
        select(IncidentRecord.key).where(
            IncidentRecord.key_folded.startswith(start, autoescape=True)
        )
    ).scalars()
    numbers = [pattern.number_of(key, year) or 0 for key in similar]
    return pattern.key(year, max(numbers, default=0) + 1)


def next_register_number(connection: Connection) -> int:
    """The number that the next new action item gets."""
    highest = connection.execute(select(func.max(ActionItemRecord.register_number))).scalar_one()
    return (highest or 0) + 1
