"""Due dates as an iCalendar file (RFC 5545) that any calendar can subscribe to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exporters.whole_files import write_whole
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from models.rows import ActionRow

_LONGEST_LINE = 75  # octets, by the RFC


def calendar_feed(rows: Iterable[ActionRow], *, as_of: datetime, library_name: str) -> str:
    """One all-day event for each action item that is still to be done and has a due date.

    The same rows and `as_of` give the same text.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Afterword//Action items//EN",
        f"X-WR-CALNAME:{_escaped(library_name or 'Afterword')}: action items",
    ]
    for row in rows:
        if row.due_on is not None and not row.status.is_closed:
            lines += _event(row, row.due_on, as_of)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def write_calendar(
    rows: Iterable[ActionRow], target: Path, *, as_of: datetime, library_name: str
) -> Path:
    """Write the feed, whole or not at all; returns `target`.

    Raises:
        BadInputError: when nothing can be written there.
    """
    text = calendar_feed(rows, as_of=as_of, library_name=library_name)
    write_whole(target, text.encode("utf-8", "replace"))
    return target


def _event(row: ActionRow, due: date, as_of: datetime) -> Iterator[str]:
    about = [f"{row.incident_key} {row.incident_title}", f"Owner: {row.owner or 'nobody yet'}"]
    if len(row.incident_keys) > 1:
        about.append(f"Answers {', '.join(row.incident_keys)}")
    if row.slips and row.original_due_on:
        about.append(f"First due on {row.original_due_on:%Y-%m-%d}")
    if row.status is ActionStatus.IN_PROGRESS:
        about.append("In progress")
    if row.tracker_key:
        about.append(f"Tracker: {row.tracker_key}")
    yield "BEGIN:VEVENT"
    yield f"UID:{row.id}@afterword"
    yield f"DTSTAMP:{as_of:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'Due: {row.title} (A-{row.register_number})')}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(about))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(character for character in text if character >= " " and character != "\x7f")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never through the middle of a character."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LONGEST_LINE:
            yield piece
            piece, octets = " ", 1
        piece += character
        octets += size
    yield piece
