"""Puts matching documents in order, only as many as are shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from search.reading.arrays import Documents, Scores

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.query.matches import Matches
    from search.reading.snapshot import Snapshot
    from search.results import Sort

_RECENCY_WORTH = 0.01
"""Far less than any word: between equal matches the newer incident comes first."""
_NO_SEVERITY = 9
_SAMPLED = 16


@dataclass(frozen=True, slots=True)
class Ranked:
    """Documents in the order of showing.

    Attributes:
        documents: their numbers.
        worths: their scores; None where there is no relevance.
    """

    documents: Documents
    worths: Scores | None


class Ranking:
    """The orders of one snapshot, each worked out when it is first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Put documents of `snapshot` in order."""
        self._snapshot = snapshot
        self._orders: dict[str, Documents] = {}
        self._standings: dict[str, npt.NDArray[np.int64]] = {}

    def ranked(self, found: Matches, sort: Sort, first: int, last: int) -> Ranked:
        """The documents from place `first` to before `last` in the order asked for.

        Without words there is no relevance: then the newest come first. Unknown starts come last.
        """
        documents, worths = found.documents, found.worths
        by_score = sort == "relevance" and found.has_scores
        if documents is None:
            if not by_score:
                return self._picked(found, sort, first, last)
            documents = found.mask.nonzero()[0]
            worths = None if found.scores is None else found.scores[documents]
        keys: npt.NDArray[Any]
        if by_score and worths is not None:
            keys = worths + self._recency_worth[documents]
        else:
            keys = self._standing(sort)[documents]
        at = best(keys, first, last)
        return Ranked(documents[at], None if worths is None else worths[at])

    def _picked(self, found: Matches, sort: Sort, first: int, last: int) -> Ranked:
        """Out of the order of all documents, which is kept: for browsing, filters alone."""
        order = self._order(sort)
        if found.mask is not self._snapshot.live:
            order = order[found.mask[order]]
        chosen = order[first : max(first, last)]
        return Ranked(chosen, None if found.scores is None else found.scores[chosen])

    @cached_property
    def _recency_worth(self) -> npt.NDArray[np.float64]:
        return _RECENCY_WORTH * self._snapshot.recency.astype(np.float64)

    def _order(self, sort: Sort) -> Documents:
        """All live documents, sorted."""
        known = self._orders.get(sort)
        if known is None:
            documents = np.flatnonzero(self._snapshot.live)
            keys = self._keys(sort)[documents]
            known = self._orders[sort] = documents[np.lexsort((documents, keys))]
        return known

    def _standing(self, sort: Sort) -> npt.NDArray[np.int64]:
        """For each document how far from the end of the order it stands."""
        known = self._standings.get(sort)
        if known is None:
            order = self._order(sort)
            known = self._standings[sort] = np.zeros(self._snapshot.size, np.int64)
            known[order] = np.arange(len(order), 0, -1)
        return known

    def _keys(self, sort: Sort) -> npt.NDArray[np.float64]:
        """What is sorted by, the smallest first."""
        recency = self._snapshot.recency.astype(np.float64)
        if sort == "severity":
            ranks = self._snapshot.column("severity").astype(np.float64)
            keys: npt.NDArray[np.float64] = np.where(ranks == 0, _NO_SEVERITY, ranks)
            return keys - recency * 0.5
        if sort == "duration":
            # Unknown is -1, so it comes last; equally long ones the newest first.
            return -(self._snapshot.column("duration") + recency * 0.5)
        return -recency


def best(keys: npt.NDArray[Any], first: int, last: int) -> Documents:
    """Where the largest keys stand, the largest first, from place `first` to before `last`.

    Of equal keys the one that stands first comes first, as in a stable sort of all.
    """
    if last <= first:
        return np.zeros(0, np.int64)
    if last >= len(keys):
        return (-keys).argsort(kind="stable")[first:last]
    chosen = _largest(keys, last)
    return chosen[(-keys[chosen]).argsort(kind="stable")[first:last]]


def _largest(keys: npt.NDArray[Any], count: int) -> Documents:
    """Places, ascending, of the `count` largest keys and of those equal to the last of them."""
    sample = keys[::_SAMPLED]
    if len(sample) <= count:
        places: Documents = (keys >= _nth_largest(keys, count)).nonzero()[0]
        return places
    # At most as many of all are larger than the sample's last as must be looked at.
    large = (keys >= _nth_largest(sample, count)).nonzero()[0]
    kept = keys[large]
    chosen: Documents = large[kept >= _nth_largest(kept, count)]
    return chosen


def _nth_largest(keys: npt.NDArray[Any], count: int) -> Any:
    copied = keys.copy()
    place = len(keys) - count
    copied.partition(place)
    return copied[place]
