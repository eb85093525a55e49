"""What the times of a timeline say: `14:25` and `+5` as typed, offsets, gaps, order.

Pure: everything is read in a stated zone and against stated moments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from desktop.dialogs.typed_time import format_instant, read_instant, zone_named
from desktop.wording import MONTHS, span_words
from models.errors import BadInputError
from models.vocabulary import EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.pages.editor.draft import Record

GAP = timedelta(minutes=30)
"""From here on a reader asks what happened in between."""
_BACKWARDS = timedelta(hours=4)
"""A clock that is this far behind the row above belongs to the next day; less is typed late."""
_DAY = timedelta(days=1)
_AFTER = re.compile(
    r"^\+\s*(?:(?P<hours>\d{1,3})\s*h(?:ours?)?\s*)?(?:(?P<minutes>\d{1,4})\s*(?:m|min|minutes?)?)?$",
    re.IGNORECASE,
)
NoteTone = Literal["quiet", "warning", "danger"]


@dataclass(frozen=True, slots=True)
class RowNote:
    """A few words in a row of a table, beside what was typed."""

    text: str
    tone: NoteTone = "quiet"


@dataclass(frozen=True, slots=True)
class EventLine:
    """How one row of the timeline is shown.

    Attributes:
        at: the instant; None where the time cannot be read.
        clock: time of day, with the date where it is another one than in the row above.
        typed: what its editor starts with.
        offset: from the start of the incident, ``+2 min``.
        note: a gap before it, or a time that runs backwards.
    """

    at: datetime | None
    clock: str
    typed: str
    offset: str
    note: RowNote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The instants of an incident that a timeline is measured by; None where unknown."""

    started: datetime | None = None
    detected: datetime | None = None
    mitigated: datetime | None = None
    resolved: datetime | None = None


def read_event_time(
    text: str,
    *,
    zone: str,
    now: datetime,
    previous: datetime | None = None,
    started: datetime | None = None,
) -> datetime | None:
    """The instant that a typed time means; None where it says unknown.

    Args:
        text: `14:25`, `+5` (minutes after the row above), `+1h`, or a date and a time.
        zone: IANA zone of a time that names none.
        now: the present moment.
        previous: the row above. A time without a date is the first one from four hours before it
            on: a little earlier was typed late, much earlier is past midnight.
        started: the incident's start, where there is no row above.

    Raises:
        BadInputError: the text is no time, or counts from a row that has none.
    """
    near = previous or started
    if (after := _AFTER.match(text.strip())) and text.strip("+ "):
        if near is None:
            raise BadInputError("There is no time above to count from.", "Write it like 14:25.")
        hours, minutes = int(after["hours"] or 0), int(after["minutes"] or 0)
        return near + timedelta(hours=hours, minutes=minutes)
    if near is None:
        return read_instant(text, zone=zone, now=now)
    return read_instant(text, zone=zone, now=now, after=near - _BACKWARDS)


def quick_instant(text: str, zone: str) -> datetime | None:
    """The instant of a time that is written out in full (`format_instant`); None for others."""
    try:
        local = datetime.fromisoformat(text)
        if local.tzinfo is None:
            local = local.replace(tzinfo=zone_named(zone))
        return local.astimezone(UTC) if len(text) > len("2025-03-15") else None
    except (ValueError, OverflowError, BadInputError):
        return None


def event_lines(
    records: Sequence[Record], *, zone: str, started: datetime | None
) -> tuple[EventLine, ...]:
    """How each row is shown.

    Args:
        records: in the order of the table.
        zone: IANA zone that times are shown in.
        started: what offsets count from; without it the first row's time.
    """
    instants = [quick_instant(one.values.get("at", ""), zone) for one in records]
    known = [one for one in instants if one is not None]
    origin = started or (known[0] if known else None)
    where = zone_named(zone)
    lines = []
    above: datetime | None = None
    day = origin.astimezone(where).date() if origin else None
    for record, at in zip(records, instants, strict=True):
        if at is None:
            text = record.values.get("at", "")
            lines.append(EventLine(None, text, text, ""))
            continue
        local = at.astimezone(where)
        full = format_instant(at, zone)
        clock = full.split(" ", 1)[1]
        same_day = local.date() == day
        shown = clock if same_day else f"{local.day} {MONTHS[local.month - 1][:3]} {clock}"
        lines.append(
            EventLine(
                at,
                shown,
                clock if same_day else full,
                offset_words(at, origin),
                _note(above, at),
            )
        )
        above, day = at, local.date()
    return tuple(lines)


def offset_words(at: datetime, origin: datetime | None) -> str:
    """``+2 min``, ``−3 min``, ``0`` at the start itself; empty without a start."""
    if origin is None:
        return ""
    minutes = round((at - origin).total_seconds() / 60)
    if minutes == 0:
        return "0"
    return f"{'+' if minutes > 0 else '−'}{span_words(abs(minutes))}"


def _note(above: datetime | None, at: datetime) -> RowNote | None:
    if above is None:
        return None
    if at < above:
        return RowNote("earlier than the row above", "warning")
    if at - above > GAP:
        return RowNote(f"{span_words(round((at - above).total_seconds() / 60))} with no event")
    return None


def is_ordered(lines: Sequence[EventLine]) -> bool:
    """Whether no row that has a time is earlier than one above it."""
    known = [one.at for one in lines if one.at is not None]
    return known == sorted(known)


def moments_of(stated: Moments, records: Sequence[Record], lines: Sequence[EventLine]) -> Moments:
    """The incident's own instants; what it does not state is taken from the events."""
    told: dict[str, list[datetime]] = {}
    for record, line in zip(records, lines, strict=True):
        if line.at is not None:
            told.setdefault(record.values.get("kind", ""), []).append(line.at)
    known = [one.at for one in lines if one.at is not None]
    started = stated.started or (min(known) if known else None)
    return Moments(
        started=started,
        detected=stated.detected or min(told.get(EventKind.DETECTION, ()), default=None),
        mitigated=stated.mitigated or max(told.get(EventKind.MITIGATION, ()), default=None),
        resolved=stated.resolved or max(told.get(EventKind.RECOVERY, ()), default=None),
    )
