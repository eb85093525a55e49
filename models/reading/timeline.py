"""Timelines: tables, lists, paragraphs and headings that begin with a time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from models.incident import TimelineEvent
from models.reading.bearings import Bearings, is_zone_statement, stated_zone
from models.reading.dates import find_dates
from models.reading.document import Line, Part
from models.reading.event_kinds import infer_kind
from models.reading.markup import Table, dedent, read_table, table_end
from models.reading.stamps import Stamp, read_stamp
from models.reading.timeline_table import read_rows
from models.reading.zones import Zone
from models.vocabulary import EventKind

_BULLET = re.compile(r"^(\s*)(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
_SEPARATED = re.compile(r"^[\s*_~`\])>]*(?:[:–—|(-]|$)|^[*_~`]+")
_LOOKAHEAD = 12
"""Lines below a day in which its first clock time is looked for."""
_APPROXIMATE = re.compile(r"\bapproximat(?:e|ions?|ely)\b|\bestimated times\b", re.IGNORECASE)
_BACKWARDS = timedelta(hours=4)
"""A clock that jumps back this far has passed midnight; a smaller step is two lines swapped."""


@dataclass(slots=True)
class ReadEvent:
    """A timeline event as read.

    Attributes:
        timed: whether a clock time is given, not the day alone.
        zoned: whether the event itself names its zone.
    """

    at: datetime
    text: str
    line: int
    timed: bool
    kind: EventKind
    confidence: float
    zoned: bool = False

    def event(self) -> TimelineEvent:
        """As the aggregate keeps it."""
        return TimelineEvent(at=self.at, kind=self.kind, text=self.text)


@dataclass(slots=True)
class Timeline:
    """What a chapter about the timeline holds.

    Attributes:
        prose: its lines that are no events.
        zone: the zone of its clock times.
    """

    events: list[ReadEvent] = field(default_factory=list)
    prose: list[Line] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    zone: Zone | None = None
    stated: bool = False


@dataclass(slots=True)
class _Open:
    """An event whose lines are still being read."""

    at: datetime | None
    line: int
    timed: bool
    approximate: bool
    lines: list[Line]
    written: str = ""
    listed: bool = False
    zoned: bool = False
    under_heading: bool = False


def read_timeline(parts: list[Part], bearings: Bearings) -> Timeline:
    """The events of a chapter: its own part, then the parts under the headings inside it."""
    reader = _Reader(bearings)
    for place, part in enumerate(parts):
        if place == 0:
            reader.orient(part.title, part.line)
        else:
            reader.heading(part)
        reader.lines(part.lines)
    return reader.finish()


def heading_stamp(title: str) -> Stamp | None:
    """The stamp that a heading inside a timeline is, with or without words after it."""
    stamp = read_stamp(title)
    if stamp is None or (stamp.clock is None and not stamp.bare):
        return None
    return stamp


class _Reader:
    """Goes through a timeline line by line."""

    def __init__(self, bearings: Bearings) -> None:
        self._bearings = bearings
        self._day: date | None = None
        self._before: datetime | None = None
        self._open: _Open | None = None
        self._found = Timeline()
        self._unplaced: list[int] = []
        self._zones: list[Zone] = []
        self._approximate = False

    def orient(self, title: str, line: int) -> None:
        """Take zone and day from the chapter's heading."""
        self._bearings = self._bearings.with_zone(stated_zone(title))
        if _APPROXIMATE.search(title) and not self._approximate:
            self._approximate = True
            self._found.warnings.append("The timeline says that its times are approximate.")
        dates = find_dates(title)
        if dates:
            day = self._bearings.date_of(dates[0])
            self._bearings = self._bearings.with_day(day, "the timeline's heading", 0.9, line)

    def heading(self, part: Part) -> None:
        """A heading inside the chapter: an event, a day, or just words."""
        stamp = heading_stamp(part.title)
        if stamp is None:
            self._close()
            self.orient(part.title, part.line)
            self._found.prose.append(Line(part.line, part.written))
            return
        if stamp.clock is None:
            self._close()
            self._turn_to(stamp)
            return
        self._begin(stamp, Line(part.line, part.written))
        if self._open:
            self._open.under_heading = True

    def lines(self, lines: list[Line]) -> None:
        """The lines under a heading."""
        at = 0
        while at < len(lines):
            line = lines[at]
            end = at if self._open and self._open.under_heading else table_end(lines, at)
            if end > at:
                self._table(read_table(lines[at:end]), lines[at:end])
                at = end
                continue
            if not self._starts_event(line, lines[at + 1 : at + _LOOKAHEAD]):
                self._keep(line)
            at += 1

    def finish(self) -> Timeline:
        """Everything that was found."""
        self._close(last=True)
        found = self._found
        zone = self._zone()
        found.zone, found.stated = zone.zone, zone.stated
        if self._unplaced:
            found.warnings.append(
                f"{len(self._unplaced)} lines of the timeline have a clock time but the file names"
                " no date for them; they were kept as text."
            )
        undated = sum(1 for event in found.events if not event.timed)
        if undated:
            found.warnings.append(
                f"{undated} timeline events have a date only; their time is unknown."
            )
        return found

    def _zone(self) -> Bearings:
        """With the zone that is stated for the whole, else the one that all its events name."""
        names = {zone.name for zone in self._zones}
        if (
            self._bearings.stated
            or len(names) != 1
            or not all(e.zoned or not e.timed for e in self._found.events)
        ):
            return self._bearings
        return self._bearings.with_zone(self._zones[0])

    def _starts_event(self, line: Line, after: list[Line]) -> bool:
        """Whether a line begins an event, names a day or states the zone: then it is used up."""
        if line.code or line.blank:
            return False
        if is_zone_statement(line.text):
            self._bearings = self._bearings.with_zone(stated_zone(line.text))
            return True
        bullet = _BULLET.match(line.text)
        text = line.text[bullet.end() :] if bullet else line.text
        stamp = read_stamp(text) if bullet or not self._goes_on(line) else None
        if stamp is None:
            return False
        if stamp.clock is None:
            under_heading = self._open is not None and self._open.under_heading
            if under_heading or _SEPARATED.match(text[stamp.end :]) is None:
                return False
            zone = stated_zone(stamp.rest) if is_zone_statement(stamp.rest) else None
            if zone or (stamp.bare and (bullet or _timed_next(after))):
                self._close()
                self._turn_to(stamp)
                self._bearings = self._bearings.with_zone(zone)
                return True
        self._begin(stamp, line, listed=bullet is not None)
        return True

    def _goes_on(self, line: Line) -> bool:
        """Whether a line without a bullet can only be more of the open event."""
        if self._open is None:
            return False
        return self._open.under_heading or line.text[:2].isspace()

    def _turn_to(self, stamp: Stamp) -> None:
        self._day = self._bearings.date_of(stamp.day, self._day) or self._day
        self._before = None
        self._bearings = self._bearings.with_zone(stamp.zone)

    def _begin(self, stamp: Stamp, line: Line, *, listed: bool = False) -> None:
        self._close()
        at = self._place(stamp)
        rest = [Line(line.number, stamp.rest)] if stamp.rest else []
        self._open = _Open(
            at,
            line.number,
            stamp.clock is not None,
            stamp.approximate,
            rest,
            line.text,
            listed,
            stamp.zone is not None,
        )

    def _place(self, stamp: Stamp) -> datetime | None:
        day = self._bearings.date_of(stamp.day, self._day)
        rolls = day is None
        day = day or self._day or self._bearings.day
        if day is None:
            return None
        at = stamp.on(day, self._bearings.zone)
        if at is None:
            return None
        if rolls and self._before is not None and self._before - at >= _BACKWARDS:
            day += timedelta(days=1)
            at = stamp.on(day, self._bearings.zone) or at
        self._note_zone(stamp, day)
        self._day = day
        if stamp.clock is not None:
            self._before = at
        return at

    def _note_zone(self, stamp: Stamp, day: date) -> None:
        zone = stamp.zone or self._bearings.zone
        if stamp.zone is not None:
            self._zones.append(stamp.zone)
        if stamp.clock is None:
            return
        self._found.warnings.extend(
            text for text in zone_doubts(zone, day) if text not in self._found.warnings
        )

    def _keep(self, line: Line) -> None:
        if self._open is not None:
            self._open.lines.append(line)
        else:
            self._found.prose.append(line)

    def _close(self, *, last: bool = False) -> None:
        """Finish the open event; what trails behind the last item of a list is prose."""
        event, self._open = self._open, None
        if event is None:
            return
        lines, trailing = _trailing(event) if last and event.listed else (event.lines, [])
        text = _text(lines)
        if event.at is None:
            self._unplaced.append(event.line)
            below = lines[1:] if lines and lines[0].number == event.line else lines
            self._found.prose.extend([Line(event.line, event.written), *below])
        elif text:
            self._add(event.at, text, event)
        self._found.prose.extend(trailing)

    def _add(self, at: datetime, text: str, event: _Open) -> None:
        confidence = 0.9 if event.timed else 0.6
        if event.approximate or self._approximate:
            confidence -= 0.1
        self._found.events.append(
            ReadEvent(at, text, event.line, event.timed, infer_kind(text), confidence, event.zoned)
        )

    def _table(self, table: Table | None, lines: list[Line]) -> None:
        rows = read_rows(table) if table else None
        if table is None or rows is None:
            for line in lines:
                self._keep(line)
            return
        self._close(last=True)
        self._bearings = self._bearings.with_zone(rows.zone)
        placed = 0
        for row in rows.rows:
            at = self._place(row.stamp) if row.stamp else self._before
            if at is None:
                self._unplaced.append(row.line)
                continue
            placed += 1
            timed = row.stamp is None or row.stamp.clock is not None
            kind = row.kind or infer_kind(row.text)
            self._found.events.append(
                ReadEvent(
                    at,
                    row.text,
                    row.line,
                    timed,
                    kind,
                    0.95 if timed else 0.6,
                    row.stamp is not None and row.stamp.zone is not None,
                )
            )
        if placed < len(rows.rows) or rows.left_over:
            self._found.prose.extend(lines)
        if rows.left_over:
            self._found.warnings.append(
                f"{rows.left_over} rows of the timeline have no readable time;"
                " the table was kept as text too."
            )


def zone_doubts(zone: Zone, day: date) -> list[str]:
    """What is uncertain about a zone as written, in words for the report."""
    doubts: list[str] = []
    if zone.unsure:
        doubts.append(
            f"{zone.written} can mean several zones ({', '.join(zone.unsure)});"
            f" it was read as {zone.name}."
        )
    if zone.off_season(datetime.combine(day, datetime.min.time().replace(hour=12))):
        doubts.append(
            f"{zone.written} is written for a day on which clocks in {zone.name} showed another"
            " offset; the local clock was taken."
        )
    return doubts


def _timed_next(after: list[Line]) -> bool:
    """Whether the next thing written is a clock time without a date: the line above is a day."""
    for line in after:
        if line.blank:
            continue
        bullet = _BULLET.match(line.text)
        stamp = read_stamp(line.text[bullet.end() :] if bullet else line.text)
        return stamp is not None and stamp.clock is not None and stamp.day is None
    return False


def _trailing(event: _Open) -> tuple[list[Line], list[Line]]:
    for place, line in enumerate(event.lines[1:], 1):
        outside = not line.blank and not line.text[:2].isspace()
        if outside and (event.lines[place - 1].blank or _BULLET.match(line.text)):
            return event.lines[:place], event.lines[place:]
    return event.lines, []


def _text(lines: list[Line]) -> str:
    """An event's text: the words beside the time, then what stands below them."""
    if not lines:
        return ""
    first, rest = lines[0], lines[1:]
    below = dedent(rest)
    if not rest or not below:
        return first.text.strip()
    return f"{first.text.strip()}\n{below}".strip("\n")
