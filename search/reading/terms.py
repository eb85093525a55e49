"""The terms of a segment, in order, with where their postings lie (Whoosh's ``.trm`` file).

Layout (whoosh.filedb.filetables.OrderedHashWriter, whoosh.codec.whoosh3.W3TermInfo): records of
key length, data length, key, data, sorted by key; hash tables; a pickled dict; an array of the
records' positions; the length of the last two. A key is a field number of two bytes and the term.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from search.reading.files import MappedFile, unpickled

if TYPE_CHECKING:
    import numpy.typing as npt

_RECORD = struct.Struct(">ii")
_FIELD = struct.Struct(">H")
_EXTENT = struct.Struct(">Qi")
_DOCUMENTS_AT = 5
"""Offset in a term's data of its number of documents, after a flag byte and a float."""
_FIRST_AT, _LAST_AT = 15, 19
"""Offsets of the numbers of its first and its last document."""
_EXTENT_AT = 23
_COUNT = struct.Struct(">I")
_LONGEST = 1 << 16
_SMALL = 2048
_STEP = 64
_REMEMBERED = 20_000


class TermTable:
    """All terms of one segment; a term is known by its ordinal.

    Attributes:
        count: number of terms over all fields.
        length: bytes in the table's file.
    """

    def __init__(self, file: MappedFile) -> None:
        """Read the table's frame.

        Raises:
            DamagedIndexError: when the file is not a whole table.
        """
        self._file = file
        self._data = file.data
        self.length = len(file)
        if len(file) < 17 or bytes(file.data[:4]) != b"HSH3":
            raise file.damaged("is not a table of terms")
        tail = int(file.numbers(">i4", len(file) - 4, 1)[0])
        start = len(file) - 4 - tail
        if not 17 <= start < len(file) - 4:
            raise file.damaged("is cut short")
        values, length = unpickled(file.data[start : len(file) - 4], 1)
        extras = values[0]
        try:
            self._fields: dict[str, int] = dict(extras["fieldmap"])
            self.count = int(extras["indexlen"])
            kind = {"B": ">u1", "H": ">u2", "i": ">i4", "I": ">u4", "q": ">i8"}[extras["indextype"]]
        except (KeyError, TypeError, ValueError) as error:
            raise file.damaged("has no list of terms") from error
        self._positions = file.numbers(kind, start + length, self.count)
        # Every 32-bit number in the file wherever it begins: one step a byte.
        self._numbers = np.ndarray((len(file) - 3,), ">i4", file.data, strides=(1,))
        self._found: dict[tuple[str, str], int | None] = {}

    def field_range(self, field: str) -> tuple[int, int]:
        """First ordinal of a field's terms, and the one past the last."""
        number = self._fields.get(field)
        if number is None:
            return 0, 0
        return self._first_at_or_after(_FIELD.pack(number)), self._first_at_or_after(
            _FIELD.pack(number + 1)
        )

    def find(self, field: str, term: str) -> int | None:
        """The ordinal of exactly this term; remembered, as typing asks for the same ones again."""
        known = self._found.get((field, term), -1)
        if known != -1:
            return known
        found = self._find(field, term)
        self.remember(field, term, found)
        return found

    def remember(self, field: str, term: str, ordinal: int | None) -> None:
        """Spare the next `find` of this term the search."""
        if len(self._found) >= _REMEMBERED:
            self._found.clear()
        self._found[field, term] = ordinal

    def _find(self, field: str, term: str) -> int | None:
        number = self._fields.get(field)
        if number is None:
            return None
        key = _FIELD.pack(number) + term.encode("utf-8", "replace")
        ordinal = self._first_at_or_after(key)
        return ordinal if ordinal < self.count and self._key(ordinal) == key else None

    def prefix_range(self, field: str, prefix: str) -> tuple[int, int]:
        """Ordinals of the field's terms that begin with `prefix`: first, one past the last."""
        number = self._fields.get(field)
        if number is None:
            return 0, 0
        key = _FIELD.pack(number) + prefix.encode("utf-8", "replace")
        return self._first_at_or_after(key), self._first_at_or_after(_successor(key))

    def term(self, ordinal: int) -> str:
        """The term itself."""
        return self.raw_term(ordinal).decode("utf-8", "replace")

    def raw_term(self, ordinal: int) -> bytes:
        """The term in UTF-8."""
        return self._key(ordinal)[_FIELD.size :]

    def terms(self, first: int, last: int) -> list[str]:
        """The terms from `first` up to before `last`."""
        return [self.term(ordinal) for ordinal in range(first, last)]

    def documents(self, ordinals: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """For each ordinal, in how many documents its term stands (deleted ones included)."""
        at = self._positions[ordinals].astype(np.int64)
        data = at + _RECORD.size + self._gather(at)
        return self._gather(data + _DOCUMENTS_AT)

    def edges(
        self, ordinals: npt.NDArray[np.int64]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """For each ordinal, the first and the last document of its term."""
        at = self._positions[ordinals].astype(np.int64)
        data = at + _RECORD.size + self._gather(at)
        return self._gather(data + _FIRST_AT), self._gather(data + _LAST_AT)

    def document_count(self, ordinal: int) -> int:
        """The same for one term, without the cost of arrays.

        Raises:
            DamagedIndexError: when the record is not one.
        """
        at = int(self._positions[ordinal])
        try:
            key_length = _RECORD.unpack_from(self._data, at)[0]
            place = at + _RECORD.size + key_length + _DOCUMENTS_AT
            return int(_COUNT.unpack_from(self._data, place)[0])
        except struct.error as error:
            raise self._file.damaged("has a broken record") from error

    def places(
        self, ordinals: npt.NDArray[np.int64]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where these terms begin in `raw`, and how many bytes they have."""
        at = self._positions[ordinals].astype(np.int64)
        return at + _RECORD.size + _FIELD.size, self._gather(at) - _FIELD.size

    @property
    def raw(self) -> npt.NDArray[np.uint8]:
        """The file that the terms stand in."""
        return self._file.array

    def extent(self, ordinal: int) -> tuple[int, int]:
        """Where the term's postings begin, and their length in bytes.

        Raises:
            DamagedIndexError: when the record is not one.
        """
        at = int(self._positions[ordinal])
        try:
            key_length, _ = _RECORD.unpack_from(self._data, at)
            start, length = _EXTENT.unpack_from(
                self._data, at + _RECORD.size + key_length + _EXTENT_AT
            )
        except struct.error as error:
            raise self._file.damaged("has a broken record") from error
        return start, length

    def _gather(self, at: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The big-endian 32-bit numbers at these byte offsets."""
        try:
            found: npt.NDArray[np.int64] = self._numbers[at].astype(np.int64)
        except IndexError as error:
            raise self._file.damaged("has a broken record") from error
        return found

    def _key(self, ordinal: int) -> bytes:
        at = int(self._positions[ordinal])
        try:
            length = _RECORD.unpack_from(self._data, at)[0]
        except struct.error as error:
            raise self._file.damaged("has a broken record") from error
        if not 0 <= length < _LONGEST:
            raise self._file.damaged("has a broken record")
        return bytes(self._data[at + _RECORD.size : at + _RECORD.size + length])

    @cached_property
    def _samples(self) -> tuple[list[bytes], int]:
        """Every key of a small table, every 64th of a large one: bisected first, in C."""
        step = 1 if self.count <= _SMALL else _STEP
        starts = self._positions[::step].astype(np.int64) + _RECORD.size
        lengths = self._gather(starts - _RECORD.size)
        if ((lengths < 0) | (lengths >= _LONGEST)).any():
            raise self._file.damaged("has a broken record")
        edges = zip(starts.tolist(), (starts + lengths).tolist(), strict=True)
        return [bytes(self._data[start:end]) for start, end in edges], step

    def _first_at_or_after(self, key: bytes) -> int:
        samples, step = self._samples
        found = bisect_left(samples, key)
        if step == 1:
            return found
        low, high = max(0, (found - 1) * step + 1), min(found * step, self.count)
        if found == 0:
            return 0
        while low < high:
            middle = (low + high) // 2
            if self._key(middle) < key:
                low = middle + 1
            else:
                high = middle
        return low


def _successor(key: bytes) -> bytes:
    """The smallest key that is after every key beginning with `key`."""
    bare = key.rstrip(b"\xff")
    return bare[:-1] + bytes([bare[-1] + 1])
