"""Answers a query tree on a snapshot: which documents match, and how well.

Everything is arithmetic on arrays over all documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.analysis import STOP_WORDS, chunks, fold, normalised, word_hash
from search.query.tree import (
    Between,
    Both,
    Either,
    Everything,
    Has,
    Named,
    OneOf,
    Phrase,
    Without,
    Words,
)
from search.reading.arrays import Documents, Mask, Scores
from search.reading.sequences import Wanted, phrase_documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.analysis import Chunk
    from search.query.tree import Condition, Node
    from search.query.weighing import Weighed, Weighing
    from search.reading.snapshot import Snapshot


_REMEMBERED_CONDITIONS = 64


@dataclass(frozen=True, slots=True)
class Matches:
    """What matches a node.

    Attributes:
        mask: per document, whether it matches (deleted ones not yet taken out).
        scores: per document; None where the node holds no words.
        documents: those that match, where they are known without looking through the mask.
    """

    mask: Mask
    scores: Scores | None
    documents: Documents | None = None


class Matcher:
    """Answers trees on one snapshot; not thread-safe, like the snapshot."""

    def __init__(self, snapshot: Snapshot, weighing: Weighing) -> None:
        """Match on `snapshot`."""
        self._snapshot = snapshot
        self._weighing = weighing
        self._lexicon = weighing.lexicon
        self._size = snapshot.size
        self._live = snapshot.live
        self._conditions: dict[Condition, Mask] = {}

    def match(self, node: Node, within: Mask | None = None) -> Matches:
        """The documents that match `node`, deleted ones excluded.

        Args:
            node: the tree.
            within: only these need be looked at, where that saves work; others may be missed.
        """
        found = self._match(node, within)
        if found.documents is not None:
            return found  # a word's documents are live ones only
        return Matches(found.mask & self._live, found.scores)

    def _match(self, node: Node, within: Mask | None) -> Matches:  # noqa: PLR0911
        match node:
            case Everything():
                return Matches(np.ones(self._size, bool), None)
            case Words():
                return self._words(node, within)
            case Phrase():
                return self._phrase(node, within)
            case Both():
                return self._both(node.children, within)
            case Either():
                return self._either(node.children, within)
            case Without():
                return Matches(~self._match(node.child, within).mask, None)
            case _:
                return Matches(self.condition(node), None)

    # Conditions

    def condition(self, node: Condition) -> Mask:
        """The documents whose facts or names meet a condition; the last few are remembered.

        A filter stays while words are typed beside it. Nobody changes what is returned.
        """
        known = self._conditions.get(node)
        if known is None:
            if len(self._conditions) >= _REMEMBERED_CONDITIONS:
                self._conditions.clear()
            known = self._conditions[node] = self._condition(node)
        return known

    def _condition(self, node: Condition) -> Mask:
        match node:
            case Named():
                mask = np.zeros(self._size, bool)
                for value in node.values:
                    mask |= self._snapshot.catalogue.matching(node.field, value)
                return mask
            case OneOf():
                column = self._snapshot.column(node.column)
                mask = np.zeros(self._size, bool)
                for number in node.numbers:
                    mask |= column == number
                return mask
            case Between():
                return self._between(node)
            case Has():
                chosen: Mask = (self._snapshot.column("flags") & np.uint32(node.flags)) != 0
                return chosen

    def _between(self, node: Between) -> Mask:
        column = self._snapshot.column(node.column)
        mask = np.ones(self._size, bool)
        if node.low is not None:
            mask &= column >= node.low
        if node.high is not None:
            mask &= column < node.high
        return mask

    # Combinations

    def _both(self, children: Sequence[Node], within: Mask | None) -> Matches:
        """All of them; what is quick to find narrows what the phrases must be looked for in."""
        mask: Mask | None = within
        scores: Scores | None = None
        for child in sorted(children, key=_effort):
            found = self._match(child, mask)
            mask = found.mask if mask is None else mask & found.mask
            scores = _sum(scores, found.scores)
        assert mask is not None
        return Matches(mask, scores)

    def _either(self, children: Sequence[Node], within: Mask | None) -> Matches:
        mask = np.zeros(self._size, bool)
        scores: Scores | None = None
        for child in children:
            found = self._match(child, within)
            mask |= found.mask
            if found.scores is not None:
                scores = _sum(scores, np.where(found.mask, found.scores, np.float32(0)))
        return Matches(mask, scores)

    # Words

    def _words(self, node: Words, within: Mask | None) -> Matches:
        if node.pattern:
            return self._any_of(self._lexicon.like(fold(node.text)), node.mask)
        if node.fuzzy:
            return self._any_of(self._lexicon.near(fold(node.text), node.fuzzy), node.mask)
        found = [chunk for _, _, chunk in chunks(normalised(node.text))]
        nodes = [
            self._chunk(chunk, node, within, last=at == len(found) - 1)
            for at, chunk in enumerate(found)
        ]
        if not nodes:
            return Matches(np.ones(self._size, bool), None)
        return _all_of(nodes)

    def _chunk(self, chunk: Chunk, node: Words, within: Mask | None, *, last: bool) -> Matches:
        """One run: a word, or an identifier found whole or as its words side by side."""
        prefix = node.prefix and last
        if chunk.wholes and len(chunk.words) == 1:
            return self._scored(self._weighing.word(chunk.wholes[0], mask=node.mask))  # C++
        if len(chunk.words) == 1:
            word = chunk.words[0]
            if word in STOP_WORDS and not prefix:
                return Matches(np.ones(self._size, bool), None)
            return self._scored(self._weighing.word(word, prefix=prefix, mask=node.mask))
        whole = (
            self._weighing.word(chunk.wholes[0], prefix=prefix, mask=node.mask)
            if chunk.wholes
            else None
        )
        apart = self._side_by_side(chunk.words, node.mask, within, prefix=prefix)
        if whole is None:
            return apart
        return _one_of(self._scored(whole), apart)

    def _any_of(self, words: list[str], mask: int) -> Matches:
        return self._scored(self._weighing.any_of(words, mask))

    def _scored(self, word: Weighed) -> Matches:
        mask = np.zeros(self._size, bool)
        scores = np.zeros(self._size, np.float32)
        mask[word.documents] = True
        scores[word.documents] = word.impact
        return Matches(mask, scores, word.documents)

    # Phrases

    def _phrase(self, node: Phrase, within: Mask | None) -> Matches:
        words = [word for _, _, chunk in chunks(normalised(node.text)) for word in chunk.words]
        return self._side_by_side(
            tuple(words), node.mask, within, prefix=node.prefix, slop=node.slop
        )

    def _side_by_side(
        self,
        words: tuple[str, ...],
        mask: int,
        within: Mask | None,
        *,
        prefix: bool = False,
        slop: int = 0,
    ) -> Matches:
        """The words next to each other: all must stand in the document, then in its sequence."""
        if not words:
            return Matches(np.ones(self._size, bool), None)
        candidates = self._live if within is None else within & self._live
        wanted: list[Wanted] = []
        scores: Scores | None = None
        for at, word in enumerate(words):
            typed = prefix and at == len(words) - 1
            if typed or word not in STOP_WORDS:
                found = self._scored(self._weighing.word(word, prefix=typed, mask=mask))
                candidates = candidates & found.mask
                scores = _sum(scores, found.scores)
            wanted.append(Wanted(self._hashes(word, typed=typed)))
        documents = np.flatnonzero(candidates)
        if len(words) > 1 or scores is None:
            documents = phrase_documents(self._snapshot, documents, wanted, slop=slop, parts=mask)
        found_mask = np.zeros(self._size, bool)
        found_mask[documents] = True
        return Matches(found_mask, scores)

    def _hashes(self, word: str, *, typed: bool) -> tuple[int, ...]:
        hashes = {word_hash(word)}
        if typed:
            hashes.update(word_hash(one) for one in self._lexicon.completions(word))
        return tuple(hashes)


def _effort(node: Node) -> int:
    """Phrases last, and what holds them: they gain most from a small field of search."""
    if isinstance(node, Phrase):
        return 2
    return 1 if isinstance(node, Both | Either | Without | Words) else 0


def _sum(one: Scores | None, other: Scores | None) -> Scores | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other


def _all_of(found: list[Matches]) -> Matches:
    if len(found) == 1:
        return found[0]
    mask, scores = found[0].mask, found[0].scores
    for one in found[1:]:
        mask, scores = mask & one.mask, _sum(scores, one.scores)
    return Matches(mask, scores)


def _one_of(one: Matches, other: Matches) -> Matches:
    """Either matches; the better score counts, since both are the same words."""
    scores = np.zeros(len(one.mask), np.float32)
    for found in (one, other):
        if found.scores is not None:
            scores = np.maximum(scores, np.where(found.mask, found.scores, np.float32(0)))
    return Matches(one.mask | other.mask, scores)
