"""What calls people to their action items: reminders, the weekly review, the calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.pages.library.tracker_commands import ACTIONS_OF
from desktop.shell.calendar_upkeep import CalendarUpkeep
from desktop.shell.due_reminders import DueReminders, ReminderStrip, system_tray

if TYPE_CHECKING:
    from desktop.pages.actions.page import ActionsPage
    from desktop.preferences import Preferences
    from desktop.session import LibrarySession
    from desktop.shell.workspace import Workspace
    from desktop.theme import ThemeSource
    from desktop.window import MainWindow


class ActionCalls(QObject):
    """Leads to the register of whichever library is open."""

    def __init__(self, window: MainWindow, themes: ThemeSource, preferences: Preferences) -> None:
        """Work in this window."""
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._preferences = preferences

    def remind(self, session: LibrarySession, workspace: Workspace) -> None:
        """Tell of late action items, and keep their calendar, while this library is open."""
        strip = ReminderStrip(self._themes)
        workspace.add_strip(strip)
        tray = system_tray(self._window)
        reminders = DueReminders(session, self._preferences, strip, tray=tray)
        reminders.show_wanted.connect(self.show_overdue)
        CalendarUpkeep(session, self._preferences)

    def run(self, name: str) -> bool:
        """Carry out a command; False when it is not one of these."""
        command, mark, key = name.partition(":")
        if name == "review-actions":
            self.review()
        elif name == "actions-without-evidence":
            self.show_without_evidence()
        elif command + mark == ACTIONS_OF:
            page = self._page()
            if page is not None:
                page.show_incident(key)
        else:
            return False
        return True

    @Slot()
    def show_overdue(self) -> None:
        """Show what is overdue."""
        page = self._page()
        if page is not None:
            page.show_overdue()
            self._window.raise_()

    def show_without_evidence(self) -> None:
        """Show what was closed and not shown to be done."""
        from desktop.pages.actions.register import Filter  # noqa: PLC0415  (with its page)

        page = self._page()
        if page is not None:
            page.show_query(Filter.NO_EVIDENCE.term)

    def review(self) -> None:
        """Begin the weekly review."""
        page = self._page()
        if page is not None:
            page.start_review()

    def _page(self) -> ActionsPage | None:
        workspace = self._window.workspace
        if workspace is None:
            return None
        workspace.show_place("actions", focus=True)
        page: ActionsPage = workspace.page  # type: ignore[assignment]
        return page
