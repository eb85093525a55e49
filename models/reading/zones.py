"""Time zones as people write them: abbreviations, long names, offsets, IANA names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from models.reading.wordlists import zone_table

_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+−-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_IANA = re.compile(
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)/[A-Za-z_/+-]+\d*"
)


@dataclass(frozen=True, slots=True)
class Zone:
    """One stated zone.

    Attributes:
        name: IANA name, for `Incident.timezone`; ``UTC`` where an odd offset has none.
        written: as it stands in the text.
        season: minutes from UTC that the abbreviation itself claims ("PST"), or None.
        unsure: other places that use the same letters.
    """

    name: str
    info: tzinfo
    written: str
    season: int | None = None
    unsure: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """How far the zone is beyond doubt."""
        return 0.6 if self.unsure else 1.0

    def instant(self, local: datetime) -> datetime | None:
        """The UTC instant of a wall clock time; None where it lies outside all calendars."""
        try:
            return local.replace(tzinfo=self.info).astimezone(UTC)
        except (OverflowError, ValueError):
            return None

    def off_season(self, local: datetime) -> bool:
        """Whether the abbreviation claims another offset than the place's clocks had that day."""
        if self.season is None:
            return False
        try:
            offset = local.replace(tzinfo=self.info).utcoffset()
        except (OverflowError, ValueError):
            return False
        return offset is not None and offset != timedelta(minutes=self.season)


def utc() -> Zone:
    """UTC itself."""
    return Zone("UTC", UTC, "UTC")


def load_zone(name: str) -> Zone | None:
    """The zone of an IANA name; None when this machine knows no such zone."""
    if name in ("UTC", "Etc/UTC"):
        return utc()
    try:
        return Zone(name, ZoneInfo(name), name)
    except (LookupError, ValueError, OSError):
        return None


@cache
def _by_name() -> dict[str, Zone]:
    zones: dict[str, Zone] = {}
    for row in zone_table()["zone"]:
        base = load_zone(row["zone"])
        if base is None:
            continue
        for written in row["names"]:
            zones[written.casefold()] = Zone(
                base.name, base.info, written, row.get("season"), tuple(row.get("unsure", ()))
            )
    return zones


@cache
def zone_pattern() -> str:
    """A regular expression, without groups, of everything that names a zone."""
    names = sorted(_by_name(), key=len, reverse=True)
    short = [name.upper() for name in names if " " not in name and len(name) <= 5]
    long = [name for name in names if not (" " not in name and len(name) <= 5)]
    offset = r"(?:UTC|GMT)\s?[+−-]\s?\d{1,2}(?::?\d{2})?|[+−]\d{2}:?\d{2}|-\d{2}:\d{2}"
    return (
        rf"(?:{offset}|{_IANA.pattern}|(?:{'|'.join(map(re.escape, short))})(?![A-Za-z0-9])"
        rf"|(?i:(?:{'|'.join(map(re.escape, long))})(?![A-Za-z0-9])))"
    )


def read_zone(written: str) -> Zone | None:
    """The zone that a piece of text names; None when it names none."""
    text = " ".join(written.split()).strip("()[]_*.,;: ")
    named = _by_name().get(text.casefold())
    if named is not None:
        return named
    if _IANA.fullmatch(text):
        return load_zone(text)
    offset = _OFFSET.fullmatch(text)
    if offset is None:
        return None
    sign, hours, minutes = offset.groups()
    total = (int(hours) * 60 + int(minutes or 0)) * (1 if sign == "+" else -1)
    return _fixed(total, text)


def _fixed(minutes: int, written: str) -> Zone | None:
    if abs(minutes) > 14 * 60:
        return None
    if minutes == 0:
        return Zone("UTC", UTC, written)
    name = zone_table()["offsets"].get(str(minutes))
    if name is None and minutes % 60 == 0:
        name = f"Etc/GMT{-minutes // 60:+d}"
    known = load_zone(name) if name else None
    info = timezone(timedelta(minutes=minutes))
    return Zone(known.name if known else "UTC", info, written)
