"""Words near a misspelt one: NumPy sifts the whole vocabulary, then letters are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.reading.segment import Segment


def near_words(segment: Segment, word: str, most: int) -> list[tuple[int, int, int]]:
    """The words of a segment within `most` edits: (ordinal, edits, documents).

    An edit inserts, deletes or replaces a letter, or swaps two neighbours. Each changes the set
    of letters by at most two, so most words need not be compared letter by letter.
    """
    signatures, lengths, first = segment.letters
    letters = word.encode("utf-8", "replace")
    if not len(signatures):
        return []
    differing = np.bitwise_count(signatures ^ np.uint64(letter_set(letters)))
    fits = np.flatnonzero((np.abs(lengths - len(letters)) <= most) & (differing <= 2 * most))
    starts, sizes = segment.terms.places(first, first + len(signatures))
    table = _table(segment.terms.raw, starts[fits], sizes[fits])
    edits = distances(letters, table, sizes[fits])
    near = edits <= most
    ordinals = fits[near] + first
    documents = segment.terms.documents(ordinals)
    return list(zip(ordinals.tolist(), edits[near].tolist(), documents.tolist(), strict=True))


def distances(
    word: bytes, table: npt.NDArray[np.uint8], sizes: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Edits between `word` and each row of `table`, of which the first `sizes` bytes count.

    The optimal string alignment distance (Damerau–Levenshtein without overlapping edits), for all
    rows at once: every cell of the usual matrix is an array over the rows.
    """
    count, width = table.shape
    two_before = one_before = [np.full(count, at, np.int16) for at in range(width + 1)]
    for at, letter in enumerate(word, 1):
        row = [np.full(count, at, np.int16)]
        for place in range(1, width + 1):
            replaced = one_before[place - 1] + (table[:, place - 1] != letter)
            best = np.minimum(replaced, np.minimum(row[-1], one_before[place]) + 1)
            if at > 1 and place > 1:
                swap = (table[:, place - 2] == letter) & (table[:, place - 1] == word[at - 2])
                best = np.where(swap, np.minimum(best, two_before[place - 2] + 1), best)
            row.append(best.astype(np.int16))
        two_before, one_before = one_before, row
    cells = np.stack(one_before)
    return cells[sizes, np.arange(count)].astype(np.int64)


def _table(
    data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint8]:
    """Words one below the other, filled up with zeros."""
    width = int(sizes.max(initial=0))
    columns = np.arange(width)
    at = np.minimum(starts[:, None] + columns, len(data) - 1)
    return np.where(columns < sizes[:, None], data[at], 0).astype(np.uint8)


def letter_set(word: bytes) -> int:
    """The letters of a word as bits."""
    bits = 0
    for byte in word:
        bits |= 1 << (byte & 63)
    return bits


def letter_sets(
    data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint64]:
    """`letter_set` of many words that lie in `data`, none of them empty."""
    if not len(starts):
        return np.zeros(0, np.uint64)
    ends = np.cumsum(lengths)
    firsts = ends - lengths
    # One index for every byte of every word, word after word.
    at = np.arange(int(ends[-1])) - np.repeat(firsts - starts, lengths)
    bits = np.left_shift(np.uint64(1), (data[at] & 63).astype(np.uint64))
    return np.bitwise_or.reduceat(bits, firsts)
