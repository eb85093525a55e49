"""Tells whether the process that wrote a draft is still there.

The operating system gives a lock back when its holder dies, however it dies; numbers of processes
are given out again and would mislead, above all in containers.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """A file that is locked as long as this process lives, or until `release`."""

    def __init__(self, file: Path) -> None:
        """Lock nothing yet."""
        self._file = file
        self._descriptor: int | None = None

    def hold(self) -> None:
        """Take the lock, unless it is held already.

        Raises:
            OSError: when the file cannot be made or locked.
        """
        if self._descriptor is not None:
            return
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(descriptor)
        except OSError:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Give it back; whoever looks takes this process for gone."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def is_held(file: Path) -> bool:
    """Whether some process holds the lock; False also when there is no such file."""
    try:
        descriptor = os.open(file, os.O_RDWR)
    except OSError:
        return False
    try:
        _take(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
