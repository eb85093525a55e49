"""Kills the real window while text is typed into it, starts it again, and counts what is missing.

By hand: ``python -m tests.desktop.pages.editor.killing --kills 50``. The program that is killed is
the whole application, offscreen, with threads, its indexer, a library in a file and the editor's
page; the program that is started afterwards is the same.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from desktop.app import Application
    from desktop.pages.editor.page import EditorPage

KEY = "INC-2025-034"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 "
_PATIENCE = 60.0
_EVERY_MS = (8, 90)
_PAUSE_EACH, _PAUSE_MS = 80, 1300


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill and what came of it.

    Attributes:
        after: seconds of typing before it.
        typed: keystrokes until then.
        kept: of these, how many were there after the restart.
        missing: seconds between the first keystroke that is missing and the kill; 0 for none.
        is_whole: what was there is the beginning of what was typed, with nothing changed in it; or,
            where none of it was kept yet, what had been there before.
        found: the text after the restart.
    """

    after: float
    typed: int
    kept: int
    missing: float
    is_whole: bool
    found: str


def prepare(folder: Path) -> None:
    """A library with the story's incidents in it."""
    from models.library import Library
    from tests.desktop.examples import fill

    with Library.create(folder / "library.afterword") as library:
        fill(library)


def kill_once(folder: Path, *, after: float, seed: int, before: str = "") -> Kill:
    """Type for `after` seconds, kill, start again, and compare.

    Args:
        folder: made by `prepare`.
        after: seconds of typing.
        seed: of what is typed, and how fast.
        before: what the editor shows when the typing begins; it is typed over.
    """
    record = folder / "typed.txt"
    record.unlink(missing_ok=True)
    typing = _start(folder, "type", str(seed))
    try:
        _wait_for(lambda: record.exists() and record.stat().st_size > 0, typing)
        time.sleep(after)
    finally:
        typing.send_signal(signal.SIGKILL)
        killed_at = time.monotonic()
        typing.wait()
    strokes = [line.split(" ", 1) for line in record.read_text().splitlines() if line.endswith("'")]
    typed = "".join(text.strip("'") for _at, text in strokes)
    found = _read_back(folder)
    kept = 0
    is_old = found == before
    while not is_old and kept < min(len(found), len(typed)) and found[kept] == typed[kept]:
        kept += 1
    first_missing = float(strokes[kept][0]) if kept < len(strokes) else killed_at
    return Kill(
        after=after,
        typed=len(typed),
        kept=kept,
        missing=max(0.0, killed_at - first_missing),
        # One keystroke may be on the screen and not in the record yet.
        is_whole=is_old or len(found) <= kept + 1,
        found=found,
    )


def _read_back(folder: Path) -> str:
    """What the editor shows after a start: the text of the section that was typed into."""
    out = folder / "found.json"
    out.unlink(missing_ok=True)
    reading = _start(folder, "read", str(out))
    try:
        _wait_for(out.exists, reading)
    finally:
        reading.wait(_PATIENCE)
    return str(json.loads(out.read_text())["text"])


def _start(folder: Path, role: str, argument: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "AFTERWORD_CONFIG": str(folder / "config.json"),
        "AFTERWORD_CACHE": str(folder / "cache"),
        "AFTERWORD_STATE": str(folder / "state"),
    }
    with (folder / f"{role}.log").open("ab") as log:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.desktop.pages.editor.killing",
                "--role",
                role,
                str(folder),
                argument,
            ],
            env=environment,
            stdout=log,
            stderr=log,
        )


def _wait_for(is_so: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while not is_so():
        if process.poll() is not None and not is_so():
            raise RuntimeError(f"the window ended by itself: {process.returncode}")
        if time.monotonic() > until:
            process.kill()
            raise TimeoutError("the window took too long")
        time.sleep(0.01)


# --- inside the process that is killed, or started afterwards ---


def _run(folder: Path, role: str, argument: str) -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.app import Application
    from desktop.fonts import load_fonts

    sys.setswitchinterval(0.001)
    qt = QApplication(sys.argv[:1])
    qt.setStyle("Fusion")
    load_fonts()
    application = Application(qt)
    application.start(str(folder / "library.afterword"))

    actors: list[_Typing | _Reading] = []

    def begin() -> None:
        session = application.libraries.session
        assert session is not None
        session.read(application, lambda library: library.incidents.by_key(KEY).id, opened)

    def opened(id: UUID) -> None:
        workspace = application.window.workspace
        assert workspace is not None
        workspace.edit_incident(id)
        if role == "type":
            actors.append(_Typing(application, folder, int(argument)))
        else:
            actors.append(_Reading(application, Path(argument)))
        actors[0].begin()

    QTimer.singleShot(0, application, lambda: application.libraries.opened.connect(begin))
    code = qt.exec()
    application.shut_down()
    return code


def _editor(application: Application) -> EditorPage:
    from desktop.pages.editor.page import EditorPage

    workspace = application.window.workspace
    assert workspace is not None
    page = workspace.page
    assert isinstance(page, EditorPage)
    return page


def _section(page: EditorPage) -> int:
    kinds = [one.values["kind"] for one in page.form.draft().sections]
    return kinds.index("root cause")


class _Typing:
    """Types letters into the root cause, at an uneven pace, with a pause now and then."""

    def __init__(self, application: Application, folder: Path, seed: int) -> None:
        from PySide6.QtCore import QTimer

        self._application = application
        self._chance = random.Random(seed)
        self._record = os.open(folder / "typed.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._count = 0
        self._timer = QTimer(application)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def begin(self) -> None:
        self._timer.start(10)

    def _next(self) -> None:
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QPlainTextEdit

        page = _editor(self._application)
        if self._count == 0 and not _is_ready(page):
            self._timer.start(10)
            return
        edit = page.form.texts.fields[f"section {_section(page)}"].control
        target = edit if isinstance(edit, QPlainTextEdit) else edit.findChild(QPlainTextEdit)
        assert isinstance(target, QPlainTextEdit)
        if self._count == 0:
            target.setFocus()
            target.selectAll()
        # What is typed over began with a letter of its own too.
        letter = self._chance.choice(_LETTERS if self._count else _LETTERS.strip())
        QTest.keyClicks(target, letter)
        # After the keystroke: what is on record was in the window.
        os.write(self._record, f"{time.monotonic():.6f} '{letter}'\n".encode())
        self._count += 1
        pause = self._count % _PAUSE_EACH == 0
        self._timer.start(_PAUSE_MS if pause else self._chance.randint(*_EVERY_MS))


def _is_ready(page: EditorPage) -> bool:
    return page.keeper.base.version > 0 and bool(page.form.texts.fields)


class _Reading:
    """Waits until all is quiet and says what the editor shows."""

    def __init__(self, application: Application, out: Path) -> None:
        from PySide6.QtCore import QTimer

        self._application = application
        self._out = out
        self._quiet = 0
        self._timer = QTimer(application)
        self._timer.setInterval(50)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        self._timer.start()

    def _look(self) -> None:
        page = _editor(self._application)
        idle = self._application.runner.is_idle and _is_ready(page)
        self._quiet = self._quiet + 1 if idle else 0
        if self._quiet < 4:
            return
        self._timer.stop()
        section = page.form.draft().sections[_section(page)]
        beside = self._out.with_suffix(".new")
        state = page.keeper.state
        said = {"text": section.values["markdown"], "state": state.kind, "detail": state.detail}
        beside.write_text(json.dumps(said))
        beside.replace(self._out)
        # A recovered text is taken over, so that the next kill begins from it.
        if page.keeper.shows_recovered:
            page.keeper.keep_shown()
        self._application.window.close()


def main() -> int:
    """Kill as often as asked, print every kill and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--longest", type=float, default=5.0, help="seconds of typing at most")
    parser.add_argument("--seed", type=int, default=int(datetime.now(UTC).timestamp()))
    parser.add_argument("--role", nargs=3, metavar=("ROLE", "FOLDER", "ARGUMENT"))
    asked = parser.parse_args()
    if asked.role:
        role, folder, argument = asked.role
        return _run(Path(folder), role, argument)
    chance = random.Random(asked.seed)
    kills = []
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        prepare(place)
        before = ""
        for number in range(asked.kills):
            after = chance.uniform(0.05, asked.longest)
            kill = kill_once(place, after=after, seed=chance.randrange(2**31), before=before)
            before = kill.found
            kills.append(kill)
            whole = "whole" if kill.is_whole else "CHANGED"
            sys.stdout.write(
                f"{number + 1:3}  after {kill.after:5.2f} s  typed {kill.typed:4}"
                f"  kept {kill.kept:4}  missing {kill.missing:5.3f} s  {whole}\n"
            )
            sys.stdout.flush()
    missing = sorted(kill.missing for kill in kills)
    middle = missing[len(missing) // 2]
    sys.stdout.write(
        f"{len(kills)} kills, seed {asked.seed}: at most {missing[-1]:.3f} s missing, median "
        f"{middle:.3f} s; {sum(one == 0 for one in missing)} lost nothing; "
        f"{sum(not kill.is_whole for kill in kills)} changed\n"
    )
    return 0 if missing[-1] <= 1.0 and all(kill.is_whole for kill in kills) else 1


if __name__ == "__main__":
    raise SystemExit(main())
