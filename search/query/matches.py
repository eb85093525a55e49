"""What matches a query or a part of it, on arrays over all documents or over the matches alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.reading.arrays import Documents, Mask, Scores


class Matches:
    """Known as a mask over all documents, or as a list of those that match; each gives the other.

    Most words stand in few documents, and then a list is quicker in everything. Nobody changes
    the arrays: words that are remembered share theirs.

    Attributes:
        documents: those that match, ascending, live ones only; None where they are not listed.
        worths: the score of each of `documents`; None where there are no words.
    """

    __slots__ = ("_mask", "_positive", "_scores", "_size", "documents", "worths")

    def __init__(self, mask: Mask, scores: Scores | None) -> None:
        """Known as a mask.

        Args:
            mask: per document, whether it matches (deleted ones not yet taken out).
            scores: per document; None where the node holds no words.
        """
        self._mask: Mask | None = mask
        self._scores = scores
        self._size = len(mask)
        self._positive = False
        self.documents: Documents | None = None
        self.worths: Scores | None = None

    @classmethod
    def listed(
        cls, documents: Documents, worths: Scores | None, size: int, *, positive: bool = False
    ) -> Matches:
        """Known as a list.

        Args:
            documents: ascending, live ones only.
            worths: the score of each; None where there are no words.
            size: how many documents there are in all.
            positive: whether each score is known to be above 0; then the scores of all documents
                say which match, and looking there once does for both.
        """
        made = cls.__new__(cls)
        made._mask = made._scores = None
        made._size = size
        made._positive = positive
        made.documents = documents
        made.worths = worths
        return made

    @property
    def mask(self) -> Mask:
        """Per document, whether it matches."""
        if self._mask is None:
            self._mask = np.zeros(self._size, bool)
            self._mask[self.documents] = True
        return self._mask

    @property
    def scores(self) -> Scores | None:
        """Per document; None where there are no words."""
        if self._scores is None and self.worths is not None:
            self._scores = np.zeros(self._size, np.float32)
            self._scores[self.documents] = self.worths
        return self._scores

    @property
    def has_scores(self) -> bool:
        """Whether there are words that matches differ by."""
        return self.worths is not None or self._scores is not None

    @property
    def total(self) -> int:
        """How many match."""
        if self.documents is not None:
            return len(self.documents)
        return int(np.count_nonzero(self.mask))

    def both(self, other: Matches) -> Matches:
        """What matches this and the other; the scores are added up."""
        if self.documents is None and other.documents is None:
            return Matches(self.mask & other.mask, _sum(self.scores, other.scores))
        few, many = (self, other) if _is_shorter(self, other) else (other, self)
        documents, worths = few.documents, few.worths
        assert documents is not None
        scores = many.scores
        if scores is not None and many._positive:
            looked_up = scores[documents]
            kept = looked_up.nonzero()[0]
            more: Scores | None = looked_up[kept]
        else:
            kept = many.mask[documents].nonzero()[0]
            more = None if scores is None else scores[documents[kept]]
        worths = _sum(None if worths is None else worths[kept], more)
        positive = self._positive or other._positive
        return Matches.listed(documents[kept], worths, self._size, positive=positive)

    def within(self, masks: Iterable[Mask]) -> Matches:
        """Only where all of these masks are true; the scores stay."""
        common: Mask | None = None
        for one in masks:
            common = one if common is None else common & one
        if common is None:
            return self
        documents, worths = self.documents, self.worths
        if documents is None:
            return Matches(self.mask & common, self._scores)
        kept = common[documents].nonzero()[0]
        worths = None if worths is None else worths[kept]
        return Matches.listed(documents[kept], worths, self._size, positive=self._positive)


def _is_shorter(one: Matches, other: Matches) -> bool:
    if one.documents is None or other.documents is None:
        return other.documents is None
    return len(one.documents) <= len(other.documents)


def _sum(one: Scores | None, other: Scores | None) -> Scores | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
