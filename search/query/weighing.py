"""How much a word weighs in each document that holds it: BM25F, all its forms as one word.

The weight of a word in a document, over all parts and normalised by their lengths, is written in
its posting (`search.fields`). Here the postings of its forms are added up, damped, and multiplied
by how rare the word is.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from search.fields import EVERYWHERE, KEY_WORTH, SATURATION, TITLE_WORTH, Part
from search.reading.arrays import Documents, Masks, Scores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.reading.lexicon import Entry, Lexicon
    from search.reading.snapshot import Snapshot

_COMPLETION_WORTH = 0.5
"""A word that only begins like the one being typed counts half as much as its own forms."""
_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word with all its forms.

    Attributes:
        documents: the live documents it stands in.
        weights: its weight there.
        masks: the parts it stands in there.
    """

    documents: Documents
    weights: Scores
    masks: Masks


class Weighing:
    """Weighs words on one snapshot, remembering the last few: a query is typed letter by letter."""

    def __init__(self, snapshot: Snapshot, lexicon: Lexicon) -> None:
        """Weigh on `snapshot`, with its words."""
        self._snapshot = snapshot
        self.lexicon = lexicon
        self._known: OrderedDict[tuple[str, bool, int], Weighed] = OrderedDict()

    def word(self, word: str, *, prefix: bool = False, mask: int = EVERYWHERE) -> Weighed:
        """A folded word in all its forms.

        Args:
            word: the word.
            prefix: whether longer words that begin so count too, as while it is being typed.
            mask: the parts that it must stand in.
        """
        key = (word, prefix, mask)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._weigh(word, prefix, mask)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return known

    def any_of(self, words: Iterable[str], mask: int = EVERYWHERE) -> Weighed:
        """Several words as if they were one."""
        entries = [entry for word in words for entry in self.lexicon.entries(word)]
        return self._gathered([(entries, 1.0)], mask)

    def impact(self, word: Weighed) -> Scores:
        """What a word adds to the score of each of its documents."""
        damped = word.weights / (word.weights + np.float32(SATURATION))
        named = ((word.masks & np.uint16(Part.TITLE.bit)) != 0) * np.float32(TITLE_WORTH)
        named += ((word.masks & np.uint16(Part.KEY.bit)) != 0) * np.float32(KEY_WORTH)
        rarity = np.float32(self.rarity(len(word.documents)))
        impact: Scores = (damped * np.float32(SATURATION + 1) + named) * rarity
        return impact

    def rarity(self, count: int) -> float:
        """BM25's weight of a word that stands in `count` documents; always above 0."""
        return log(1 + (self._snapshot.documents - count + 0.5) / (count + 0.5))

    def _weigh(self, word: str, prefix: bool, mask: int) -> Weighed:
        groups = [(self.lexicon.family(word), 1.0)]
        if prefix:
            own = set(groups[0][0])
            more = [
                entry
                for completion in self.lexicon.completions(word)
                for entry in self.lexicon.entries(completion)
                if entry not in own
            ]
            groups.append((more, _COMPLETION_WORTH))
            if len(word) == 1:
                # One letter stands for too much to be sought in all texts.
                mask &= Part.TITLE.bit | Part.KEY.bit
        return self._gathered(groups, mask)

    def _gathered(self, groups: list[tuple[list[Entry], float]], mask: int) -> Weighed:
        pieces = [self._piece(entry, worth, mask) for entries, worth in groups for entry in entries]
        if not pieces:
            return Weighed(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.uint16))
        if len(pieces) == 1:
            return pieces[0]
        weights = np.zeros(self._snapshot.size, np.float32)
        masks = np.zeros(self._snapshot.size, np.uint16)
        for piece in pieces:  # a document stands once at most in each of them
            weights[piece.documents] += piece.weights
            masks[piece.documents] |= piece.masks
        present = np.flatnonzero(weights)
        return Weighed(present, weights[present], masks[present])

    def _piece(self, entry: Entry, worth: float, mask: int) -> Weighed:
        snapshot = self._snapshot
        postings = snapshot.segments[entry.segment].postings(entry.ordinal)
        documents = postings.documents.astype(np.int64) + snapshot.bases[entry.segment]
        weights, masks = postings.weights, postings.masks
        if mask != EVERYWHERE:
            fits = (masks & np.uint16(mask)) != 0
            documents, weights, masks = documents[fits], weights[fits], masks[fits]
        if snapshot.has_deletions:
            alive = snapshot.live[documents]
            documents, weights, masks = documents[alive], weights[alive], masks[alive]
        if worth != 1.0:
            weights = weights * np.float32(worth)
        return Weighed(documents, weights, masks)
