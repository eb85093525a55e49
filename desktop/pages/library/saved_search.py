"""Keeping the query that holds under a name, and forgetting one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from desktop.notices import Notice
from desktop.pages.library.reason_dialog import ReasonDialog

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library


class SavedSearchCommands(QObject):
    """Saves and removes.

    Signals:
        query_wanted: the command was chosen from the palette, which knows no query.
    """

    query_wanted = Signal()

    def __init__(self, session: LibrarySession, themes: ThemeSource, host: QWidget) -> None:
        """`host` is the widget over which the dialog opens."""
        super().__init__(host)
        self._session = session
        self._themes = themes
        self._host = host
        self._save = QAction("Save this search…", self)
        self._save.triggered.connect(lambda _on=False: self.query_wanted.emit())

    def actions(self) -> list[QAction]:
        """For the command palette."""
        return [self._save]

    def save(self, query: str) -> None:
        """Ask for a name and keep the query."""
        if not query.strip():
            notice = Notice("Search for something first, then save the search", "information")
            self._session.notice.emit(notice)
            return
        dialog = ReasonDialog(
            "Save this search", self._themes, self._host, text=query, value=query.strip()
        )
        dialog.given.connect(lambda name: self._keep(name, query))
        dialog.open()

    @Slot(object)
    def remove(self, id: UUID) -> None:
        """Forget a saved search."""

        def work(library: Library) -> Changes:
            from models.operations.saved_searches import delete_search  # noqa: PLC0415

            return delete_search(library, id)

        self._session.perform(
            self, work, lambda _changes: self._session.notice.emit(Notice("Saved search deleted"))
        )

    def _keep(self, name: str, query: str) -> None:
        def work(library: Library) -> Changes:
            from models.operations.saved_searches import save_search  # noqa: PLC0415

            return save_search(library, name, query)

        self._session.perform(
            self, work, lambda _changes: self._session.notice.emit(Notice(f"“{name}” saved"))
        )
