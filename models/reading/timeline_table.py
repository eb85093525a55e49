"""Tables of timeline events: which column is the time, which the event."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.reading.bearings import stated_zone
from models.reading.markup import Table, plain
from models.reading.stamps import Stamp, read_stamp
from models.reading.wordlists import column_names, label_word
from models.reading.zones import Zone, read_zone
from models.vocabulary import EventKind

_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_ROLES = ("time", "date", "weekday", "event", "event_kind", "actor")


@dataclass(slots=True)
class Row:
    """One row; `stamp` is None where its time cell is empty: the same time as the row above."""

    stamp: Stamp | None
    text: str
    line: int
    kind: EventKind | None = None


@dataclass(slots=True)
class Rows:
    """The rows of a timeline table.

    Attributes:
        zone: as the heading of the time column states it.
        left_over: rows whose time cannot be read.
    """

    rows: list[Row] = field(default_factory=list)
    zone: Zone | None = None
    left_over: int = 0


@dataclass(slots=True)
class _Columns:
    time: list[int] = field(default_factory=list)
    kind: int | None = None
    actor: int | None = None
    event: int | None = None
    year: str = ""
    zone: Zone | None = None


def read_rows(table: Table) -> Rows | None:
    """The rows of a table of events; None when it is another table."""
    columns = _columns(table)
    if columns is None:
        return None
    found = Rows(zone=columns.zone)
    for number, cells in table.rows:
        _read(found, columns, number, cells)
    return found if found.rows else None


def _columns(table: Table) -> _Columns | None:
    columns = _Columns()
    for place, cell in enumerate(table.head):
        _assign(columns, place, cell)
    if columns.time and columns.event is None and len(table.head) < 2:
        return None
    if columns.time:
        return columns if _stamped(table, columns.time) else None
    if not table.rows or not _stamped(table, [0]):
        return None
    columns.time, columns.event = [0], None
    return columns


def _assign(columns: _Columns, place: int, cell: str) -> None:
    word = label_word(_BRACKETS.sub("", cell))
    role = next((role for role in _ROLES if word in column_names(role)), None)
    if role in ("time", "date", "weekday"):
        columns.time.append(place)
        year = _YEAR.search(cell)
        columns.year = year[1] if year else columns.year
        bracket = _BRACKETS.search(cell)
        zone = stated_zone(cell) or (read_zone(bracket[1]) if bracket else None)
        columns.zone = zone or columns.zone
        return
    if role is None and word.startswith("time ") and (zone := read_zone(word[5:].upper())):
        columns.time.append(place)
        columns.zone = zone
    elif role == "event" and columns.event is None:
        columns.event = place
    elif role == "event_kind" and columns.kind is None:
        columns.kind = place
    elif role == "actor" and columns.actor is None:
        columns.actor = place


def _stamped(table: Table, places: list[int]) -> bool:
    """Whether at least half of the filled rows begin with a time or a date."""
    texts = [_time_text(cells, places, "") for _, cells in table.rows]
    filled = [text for text in texts if text]
    stamped = sum(1 for text in filled if read_stamp(text) is not None)
    return stamped > 0 and stamped * 2 >= len(filled)


def _time_text(cells: list[str], places: list[int], year: str) -> str:
    parts: list[str] = []
    for place in places:
        text = plain(cells[place]) if place < len(cells) else ""
        if text and year and text[-1].isdigit() and ":" not in text and not _YEAR.search(text):
            text = f"{text}, {year}"
        parts.append(text)
    return " ".join(part for part in parts if part)


def _read(found: Rows, columns: _Columns, number: int, cells: list[str]) -> None:
    text = _event_text(columns, cells)
    if not text:
        return
    when = _time_text(cells, columns.time, columns.year)
    stamp = read_stamp(when) if when else None
    if when and stamp is None:
        found.left_over += 1
        return
    kind = None
    if columns.kind is not None and columns.kind < len(cells):
        word = label_word(cells[columns.kind])
        kind = next((one for one in EventKind if one.value == word), None)
    found.rows.append(Row(stamp, text, number, kind))


def _event_text(columns: _Columns, cells: list[str]) -> str:
    skipped = {*columns.time, columns.kind, columns.actor, columns.event}
    rest = [cell for place, cell in enumerate(cells) if place not in skipped and cell]
    parts = rest
    if columns.event is not None and columns.event < len(cells) and cells[columns.event]:
        parts = [cells[columns.event], *rest]
    text = " – ".join(parts)
    actor = cells[columns.actor] if columns.actor is not None and columns.actor < len(cells) else ""
    return f"{actor}: {text}" if actor and text else actor or text
