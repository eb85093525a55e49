"""What one incident is read from: its share of a file, and where that file comes from."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.reading.document import Part
from models.reading.front_fields import FrontFields


@dataclass(slots=True)
class Source:
    """Where a document comes from.

    Attributes:
        name: the file's name, folders above it included where known.
        zone: the library's zone, for clock times that state none.
        front: the file's front matter, sorted.
    """

    name: str
    zone: str
    front: FrontFields = field(default_factory=FrontFields)


@dataclass(slots=True)
class Extract:
    """One incident's share of a file.

    Attributes:
        heading: the heading that begins it, where the file holds several.
        heading_title: that heading without its date.
        shared: parts that all incidents of the file share, kept with this one.
    """

    parts: list[Part]
    ordinal: int = 0
    heading: Part | None = None
    heading_title: str = ""
    shared: list[Part] = field(default_factory=list)
