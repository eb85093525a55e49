"""Index files mapped into memory."""

from __future__ import annotations

import io
import mmap
import pickle
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
from typing_extensions import override

from search.errors import DamagedIndexError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt


class MappedFile:
    """A file of the index, mapped read-only.

    The map goes when the last array over it does. Until Python 3.13 each map holds a handle of its
    own, six a segment; merging keeps the segments few.

    Attributes:
        data: the bytes.
        array: the same as an array of unsigned bytes.
    """

    def __init__(self, path: Path) -> None:
        """Map the file at `path`.

        Raises:
            DamagedIndexError: when it cannot be opened.
        """
        self.name = path.name
        try:
            with path.open("rb") as file:
                self.data = _mapped(file.fileno())
        except OSError as error:
            msg = f"{path.name} cannot be read: {error}"
            raise DamagedIndexError(msg) from error
        self.array: npt.NDArray[np.uint8] = np.frombuffer(self.data, np.uint8)

    def __len__(self) -> int:
        return len(self.data)

    def numbers(self, kind: str, start: int, count: int) -> npt.NDArray[Any]:
        """`count` numbers of the NumPy type `kind` from the byte `start` on.

        Raises:
            DamagedIndexError: when the file is too short.
        """
        try:
            return np.frombuffer(self.data, kind, count, start)
        except ValueError as error:
            raise self.damaged("is too short") from error

    def damaged(self, what: str) -> DamagedIndexError:
        """The error to raise when this file is not as it was written."""
        return DamagedIndexError(f"{self.name} {what}")


def _mapped(descriptor: int) -> memoryview:
    try:
        if sys.version_info >= (3, 13):
            return memoryview(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ, trackfd=False))
        return memoryview(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ))
    except ValueError:  # an empty file cannot be mapped
        return memoryview(b"")


class _PlainUnpickler(pickle.Unpickler):
    """Reads numbers, bytes, tuples and dicts; refuses every class, so nothing can be run."""

    @override
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("_codecs", "encode"):  # how protocol 2 writes bytes
            return super().find_class(module, name)
        msg = f"{module}.{name} has no place in an index"
        raise pickle.UnpicklingError(msg)


def unpickled(data: memoryview | bytes, count: int) -> tuple[list[Any], int]:
    """The first `count` plain values pickled in `data`, and how many bytes they took.

    Raises:
        DamagedIndexError: for anything that is not plain values.
    """
    stream = io.BytesIO(data)
    try:
        return [_PlainUnpickler(stream).load() for _ in range(count)], stream.tell()
    except Exception as error:  # garbage can make pickle raise nearly anything
        msg = f"a record cannot be decoded: {error!r}"
        raise DamagedIndexError(msg) from error
