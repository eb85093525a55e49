"""Puts matching documents in order, only as many as are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.query.matching import Matches
    from search.reading.arrays import Documents
    from search.reading.snapshot import Snapshot
    from search.results import Sort

_RECENCY_WORTH = 0.01
"""Far less than any word: between equal matches the newer incident comes first."""
_NO_SEVERITY = 9
_SAMPLED = 16


def ranked(snapshot: Snapshot, found: Matches, sort: Sort, first: int, last: int) -> Documents:
    """The documents from place `first` to before `last` in the order asked for.

    Without words there is no relevance: then the newest come first. Unknown starts come last.
    """
    documents = found.documents
    if documents is None:
        documents = np.flatnonzero(found.mask)
    recency = snapshot.recency[documents].astype(np.float64)
    if sort == "severity":
        ranks = snapshot.column("severity")[documents].astype(np.float64)
        keys = np.where(ranks == 0, _NO_SEVERITY, ranks) - recency * 0.5
    elif sort == "duration":
        # Unknown is -1, so it comes last; equally long ones the newest first.
        keys = -(snapshot.column("duration")[documents] + recency * 0.5)
    elif sort == "relevance" and found.scores is not None:
        keys = -(found.scores[documents] + _RECENCY_WORTH * recency)
    else:
        keys = -recency
    if last <= first:
        return documents[:0]
    if last < len(documents):
        chosen = _smallest(keys, last)
        documents, keys = documents[chosen], keys[chosen]
    order = np.lexsort((documents, keys))
    return documents[order[first:last]]


def _smallest(keys: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.int64]:
    """Places of the `count` smallest keys, in no order, and of those equal to the last of them."""
    sample = keys[::_SAMPLED]
    if len(sample) <= count:
        return np.flatnonzero(keys <= np.partition(keys, count - 1)[count - 1])
    # At most as many of all are smaller than the sample's last as must be looked at.
    small = np.flatnonzero(keys <= np.partition(sample, count)[count])
    kept = keys[small]
    chosen: npt.NDArray[np.int64] = small[kept <= np.partition(kept, count - 1)[count - 1]]
    return chosen
