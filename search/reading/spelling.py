"""Words near a misspelt one: NumPy sifts the whole vocabulary, then letters are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.reading.segment import Segment

_AT_ONCE = 4_096


def candidates(
    segment: Segment, word: str, most: int, *, same_start: bool = False
) -> npt.NDArray[np.int64]:
    """Ordinals of the words of a segment that could be within `most` edits.

    An edit inserts, deletes or replaces a letter, or swaps two neighbours. Each brings in one new
    letter at most and takes one away, so most words need not be compared letter by letter.

    Args:
        segment: whose words.
        word: folded.
        most: edits.
        same_start: whether only words with the same first letter are looked at, which is far
            quicker and misses little: people seldom mistype the first letter.
    """
    # One letter at most, so that few such parts of the vocabulary are remembered.
    signatures, lengths, first = segment.letters(word[:1] if same_start else "")
    letters = word.encode("utf-8", "replace")
    wanted = np.uint64(letter_set(letters))
    fits = np.bitwise_count(signatures & ~wanted) <= most
    fits &= np.bitwise_count(~signatures & wanted) <= most
    fits &= np.abs(lengths - len(letters)) <= most
    return np.flatnonzero(fits) + first


def table_of(
    segment: Segment, ordinals: npt.NDArray[np.int64], width: int
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Words letter by letter, one column each, filled up with zeros to `width`; their lengths."""
    starts, sizes = segment.terms.places(ordinals)
    raw = segment.terms.raw
    rows = np.arange(width)[:, None]
    at = np.minimum(rows + starts, len(raw) - 1)
    return np.where(rows < sizes, raw[at], np.uint8(0)), sizes


def distances(
    word: bytes, table: npt.NDArray[np.uint8], sizes: npt.NDArray[np.int64], most: int
) -> npt.NDArray[np.int64]:
    """Edits between `word` and each column of `table`; more than `most` where there are more.

    The optimal string alignment distance (Damerau–Levenshtein without overlapping edits), for all
    at once: every cell of the usual matrix is an array. Cells further than `most` from the
    diagonal cannot matter.
    """
    width, count = table.shape
    far = np.full(count, most + 1, np.int16)
    before: list[npt.NDArray[np.int16]] = []
    row = [far.clip(at, at) if at <= most else far for at in range(width + 1)]
    one = np.int16(1)
    for at, letter in enumerate(word, 1):
        previous, before = before, row
        row = [far] * (width + 1)
        if at <= most:
            row[0] = far.clip(at, at)
        for place in range(max(1, at - most), min(width, at + most) + 1):
            best = before[place - 1] + one - (table[place - 1] == letter)
            np.minimum(best, before[place] + one, out=best)
            np.minimum(best, row[place - 1] + one, out=best)
            if at > 1 and place > 1:
                swapped = (table[place - 2] == letter) & (table[place - 1] == word[at - 2])
                best = np.where(swapped, np.minimum(best, previous[place - 2] + one), best)
            row[place] = best
    return np.stack(row)[sizes, np.arange(count)].astype(np.int64)


def letter_set(word: bytes) -> int:
    """The letters of a word as bits."""
    bits = 0
    for byte in word:
        bits |= 1 << (byte & 63)
    return bits


def letter_sets(
    data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint64]:
    """`letter_set` of many words that lie in `data`, none of them empty.

    Some thousands at a time: NumPy holds the interpreter for as long as each step takes.
    """
    found = np.zeros(len(starts), np.uint64)
    for at in range(0, len(starts), _AT_ONCE):
        some = slice(at, at + _AT_ONCE)
        found[some] = _letter_sets(data, starts[some], lengths[some])
    return found


def _letter_sets(
    data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint64]:
    ends = np.cumsum(lengths)
    firsts = ends - lengths
    # One index for every byte of every word, word after word.
    at = np.arange(int(ends[-1])) - np.repeat(firsts - starts, lengths)
    bits = np.left_shift(np.uint64(1), (data[at] & 63).astype(np.uint64))
    return np.bitwise_or.reduceat(bits, firsts)
