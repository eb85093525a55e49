"""What every place of the window is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource


class Page(QWidget):
    """A place: built once per library, shown in the window's content area.

    A subclass sets `title`, loads in `activate` (called each time it is shown and once the
    library is open), and listens to ``session.changed`` itself while it is visible.

    Signals:
        open_incident: UUID of the incident to open in the Library page.
        edit_incident: UUID of the incident to open in the editor.
        search_for: query text to run in the Library page.
        badge_changed: (text, is_alarm) for the page's entry in the navigation; "" hides it.
        command_requested: name of a window command (``new-postmortem``, ``import``).
        filled: it shows the rows that it was read for; figures may still be counted.
    """

    open_incident = Signal(object)
    edit_incident = Signal(object)
    search_for = Signal(str)
    badge_changed = Signal(str, bool)
    command_requested = Signal(str)
    filled = Signal()

    title: str = ""

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Keep what every page needs; build widgets, read nothing yet."""
        super().__init__(parent)
        self.session = session
        self.themes = themes
        self.setObjectName("page")
        self.setAccessibleName(self.title)

    def activate(self) -> None:
        """The page is being shown: read what it needs again where it may be stale."""

    def leave(self) -> None:
        """Another page is going to be shown: have saved what should not wait."""

    def close_down(self) -> None:
        """The library or the window is being closed: hand over for saving what is not saved."""

    def focus_first(self) -> None:
        """Give the keyboard to the page's first control (after navigation by keyboard)."""
        self.setFocus()

    def panes(self) -> list[QWidget]:
        """The parts that F6 steps through; by default the page as one."""
        return [self]

    def commands(self) -> list[QAction]:
        """Commands of this page for the palette; their text and shortcut are shown there."""
        return []

    def handle_escape(self) -> bool:
        """Esc was pressed: clear the selection first. True when there was something to clear."""
        return False
