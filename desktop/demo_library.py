"""Makes the demo library: a fresh file each time, so that nothing done in it stays."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from models.clock import Clock
    from models.library import Library

_NAME = "demo.afterword"


def create_demo_library(folder: Path, *, clock: Clock) -> Library:
    """A new demo library in a folder of its own, which is emptied first.

    Args:
        folder: used for nothing else.
        clock: aware UTC now; the story is told as seen from there.
    """
    from models.demo import fill_demo_library  # noqa: PLC0415
    from models.library import Library  # noqa: PLC0415

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    library = Library.create(folder / _NAME, clock=clock)
    fill_demo_library(library, clock())
    return library
