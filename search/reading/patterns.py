"""Words that fit a pattern (``conf*map``, ``*pool``), found in the whole vocabulary as one text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from search.reading.segment import Segment

_MOST_PLACES = 20_000
_SHORTEST_INSIDE = 2


def fitting(segment: Segment, pattern: str) -> list[int]:
    """Ordinals of the words of a segment that fit a folded pattern with stars in it."""
    text, starts, first = segment.word_list
    pieces = pattern.encode("utf-8", "replace").split(b"*")
    fits = re.compile(b"[^\n]*".join(re.escape(piece) for piece in pieces))
    found: list[int] = []
    for place in _places(segment, text, starts, pieces):
        at = int(np.searchsorted(starts, place, "right")) - 1
        begin = int(starts[at])
        end = text.index(b"\n", begin)
        if fits.fullmatch(text, begin, end) and (not found or found[-1] != first + at):
            found.append(first + at)
    return found


def _places(
    segment: Segment, text: bytes, starts: npt.NDArray[np.int64], pieces: list[bytes]
) -> Iterator[int]:
    """Places in the text, ascending, in each word that could fit."""
    if pieces[0]:
        low, high = segment.terms.prefix_range("words", pieces[0].decode("utf-8", "replace"))
        offset = segment.word_list[2]
        yield from starts[low - offset : high - offset].tolist()
        return
    piece = max(pieces, key=len)
    if len(piece) < _SHORTEST_INSIDE:
        return  # a single letter stands in nearly every word
    if pieces[-1] == piece:
        piece += b"\n"
    place = text.find(piece)
    for _ in range(_MOST_PLACES):
        if place < 0:
            return
        yield place
        place = text.find(piece, place + 1)


def listed(
    raw: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> tuple[bytes, npt.NDArray[np.int64]]:
    """Words that lie anywhere in `raw` as one text, line feeds between; their places in it."""
    places = np.cumsum(lengths + 1) - lengths
    text = np.full(int(lengths.sum()) + len(lengths) + 1, ord("\n"), np.uint8)
    if len(starts):
        ends = np.cumsum(lengths)
        inside = np.arange(int(ends[-1])) - np.repeat(ends - lengths, lengths)
        text[inside + np.repeat(places, lengths)] = raw[inside + np.repeat(starts, lengths)]
    return text.tobytes(), places
