"""One segment of the index: immutable files, read whole and remembered.

Whoosh never changes a segment once it is written; only the set of its deleted documents, kept in
the table of contents, grows. So everything decoded here stays true as long as the segment lives.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from search.analysis import FIRST_HASH
from search.errors import DamagedIndexError
from search.facts import Flag
from search.fields import WEIGHT_SCALE, Part
from search.reading.blocks import decoded
from search.reading.columns import BytesColumn, fact_rows
from search.reading.files import MappedFile
from search.reading.patterns import listed
from search.reading.shortcuts import Shortcuts
from search.reading.spelling import letter_sets
from search.reading.terms import TermTable

if TYPE_CHECKING:
    from pathlib import Path


_PAIR = np.dtype([("weight", "<u2"), ("mask", "<u2")])
_CACHED_A_DOCUMENT = 200
"""Postings kept for each document of a segment, at some five bytes of our own each: about a third
of all. What is asked for again and again stays; the rest is read again."""
_LEAST_CACHED = 100_000
_NAMES = Part.TITLE.bit | Part.KEY.bit
_CACHED_WORDS = 20_000
_REMEMBERED_PLACES = 32


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands.

    Attributes:
        documents: numbers of the documents within the segment, ascending; as the file has them.
        weights: the term's weight in each.
        masks: the parts it stands in.
        named: places in these arrays where it stands in the title or the key.
    """

    documents: npt.NDArray[Any]
    weights: npt.NDArray[np.float32]
    masks: npt.NDArray[np.uint16]
    named: npt.NDArray[np.int64]

    def within(self, mask: int) -> Postings:
        """Only where the term stands in one of the parts of `mask`."""
        if not mask & ~_NAMES:
            at = self.named
            at = at[(self.masks[at] & np.uint16(mask)) != 0]
            return Postings(
                self.documents[at], self.weights[at], self.masks[at], np.arange(len(at))
            )
        fits = (self.masks & np.uint16(mask)) != 0
        masks = self.masks[fits]
        return Postings(self.documents[fits], self.weights[fits], masks, _named(masks))


def _named(masks: npt.NDArray[np.uint16]) -> npt.NDArray[np.int64]:
    # Many times as fast on truth values as on numbers.
    found: npt.NDArray[np.int64] = ((masks & np.uint16(_NAMES)) != 0).nonzero()[0]
    return found


class Segment:
    """A segment's terms, postings and columns.

    Attributes:
        name: what its files are called.
        size: documents in it, deleted ones included.
        terms: its table of terms.
        facts: its rows of facts.
        families: per stem the ordinals of its words, as far as asked (`search.reading.lexicon`).
    """

    def __init__(self, folder: Path, name: str, size: int) -> None:
        """Map the segment's files.

        Raises:
            DamagedIndexError: when a file is missing, cut short or not what it should be.
        """
        self.name = name
        self.size = size
        self._folder = folder
        self.terms = TermTable(MappedFile(folder / f"{name}.trm"))
        self._postings_file = MappedFile(folder / f"{name}.pst")
        self.facts = fact_rows(self._column("facts"), size)
        self.sequence = BytesColumn(self._column("words"), size)
        self.labels = BytesColumn(self._column("label"), size)
        self.bodies = BytesColumn(self._column("body"), size)
        self.meta = BytesColumn(self._column("meta"), size)
        self._cache: OrderedDict[int, Postings] = OrderedDict()
        self._cached = 0
        self._places: OrderedDict[int, npt.NDArray[Any]] = OrderedDict()
        self._shortcuts = Shortcuts(folder, name, size)
        self.families: dict[str, tuple[int, ...]] = {}
        self._letters: dict[str, tuple[npt.NDArray[np.uint64], npt.NDArray[np.int16], int]] = {}
        self._carriers: dict[str, list[tuple[str, npt.NDArray[np.int32]]]] = {}
        self._check_extent()
        self._check_columns()

    def _column(self, field: str) -> MappedFile | None:
        path = self._folder / f"{self.name}.{field}.col"
        return MappedFile(path) if path.exists() else None

    def _check_extent(self) -> None:
        """Postings are written in the order of the terms: the last ones end where the file does."""
        if self.terms.count:
            start, length = self.terms.extent(self.terms.count - 1)
            if start + length != len(self._postings_file):
                raise self._postings_file.damaged("is cut short")

    def _check_columns(self) -> None:
        """Every incident has a sequence, a label and a body, so these files must be there."""
        incidents = np.flatnonzero(self.facts["flags"] & Flag.DOCUMENT)
        for column in (self.sequence, self.labels, self.bodies):
            if (column.lengths[incidents] == 0).any():
                msg = f"{self.name} lacks a column"
                raise DamagedIndexError(msg)
        if (self.sequence.lengths % 4 != 0).any():
            msg = f"{self.name} has broken sequences"
            raise DamagedIndexError(msg)

    @cached_property
    def words(self) -> npt.NDArray[np.uint32]:
        """The sequences of all documents, one after the other."""
        return self.sequence.words()

    @cached_property
    def word_starts(self) -> npt.NDArray[np.int64]:
        """For each document, where its sequence begins in `words`."""
        return self.sequence.starts // 4

    @cached_property
    def word_lengths(self) -> npt.NDArray[np.int64]:
        """For each document, the length of its sequence."""
        return self.sequence.lengths // 4

    @cached_property
    def filled(self) -> npt.NDArray[np.int64]:
        """The documents that have a sequence at all."""
        return np.flatnonzero(self.word_lengths)

    def places(self, word_hash: int) -> npt.NDArray[Any]:
        """Where a word stands in `words`, ascending; the last few words are remembered."""
        found = self._places.get(word_hash)
        if found is None:
            known = self._shortcuts.places(self.words)
            if known is not None:
                found = known.of(word_hash)
            else:
                found = np.flatnonzero(self.words == np.uint32(word_hash))
            self._places[word_hash] = found
            if len(self._places) > _REMEMBERED_PLACES:
                self._places.popitem(last=False)
        return found

    @cached_property
    def marks(self) -> npt.NDArray[np.int64]:
        """Where in `words` parts of documents begin."""
        return np.flatnonzero(self.words < FIRST_HASH)

    def letters(
        self, beginning: str = ""
    ) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int16], int]:
        """For each word that begins so its letters as bits and its length in bytes; remembered.

        Returns:
            The letters, the lengths, the ordinal of the first of these words.
        """
        known = self._letters.get(beginning)
        if known is None:
            first, last = self.terms.prefix_range("words", beginning)
            starts, lengths = self.terms.places(np.arange(first, last))
            sets = letter_sets(self.terms.raw, starts, lengths)
            known = (sets, lengths.astype(np.int16), first)
            self._letters[beginning] = known
        return known

    @cached_property
    def word_list(self) -> tuple[bytes, npt.NDArray[np.int64], int]:
        """All words one after the other, a line feed before and after each; where each begins.

        Returns:
            The text, the places of the words in it, the ordinal of the first.
        """
        first, last = self.terms.field_range("words")
        starts, lengths = self.terms.places(np.arange(first, last))
        return *listed(self.terms.raw, starts, lengths), first

    def sharing(self, root: str) -> list[int] | None:
        """Ordinals of the words with the stem `root`, and a few others; None when not known."""
        known = self._shortcuts.families(self.terms)
        return None if known is None else known.of(root)

    def most_frequent(self, first: int, last: int, most: int) -> list[tuple[int, int]]:
        """The words of a range in the most documents: (ordinal, documents); in no order.

        Of equally frequent ones those that come first.
        """
        if first >= last:
            return []
        plain = self._shortcuts.plain_postings(self.postings_length)
        known = plain.frequent(first, last) if plain is not None else None
        if known is None or len(known[0]) < most:
            # Only where there are few of those do rarer ones come in.
            ordinals = np.arange(first, last)
            known = ordinals, self.terms.documents(ordinals)
        ordinals, documents = known
        if len(ordinals) > most:
            chosen = ((documents << 32) - ordinals).argpartition(-most)[-most:]
            ordinals, documents = ordinals[chosen], documents[chosen]
        return list(zip(ordinals.tolist(), documents.tolist(), strict=True))

    def postings(self, ordinal: int) -> Postings:
        """The postings of a word.

        Raises:
            DamagedIndexError: when they cannot be decoded.
        """
        found = self._cache.get(ordinal)
        if found is not None:
            self._cache.move_to_end(ordinal)
            return found
        plain = self._shortcuts.plain_postings(self.postings_length)
        known = plain.of(ordinal) if plain is not None else None
        if known is None:
            documents, pairs = self.decoded(ordinal)
            known = documents, pairs["weight"], pairs["mask"].astype(np.uint16)
        weights = np.multiply(known[1], np.float32(1 / WEIGHT_SCALE), dtype=np.float32)
        found = Postings(known[0], weights, known[2], _named(known[2]))
        self._cache[ordinal] = found
        self._cached += len(weights)
        most = max(_LEAST_CACHED, _CACHED_A_DOCUMENT * self.size)
        while len(self._cache) > _CACHED_WORDS or (self._cached > most and len(self._cache) > 1):
            _, oldest = self._cache.popitem(last=False)
            self._cached -= len(oldest.documents)
        return found

    def decoded(self, ordinal: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.void]]:
        """Documents of a word and its (weight, mask) in each, out of Whoosh's own file.

        Raises:
            DamagedIndexError: when they cannot be decoded.
        """
        documents, values = self._decode(ordinal)
        pairs = np.frombuffer(values, _PAIR)
        if len(pairs) != len(documents):
            raise self._postings_file.damaged("has broken postings")
        return documents, pairs

    @property
    def postings_length(self) -> int:
        """Bytes in Whoosh's own file of postings."""
        return len(self._postings_file)

    def documents_with(self, ordinal: int) -> npt.NDArray[np.int32]:
        """The documents that have a name; names carry no value."""
        return self._decode(ordinal)[0]

    def documents_with_any(self, first: int, last: int) -> npt.NDArray[np.int64]:
        """The documents that have one of the names from ordinal `first` to before `last`.

        Most names of people and keys stand in one document or two; those are known from the table
        of terms without reading postings.
        """
        ordinals = np.arange(first, last)
        firsts, lasts = self.terms.edges(ordinals)
        found = [firsts, lasts]
        for ordinal in ordinals[self.terms.documents(ordinals) > 2].tolist():
            found.append(self.documents_with(ordinal).astype(np.int64))
        documents = np.concatenate(found)
        if len(documents) and documents.max() >= self.size:
            msg = f"{self.name} names documents that do not exist"
            raise DamagedIndexError(msg)
        return documents

    def carriers(self, kind: str) -> list[tuple[str, npt.NDArray[np.int32]]]:
        """Every name of a kind (``service``) with the documents that carry it; remembered."""
        found = self._carriers.get(kind)
        if found is None:
            first, last = self.terms.prefix_range("names", f"{kind}=")
            skip = len(kind) + 1
            found = self._carriers[kind] = [
                (self.terms.term(ordinal)[skip:], self.documents_with(ordinal))
                for ordinal in range(first, last)
            ]
        return found

    def _decode(self, ordinal: int) -> tuple[npt.NDArray[np.int32], bytes]:
        start, length = self.terms.extent(ordinal)
        documents, values = decoded(self._postings_file, start, length)
        if not len(documents) or documents.min() < 0 or documents.max() >= self.size:
            raise self._postings_file.damaged("names documents that do not exist")
        return documents, values
