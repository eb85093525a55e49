"""The indexer: a process of its own that keeps the search index in step with the library.

It is started for a library, woken after each write, started again a few times if it dies, and
stopped when the window closes. It writes one JSON object a line; nothing of it runs here.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from desktop.notices import IndexView
from desktop.shell.places import EDITOR

RESTART_AFTER_MS = (500, 4_000, 15_000)
_CALM_MS = 60_000
_AWAKE_MS = 20_000  # less than `search.resting.REST_SECONDS`
_STOP_MS = 1_500
_ROOT = Path(__file__).resolve().parents[1]


class IndexerProcess(QObject):
    """Runs ``search.indexer --watch`` for one library.

    Signals:
        view_changed: `IndexView`, whenever its words or numbers change.
    """

    view_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start nothing yet."""
        super().__init__(parent)
        self._process: QProcess | None = None
        self._location = ""
        self._arguments: list[str] = []
        self._view = IndexView("opening", "Opening index")
        self._buffer = b""
        self._restarts = 0
        self._stopping = False
        self._heard = False
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(self._on_calm)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._launch)
        self._awake = QTimer(self)
        self._awake.setInterval(_AWAKE_MS)
        self._awake.timeout.connect(self.wake)

    @property
    def view(self) -> IndexView:
        """What was last heard."""
        return self._view

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None

    @property
    def process_id(self) -> int:
        """The process's number; 0 when there is none."""
        return self._process.processId() if self._process is not None else 0

    def start(self, location: str, folder: Path, *, rebuild: bool = False) -> None:
        """Start it for a library.

        Args:
            location: what a process passes to `Library.open`.
            folder: the library's index folder.
            rebuild: build the index from nothing first.
        """
        self._location = location
        # The location goes in by standard input: a URL may hold a password, and everybody on the
        # machine can read the arguments of a process.
        self._arguments = ["--library", "-", "--index", str(folder), "--watch"]
        self._restarts = 0
        self._stopping = False
        self._launch(rebuild=rebuild)

    @Slot()
    def wake(self) -> None:
        """Say that something was written."""
        if self._process is not None:
            self._process.write(b"wake\n")

    @Slot(str)
    def follow_place(self, name: str) -> None:
        """Let it not rest in the editor: waking takes longer than a save may."""
        if name == EDITOR:
            self.wake()
            self._awake.start()
        else:
            self._awake.stop()

    @Slot()
    def restart(self) -> None:
        """Try again after it failed or gave up (a person asked)."""
        if self._process is not None:
            self.rebuild()
        elif self._arguments:
            self._restarts = 0
            self._launch()

    def rebuild(self) -> None:
        """Build the index from nothing."""
        self.stop()
        if self._arguments:
            self._stopping = False
            self._launch(rebuild=True)

    def stop(self) -> None:
        """Ask it to end, and end it if it does not. A commit cut short leaves the old index."""
        self._stopping = True
        self._again.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.closeWriteChannel()
        # Before its first word it only loads itself: there is nothing to finish.
        has_spoken = self._heard and process.waitForFinished(_STOP_MS)
        if not has_spoken:
            process.kill()
            process.waitForFinished(_STOP_MS)
        process.deleteLater()

    @Slot()
    def _launch(self, *, rebuild: bool = False) -> None:
        process = QProcess(self)
        process.setProcessEnvironment(_environment())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._heard = False
        self._buffer = b""
        arguments = [*self._arguments, *(["--rebuild"] if rebuild else [])]
        if getattr(sys, "frozen", False):
            process.start(sys.executable, ["--indexer", *arguments])
        else:
            process.start(sys.executable, ["-m", "search.indexer", *arguments])
        process.write(f"{self._location}\n".encode())
        self._calm.start()

    @Slot()
    def _on_output(self) -> None:
        if self._process is None:
            return
        self._buffer += bytes(self._process.readAllStandardOutput().data())
        *lines, self._buffer = self._buffer.split(b"\n")
        for line in lines:
            event = _event(line)
            if event is not None:
                self._heard = True
                self._show(index_view(event, self._view))

    @Slot()
    def _on_finished(self) -> None:
        self._gone()

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._gone()

    def _gone(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self._calm.stop()
        if self._stopping:
            return
        if self._restarts < len(RESTART_AFTER_MS):
            self._again.start(RESTART_AFTER_MS[self._restarts])
            self._restarts += 1
            self._show(IndexView("catching up", "Indexer stopped, starting it again"))
        else:
            words = "Indexing stopped. Search may miss what is new."
            self._show(IndexView("failed", words, documents=self._view.documents))

    @Slot()
    def _on_calm(self) -> None:
        self._restarts = 0

    def _show(self, view: IndexView) -> None:
        if view != self._view:
            self._view = view
            self.view_changed.emit(view)


def index_view(event: dict[str, Any], before: IndexView) -> IndexView:
    """What one event of the indexer means for the window."""
    kind = event.get("event")
    if kind == "current":
        documents = int(event.get("documents", 0))
        noun = "incident" if documents == 1 else "incidents"
        words = f"Index current, {documents:,} {noun}"
        return IndexView("current", words, documents=documents, change=int(event.get("change", 0)))
    if kind == "progress":
        done, total = int(event.get("done", 0)), max(1, int(event.get("total", 0)))
        percent = min(100, done * 100 // total)
        if event.get("rebuilding"):
            return IndexView("rebuilding", f"Index {percent}% rebuilt", percent)
        words = f"Indexing {done:,} of {total:,}"
        return IndexView("catching up", words, percent, before.documents, before.change)
    if kind == "failed":
        return IndexView("failed", str(event.get("message", "Indexing failed")))
    return before


def _event(line: bytes) -> dict[str, Any] | None:
    try:
        read = json.loads(line)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    if not getattr(sys, "frozen", False):
        # A checkout that is not installed: the child finds the packages where we found them.
        paths = [str(_ROOT), environment.value("PYTHONPATH")]
        environment.insert("PYTHONPATH", os.pathsep.join(one for one in paths if one))
    return environment
