"""Which words of a segment share an English stem: a file beside the segment, mapped.

To find the forms of a word by its letters means to look at every word that begins like it, which
for short words are thousands. This file is the vocabulary sorted by stem. It is only a shortcut,
like the other files beside a segment.

Layout, little-endian: four letters; the number of words; the length of the table of terms that
they are from; the numbers of their stems (`search.analysis.stem_hash`), ascending (32 bits each);
their ordinals (32 bits each).
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

import numpy as np

from search.analysis import stem_hash, word_hash
from search.reading.files import MappedFile

if TYPE_CHECKING:
    from pathlib import Path

    from search.reading.terms import TermTable

SUFFIX = ".stems"

_HEAD = struct.Struct("<4sIQ")
_MAGIC = b"AWS1"
_STEMMED = re.compile(rb"[a-z]+")


class Families:
    """The words of one segment by their stems."""

    def __init__(self, path: Path, terms: TermTable) -> None:
        """Map the file at `path`, which is about the words in `terms`.

        Raises:
            DamagedIndexError: when it cannot be read, or is about other words.
        """
        file = MappedFile(path)
        if len(file) < _HEAD.size:
            raise file.damaged("is cut short")
        magic, count, length = _HEAD.unpack_from(file.data)
        if magic != _MAGIC or length != terms.length or len(file) != _HEAD.size + 8 * count:
            raise file.damaged("does not fit its segment")
        self._stems = file.numbers("<u4", _HEAD.size, count)
        self._ordinals = file.numbers("<u4", _HEAD.size + 4 * count, count)
        if (self._stems[1:] < self._stems[:-1]).any() or (self._ordinals >= terms.count).any():
            raise file.damaged("is not in order")

    def of(self, root: str) -> list[int]:
        """Ordinals of the words whose stem is `root`; some that only share its number too."""
        number = np.uint32(stem_hash(root))
        first = int(self._stems.searchsorted(number, "left"))
        last = int(self._stems.searchsorted(number, "right"))
        found: list[int] = self._ordinals[first:last].tolist()
        return found


def write_families(path: Path, terms: TermTable) -> None:
    """Write the file for a table of terms; whoever reads sees all of it or nothing."""
    known = [
        (word_hash(word.decode()), ordinal)
        for ordinal in range(*terms.field_range("words"))
        if _STEMMED.fullmatch(word := terms.raw_term(ordinal))
    ]
    pairs = np.array(known, np.int64).reshape(-1, 2)
    pairs = pairs[pairs[:, 0].argsort(kind="stable")]
    temporary = path.with_name(path.name + ".new")
    with temporary.open("wb") as file:
        file.write(_HEAD.pack(_MAGIC, len(pairs), terms.length))
        file.write(pairs[:, 0].astype("<u4").tobytes())
        file.write(pairs[:, 1].astype("<u4").tobytes())
    temporary.replace(path)
