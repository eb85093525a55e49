"""Follows the index on disk: notices each commit and each rebuild, and opens what is newest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from search.errors import DamagedIndexError
from search.folder import POINTER, read_pointer
from search.reading.snapshot import INDEX_NAME, Snapshot
from search.results import IndexState
from search.schema import SCHEMA_VERSION
from search.searcher import Searcher

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

_ATTEMPTS = 3
"""A commit deletes the segments that it replaced: who reads just then opens once more."""


class Follower:
    """The newest commit of the index in a folder.

    Attributes:
        state: how far it can be trusted, as of the last `refresh`.
        searcher: on the newest commit; None when there is none to trust.
    """

    def __init__(self, folder: Path, library_id: UUID) -> None:
        """Follow the index in `folder`, if it was built from that library."""
        self._folder = folder
        self._library = str(library_id)
        self._build: Path | None = None
        self._pointer: object = None
        self._rejected: object = None
        self._opened = False
        self._pointer_path = str(folder / POINTER)
        # Looked at before every answer, so kept as plain text.
        self._current = self._next = ""
        self.state = IndexState("missing")
        self.searcher: Searcher | None = None

    def refresh(self) -> Searcher | None:
        """Open the newest commit unless it is open already; a few microseconds when it is."""
        if self._opened and self._is_newest():
            return self.searcher
        for attempt in range(1, _ATTEMPTS + 1):
            # Looked at before opening, so that what comes in between is noticed next time.
            self._pointer = _stamp(self._pointer_path)
            try:
                self._open()
                break
            except DamagedIndexError as error:
                if attempt == _ATTEMPTS:
                    self.reject(str(error))
        self._opened = True
        return self.searcher

    def reject(self, reason: str) -> None:
        """Take the index on disk for damaged until another commit or rebuild replaces it."""
        self._rejected = self._commits()
        self._give_up(IndexState("damaged", reason=reason))

    def close(self) -> None:
        """Let go of all files; `refresh` opens them again."""
        self.searcher = None
        self._opened = False

    def _open(self) -> None:
        pointer = read_pointer(self._folder)
        if pointer is None or pointer.library != self._library:
            self._build = None
            self._give_up(IndexState("missing", reason="There is no index of this library yet."))
            return
        if pointer.schema != SCHEMA_VERSION:
            self._build = None
            reason = "The index was made by another version of Afterword."
            self._give_up(IndexState("other schema", reason=reason))
            return
        build = self._folder / pointer.build
        before = self.searcher.snapshot if self.searcher and build == self._build else None
        self._build = build
        snapshot = Snapshot(build, before)
        self.searcher = Searcher(snapshot)
        self._current = self._contents(snapshot.generation)
        self._next = self._contents(snapshot.generation + 1)
        held = snapshot.bookkeeping
        self.state = IndexState("current", held.last_change, snapshot.documents)

    def _give_up(self, state: IndexState) -> None:
        self.searcher = None
        self.state = state

    def _is_newest(self) -> bool:
        if _stamp(self._pointer_path) != self._pointer:
            return False
        if self.searcher is None:
            return self.state.health != "damaged" or self._commits() == self._rejected
        # Whoosh numbers its tables of contents through and deletes the one before.
        return os.access(self._current, os.F_OK) and not os.access(self._next, os.F_OK)

    def _contents(self, generation: int) -> str:
        return str((self._build or self._folder) / f"_{INDEX_NAME}_{generation}.toc")

    def _commits(self) -> object:
        build = self._build
        return sorted(path.name for path in build.glob("*.toc")) if build else None


def _stamp(path: str) -> object:
    """Tells a file from the one that replaced it."""
    try:
        found = os.stat(path)  # noqa: PTH116  (a Path costs as much again)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
