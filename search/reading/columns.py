"""The per-document columns of a segment (Whoosh's ``.col`` files)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.facts import FACT_TYPES, ROW_SIZE, SEVERITIES, STATUSES, UNKNOWN_START, Flag

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.reading.files import MappedFile

_LENGTHS = {ord("B"): ">u1", ord("H"): ">u2", ord("i"): ">i4", ord("I"): ">u4"}

_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799
"""The years 1 to 9999 in seconds from 1970."""


class BytesColumn:
    """A byte string for each document (whoosh.columns.VarBytesColumn, without stored offsets).

    Layout: the strings one after the other; their lengths; one letter for the lengths' type.
    """

    def __init__(self, file: MappedFile | None, documents: int) -> None:
        """Read the lengths; a column that no document has is no file at all.

        Raises:
            DamagedIndexError: when strings and lengths do not make up the file.
        """
        self._file = file
        if file is None:
            self.lengths = np.zeros(documents, np.int64)
            self.starts = np.zeros(documents, np.int64)
            return
        kind = _LENGTHS.get(file.data[-1]) if len(file) else None
        if kind is None:
            raise file.damaged("is not a column")
        size = np.dtype(kind).itemsize * documents
        lengths = file.numbers(kind, len(file) - 1 - size, documents)
        self.lengths = lengths.astype(np.int64)
        if int(self.lengths.sum()) + size + 1 != len(file) or (self.lengths < 0).any():
            raise file.damaged("is cut short")
        self.starts = np.cumsum(self.lengths) - self.lengths

    def __getitem__(self, document: int) -> bytes:
        """The string of a document; empty when it has none."""
        length = int(self.lengths[document])
        if self._file is None or not length:
            return b""
        start = int(self.starts[document])
        return bytes(self._file.data[start : start + length])

    def words(self) -> npt.NDArray[np.uint32]:
        """All strings of the column as one array of 32-bit numbers."""
        if self._file is None:
            return np.zeros(0, np.uint32)
        return self._file.numbers("<u4", 0, int(self.lengths.sum()) // 4)


def fact_rows(file: MappedFile | None, documents: int) -> npt.NDArray[np.void]:
    """The packed facts of each document; zeros where a document has none.

    Whoosh writes no row past the last document that has one.

    Raises:
        DamagedIndexError: when the file is not whole rows, or a row says what cannot be.
    """
    rows = np.zeros(documents, np.dtype(FACT_TYPES))
    if file is None:
        return rows
    count = len(file) // ROW_SIZE
    if len(file) % ROW_SIZE or count > documents:
        raise file.damaged("is cut short")
    rows[:count] = np.frombuffer(file.data, np.dtype(FACT_TYPES), count)
    started = rows["started"]
    sound = (
        (rows["severity"] <= len(SEVERITIES))
        & (rows["status"] <= len(STATUSES))
        & (rows["flags"] < 2 * max(Flag))
        & ((started == UNKNOWN_START) | ((started >= _FIRST_SECOND) & (started <= _LAST_SECOND)))
        & (rows["year"] >= 0)
    )
    if not sound.all():
        raise file.damaged("holds facts that cannot be")
    return rows
