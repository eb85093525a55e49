"""Settings of the library, shared by everybody who opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.report_look import REPORT_LOOK, ReportLook
from models.store.settings import (
    DEFAULTS,
    KEY_PATTERN,
    LIBRARY_ID,
    NAME,
    TEMPLATES,
    ZONE,
    library_zone,
    read_setting,
)
from models.store.tables import SettingRecord

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from models.store.store import Store


class Settings:
    """Values by name; the typed ones have a property each."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a setting; what Afterword ships with, then `default`, when it is not set."""
        with self._store.reading() as connection:
            found = read_setting(connection, name)
        return default if found is None else found

    def all(self) -> dict[str, Any]:
        """Every setting with its value, defaults included."""
        with self._store.reading() as connection:
            stored = connection.execute(select(SettingRecord.name, SettingRecord.value))
            values = {**DEFAULTS, **{name: value for name, value in stored}}
        return {name: value for name, value in values.items() if name != LIBRARY_ID}

    @property
    def zone(self) -> str:
        """IANA name of the zone in which dates and months are counted."""
        return str(self.get(ZONE))

    @property
    def zone_info(self) -> ZoneInfo:
        """The same zone, to count with.

        Raises:
            LibraryError: when this computer does not know it.
        """
        with self._store.reading() as connection:
            return library_zone(connection)

    @property
    def key_pattern(self) -> str:
        """How new keys are made (`models.keys.KeyPattern`)."""
        return str(self.get(KEY_PATTERN))

    @property
    def templates(self) -> dict[str, str]:
        """The team's own templates: Markdown by name (`models.templates.own_templates`)."""
        return dict(self.get(TEMPLATES))

    @property
    def report_look(self) -> ReportLook:
        """Company, logo, accent colour and paper of every report."""
        return ReportLook.from_json(self.get(REPORT_LOOK))

    @property
    def name(self) -> str:
        """The name that people gave the library; empty when they gave none."""
        return str(self.get(NAME))
