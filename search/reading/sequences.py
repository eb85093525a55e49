"""Finds words that stand together, on the sequences of word hashes that the index keeps.

Whoosh's own positions would double the index and make phrases the slowest queries. Instead all
candidates' sequences are compared at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from search.analysis import FIRST_HASH
from search.fields import EVERYWHERE
from search.reading.segment import Segment

if TYPE_CHECKING:
    from search.reading.snapshot import Snapshot

_WHOLE_FROM = 0.3
"""From this share of a segment's documents on, its sequences are read whole, not picked out."""
_REMEMBERED_FORMS = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of a phrase.

    Attributes:
        hashes: any of these stands for it.
        documents: in how many documents it stands; the rarest word is looked for first.
    """

    hashes: tuple[int, ...]
    documents: int


@dataclass(frozen=True, slots=True)
class _Field:
    """Sequences laid end to end.

    Attributes:
        words: the hashes.
        starts: where each document's sequence begins in `words`, ascending.
        documents: the documents, by their numbers in the segment.
        whole: the segment, when these are all its sequences: it remembers where words stand.
    """

    words: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int64]
    whole: Segment | None = None

    def places(self, wanted: Wanted) -> npt.NDArray[np.int64]:
        """Where a wanted word stands in `words`, ascending."""
        if self.whole is None or len(wanted.hashes) > _REMEMBERED_FORMS:
            return np.flatnonzero(_is_word(self.words, wanted))
        found = [self.whole.places(one) for one in wanted.hashes]
        return found[0] if len(found) == 1 else np.sort(np.concatenate(found))


def phrase_documents(
    snapshot: Snapshot,
    documents: npt.NDArray[np.int64],
    wanted: list[Wanted],
    *,
    slop: int = 0,
    parts: int = EVERYWHERE,
) -> npt.NDArray[np.int64]:
    """Those of `documents` in which the wanted words stand together.

    Args:
        snapshot: the index.
        documents: candidates, ascending.
        wanted: the words in order.
        slop: 0 for side by side in this order; else how many other words may stand between, in
            any order.
        parts: mask of the parts in which they must stand.
    """
    found: list[npt.NDArray[np.int64]] = []
    edges = np.searchsorted(documents, [*snapshot.bases, snapshot.size])
    for at, segment in enumerate(snapshot.segments):
        inside = documents[edges[at] : edges[at + 1]] - snapshot.bases[at]
        if len(inside):
            field = _field_of(segment, inside)
            places = _near(field, wanted, slop) if slop else _adjacent(field, wanted)
            if parts != EVERYWHERE:
                places = places[_in_parts(field, places, parts)]
            hits = np.unique(np.searchsorted(field.starts, places, "right") - 1)
            matched = field.documents[hits]
            if len(field.documents) != len(inside):
                matched = matched[np.isin(matched, inside, assume_unique=True)]
            found.append(matched + snapshot.bases[at])
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _field_of(segment: Segment, documents: npt.NDArray[np.int64]) -> _Field:
    if len(documents) >= _WHOLE_FROM * segment.size:
        everyone = np.flatnonzero(segment.word_lengths)
        return _Field(segment.words, segment.word_starts[everyone], everyone, segment)
    starts, lengths = segment.word_starts[documents], segment.word_lengths[documents]
    words = segment.words
    pieces = [
        words[start : start + length]
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)
    ]
    return _Field(np.concatenate(pieces), np.cumsum(lengths) - lengths, documents)


def _adjacent(field: _Field, wanted: list[Wanted]) -> npt.NDArray[np.int64]:
    """Places of the first word where all follow each other.

    A part's mark at its beginning is no word, so that no phrase runs across parts or documents.
    """
    rarest = min(range(len(wanted)), key=lambda at: wanted[at].documents)
    places = field.places(wanted[rarest]) - rarest
    places = places[(places >= 0) & (places + len(wanted) <= len(field.words))]
    for at, word in enumerate(wanted):
        if at != rarest and len(places):
            places = places[_is_word(field.words[places + at], word)]
    return places


def _near(field: _Field, wanted: list[Wanted], slop: int) -> npt.NDArray[np.int64]:
    """Places of the rarest word with all others near it, in the same document."""
    rarest = min(range(len(wanted)), key=lambda at: wanted[at].documents)
    places = field.places(wanted[rarest])
    reach = slop + len(wanted) - 1
    owner = np.searchsorted(field.starts, places, "right") - 1
    ends = np.append(field.starts[1:], len(field.words))
    low = np.maximum(places - reach, field.starts[owner])
    high = np.minimum(places + reach + 1, ends[owner])
    keep = np.ones(len(places), bool)
    for at, word in enumerate(wanted):
        if at != rarest:
            counted = np.concatenate(([0], np.cumsum(_is_word(field.words, word))))
            keep &= counted[high] > counted[low]
    return places[keep]


def _is_word(words: npt.NDArray[np.uint32], wanted: Wanted) -> npt.NDArray[np.bool_]:
    if len(wanted.hashes) <= 4:
        matching = np.zeros(len(words), bool)
        for one in wanted.hashes:
            matching |= words == np.uint32(one)
        return matching
    return np.isin(words, np.array(wanted.hashes, np.uint32))


def _in_parts(field: _Field, places: npt.NDArray[np.int64], parts: int) -> npt.NDArray[np.bool_]:
    """Whether each place lies in one of the parts: the nearest mark before it says where it is."""
    marks = np.flatnonzero(field.words < FIRST_HASH)
    numbers = field.words[marks[np.searchsorted(marks, places, "right") - 1]].astype(np.int64) - 1
    chosen = np.array([(parts >> number) & 1 for number in range(FIRST_HASH)], bool)
    return chosen[numbers]
