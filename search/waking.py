"""Waits for a line on standard input, for its end, or for some time to pass."""

from __future__ import annotations

import os
import select
import sys
import threading
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from typing import TextIO

_CHUNK = 4096


class Wakes:
    """Lines that another process writes to wake this one; what they say does not matter.

    No thread where the system can wait for a pipe without one: the indexer starts processes for a
    large build by forking, which is safe only with a single thread.

    Attributes:
        closed: whether the other end is gone.
    """

    def __init__(self, stream: TextIO) -> None:
        """Listen on `stream`, which nothing else may read from then on."""
        self._descriptor = stream.fileno()
        self._buffer = b""
        self._arrived = threading.Condition()
        self.closed = False
        self._threaded = sys.platform == "win32"
        if self._threaded:
            threading.Thread(target=self._read_for_ever, daemon=True).start()

    def first_line(self) -> str:
        """The first line, waited for; empty when the other end goes before it."""
        while b"\n" not in self._buffer and not self.closed:
            self._receive(None)
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.decode().strip()

    def wait(self, seconds: float) -> bool:
        """Wait until a line comes or the time is over; True when a line came.

        All lines that have come are taken as one.
        """
        deadline = time.monotonic() + seconds
        while b"\n" not in self._buffer and not self.closed:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            self._receive(left)
        self.look()
        woken = b"\n" in self._buffer
        self._buffer = self._buffer.rpartition(b"\n")[2]
        return woken

    @property
    def pending(self) -> bool:
        """Whether something came that nobody waited for yet, the end included."""
        return self.closed or bool(self._buffer)

    def look(self) -> Self:
        """Take in what has come, without waiting."""
        if not self.closed:
            self._receive(0.0)
        return self

    def _receive(self, seconds: float | None) -> None:
        if self._threaded:
            with self._arrived:
                self._arrived.wait(seconds)
            return
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        if ready:
            self._take(os.read(self._descriptor, _CHUNK))

    def _take(self, data: bytes) -> None:
        if data:
            self._buffer += data
        else:
            self.closed = True

    def _read_for_ever(self) -> None:
        while not self.closed:
            data = os.read(self._descriptor, _CHUNK)
            with self._arrived:
                self._take(data)
                self._arrived.notify_all()
