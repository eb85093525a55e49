"""What opens from the register: an issue in the browser, how a date moved, a calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QSize, QUrl
from PySide6.QtGui import QCursor, QDesktopServices

from desktop.notices import Notice
from desktop.pages.actions.slips_popover import SlipsPopover
from desktop.shell.asking import ask_target
from desktop.wording import local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from desktop.theme import ThemeSource
    from models.history import DueDateMove
    from models.library import Library
    from models.rows import ActionRow


class ActionOpening(QObject):
    """Opens them over the page."""

    def __init__(self, session: LibrarySession, themes: ThemeSource, host: QWidget) -> None:
        """Open over `host`."""
        super().__init__(host)
        self._session = session
        self._themes = themes
        self._host = host

    def tracker(self, row: ActionRow) -> None:
        """Show the issue in the browser; an address that is no web page is left alone."""
        url = QUrl(row.tracker_url or "")
        if url.scheme() in ("https", "http") and url.host():
            QDesktopServices.openUrl(url)
        else:
            self._session.notice.emit(Notice("The issue's address is no web page", "warning"))

    def moves(self, row: ActionRow, place: QRect | None = None) -> None:
        """Show how a due date moved, below its cell or where the pointer is."""
        at = place or QRect(QCursor.pos(), QSize(1, 1))
        session = self._session
        today = local(session.clock(), session.zone).date()

        def show(moves: list[DueDateMove]) -> None:
            popover = SlipsPopover(
                row, moves, self._themes, today=today, zone=session.zone, parent=self._host
            )
            popover.show_below(at)

        session.read(self, lambda library: library.actions.due_date_moves(row.id), show)

    def calendar(self, rows: Sequence[ActionRow]) -> None:
        """Ask for a file, and write the due dates of these items into it."""
        session = self._session
        as_of, name = session.clock(), session.library_name

        def chosen(file: str) -> None:
            def work(_library: Library, _context: TaskContext) -> Path:
                from exporters.calendar_feed import write_calendar  # noqa: PLC0415  (when asked)

                return write_calendar(rows, Path(file), as_of=as_of, library_name=name)

            session.background(
                self, work, lambda target: session.notice.emit(Notice(f"{target.name} written"))
            )

        ask_target(self._host, "Export due dates", "action-items.ics", "Calendar (*.ics)", chosen)
