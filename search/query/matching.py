"""Answers a query tree on a snapshot: which documents match, and how well.

Everything is arithmetic on arrays, over all documents or over those that match.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from search.analysis import STOP_WORDS, chunks_of, fold, word_hash
from search.query.matches import Matches
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
from search.reading.sequences import Wanted, phrase_documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.analysis import Chunk
    from search.query.tree import Condition, Node
    from search.query.weighing import Weighing
    from search.reading.arrays import Documents, Mask, Scores
    from search.reading.snapshot import Snapshot


_REMEMBERED_CONDITIONS = 64


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

    def match(self, node: Node, within: Matches | None = None) -> Matches:
        """The documents that match `node`, deleted ones excluded.

        Args:
            node: the tree.
            within: only these need be looked at, where that saves work; others may be missed.
        """
        found = self._match(node, within)
        if found.documents is not None:
            return found  # only live ones are listed
        return Matches(found.mask & self._live, found.scores)

    def _match(self, node: Node, within: Matches | None) -> Matches:  # noqa: PLR0911
        match node:
            case Words():
                return self._words(node, within)
            case Both():
                return self._both(node.children, within)
            case Phrase():
                return self._phrase(node, within)
            case Everything():
                return self._everything
            case Either():
                return self._either(node.children, within)
            case Without():
                return Matches(~self._match(node.child, within).mask, None)
            case _:
                return Matches(self.condition(node), None)

    @cached_property
    def _everything(self) -> Matches:
        """What a word such as “the” matches."""
        return Matches(np.ones(self._size, bool), None)

    def _and(self, found: Matches | None, other: Matches) -> Matches:
        """What matches both; a word such as “the” takes nothing away and costs nothing."""
        if found is None or found is self._everything:
            return other
        return found if other is self._everything else found.both(other)

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

    def _both(self, children: Sequence[Node], within: Matches | None) -> Matches:
        """All of them; what is quick to find narrows what the phrases must be looked for in."""
        found: Matches | None = None
        for child in sorted(children, key=_effort):
            one = self._match(child, within if found is None else found)
            found = self._and(found, one)
        assert found is not None
        return found

    def _either(self, children: Sequence[Node], within: Matches | None) -> Matches:
        mask = np.zeros(self._size, bool)
        scores: Scores | None = None
        for child in children:
            found = self._match(child, within)
            mask |= found.mask
            if found.scores is not None:
                own = np.where(found.mask, found.scores, np.float32(0))
                scores = own if scores is None else scores + own
        return Matches(mask, scores)

    # Words

    def _words(self, node: Words, within: Matches | None) -> Matches:
        if node.pattern:
            return self._any_of(self._lexicon.like(fold(node.text)), node.mask)
        if node.fuzzy:
            return self._any_of(self._lexicon.near(fold(node.text), node.fuzzy), node.mask)
        runs = chunks_of(node.text)
        found: Matches | None = None
        for at, chunk in enumerate(runs, 1):
            one = self._chunk(chunk, node, within, last=at == len(runs))
            found = self._and(found, one)
        return self._everything if found is None else found

    def _chunk(self, chunk: Chunk, node: Words, within: Matches | None, *, last: bool) -> Matches:
        """One run: a word, or an identifier found whole or as its words side by side."""
        prefix = node.prefix and last
        if chunk.wholes and len(chunk.words) == 1:
            return self._weighing.word(chunk.wholes[0], mask=node.mask).matches  # C++
        if len(chunk.words) == 1:
            word = chunk.words[0]
            if word in STOP_WORDS and not prefix:
                return self._everything
            return self._weighing.word(word, prefix=prefix, mask=node.mask).matches
        whole = (
            self._weighing.word(chunk.wholes[0], prefix=prefix, mask=node.mask)
            if chunk.wholes
            else None
        )
        apart = self._side_by_side(chunk.words, node.mask, within, prefix=prefix)
        if whole is None:
            return apart
        return _one_of(whole.matches, apart)

    def _any_of(self, words: list[str], mask: int) -> Matches:
        return self._weighing.any_of(words, mask).matches

    # Phrases

    def _phrase(self, node: Phrase, within: Matches | None) -> Matches:
        words = tuple(word for chunk in chunks_of(node.text) for word in chunk.words)
        return self._side_by_side(words, node.mask, within, prefix=node.prefix, slop=node.slop)

    def _side_by_side(
        self,
        words: tuple[str, ...],
        mask: int,
        within: Matches | None,
        *,
        prefix: bool = False,
        slop: int = 0,
    ) -> Matches:
        """The words next to each other: all must stand in the document, then in its sequence."""
        if not words:
            return self._everything
        found: Matches | None = None
        wanted: list[Wanted] = []
        for at, word in enumerate(words):
            typed = prefix and at == len(words) - 1
            if typed or word not in STOP_WORDS:
                one = self._weighing.word(word, prefix=typed, mask=mask).matches
                found = self._and(found, one)
            wanted.append(Wanted(self._hashes(word, typed=typed)))
        candidates = found or Matches(self._live, None)
        if within is not None:
            candidates = candidates.within([within.mask])
        if candidates.documents is None:
            candidates = Matches.listed(candidates.mask.nonzero()[0], None, self._size)
        if len(words) == 1 and found is not None:
            return candidates
        return _kept(candidates, self._together(candidates, wanted, slop, mask))

    def _together(
        self, candidates: Matches, wanted: list[Wanted], slop: int, mask: int
    ) -> Documents:
        assert candidates.documents is not None
        return phrase_documents(self._snapshot, candidates.documents, wanted, slop=slop, parts=mask)

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


def _kept(candidates: Matches, documents: Documents) -> Matches:
    """Of these candidates only some, with their scores."""
    assert candidates.documents is not None
    at = candidates.documents.searchsorted(documents)
    worths = None if candidates.worths is None else candidates.worths[at]
    return Matches.listed(documents, worths, len(candidates.mask))


def _one_of(one: Matches, other: Matches) -> Matches:
    """Either matches; the better score counts, since both are the same words."""
    scores = np.zeros(len(one.mask), np.float32)
    for found in (one, other):
        if found.scores is not None:
            scores = np.maximum(scores, np.where(found.mask, found.scores, np.float32(0)))
    return Matches(one.mask | other.mask, scores)
