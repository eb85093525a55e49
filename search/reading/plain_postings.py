"""The postings of frequent words as plain arrays: a file beside the segment, mapped.

Whoosh pickles its postings, and unpickling is most of what a word takes that is sought for the
first time. Here they are read as they lie; what the system keeps of the file in memory it can drop
again, unlike arrays of our own. It is only a shortcut: a segment without it (a small one, or one
committed a moment ago) is decoded word by word.

Layout, little-endian: four letters; the number of words; the number of postings; the length of the
file of postings that they are from; the words' ordinals, ascending (32 bits each); where the
postings of each begin, and the end of the last (32 bits each); the documents (16 or 32 bits each,
as the segment's size asks for); the weights (16 bits each, `search.fields.WEIGHT_SCALE`); the
parts (16 bits each).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import numpy as np

from search.reading.files import MappedFile

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from search.reading.segment import Segment

SUFFIX = ".plain"

_LEAST_DOCUMENTS = 8
"""Rarer words are decoded: most words are rare, and would fill the file's lists."""
_HEAD = struct.Struct("<4sIQQ")
_MAGIC = b"AWQ1"
_SHORT = 1 << 16


class PlainPostings:
    """The postings of one segment's frequent words."""

    def __init__(self, path: Path, size: int, length: int) -> None:
        """Map the file at `path`.

        Args:
            path: the file.
            size: documents in the segment.
            length: of the segment's own file of postings.

        Raises:
            DamagedIndexError: when it cannot be read, or is about another segment.
        """
        self._file = file = MappedFile(path)
        self._documents_in_all = size
        if len(file) < _HEAD.size:
            raise file.damaged("is cut short")
        magic, words, count, of_length = _HEAD.unpack_from(file.data)
        kind = _kind(size)
        at = _HEAD.size
        whole = at + 4 * (2 * words + 1) + (kind.itemsize + 4) * count
        if magic != _MAGIC or of_length != length or len(file) != whole:
            raise file.damaged("does not fit its segment")
        self._known = file.numbers("<u4", at, words)
        self._starts = file.numbers("<u4", at + 4 * words, words + 1)
        at += 4 * (2 * words + 1)
        self._documents = file.numbers(kind.str, at, count)
        self._weights = file.numbers("<u2", at + kind.itemsize * count, count)
        self._masks = file.numbers("<u2", at + (kind.itemsize + 2) * count, count)

        in_order = (self._known[1:] > self._known[:-1]).all()
        covered = (self._starts[1:] > self._starts[:-1]).all() and self._starts[-1] == count
        if not in_order or not covered or self._starts[0] != 0:
            raise file.damaged("is not in order")

    def of(
        self, ordinal: int
    ) -> tuple[npt.NDArray[Any], npt.NDArray[np.uint16], npt.NDArray[np.uint16]] | None:
        """Documents, weights and parts of a word; None when it is not among the frequent ones.

        Raises:
            DamagedIndexError: when they cannot be.
        """
        at = int(self._known.searchsorted(np.uint32(ordinal)))
        if at == len(self._known) or self._known[at] != ordinal:
            return None
        first, last = int(self._starts[at]), int(self._starts[at + 1])
        documents = self._documents[first:last]
        if documents.max() >= self._documents_in_all:
            raise self._file.damaged("names documents that do not exist")
        return documents, self._weights[first:last], self._masks[first:last]

    def frequent(
        self, first: int, last: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The frequent ones of the words from ordinal `first` to before `last`.

        Returns:
            Their ordinals, and in how many documents each stands.
        """
        low, high = self._known.searchsorted([first, last]).tolist()
        starts = self._starts[low : high + 1].astype(np.int64)
        return self._known[low:high].astype(np.int64), starts[1:] - starts[:-1]


def write_plain_postings(path: Path, segment: Segment) -> None:
    """Write the file for a segment; whoever reads sees all of it or nothing."""
    first, last = segment.terms.field_range("words")
    ordinals = np.arange(first, last)
    ordinals = ordinals[segment.terms.documents(ordinals) >= _LEAST_DOCUMENTS]
    documents: list[bytes] = []
    weights: list[bytes] = []
    masks: list[bytes] = []
    starts = [0]
    kind = _kind(segment.size)
    for ordinal in ordinals.tolist():
        stands_in, pairs = segment.decoded(ordinal)
        documents.append(stands_in.astype(kind).tobytes())
        weights.append(pairs["weight"].tobytes())
        masks.append(pairs["mask"].tobytes())
        starts.append(starts[-1] + len(stands_in))
    temporary = path.with_name(path.name + ".new")
    with temporary.open("wb") as file:
        file.write(_HEAD.pack(_MAGIC, len(ordinals), starts[-1], segment.postings_length))
        file.write(ordinals.astype("<u4").tobytes())
        file.write(np.array(starts, "<u4").tobytes())
        for column in (documents, weights, masks):
            file.writelines(column)
    temporary.replace(path)


def _kind(size: int) -> np.dtype[Any]:
    return np.dtype("<u2" if size <= _SHORT else "<u4")
