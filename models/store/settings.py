"""Settings of the library inside a transaction, and what they are when nobody set them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from models.keys import DEFAULT_PATTERN
from models.store.tables import SettingRecord

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

LIBRARY_ID = "library_id"
NAME = "name"
ZONE = "zone"
KEY_PATTERN = "key_pattern"

DEFAULTS: dict[str, Any] = {NAME: "", ZONE: "UTC", KEY_PATTERN: DEFAULT_PATTERN}


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
