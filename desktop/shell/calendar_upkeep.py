"""Keeps a calendar file of due dates up to date in a folder that was chosen in Settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.notices import Notice
from models.errors import UserError

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.preferences import Preferences
    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from models.changes import Changes
    from models.library import Library

_PAUSE_MS = 2_000


class CalendarUpkeep(QObject):
    """Writes the file anew, in the background, a moment after action items changed."""

    def __init__(self, session: LibrarySession, preferences: Preferences) -> None:
        """Follow the session; write nothing while no folder is chosen."""
        super().__init__(session)
        self._session = session
        self._preferences = preferences
        self._told = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.write)
        session.opened.connect(self._begin)
        session.changed.connect(self._on_changed)
        preferences.changed.connect(self._begin)

    @Slot()
    def write(self) -> None:
        """Write it now."""
        folder, session = self._preferences.calendar_folder, self._session
        if not folder or not session.is_open:
            return
        as_of = session.clock()

        def work(library: Library, _context: TaskContext) -> Path:
            return write_calendar_of(library, Path(folder), as_of)

        session.background(self, work, self._done, failed=self._failed)

    def _done(self, _target: Path) -> None:
        self._told = ""

    def _failed(self, error: Exception) -> None:
        """Say so once, not after every change."""
        if isinstance(error, UserError) and str(error) != self._told:
            self._told = str(error)
            words = f"The calendar of due dates was not written: {error}"
            self._session.notice.emit(Notice(words, "warning"))

    @Slot()
    def _begin(self) -> None:
        if self._preferences.calendar_folder:
            self._pause.start()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.actions or changes.incidents or changes.settings:
            self._begin()


def write_calendar_of(library: Library, folder: Path, as_of: datetime) -> Path:
    """Write the due dates of a library's open action items into a folder; returns the file.

    Raises:
        BadInputError: when nothing can be written there.
    """
    from exporters.calendar_feed import write_calendar  # noqa: PLC0415  (when there is a folder)

    rows = library.actions.rows(as_of=as_of)
    name = re.sub(r"[^\w.-]+", "-", library.name).strip("-.")[:80] or "library"
    target = folder / f"{name}-action-items.ics"
    return write_calendar(rows, target, as_of=as_of, library_name=library.name)
