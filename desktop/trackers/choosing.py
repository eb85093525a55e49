"""Choosing between what was changed here and what was changed in the tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.notices import Notice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library
    from models.trackers import SyncConflict


class ConflictChoices(QObject):
    """Shows what both sides disagree on, and lets the chosen values hold."""

    def __init__(self, themes: ThemeSource, host: QWidget) -> None:
        """Open dialogs over `host`."""
        super().__init__(host)
        self._themes = themes
        self._host = host

    def read(self, session: LibrarySession) -> None:
        """Show every disagreement that is open, or say that there is none."""

        def show(conflicts: tuple[SyncConflict, ...]) -> None:
            if conflicts:
                self.show(session, conflicts)
            else:
                session.notice.emit(Notice("Nothing was changed here and there"))

        session.read(self, lambda library: tuple(library.trackers.conflicts()), show)

    def show(self, session: LibrarySession, conflicts: tuple[SyncConflict, ...]) -> None:
        """Let a person choose; what is kept from here waits to be sent."""
        from desktop.trackers.conflict_dialog import ConflictDialog  # noqa: PLC0415  (seldom)

        def submit(chosen: tuple[tuple[SyncConflict, str], ...]) -> None:
            def work(library: Library) -> Changes:
                from desktop.trackers.exchange import decide  # noqa: PLC0415  (SQLAlchemy)

                return decide(library, chosen)

            session.perform(self, work)

        dialog = ConflictDialog(conflicts, self._themes, self._host)
        dialog.submitted.connect(submit)
        dialog.open()
