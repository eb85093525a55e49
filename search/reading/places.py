"""Where each word stands in the sequences of a segment: a file beside the segment, mapped.

Whoosh's own positions would double the index and be decoded one by one. This file is the sequence
turned about: all places, grouped by word, ascending. It is only a shortcut: a segment without it
(a small one, or one committed a moment ago) is looked through word by word.

Layout, little-endian: four letters; the number of different words; the number of places; the
words, ascending (32 bits each); where the places of each begin, and the end of the last (32 bits
each); the places (32 bits each).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from search.reading.files import MappedFile

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

SUFFIX = ".places"
LEAST = 200_000
"""Sequences shorter than this are looked through faster than a file is opened."""

_HEAD = struct.Struct("<4sIQ")
_MAGIC = b"AWP1"


class Places:
    """The places of one segment."""

    def __init__(self, path: Path, words: npt.NDArray[np.uint32]) -> None:
        """Map the file at `path`, which is about the sequence `words`.

        Raises:
            DamagedIndexError: when it cannot be read, or is about another sequence.
        """
        self._file = file = MappedFile(path)
        self._words = words
        if len(file) < _HEAD.size:
            raise file.damaged("is cut short")
        magic, count, places = _HEAD.unpack_from(file.data)
        if magic != _MAGIC or places != len(words) or len(file) != _size(count, places):
            raise file.damaged("does not fit its segment")
        at = _HEAD.size
        self._known = file.numbers("<u4", at, count)
        self._starts = file.numbers("<u4", at + 4 * count, count + 1)
        self._places: npt.NDArray[np.uint32] = file.numbers("<u4", at + 4 * (2 * count + 1), places)

        in_order = (self._known[1:] > self._known[:-1]).all()
        covered = (self._starts[1:] > self._starts[:-1]).all() and self._starts[-1] == places
        if not in_order or not covered or self._starts[0] != 0:
            raise file.damaged("is not in order")

    def of(self, word: int) -> npt.NDArray[np.uint32]:
        """Where a word stands, ascending.

        Raises:
            DamagedIndexError: when something else stands there.
        """
        at = int(np.searchsorted(self._known, np.uint32(word)))
        if at == len(self._known) or self._known[at] != word:
            return np.zeros(0, np.uint32)
        first, last = int(self._starts[at]), int(self._starts[at + 1])
        found = self._places[first:last]
        ends = found[:1].tolist() + found[-1:].tolist()
        if any(place >= len(self._words) or self._words[place] != word for place in ends):
            raise self._file.damaged("points at other words")
        return found


def write_places(path: Path, words: npt.NDArray[np.uint32]) -> None:
    """Write the file for a sequence; whoever reads sees all of it or nothing."""
    order = np.argsort(words, kind="stable").astype("<u4")
    ordered = words[order]
    firsts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    starts = np.append(firsts, len(words)).astype("<u4")
    temporary = path.with_name(path.name + ".new")
    with temporary.open("wb") as file:
        file.write(_HEAD.pack(_MAGIC, len(firsts), len(words)))
        file.write(ordered[firsts].astype("<u4").tobytes())
        file.write(starts.tobytes())
        file.write(order.tobytes())
    temporary.replace(path)


def _size(words: int, places: int) -> int:
    return _HEAD.size + 4 * (2 * words + 1 + places)
