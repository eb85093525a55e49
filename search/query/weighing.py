"""How much a word weighs in each document that holds it: BM25F, all its forms as one word.

The weight of a word in a document, over all parts and normalised by their lengths, is written in
its posting (`search.fields`). Here the postings of its forms are added up, damped, and multiplied
by how rare the word is.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

import numpy as np

from search.fields import EVERYWHERE, KEY_WORTH, SATURATION, TITLE_WORTH, Part
from search.query.matches import Matches
from search.reading.arrays import Documents, Masks, Scores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.reading.lexicon import Entry, Lexicon
    from search.reading.segment import Postings
    from search.reading.snapshot import Snapshot

_COMPLETION_WORTH = 0.5
"""A word that only begins like the one being typed counts half as much as its own forms."""
_REMEMBERED = 60
"""Words remembered, were each in every document: some twenty bytes for each of these."""
_ALWAYS_REMEMBERED = 8
_LEAST_REMEMBERED = 1_500_000
"""Places in documents that are remembered in a small library too, some thirty megabytes."""
_TITLE, _KEY = np.uint16(Part.TITLE.bit), np.uint16(Part.KEY.bit)
_NOWHERE = (np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.uint16))


@dataclass(frozen=True)
class Weighed:
    """A word with all its forms.

    Attributes:
        documents: the live documents it stands in.
        weights: its weight there.
        masks: the parts it stands in there, as far as it stands in title or key at all.
        impact: what it adds to the score there.
        size: how many documents there are in all.
    """

    documents: Documents
    weights: Scores
    masks: Masks
    impact: Scores
    size: int

    @cached_property
    def matches(self) -> Matches:
        """Where it stands, with its impact; what is made of that is remembered with the word."""
        return Matches.listed(self.documents, self.impact, self.size, positive=True)


class Weighing:
    """Weighs words on one snapshot, remembering the last few: a query is typed letter by letter."""

    def __init__(self, snapshot: Snapshot, lexicon: Lexicon) -> None:
        """Weigh on `snapshot`, with its words."""
        self._snapshot = snapshot
        self.lexicon = lexicon
        self._known: OrderedDict[tuple[str, bool, int], Weighed] = OrderedDict()
        self._held = 0
        self._most_held = max(_LEAST_REMEMBERED, _REMEMBERED * snapshot.size)
        # Scores over all documents, made for a word that is sought beside others: four bytes each.
        self._spread = snapshot.size // 5

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
            self._held += len(known.documents) + self._spread
            while self._held > self._most_held and len(self._known) > _ALWAYS_REMEMBERED:
                _, oldest = self._known.popitem(last=False)
                self._held -= len(oldest.documents) + self._spread
        else:
            self._known.move_to_end(key)
        return known

    def any_of(self, words: Iterable[str], mask: int = EVERYWHERE) -> Weighed:
        """Several words as if they were one."""
        entries = [entry for word in words for entry in self.lexicon.entries(word)]
        return self._gathered([(entries, 1.0)], mask)

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
        """The postings of several words added up, segment by segment."""
        snapshot = self._snapshot
        pieces: dict[int, list[tuple[Postings, float]]] = {}
        for entries, worth in groups:
            for entry in entries:
                found = snapshot.segments[entry.segment].postings(entry.ordinal)
                if mask != EVERYWHERE:
                    found = found.within(mask)
                pieces.setdefault(entry.segment, []).append((found, worth))
        if not pieces:
            return self._weighed(*_NOWHERE)
        found_in = [
            _added_up(pieces[at], snapshot.bases[at], snapshot.segments[at].size)
            for at in sorted(pieces)
        ]
        documents, weights, masks = found_in[0]
        if len(found_in) > 1:
            documents = np.concatenate([one for one, _, _ in found_in])
            weights = np.concatenate([one for _, one, _ in found_in])
            masks = np.concatenate([one for _, _, one in found_in])
        if snapshot.has_deletions:
            kept = snapshot.live[documents].nonzero()[0]
            documents, weights, masks = documents[kept], weights[kept], masks[kept]
        return self._weighed(documents, weights, masks)

    def _weighed(self, documents: Documents, weights: Scores, masks: Masks) -> Weighed:
        """What the word adds to the score of each of its documents, beside its weights."""
        impact: Scores = weights / (weights + np.float32(SATURATION))
        impact *= np.float32(SATURATION + 1)
        named = (masks != 0).nonzero()[0]
        if len(named):
            impact[named] += _worth_of_names(masks[named])
        impact *= np.float32(self.rarity(len(documents)))
        return Weighed(documents, weights, masks, impact, self._snapshot.size)


def _worth_of_names(masks: Masks) -> Scores:
    worth: Scores = ((masks & _TITLE) != 0) * np.float32(TITLE_WORTH)
    worth += ((masks & _KEY) != 0) * np.float32(KEY_WORTH)
    return worth


def _added_up(
    pieces: list[tuple[Postings, float]], base: int, size: int
) -> tuple[Documents, Scores, Masks]:
    """The postings of one segment added up: documents of the snapshot, weights, names' masks."""
    if len(pieces) == 1:
        postings, worth = pieces[0]
        documents, weights = postings.documents, postings.weights
        if worth != 1.0:
            weights = weights * np.float32(worth)
        masks = np.zeros(len(documents), np.uint16)
        masks[postings.named] = postings.masks[postings.named]
        if not weights.all():
            kept = weights.nonzero()[0]
            documents, weights, masks = documents[kept], weights[kept], masks[kept]
        return documents + np.int64(base), weights, masks
    every = np.concatenate([postings.documents for postings, _ in pieces])
    values = np.concatenate([postings.weights * np.float32(worth) for postings, worth in pieces])
    summed = np.bincount(every, values, size).astype(np.float32)
    present = (summed != 0).nonzero()[0]  # ten times as fast on truth values as on numbers
    named = np.zeros(size, np.uint16)
    for postings, _ in pieces:
        named[postings.documents[postings.named]] |= postings.masks[postings.named]
    return present + np.int64(base), summed[present], named[present]
