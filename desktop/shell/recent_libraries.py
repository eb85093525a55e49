"""Libraries that were open before, in the File menu and in the palette."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.window import MainWindow

_TITLE = "Recent libraries"


class RecentLibraries(QObject):
    """Offers each of them but the one that is open."""

    def __init__(self, window: MainWindow, chosen: Callable[[str], None]) -> None:
        """Offer nothing yet.

        Args:
            window: whose menu and palette they stand in.
            chosen: takes the location of a library that shall be opened.
        """
        super().__init__(window)
        self._commands = window.commands
        before = window.commands.action("open-team-library")
        self._menu = window.menu_bar.add_submenu("File", _TITLE, before=before)
        self._chosen = chosen

    def show(self, locations: Sequence[str], current: str) -> None:
        """Offer these, the newest first."""
        made = [self._action(one) for one in locations if one != current]
        for old in self._menu.actions():
            self._menu.removeAction(old)
            old.deleteLater()
        self._menu.addActions(made)
        self._menu.menuAction().setVisible(bool(made))
        self._commands.offer_more(made)

    def _action(self, location: str) -> QAction:
        action = QAction(f"Open {shown_location(location)}", self)
        action.triggered.connect(lambda _on=False: self._chosen(location))
        return action


def shown_location(location: str) -> str:
    """A location in a menu: under the home folder as ``~``, a database without its password."""
    if "://" in location:
        parts = urlsplit(location)
        user, at, host = parts.netloc.rpartition("@")
        return parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}").geturl()
    home = Path.home()
    path = Path(location)
    shown = f"~/{path.relative_to(home)}" if path.is_relative_to(home) else location
    return shown.replace("&", "&&")
