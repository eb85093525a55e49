"""Reads what somebody else saved, and puts it together with what stands in the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.pages.editor.keeping import merge_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.editor.draft_merging import DraftMerge
    from desktop.pages.editor.keeping import Snapshot
    from desktop.session import LibrarySession
    from models.incident import Incident
    from models.library import Library


class CatchingUp(QObject):
    """One reading at a time."""

    def __init__(
        self,
        session: LibrarySession,
        take: Callable[[], Snapshot],
        parent: QObject | None = None,
    ) -> None:
        """Read nothing yet.

        Args:
            session: the library.
            take: gives what stands in the form now.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._session = session
        self._take = take
        self.is_busy = False

    def start(
        self,
        done: Callable[[Incident, DraftMerge], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Read and merge; `done` takes what is stored now, and both together."""
        self.is_busy = True
        snapshot = self._take()

        def work(library: Library) -> tuple[Incident, DraftMerge]:
            theirs = library.incidents.get(snapshot.base.id)
            return theirs, merge_with(snapshot, theirs)

        def finished(read: tuple[Incident, DraftMerge]) -> None:
            self.is_busy = False
            theirs, merge = read
            now = self._take()
            if now.stamp != snapshot.stamp or now.base is not snapshot.base:
                # Something was typed meanwhile; what is in the form now is what counts.
                merge = merge_with(now, theirs)
            done(theirs, merge)

        def broke(error: Exception) -> None:
            self.is_busy = False
            failed(error)

        self._session.read(self, work, finished, failed=broke)
