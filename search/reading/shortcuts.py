"""The files beside a large segment that hold what Whoosh's own would have to be searched for.

They are written after the commit: a segment is whole without them, only slower. Whoosh deletes
them together with their segment, for they have its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.reading import families, places, plain_postings
from search.reading.families import Families
from search.reading.places import Places
from search.reading.plain_postings import PlainPostings

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from search.reading.segment import Segment
    from search.reading.terms import TermTable

LEAST = 200
"""Segments of fewer documents are searched through before a file is opened."""


class Shortcuts:
    """The files of one segment, each looked for until it is there, then kept open."""

    def __init__(self, folder: Path, name: str, size: int) -> None:
        """Open none yet."""
        self._folder = folder
        self._name = name
        self._size = size
        self._places: Places | None = None
        self._plain: PlainPostings | None = None
        self._families: Families | None = None

    def places(self, words: npt.NDArray[np.uint32]) -> Places | None:
        """Where words stand in the segment's sequences, which are `words`.

        Raises:
            DamagedIndexError: as the others do, when the file does not fit the segment.
        """
        if self._places is None and len(words) >= places.LEAST:
            path = self._found(places.SUFFIX)
            self._places = Places(path, words) if path else None
        return self._places

    def plain_postings(self, length: int) -> PlainPostings | None:
        """Postings as plain arrays; `length` is that of Whoosh's file of postings."""
        if self._plain is None and self._size >= LEAST:
            path = self._found(plain_postings.SUFFIX)
            self._plain = PlainPostings(path, self._size, length) if path else None
        return self._plain

    def families(self, terms: TermTable) -> Families | None:
        """Which words share a stem; `terms` are the segment's."""
        if self._families is None and self._size >= LEAST:
            path = self._found(families.SUFFIX)
            self._families = Families(path, terms) if path else None
        return self._families

    def _found(self, suffix: str) -> Path | None:
        path = self._folder / f"{self._name}{suffix}"
        return path if path.exists() else None


def lacks_shortcuts(folder: Path, name: str, size: int) -> bool:
    """Whether a segment is large enough for them and not all were written; the last one tells."""
    return size >= LEAST and not (folder / f"{name}{families.SUFFIX}").exists()


def write_shortcuts(folder: Path, segment: Segment) -> None:
    """Write what a large segment lacks of them."""
    path = folder / f"{segment.name}{places.SUFFIX}"
    if len(segment.words) >= places.LEAST and not path.exists():
        places.write_places(path, segment.words)
    path = folder / f"{segment.name}{plain_postings.SUFFIX}"
    if not path.exists():
        plain_postings.write_plain_postings(path, segment)
    path = folder / f"{segment.name}{families.SUFFIX}"
    if not path.exists():
        families.write_families(path, segment.terms)
