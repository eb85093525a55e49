"""Settings of the library inside a transaction, and what they are when nobody set them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select

from models.errors import BadInputError, LibraryError
from models.figures.facts import WINDOW_MONTHS
from models.keys import DEFAULT_PATTERN
from models.store.tables import SettingRecord

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

LIBRARY_ID = "library_id"
NAME = "name"
ZONE = "zone"
KEY_PATTERN = "key_pattern"
TEMPLATES = "templates"
"""A team's own templates: Markdown by name."""

CHECK_DAYS = "effectiveness_check_days"
"""Days from an action item's completion to the question whether it helped."""

REMIND_OF_TREND = "remind_of_trend"
"""Whether Home says that last month's trend was not looked at."""

TREND_SEEN = "trend_seen"
"""The latest closed month whose trend somebody looked at, ``2025-02``."""

REPEAT_WINDOW = "repeat_window_months"
"""How far back a repeat may lie, in calendar months (DESIGN section 5): 1 to 24."""

SUGGEST_REPEATS = "suggest_repeats"
"""Which pairs that look like repeats are shown: ``usual``, ``sure`` or ``off``."""

ACTION_REVIEW_DAYS = "action_review_days"
"""Days after which the next review of open action items is late; 0 for no such review."""

DEFAULTS: dict[str, Any] = {
    NAME: "",
    ZONE: "UTC",
    KEY_PATTERN: DEFAULT_PATTERN,
    TEMPLATES: {},
    CHECK_DAYS: 90,
    REMIND_OF_TREND: True,
    REPEAT_WINDOW: WINDOW_MONTHS,
    SUGGEST_REPEATS: "usual",
    ACTION_REVIEW_DAYS: 7,
}


def read_setting(connection: Connection, name: str) -> Any:
    """The value, or its default; None for a name that has neither."""
    found = connection.execute(
        select(SettingRecord.value).where(SettingRecord.name == name)
    ).scalar_one_or_none()
    return DEFAULTS.get(name) if found is None else found


def write_setting(connection: Connection, name: str, value: Any, now: datetime) -> None:
    """Set it, or with None take it away so that the default holds again."""
    connection.execute(delete(SettingRecord).where(SettingRecord.name == name))
    if value is not None:
        connection.execute(
            insert(SettingRecord), [{"name": name, "value": value, "updated_at": now}]
        )


def check_zone(name: Any) -> None:
    """Refuse what is no time zone.

    Raises:
        BadInputError: with examples of names that are.
    """
    if _zone(name) is None:
        raise BadInputError(
            f"There is no time zone {name!r}.", "Use a name like Europe/Berlin or UTC."
        )


def library_zone(connection: Connection) -> ZoneInfo:
    """The zone in which dates and years are counted.

    Raises:
        LibraryError: when this computer does not know it.
    """
    name = read_setting(connection, ZONE)
    found = _zone(name)
    if found is None:
        raise LibraryError(
            f"This computer does not know the library's time zone, {name}.",
            "Install the time zone data of your system (tzdata).",
        )
    return found


def _zone(name: Any) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, TypeError, OSError):
        return None
