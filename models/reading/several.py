"""A file that holds several incidents: which headings begin one, and what they share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.reading.dates import find_dates
from models.reading.document import BOLD_LEVEL, Part
from models.reading.labels import known_field, line_label
from models.reading.timeline import heading_stamp
from models.reading.wordlists import heading_words
from models.vocabulary import SectionKind

_NUMBERED = re.compile(r"^(?:incident|outage)\s*(?:#|no\.?)?\s*\d{1,3}\b", re.IGNORECASE)
_EDGES = re.compile(r"^[\s:–—|,-]+|[\s:–—|,(-]+$")


@dataclass(slots=True)
class Segment:
    """The parts of one incident; the first is its heading, as the text before any heading."""

    parts: list[Part]
    heading: Part | None = None


@dataclass(slots=True)
class Split:
    """A document split into incidents; `shared` parts belong to all of them."""

    shared: list[Part]
    segments: list[Segment] = field(default_factory=list)


def split_incidents(parts: list[Part]) -> Split:
    """The incidents of a document; no segment when the document is about one incident."""
    for level in range(1, BOLD_LEVEL):
        starts = [
            place
            for place, part in enumerate(parts)
            if part.level == level and _begins_incident(parts, place)
        ]
        if len(starts) >= 2:
            return _split(parts, starts, level)
    return Split(parts)


def heading_title(title: str) -> str:
    """A segment's heading without the date in it."""
    for found in find_dates(title):
        if found.year is not None or found.end - found.start > 4:
            title = title[: found.start] + title[found.end :]
            break
    title = re.sub(r"^\s*[-–]\s?\d{1,2},?\s*(?:\d{4})?", "", title)
    return _EDGES.sub("", _EDGES.sub("", title))


def _begins_incident(parts: list[Part], place: int) -> bool:
    """A heading with a date or a number and a name, and an incident's own facts under it."""
    part = parts[place]
    dated = bool(find_dates(part.title)) and len(heading_title(part.title)) > 3
    whole = part.level == 1 and not heading_words().kind(part.title)
    if not (dated or whole or _NUMBERED.match(part.title)):
        return False
    if heading_stamp(part.title) is not None and not dated:
        return False
    inside = _inside(parts, place)
    kinds = {kind.kind for one in inside[1:] if (kind := heading_words().kind(one.title))}
    if whole and not dated:
        return len(kinds) >= 2
    labelled = any(
        known_field(label[0]) in ("duration", "severity", "started", "window")
        for one in inside
        for line in one.lines
        if not line.code and (label := line_label(line.text)) is not None and label[2]
    )
    return labelled or SectionKind.TIMELINE in kinds or len(kinds) >= 2


def _inside(parts: list[Part], place: int) -> list[Part]:
    level = parts[place].level
    end = place + 1
    while end < len(parts) and parts[end].level > level:
        end += 1
    return parts[place:end]


def _split(parts: list[Part], starts: list[int], level: int) -> Split:
    split = Split([])
    taken: set[int] = set()
    for place in starts:
        inside = _inside(parts, place)
        taken.update(range(place, place + len(inside)))
        heading = inside[0]
        first = Part(0, "", "", heading.line, heading.lines)
        split.segments.append(Segment([first, *inside[1:]], heading))
    for place, part in enumerate(parts):
        if place in taken:
            continue
        empty = not any(not line.blank for line in part.lines)
        follows = place + 1 in taken
        if not (empty and follows and part.level == level - 1):
            split.shared.append(part)
    return split
