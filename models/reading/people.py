"""Names and handles of people in a labelled value."""

from __future__ import annotations

import re

from models.reading.labels import is_placeholder
from models.reading.markup import plain

_SPLIT = re.compile(r"\s*(?:[,;\n]|\s&\s|\s\+\s|\band\b|\s/\s)\s*")
_LONGEST = 80


def read_people(value: str) -> tuple[str, ...]:
    """The people named, as written, each once; placeholders are nobody."""
    names: list[str] = []
    for piece in _SPLIT.split(plain(value)):
        name = piece.strip(" .-*")
        if name and len(name) <= _LONGEST and not is_placeholder(name) and name not in names:
            names.append(name)
    return tuple(names)


def read_owner(value: str) -> str | None:
    """The owner that a cell or bracket names, as written; None for nobody."""
    name = plain(value).strip(" .,;:()[]")
    if not name or is_placeholder(name) or name.lower() in ("unassigned", "nobody", "none"):
        return None
    return name[:_LONGEST]
