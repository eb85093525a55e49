"""Take the README's pictures of the real window, on the demo library at a fixed instant.

    make shots                               all of them
    make shots ARGS="library settings"       only these
    make shots ARGS="--out /tmp/look"        elsewhere

No screen is needed: Qt paints into memory.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtWidgets import QApplication

from desktop.app import Application
from desktop.fonts import load_fonts
from desktop.shell.capture import Shot, capture, settle

ANCHOR = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
"""The present of the demo library's story, so that the same pictures come out every day."""

_HERE = Path(__file__).resolve().parent
_SEARCH = 'service:payments "connection pool"'
_EDITED = "INC-2025-034"
_PATIENCE_S = 120.0
_SHOTS = (
    Shot(target=Path("home.png"), place="home"),
    Shot(target=Path("library.png"), query=_SEARCH),
    Shot(target=Path("library-dark.png"), query=_SEARCH, theme="dark"),
    Shot(target=Path("editor.png"), edited=_EDITED),
    Shot(target=Path("editor-dark.png"), edited=_EDITED, theme="dark"),
    Shot(target=Path("actions.png"), place="actions"),
    Shot(target=Path("insights.png"), place="insights"),
    Shot(target=Path("review.png"), review="Checkout v2 on shared Postgres"),
    Shot(target=Path("settings.png"), place="settings"),
    Shot(target=Path("palette.png"), query="", typed="pool"),
)


def _chosen(names: list[str], folder: Path) -> list[Shot]:
    known = {shot.target.stem: shot for shot in _SHOTS}
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"There is no picture {', '.join(unknown)}; there are {', '.join(known)}.")
    chosen = [known[name] for name in names] if names else list(_SHOTS)
    return [replace(shot, target=folder / shot.target) for shot in chosen]


def _shrink(picture: Path) -> None:
    """A palette is enough for a window of few colours, and keeps the repository small."""
    with Image.open(picture) as full:
        few = full.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def _wait_for_comparison(application: Application) -> None:
    """Let every incident be compared with all others: Home says so while it is not.

    Raises:
        TimeoutError: when it goes on for too long.
    """
    session = application.libraries.session
    assert session is not None
    left: list[int] = [1]

    def take(progress: tuple[int, int]) -> None:
        left[0] = progress[1] - progress[0]

    deadline = time.monotonic() + _PATIENCE_S
    while left[0] > 0:
        session.read(application, lambda library: library.suggestions.progress(), take)
        settle(application)
        if time.monotonic() > deadline:
            message = "the incidents were not compared in time"
            raise TimeoutError(message)


def main() -> None:
    """Start the application on a fresh demo library, picture it, and say what was written."""
    parser = argparse.ArgumentParser(prog="make shots")
    parser.add_argument("names", nargs="*", help=", ".join(shot.target.stem for shot in _SHOTS))
    parser.add_argument("--out", type=Path, default=_HERE / "screenshots")
    options = parser.parse_args()
    shots = _chosen(options.names, options.out.resolve())
    qt = QApplication(sys.argv[:1])
    qt.setStyle("Fusion")
    load_fonts()
    with tempfile.TemporaryDirectory(prefix="afterword-shots-") as name:
        folder = Path(name)
        application = Application(
            qt,
            configuration_file=folder / "config.json",
            cache=folder / "cache",
            clock=lambda: ANCHOR,
        )
        application.start(None, demo=True)
        settle(application)
        _wait_for_comparison(application)
        for target in capture(application, shots):
            _shrink(target)
            sys.stdout.write(f"{target}\n")
        application.shut_down()


if __name__ == "__main__":
    main()
