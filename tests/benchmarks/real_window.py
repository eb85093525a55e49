"""The program's real window in a process of its own, for the benches that measure in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.app import Application

LIBRARY = "bench.afterword"
_ROOT = Path(__file__).resolve().parents[2]
_BEAT_MS = 2
_REST_S = 60.0
PATIENCE_S = 600.0


def measured_apart(module: str, folder: Path) -> Any:
    """What `module`, run on a folder in a process of its own, prints as its last line of JSON."""
    said = subprocess.run(
        [sys.executable, "-m", module, str(folder)],
        cwd=_ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return json.loads(said.splitlines()[-1])


def started(folder: Path) -> Application:
    """The program on the folder's library, as a person starts it; its index is current."""
    from desktop.quick_imports import leave_sources_unread

    leave_sources_unread()
    from PySide6.QtWidgets import QApplication

    from desktop.app import SWITCH_SECONDS, Application
    from desktop.fonts import load_fonts

    sys.setswitchinterval(SWITCH_SECONDS)
    qt = QApplication([])
    qt.setStyle("Fusion")
    load_fonts()
    application = Application(qt, configuration_file=folder / "config.json", cache=folder / "cache")
    application.start(str(folder / LIBRARY))
    application.window.activateWindow()
    run_until(is_current(application))
    rest(application)
    return application


class Pauses:
    """Longest times between two turns of the event loop; ``take`` begins anew."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self._last = time.perf_counter()
        self._longest = 0.0
        self._timer = QTimer()
        # A timer without an interval would keep the interpreter from the threads that answer.
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, (now - self._last) * 1000 - _BEAT_MS)
        self._last = now

    def take(self) -> float:
        longest, self._longest = self._longest, 0.0
        self._last = time.perf_counter()
        return longest


def is_current(application: Application) -> Callable[[], bool]:
    def current() -> bool:
        session = application.libraries.session
        return session is not None and session.index.state == "current"

    return current


def run_until(done: Callable[[], bool]) -> None:
    """Run the event loop until something is so, looked at every millisecond."""
    from PySide6.QtCore import QEventLoop, QTimer

    deadline = time.perf_counter() + PATIENCE_S
    loop = QEventLoop()

    def look() -> None:
        if done() or time.perf_counter() >= deadline:
            loop.quit()

    timer = QTimer(loop)
    timer.setInterval(1)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()


def rest(application: Application) -> None:
    """Until what opening set going is done: in a new library, repeats are looked for too."""
    begun = time.perf_counter()
    run_until(lambda: application.runner.is_idle or time.perf_counter() > begun + _REST_S)
    run_for(1.0)


def run_for(seconds: float) -> None:
    until = time.perf_counter() + seconds
    run_until(lambda: time.perf_counter() >= until)
