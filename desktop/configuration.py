"""What this user's Afterword remembers between starts: which library, which theme, the window.

One small JSON file in the user's configuration folder. Nothing that belongs to a library is kept
here. A damaged file is as good as none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from desktop.remembered import Remembered, read_libraries, read_panes

_APPLICATION = "afterword"
_RECENT = 8


def default_library_location() -> str:
    """Where a library lies unless the user says otherwise."""
    from platformdirs import user_data_path  # noqa: PLC0415  (not needed when one is named)

    return str(user_data_path(_APPLICATION) / "library.afterword")


def configuration_file() -> Path:
    """The file that is read and written; ``$AFTERWORD_CONFIG`` names another one."""
    named = os.environ.get("AFTERWORD_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path(_APPLICATION) / "config.json"


def cache_folder() -> Path:
    """Where indexes and other things lie that can be made again."""
    named = os.environ.get("AFTERWORD_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path(_APPLICATION)


def state_folder() -> Path:
    """Where lies what must survive and belongs to no library yet: drafts (``$AFTERWORD_STATE``)."""
    named = os.environ.get("AFTERWORD_STATE")
    if named:
        return Path(named)
    from platformdirs import user_state_path  # noqa: PLC0415

    return user_state_path(_APPLICATION)


def drafts_folder() -> Path:
    """Where the editor keeps what the library does not hold yet."""
    return state_folder() / "drafts"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What is remembered.

    Attributes:
        library: location of the library that was open last; empty before the first one.
        recent: locations opened before, newest first, `library` among them.
        theme: follow the system, or always one look.
        geometry: the window's place and size, as Qt saves it, in hexadecimal.
        handle: who works on this device, as documents name them ("@platform-lead"); empty while
            nobody said.
        register_columns: columns that the register of action items shows; none stands for those
            that it shows by itself.
        reminders: whether late action items are told of, once a day.
        reminded_on: the last day on which they were, ``2025-03-19``.
        calendar_folder: where a calendar of due dates is kept up to date; empty for nowhere.
        insights: what Insights looked at, "<library's id> <line>" each, the latest first.
        panes: widths of panes in logical pixels, by the names of their pages.
        libraries: what is remembered of each of the recent libraries, by their locations.
    """

    library: str = ""
    recent: tuple[str, ...] = ()
    theme: Literal["system", "light", "dark"] = "system"
    geometry: str = ""
    handle: str = ""
    register_columns: tuple[str, ...] = ()
    reminders: Literal["on", "off"] = "on"
    reminded_on: str = ""
    calendar_folder: str = ""
    insights: tuple[str, ...] = ()
    panes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    libraries: Mapping[str, Remembered] = field(default_factory=dict)

    @property
    def library_location(self) -> str:
        """The library that a program without other orders works on."""
        return self.library or default_library_location()

    def with_library(self, location: str) -> Configuration:
        """The same, with this library opened last."""
        others = tuple(one for one in self.recent if one != location)
        return replace(self, library=location, recent=(location, *others)[:_RECENT])

    @classmethod
    def load_or_set_aside(cls, file: Path | None = None) -> tuple[Configuration, str]:
        """Read it; one that is damaged is kept under another name, for saving would replace it.

        Returns:
            The configuration, and what to tell the user; nothing where all is well.
        """
        source = file or configuration_file()
        try:
            if isinstance(json.loads(source.read_text(encoding="utf-8")), dict):
                return cls.load(source), ""
        except FileNotFoundError:
            return cls(), ""
        except (OSError, ValueError):
            pass  # said below
        aside = source.with_name(f"{source.name}.damaged")
        try:
            source.replace(aside)
        except OSError:
            aside = source
        return cls(), f"Your preferences could not be read and begin anew; {aside.name} has the old"

    @classmethod
    def load(cls, file: Path | None = None) -> Configuration:
        """Read it; defaults for what is absent or not as it should be."""
        source = file or configuration_file()
        try:
            read = json.loads(source.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        return cls.from_json(read) if isinstance(read, dict) else cls()

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> Configuration:
        """Take what fits; a configuration by hand or by another version may hold anything."""
        made = cls()
        known = {one.name for one in fields(cls)}
        kept: dict[str, Any] = {}
        for name, value in read.items():
            if name not in known:
                continue
            if isinstance(getattr(made, name), tuple):
                if isinstance(value, list):
                    kept[name] = tuple(one for one in value if isinstance(one, str))
            elif isinstance(value, str):
                kept[name] = value
        if kept.get("theme") not in ("system", "light", "dark"):
            kept.pop("theme", None)
        if kept.get("reminders") not in ("on", "off"):
            kept.pop("reminders", None)
        kept["panes"] = read_panes(read.get("panes"))
        kept["libraries"] = read_libraries(read.get("libraries"))
        return replace(made, **kept)

    def save(self, file: Path | None = None) -> None:
        """Write it whole or not at all.

        Raises:
            OSError: when it cannot be written.
        """
        target = file or configuration_file()
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(f".{os.getpid()}.new")
        # A location may be a database's address with its password: for the owner's eyes alone.
        try:
            beside.touch(mode=0o600)
            beside.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
            beside.replace(target)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
