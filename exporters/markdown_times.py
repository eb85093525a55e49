"""Clock times in the zone of an incident's text."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from models.incident import Incident


def zone_of(incident: Incident) -> tzinfo:
    """The zone in which the incident's clock times are written; UTC where it is no known zone."""
    if incident.timezone == "UTC":
        return UTC
    try:
        return ZoneInfo(incident.timezone)
    except (LookupError, ValueError, OSError):
        return UTC


def is_exact(at: datetime, zone: tzinfo) -> bool:
    """Whether the wall clock time means this instant and no other (it is not the repeated hour)."""
    try:
        local = at.astimezone(zone).replace(tzinfo=None, fold=0)
        return local.replace(tzinfo=zone).astimezone(UTC) == at
    except OverflowError:
        return False


def local_time(at: datetime, zone: tzinfo, *, dated: bool) -> str:
    """``14:23``, ``14:23:05`` or ``2025-03-15 14:23``: as precise as needed."""
    local = at.astimezone(zone)
    clock = local.strftime("%H:%M")
    if local.microsecond:
        clock = f"{local:%H:%M:%S}.{local.microsecond:06d}"
    elif local.second:
        clock = f"{local:%H:%M:%S}"
    return f"{local.date().isoformat()} {clock}" if dated else clock


def instant(at: datetime) -> str:
    """An instant as ISO 8601 in UTC, ``2025-03-15T14:23:00Z``."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
