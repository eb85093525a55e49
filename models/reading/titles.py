"""An incident's title: out of the heading, else the file's name, else the first words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from models.reading.dates import find_dates
from models.reading.document import Line, is_rule
from models.reading.markup import plain

_PREFIX = re.compile(
    r"^(?:(?:public|internal)\s+)?(?:incident\s+)?"
    r"(?:post[- ]?mortems?|pir|root cause analysis|incident report|outage report)(?:\s+report)?\b"
    r"(?:\s+(?:of|for|on|about)\s+(?:the\s+)?)?\s*(?:[:–—|-]+\s*)?",
    re.IGNORECASE,
)
_SHORT_PREFIX = re.compile(
    r"^(?:incident|report|rca|outage|pm)\s*(?:[:|]|\s[–—-])\s*", re.IGNORECASE
)
_SUFFIX = re.compile(r"\s*[-–—:|]?\s*\bpost[- ]?mortem(?:\s+report)?\s*$", re.IGNORECASE)
_KEY = r"((?:INC|INCIDENT|IR|PM|PIR|IM|OUT|EVT|RCA|POSTMORTEM)-\d[\dA-Z]*(?:-\d+)*)"
_KEY_BEFORE = re.compile(rf"^[\[(#]?{_KEY}[\])]?\s*[:–—|-]?\s*(?=\S)", re.IGNORECASE)
_KEY_AFTER = re.compile(rf"\s*[–—:|-]?\s*[\[(]{_KEY}[\])]$", re.IGNORECASE)
_EDGES = re.compile(r"^[\s:–—|,;.-]+|[\s:–—|,;(-]+$")
_EMPTY_BRACKETS = re.compile(r"\s*[(\[]\s*[)\]]\s*")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)
_NUMBER = re.compile(r"^\d{1,6}[-_ ]")
_SENTENCE = re.compile(r"(.{12,110}?[.!?])(?:\s|$)")
_LONGEST = 120
_READ = 1_000
"""Characters of a heading that can be a title."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title, and a key that stood in it."""

    text: str
    key: str = ""


def clean_title(heading: str) -> Title:
    """A heading without "Postmortem:", a date at its edge and a key; never empty if it was not."""
    text = plain(heading[:_READ])
    stripped = _SHORT_PREFIX.sub("", _PREFIX.sub("", text)).strip()
    stripped = _SUFFIX.sub("", stripped) or stripped
    key = ""
    for pattern in (_KEY_BEFORE, _KEY_AFTER):
        found = pattern.search(stripped)
        if found and not key:
            key = found[1].upper()
            stripped = (stripped[: found.start()] + stripped[found.end() :]).strip()
    best = _without_date(stripped) or stripped or text
    if not _without_date(stripped) or _is_date(best):
        best = text
    return Title(best[:-1] if best.endswith(".") and not best.endswith("..") else best, key)


def _is_date(text: str) -> bool:
    """Whether a text is nothing but a date."""
    dates = find_dates(text)
    return bool(dates) and not re.search(r"\w", text[: dates[0].start] + text[dates[0].end :])


def _without_date(text: str) -> str:
    """The text without a date with a year that stands at its start or end."""
    for found in find_dates(text):
        if found.year is None:
            continue
        before, after = text[: found.start], text[found.end :]
        at_start = not re.search(r"\w", before)
        at_end = not re.search(r"\w", after) and not re.search(
            r"\b(?:on|of|since|until|in|from)\s*$", before
        )
        if at_start or at_end:
            rest = _EMPTY_BRACKETS.sub(" ", before + " " + after)
            return " ".join(_EDGES.sub("", _EDGES.sub("", rest)).split())
    return text


def title_from_name(name: str) -> str:
    """The words of a file's name; empty when it has none."""
    path = PurePosixPath(name.replace("\\", "/"))
    stem = path.stem if re.fullmatch(r"\.[A-Za-z][A-Za-z0-9]{0,5}", path.suffix) else path.name
    if _UUID.match(stem):
        return ""
    dates = find_dates(stem.replace("_", "-"))
    if dates:
        stem = stem[: dates[0].start] + stem[dates[0].end :]
    else:
        stem = re.sub(r"^(?:0[1-9]|1[0-2])[-_](?:0[1-9]|[12]\d|3[01])[-_]", "", stem)
    stem = _NUMBER.sub("", stem.strip("-_ ."))
    words = " ".join(re.split(r"[\s_]+|(?<=\w)-(?=\w)", stem)).strip(" -.")
    return words[:1].upper() + words[1:] if any(one.isalpha() for one in words) else ""


def title_from_prose(lines: list[Line]) -> str:
    """The first sentence, or its first words."""
    for line in lines:
        text = plain(line.text).lstrip("#>-* ").strip()
        if line.code or not text or is_rule(line.text):
            continue
        sentence = _SENTENCE.match(text)
        if sentence:
            return sentence[1].rstrip(".")
        if len(text) <= _LONGEST:
            return text
        return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return ""
