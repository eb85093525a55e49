"""Finds words that stand together, on the sequences of word hashes that the index keeps.

Whoosh's own positions would double the index and make phrases the slowest queries. Instead all
candidates' sequences are compared at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from search.analysis import FIRST_HASH
from search.errors import DamagedIndexError
from search.fields import EVERYWHERE
from search.reading.segment import Segment

if TYPE_CHECKING:
    from search.reading.snapshot import Snapshot

_REMEMBERED_FORMS = 16
_PICKED = 64
"""So few candidates are looked through one by one, whatever the words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of a phrase.

    Attributes:
        hashes: any of these stands for it.
    """

    hashes: tuple[int, ...]


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

    def places(self, wanted: Wanted) -> npt.NDArray[Any]:
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
            places = _together(field, wanted, slop)
            if parts != EVERYWHERE:
                places = places[_in_parts(field, places, parts)]
            owners = field.documents[np.searchsorted(field.starts, places, "right") - 1]
            chosen = np.zeros(segment.size, bool)
            chosen[owners] = True
            found.append(inside[chosen[inside]] + snapshot.bases[at])
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _field_of(segment: Segment, documents: npt.NDArray[np.int64]) -> _Field:
    if len(documents) > _PICKED:
        return _Field(segment.words, segment.word_starts[segment.filled], segment.filled, segment)
    starts, lengths = segment.word_starts[documents], segment.word_lengths[documents]
    words = segment.words
    pieces = [
        words[start : start + length]
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)
    ]
    return _Field(np.concatenate(pieces), np.cumsum(lengths) - lengths, documents)


def _together(field: _Field, wanted: list[Wanted], slop: int) -> npt.NDArray[np.int64]:
    try:
        return _near(field, wanted, slop) if slop else _adjacent(field, wanted)
    except IndexError as error:
        msg = "the places of words lie outside the texts"
        raise DamagedIndexError(msg) from error


def _adjacent(field: _Field, wanted: list[Wanted]) -> npt.NDArray[np.int64]:
    """Places of the first word where all follow each other.

    A part's mark at its beginning is no word, so that no phrase runs across parts or documents.
    """
    found = [field.places(word) for word in wanted]
    order = sorted(range(len(wanted)), key=lambda at: len(found[at]))
    rarest = order[0]
    last = len(field.words) - len(wanted) + rarest
    low, high = np.searchsorted(found[rarest], [rarest, last + 1])
    places = found[rarest][low:high].astype(np.int64)
    places -= rarest
    for at in order[1:]:
        if not len(places):
            break
        places = places[_is_word(field.words[at:][places], wanted[at])]
    _check(_is_word(field.words[rarest:][places], wanted[rarest]))
    return places


def _near(field: _Field, wanted: list[Wanted], slop: int) -> npt.NDArray[np.int64]:
    """Places of the rarest word with all others near it, in the same document."""
    found = [field.places(word) for word in wanted]
    rarest = min(range(len(wanted)), key=lambda at: len(found[at]))
    places = found[rarest].astype(np.int64)
    reach = slop + len(wanted) - 1
    owner = np.searchsorted(field.starts, places, "right") - 1
    ends = np.append(field.starts[1:], len(field.words))
    low = np.maximum(places - reach, field.starts[owner])
    high = np.minimum(places + reach + 1, ends[owner])
    keep = np.ones(len(places), bool)
    for at, others in enumerate(found):
        if at != rarest:
            keep &= np.searchsorted(others, high) > np.searchsorted(others, low)
    _check(_is_word(field.words[places], wanted[rarest]))
    return places[keep]


def _check(stands_there: npt.NDArray[np.bool_]) -> None:
    """That the words are where the file of places says."""
    if not stands_there.all():
        msg = "the places of words do not fit the texts"
        raise DamagedIndexError(msg)


def _is_word(words: npt.NDArray[np.uint32], wanted: Wanted) -> npt.NDArray[np.bool_]:
    if len(wanted.hashes) == 1:
        same: npt.NDArray[np.bool_] = words == np.uint32(wanted.hashes[0])
        return same
    if len(wanted.hashes) <= 4:
        matching = np.zeros(len(words), bool)
        for one in wanted.hashes:
            matching |= words == np.uint32(one)
        return matching
    return np.isin(words, np.array(wanted.hashes, np.uint32))


def _in_parts(field: _Field, places: npt.NDArray[np.int64], parts: int) -> npt.NDArray[np.bool_]:
    """Whether each place lies in one of the parts: the nearest mark before it says where it is."""
    marks = field.whole.marks if field.whole else np.flatnonzero(field.words < FIRST_HASH)
    numbers = field.words[marks[np.searchsorted(marks, places, "right") - 1]].astype(np.int64) - 1
    chosen = np.array([(parts >> number) & 1 for number in range(FIRST_HASH)], bool)
    return chosen[numbers]
