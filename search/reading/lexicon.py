"""Which of the words that the library really uses a typed word means.

The index holds words as written. Here the forms of a word are gathered by their English stem, a
beginning is completed to the most frequent words, and a misspelt word gets its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.analysis import stem
from search.reading.patterns import fitting, listed
from search.reading.spelling import candidates, distances, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.reading.segment import Segment
    from search.reading.snapshot import Snapshot

MOST_EXPANSIONS = 24
"""A pattern or a misspelling stands for so many words at most, the most frequent ones."""

_MOST_COMPLETIONS = 12
"""The same for a beginning, for which speed counts most."""

_ENDINGS = (
    "s e y i ed er ers ing ings ly al ally ation ations ator ators ion ions ive ively able ably"
    " ible ment ments ness ity ities ies ance ances ence ences ant ants ent ents ism ate ates iti"
    " ous ously ical ic ics ful fully ize izes ized izing ise ises ised ising ization es d"
)
_ENDED = re.compile(b"(?<=\n)[a-z]{0,3}(?:" + "|".join(_ENDINGS.split()).encode() + b"){0,3}(?=\n)")
_SHORTEST_CUT = 3
# Stems whose forms do not begin like them (Porter2's own exceptions).
_IRREGULAR = {"die": ("dying",), "lie": ("lying",), "tie": ("tying",), "ski": ("skis",)}
_MOST_FORMS = 8_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of one segment."""

    segment: int
    ordinal: int


class Lexicon:
    """The words of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Look words up in `snapshot`."""
        self._segments = snapshot.segments
        self._frequencies: dict[str, int] = {}
        self._fitting: dict[str, list[str]] = {}
        self._near: dict[tuple[str, int, bool], list[str]] = {}

    def entries(self, word: str) -> list[Entry]:
        """Exactly this word, in the segments that have it."""
        found: list[Entry] = []
        for at, segment in enumerate(self._segments):
            ordinal = segment.terms.find("words", word)
            if ordinal is not None:
                found.append(Entry(at, ordinal))
        return found

    def family(self, word: str) -> list[Entry]:
        """All forms of a word that share its stem, itself included."""
        root = stem(word)
        return [
            Entry(at, ordinal)
            for at, segment in enumerate(self._segments)
            for ordinal in _forms(segment, root, word)
        ]

    def family_words(self, word: str) -> list[str]:
        """All forms of a word that the library uses."""
        found = (
            self._segments[entry.segment].terms.term(entry.ordinal) for entry in self.family(word)
        )
        return list(dict.fromkeys(found))

    def completions(self, beginning: str) -> list[str]:
        """The most frequent words that begin so."""
        counted: dict[str, int] = {}
        for segment in self._segments:
            first, last = segment.terms.prefix_range("words", beginning)
            for ordinal, documents in segment.most_frequent(first, last, _MOST_COMPLETIONS):
                term = segment.terms.term(ordinal)
                segment.terms.remember("words", term, ordinal)  # it is looked up next
                counted[term] = counted.get(term, 0) + documents
        ranked = sorted(counted, key=lambda term: (-counted[term], term))
        return ranked[:_MOST_COMPLETIONS]

    def like(self, pattern: str) -> list[str]:
        """The most frequent words that fit ``conf*map``."""
        known = self._fitting.get(pattern)
        if known is None:
            counted: dict[str, int] = {}
            for segment in self._segments:
                for ordinal in fitting(segment, pattern):
                    term = segment.terms.term(ordinal)
                    documents = segment.terms.document_count(ordinal)
                    counted[term] = counted.get(term, 0) + documents
            ranked = sorted(counted, key=lambda term: (-counted[term], term))
            known = self._fitting[pattern] = ranked[:MOST_EXPANSIONS]
        return known

    def near(self, word: str, most: int, *, same_start: bool = False) -> list[str]:
        """Words that differ in at most `most` letters, the nearest and most frequent first.

        With `same_start`, only those with the same first letter.
        """
        asked = (word, most, same_start)
        known = self._near.get(asked)
        if known is None:
            known = self._near[asked] = self._find_near(word, most, same_start=same_start)
        return known

    def _find_near(self, word: str, most: int, *, same_start: bool) -> list[str]:
        letters = word.encode("utf-8", "replace")
        found = [candidates(one, word, most, same_start=same_start) for one in self._segments]
        tables = [
            table_of(segment, ordinals, len(letters) + most)
            for segment, ordinals in zip(self._segments, found, strict=True)
        ]
        edits = distances(
            letters,
            np.concatenate([table for table, _ in tables], axis=1),
            np.concatenate([sizes for _, sizes in tables]),
            most,
        )
        counted: dict[str, tuple[int, int]] = {}
        edge = 0
        for segment, ordinals in zip(self._segments, found, strict=True):
            own = edits[edge : edge + len(ordinals)]
            edge += len(ordinals)
            near = ordinals[own <= most]
            documents = segment.terms.documents(near).tolist()
            for at, (ordinal, distance) in enumerate(
                zip(near.tolist(), own[own <= most].tolist(), strict=True)
            ):
                term = segment.terms.term(ordinal)
                counted[term] = (distance, counted.get(term, (0, 0))[1] - documents[at])
        return sorted(counted, key=lambda term: (*counted[term], term))[:MOST_EXPANSIONS]

    def frequency(self, word: str) -> int:
        """In how many documents a word stands, deleted ones included."""
        known = self._frequencies.get(word)
        if known is None:
            known = sum(
                self._segments[entry.segment].terms.document_count(entry.ordinal)
                for entry in self.entries(word)
            )
            self._frequencies[word] = known
        return known


def _forms(segment: Segment, root: str, word: str) -> tuple[int, ...]:
    """Ordinals of the words with the stem `root`, of which `word` is one."""
    own = segment.terms.find("words", word)
    if not root.isascii() or not root.isalpha():
        return () if own is None else (own,)
    known = segment.families.get(root)
    if known is None:
        # A segment never changes, so what is found stays true.
        shared = segment.sharing(root)
        if shared is None:
            known = _find_forms(segment, root)
        else:
            known = tuple(one for one in shared if _stem_at(segment, one) == root)
        segment.families[root] = known
    return known if own is None or own in known else (*known, own)


def _find_forms(segment: Segment, root: str) -> tuple[int, ...]:
    """All words with the stem `root`: stemming changes at most a last e, i or y, and cuts."""
    if len(root) < _SHORTEST_CUT:
        # Few endings are cut from words so short: ids, adding, doing.
        doubled = (f"{root[-1]}ed", f"{root[-1]}ing")
        endings = ("", "s", "es", "ed", "ing", "ings", *doubled)
        found = [segment.terms.find("words", f"{root}{ending}") for ending in endings]
        return tuple(one for one in found if one is not None and _stem_at(segment, one) == root)
    begin = root[:-1] if len(root) > 2 and root[-1] in "eiy" else root
    found = [ordinal for ordinal in _formed(segment, begin) if _stem_at(segment, ordinal) == root]
    for term in _IRREGULAR.get(root, ()):
        found.append(segment.terms.find("words", term))
    return tuple(one for one in found if one is not None)


def _stem_at(segment: Segment, ordinal: int) -> str:
    return stem(segment.terms.term(ordinal))


def _formed(segment: Segment, begin: str) -> Iterator[int]:
    """Ordinals of the words that `begin` and English endings make up, found as one text."""
    first, last = segment.terms.prefix_range("words", begin)
    if first >= last:
        return
    starts, lengths = segment.terms.places(np.arange(first, min(last, first + _MOST_FORMS)))
    # Only what follows the beginning, so that one pattern does for all beginnings.
    cut = len(begin)
    text, places = listed(segment.terms.raw, starts + cut, lengths - cut)
    for found in _ENDED.finditer(text):
        yield first + int(np.searchsorted(places, found.start()))
