"""The tables and lists of a file that Afterword wrote, read back exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from models.incident import ActionItem, ContributingFactor, Defence, TimelineEvent
from models.reading.event_kinds import infer_kind
from models.reading.notation import ACTION_COLUMNS, decode, decode_cell, read_note, split_cells
from models.reading.zones import load_zone, utc
from models.vocabulary import (
    ActionKind,
    ActionStatus,
    DefenceOutcome,
    EventKind,
    SectionKind,
    Strength,
)

Word = TypeVar("Word", bound=StrEnum)

if TYPE_CHECKING:
    from models.incident import Incident
    from models.reading.wordlists import HeadingKind
    from models.reading.zones import Zone

_TIME_HEAD = re.compile(r"^\| Time \(([^)|]+)\) \|(?: Kind \|)? Event \|$")
_TIME = re.compile(
    r"(?:(\d{4}-\d\d-\d\d)[ T])?([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?(Z)?"
)
_FACTOR = re.compile(r"^\d+\. \*\*(.*?):\*\*(?: (.*))?$")
_NUMBERED = re.compile(r"^\d+[.)] (.*)$")
_BULLET = re.compile(r"^-(?: (.*))?$")


@dataclass(slots=True)
class Records:
    """The records found so far, and the line at which each kind begins."""

    events: list[TimelineEvent] = field(default_factory=list)
    factors: list[ContributingFactor] = field(default_factory=list)
    defences: list[Defence] = field(default_factory=list)
    actions: list[ActionItem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


def read_records(
    heading: HeadingKind, lines: list[str], first: int, incident: Incident, records: Records
) -> list[str] | None:
    """Read the records of a block; the lines that are none, or None where it has no record."""
    if heading.kind is SectionKind.TIMELINE:
        return _timeline(lines, first, incident, records)
    if heading.kind is SectionKind.ACTIONS:
        return _actions(lines, first, records)
    if heading.kind is SectionKind.FACTORS:
        return _factors(lines, first, records)
    return _defences(lines, first, records, heading.outcome or DefenceOutcome.WORKED)


def _table(lines: list[str], start: int) -> int:
    """The line after the table that begins at `start`."""
    end = start
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    return end


def _timeline(
    lines: list[str], first: int, incident: Incident, records: Records
) -> list[str] | None:
    start = next((at for at, line in enumerate(lines) if _TIME_HEAD.match(line)), None)
    head = _TIME_HEAD.match(lines[start]) if start is not None else None
    if start is None or head is None:
        return None
    end = _table(lines, start)
    zone = load_zone(head[1]) or utc()
    day = incident.started_at.astimezone(zone.info).date() if incident.started_at else None
    left: list[str] = []
    has_kind = " Kind |" in lines[start]
    records.lines.setdefault("timeline", first + start)
    for line in lines[start + 2 : end]:
        cells = split_cells(line)
        placed = _placed(cells[0], day, zone)
        if placed is None or len(cells) < 2 + has_kind:
            left.append(line)
            continue
        at, day = placed
        text = decode_cell(cells[1 + has_kind]) or ""
        kind = _word(EventKind, cells[1]) if has_kind else None
        records.events.append(TimelineEvent(at=at, kind=kind or infer_kind(text), text=text))
    return [*lines[:start], *left, *lines[end:]]


def _placed(cell: str, day: date | None, zone: Zone) -> tuple[datetime, date] | None:
    """The instant of a time cell and the day that the next cell continues."""
    found = _TIME.fullmatch(cell)
    if found is None:
        return None
    on = date.fromisoformat(found[1]) if found[1] else day
    if on is None:
        return None
    fraction = int((found[5] or "").ljust(6, "0"))
    clock = time(int(found[2]), int(found[3]), int(found[4] or 0), fraction)
    local = datetime.combine(on, clock)
    at = local.replace(tzinfo=UTC) if found[6] else zone.instant(local)
    if at is None:
        return None
    return at, at.astimezone(zone.info).date() if found[6] else on


def _actions(lines: list[str], first: int, records: Records) -> list[str] | None:
    start = next((at for at, line in enumerate(lines) if _is_action_head(line)), None)
    if start is None:
        return None
    end = _table(lines, start)
    head = split_cells(lines[start])
    records.lines.setdefault("action_items", first + start)
    for line in lines[start + 2 : end]:
        row = dict(zip(head, split_cells(line), strict=False))
        records.actions.append(_action(row, len(records.actions) + 1))
    return [*lines[:start], *lines[end:]]


def _is_action_head(line: str) -> bool:
    return line.startswith("| #") and tuple(split_cells(line)[:5]) == ACTION_COLUMNS


def _action(row: dict[str, str], place: int) -> ActionItem:
    number = row.get("#", "")
    due = _date(row.get("Due Date", ""))
    original = _date(row["Original Due Date"]) if "Original Due Date" in row else due
    slips = row.get("Slips", "")
    return ActionItem(
        number=int(number) if re.fullmatch(r"-?\d{1,9}", number) else place,
        title=decode_cell(row.get("Action", "")) or "",
        owner=decode_cell(row.get("Owner", "")),
        due_on=due,
        original_due_on=original,
        slips=int(slips) if re.fullmatch(r"\d{1,9}", slips) else 0,
        status=_word(ActionStatus, row.get("Status", "")) or ActionStatus.OPEN,
        status_reason=decode_cell(row.get("Reason", "")) or "",
        completed_on=_date(row.get("Completed", "")),
        kind=_word(ActionKind, row.get("Kind", "")),
        strength=_word(Strength, row.get("Strength", "")),
        tracker_key=decode_cell(row.get("Jira", "")),
        created_at=_instant(row.get("Created", "")),
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _word(words: type[Word], text: str) -> Word | None:
    return next((word for word in words if word.value == text.lower()), None)


@dataclass(slots=True)
class _Entry:
    first: str
    line: int
    more: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The entry's text; trailing blank lines belong to the list."""
        lines = [self.first, *self.more]
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        return decode("\n".join(lines))


def _entries(
    lines: list[str], first: int, pattern: re.Pattern[str], indent: str
) -> tuple[list[tuple[_Entry, re.Match[str]]], list[str]]:
    """The entries that lines form, each with the match of its first line; and the other lines."""
    entries: list[tuple[_Entry, re.Match[str]]] = []
    left: list[str] = []
    inside = False
    for number, line in enumerate(lines, first):
        found = pattern.match(line)
        if found:
            entries.append((_Entry(found[found.re.groups] or "", number), found))
            inside = True
        elif inside and (not line or line.startswith(indent)):
            entries[-1][0].more.append(line[len(indent) :])
        else:
            left.append(line)
            inside = False
    return entries, left


def _ties(entry: _Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags and services that an entry's last line carries, which is taken off."""
    for place in range(len(entry.more) - 1, -1, -1):
        if not entry.more[place].strip():
            continue
        values = read_note(entry.more[place])
        if values is None:
            break
        del entry.more[place:]
        return _names(values.get("tags")), _names(values.get("services"))
    return (), ()


def _names(values: object) -> tuple[str, ...]:
    return tuple(one for one in values if isinstance(one, str)) if isinstance(values, list) else ()


def _factors(lines: list[str], first: int, records: Records) -> list[str] | None:
    entries, left = _entries(lines, first, _FACTOR, "   ")
    if not entries:
        return None
    records.lines.setdefault("contributing_factors", entries[0][0].line)
    for entry, found in entries:
        tags, services = _ties(entry)
        records.factors.append(
            ContributingFactor(
                title=decode(found[1]), text=entry.text(), tags=tags, services=services
            )
        )
    kept: list[str] = []
    for line in left:
        added = _NUMBERED.match(line)
        if added:
            records.factors.append(ContributingFactor(title=added[1].strip()))
        else:
            kept.append(line)
    return kept


def _defences(
    lines: list[str], first: int, records: Records, outcome: DefenceOutcome
) -> list[str] | None:
    entries, left = _entries(lines, first, _BULLET, "  ")
    if not entries:
        return None
    records.lines.setdefault("defences", entries[0][0].line)
    for entry, _ in entries:
        tags, services = _ties(entry)
        records.defences.append(
            Defence(outcome=outcome, text=entry.text(), tags=tags, services=services)
        )
    return left
