"""Tells of late action items, once a day at most: by the system's tray, else by a strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon, QVBoxLayout, QWidget

from desktop.pages.midnight import Midnight
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.wording import count_words

if TYPE_CHECKING:
    from desktop.preferences import Preferences
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library
    from models.rows import DueCounts

_SHOWN_MS = 10_000


class ReminderStrip(QWidget):
    """The same in the window, for systems without a tray. Hidden until something is said.

    Signals:
        show_wanted: the late items shall be seen.
    """

    show_wanted = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self.banner = Banner(themes)
        self.banner.action_chosen.connect(self._on_chosen)
        self._close = Button("Later", themes, kind="ghost", small=True)
        self._close.setToolTip("Hide this until tomorrow")
        self._close.clicked.connect(self.hide)
        layout = self.banner.layout()
        if layout is not None:
            layout.addWidget(self._close)
        column = QVBoxLayout(self)
        edge = themes.current.size("space.1.5")
        column.setContentsMargins(edge, themes.current.size("space.1"), edge, 0)
        column.addWidget(self.banner)
        self.hide()

    def say(self, words: str) -> None:
        """Show the words."""
        self.banner.say(words, "warning", icon="bell-ring", action="Show")
        self.show()

    def _on_chosen(self) -> None:
        self.hide()
        self.show_wanted.emit()


class DueReminders(QObject):
    """Looks when the library is opened and when a day begins.

    Signals:
        show_wanted: the late items shall be seen.
    """

    show_wanted = Signal()

    def __init__(
        self,
        session: LibrarySession,
        preferences: Preferences,
        strip: ReminderStrip,
        *,
        tray: QSystemTrayIcon | None = None,
    ) -> None:
        """Tell by `tray` where it is given and still there, else by `strip`."""
        super().__init__(session)
        self._session = session
        self._preferences = preferences
        self._strip = strip
        self._tray = tray
        self._midnight = Midnight(session, self)
        self._midnight.passed.connect(self.look)
        session.opened.connect(self.look)
        strip.show_wanted.connect(self.show_wanted)
        if tray is not None:
            tray.messageClicked.connect(self.show_wanted)
            tray.activated.connect(self.show_wanted)

    def look(self) -> None:
        """Tell what is late, unless that was done today or is not wanted."""
        session, day = self._session, self._midnight.today
        if not self._preferences.reminders or self._preferences.was_reminded_on(day):
            return
        if not session.is_open:
            return
        as_of, handle = session.clock(), session.handle

        def read(library: Library) -> tuple[DueCounts, DueCounts | None]:
            mine = library.actions.due_counts(as_of=as_of, owner=handle) if handle else None
            return library.actions.due_counts(as_of=as_of), mine

        def tell(found: tuple[DueCounts, DueCounts | None]) -> None:
            words = reminder_words(*found)
            if words:
                self._preferences.note_reminded(day)
                self._tell(words)

        session.read(self, read, tell, replaces="reminder")

    def _tell(self, words: str) -> None:
        # A panel may have gone since the window was opened, and its tray with it.
        if self._tray is None or not QSystemTrayIcon.isSystemTrayAvailable():
            self._strip.say(words)
            return
        self._tray.show()
        self._tray.showMessage(
            "Afterword", words, QSystemTrayIcon.MessageIcon.Information, _SHOWN_MS
        )


def system_tray(window: QWidget) -> QSystemTrayIcon | None:
    """The system's tray with the window's icon; None where there is none."""
    if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
        return None
    tray = QSystemTrayIcon(window.windowIcon(), window)
    tray.setToolTip("Afterword")
    return tray


def reminder_words(all_of_them: DueCounts, mine: DueCounts | None) -> str:
    """What is late and soon due, in one sentence; empty when nothing is late."""
    if not all_of_them.overdue:
        return ""
    verb = "is" if all_of_them.overdue == 1 else "are"
    words = f"{count_words(all_of_them.overdue, 'action item')} {verb} overdue"
    if mine is not None and mine.overdue:
        words += f", {mine.overdue:,} of them yours"
    if all_of_them.due_this_week:
        words += f"; {all_of_them.due_this_week:,} more due this week"
    return f"{words}."
