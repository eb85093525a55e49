"""The one door to reading: the bytes of a Markdown file in, incidents and a report out."""

from __future__ import annotations

from dataclasses import replace

from models.reading.decoding import decode
from models.reading.document import Part, read_lines, split_parts
from models.reading.extracts import Extract, Source
from models.reading.front_fields import read_front
from models.reading.front_matter import FrontMatter, split_front_matter
from models.reading.lenient import read_extract
from models.reading.outline import title_part
from models.reading.results import ReadIncident, ReadResult
from models.reading.screening import (
    companion,
    is_template,
    speaks_of_incident,
    strong_evidence,
    template_by_name,
    unreadable_name,
)
from models.reading.several import heading_title, split_incidents
from models.reading.written import read_written
from models.reading.written_front import is_newer, is_written


def read_markdown(data: bytes, *, name: str, zone: str = "UTC") -> ReadResult:
    """Read a file.

    Args:
        data: the file's bytes, in any encoding that `decoding` understands.
        name: the file's name, with folders above it where they are known: names carry dates.
        zone: IANA zone of clock times that state none.
    """
    reason = unreadable_name(name)
    if reason:
        return _skipped(reason)
    decoded = decode(data)
    if decoded is None:
        return _skipped("It is not a text.")
    if not decoded.text.strip():
        return _skipped("It is empty.")
    warnings = (decoded.warning,) if decoded.warning else ()
    front, body, first = split_front_matter(decoded.text)
    if front is not None and front.warning:
        warnings = (*warnings, front.warning)
    if front is not None and is_written(front):
        return ReadResult((read_written(front, body, first),), "imported", "", warnings)
    if front is not None and is_newer(front):
        warnings = (
            *warnings,
            "A newer Afterword wrote this file; some of it may not be understood.",
        )
    parts = split_parts(read_lines(body, first))
    reason = _no_incident(name, front, parts)
    if reason:
        return _skipped(reason)
    found = _lenient(parts, front, name, zone)
    return ReadResult(found, "imported", "", warnings)


def _skipped(reason: str) -> ReadResult:
    return ReadResult((), "skipped", reason)


def _no_incident(name: str, front: FrontMatter | None, parts: list[Part]) -> str:
    """Why a text holds no incident; empty when it holds one."""
    titled = title_part(parts)
    title = titled.title if titled else ""
    if template_by_name(name):
        return "It is a template, by its name."
    if companion(name) and not strong_evidence(front, parts):
        return companion(name)
    if front is None and is_template(name, title, parts):
        return "It is an empty template: nothing is filled in."
    if not speaks_of_incident(name, front, title, parts):
        return "Nothing in it shows that it is about an incident."
    return ""


def _lenient(
    parts: list[Part], front: FrontMatter | None, name: str, zone: str
) -> tuple[ReadIncident, ...]:
    source = Source(name, zone)
    if front is not None:
        source.front = read_front(front)
    split = split_incidents(parts)
    if not split.segments:
        return (read_extract(Extract(parts), source),)
    extracts = [
        Extract(
            segment.parts,
            ordinal,
            segment.heading,
            heading_title(segment.heading.title) if segment.heading else "",
        )
        for ordinal, segment in enumerate(split.segments)
    ]
    extracts[0] = replace(extracts[0], shared=split.shared)
    return tuple(read_extract(extract, source) for extract in extracts)
