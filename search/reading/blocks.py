"""Postings as Whoosh writes them (``.pst`` files): pickled, block after block.

Layout (whoosh.codec.whoosh3.W3LeafMatcher): four letters; for each block its length, negative for
the last, a pickled tuple about it, and a pickled tuple of document numbers, weights and values.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from search.reading.files import unpickled
from search.schema import POSTING

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.reading.files import MappedFile

_MAGIC = b"W3Bl"
_LENGTH = struct.Struct(">i")


def decoded(file: MappedFile, start: int, length: int) -> tuple[npt.NDArray[np.int32], bytes]:
    """Document numbers and values of the postings that lie at `start`, `length` bytes long.

    Raises:
        DamagedIndexError: when they are not that.
    """
    data = file.data[start : start + length]
    if len(data) != length or bytes(data[:4]) != _MAGIC:
        raise file.damaged("has broken postings")
    blocks: list[npt.NDArray[np.int32]] = []
    values: list[bytes] = []
    at = len(_MAGIC)
    last = False
    while not last:
        documents, value, at, last = _block(file, data, at)
        blocks.append(documents)
        values.append(value)
    return blocks[0] if len(blocks) == 1 else np.concatenate(blocks), b"".join(values)


def _block(
    file: MappedFile, data: memoryview, at: int
) -> tuple[npt.NDArray[np.int32], bytes, int, bool]:
    try:
        length = _LENGTH.unpack_from(data, at)[0]
    except struct.error as error:
        raise file.damaged("has broken postings") from error
    end = at + _LENGTH.size + abs(length)
    if not at + _LENGTH.size < end <= len(data):
        raise file.damaged("has broken postings")
    records, _ = unpickled(data[at + _LENGTH.size : end], 2)
    try:
        deltas, _, value = records[1]
        # Within a block a document's number is kept as the distance from the one before.
        documents = np.cumsum(np.fromiter(deltas, np.int64, len(deltas))).astype(np.int32)
    except (TypeError, ValueError, OverflowError) as error:
        raise file.damaged("has broken postings") from error
    if value is not None and len(value) != POSTING.size * len(documents):
        raise file.damaged("has broken postings")
    return documents, value or b"", end, length < 0
