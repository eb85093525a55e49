"""Tries again by itself, less and less often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_FIRST_MS = 2000
_LAST_MS = 30_000


class RetryTimer(QTimer):
    """`timeout` comes once for each `later`: after 2 s, 4 s, 8 s … at most half a minute."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Wait for the first failure."""
        super().__init__(parent)
        self.setSingleShot(True)
        self._next = _FIRST_MS

    def later(self) -> None:
        """It failed: try again after a while."""
        self.start(self._next)
        self._next = min(2 * self._next, _LAST_MS)

    def succeeded(self) -> None:
        """It worked: the next failure is a first one again."""
        self.stop()
        self._next = _FIRST_MS
