"""Which files an import looks at: those named, and everything below the folders named."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAME_PARTS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A file to import.

    Attributes:
        root: the folder that was named, or the folder of the file that was: nothing outside it is
            ever read on behalf of this file.
    """

    path: Path
    root: Path

    @property
    def name(self) -> str:
        """Its name with the folders right above it, which often carry a date."""
        return "/".join(self.path.absolute().parts[-_NAME_PARTS:]).lstrip("/")


def find_files(paths: Iterable[Path]) -> list[Found]:
    """All files, each once, folder by folder in the order of names; hidden ones left out.

    A path that does not exist is kept, so that it is reported. Links to folders are not followed.
    """
    seen: set[Path] = set()
    found: list[Found] = []
    for path in paths:
        files = _below(path) if path.is_dir() else iter([path])
        root = path if path.is_dir() else path.parent
        for file in files:
            identity = file.absolute()
            if identity not in seen:
                seen.add(identity)
                found.append(Found(file, root))
    return found


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        base = folder / os.path.relpath(place, folder)
        for name in sorted(files):
            if not name.startswith("."):
                yield base / name
