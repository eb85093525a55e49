"""Asks the comparing process (`search.comparer`), which is there while a library is compared."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QProcess, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.comparing import Nearest

_STOP_MS = 1_000
_ROOT = Path(__file__).resolve().parents[1]


class NearestProcess(QObject):
    """Looks up many incidents, one after the other, outside the application.

    Signals:
        found: answers as they come, by id (`dict[UUID, Nearest]`).
        failed: it ended, or its index cannot answer; nothing more comes.
    """

    found = Signal(object)
    failed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Start nothing yet."""
        super().__init__(parent)
        self._process: QProcess | None = None
        self._buffer = b""

    @property
    def is_running(self) -> bool:
        """Whether it was started and did not end."""
        return self._process is not None

    def start(self, folder: Path, library_id: UUID, limit: int) -> None:
        """Start it for the index in a folder; each answer names at most `limit` others."""
        process = QProcess(self)
        process.setWorkingDirectory(str(_ROOT))
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_gone)
        process.errorOccurred.connect(self._on_gone)
        self._process, self._buffer = process, b""
        given = ["--index", str(folder), "--library-id", str(library_id), "--limit", str(limit)]
        how = ["--comparer"] if getattr(sys, "frozen", False) else ["-m", "search.comparer"]
        process.start(sys.executable, [*how, *given])

    def ask(self, ids: Iterable[UUID]) -> None:
        """Have these looked up; the answers come by `found`."""
        if self._process is not None:
            self._process.write("".join(f"{one}\n" for one in ids).encode())

    def stop(self) -> None:
        """End it; what was not answered is not."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()  # it only reads
            process.waitForFinished(_STOP_MS)
            process.deleteLater()

    @Slot()
    def _on_output(self) -> None:
        if self._process is None:
            return
        self._buffer += bytes(self._process.readAllStandardOutput().data())
        *lines, self._buffer = self._buffer.split(b"\n")
        answers = [json.loads(line) for line in lines if line]
        if any(one["near"] is None for one in answers):
            self._on_gone()
        elif answers:
            self.found.emit({UUID(one["id"]): _nearest(one["near"]) for one in answers})

    @Slot()
    def _on_gone(self) -> None:
        if self._process is not None:
            self.stop()
            self.failed.emit()


def _nearest(told: list[tuple[str, float, float, list[str]]]) -> Nearest:
    from models.recurrence.ranking import Neighbour, nearest  # noqa: PLC0415  (after the start)

    return nearest(
        Neighbour(UUID(name), text, tuple(evidence), mode) for name, text, mode, evidence in told
    )
