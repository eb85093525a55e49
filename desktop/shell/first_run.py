"""While there is no library: the page that offers one, and what its buttons do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.shell.asking import ask_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.theme import ThemeSource
    from desktop.window import MainWindow


class FirstRun(QObject):
    """A new library lies at the usual place, unless something is there.

    Signals:
        create_requested: (location, tuple of paths to import into the new library).
        command_requested: name of a window command.
    """

    create_requested = Signal(str, object)
    command_requested = Signal(str)

    def __init__(self, window: MainWindow, themes: ThemeSource, place: Callable[[], str]) -> None:
        """Show nothing yet; `place` gives the usual place of a library."""
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._place = place

    @property
    def is_place_free(self) -> bool:
        """Whether nothing lies at the usual place."""
        place = self._place()
        return "://" not in place and not Path(place).exists()

    def show(self, problem: str = "") -> None:
        """Show the page, and what kept a library shut, if there was one."""
        from desktop.pages.first_run.page import FirstRunPage  # noqa: PLC0415  (seldom needed)

        page = FirstRunPage(self._themes, location=self._place())
        page.command_requested.connect(self._on_command)
        if problem:
            page.show_problem(problem)
        self._window.show_first_run(page)
        page.focus_first()

    @Slot(str)
    def _on_command(self, name: str) -> None:
        if name == "new-library" and self.is_place_free:
            self.create_requested.emit(self._place(), ())
        elif name == "import-folder":
            place = self._place()
            ask_folder(
                self._window,
                "Import a folder of postmortems",
                lambda folder: self.create_requested.emit(place, (Path(folder),)),
            )
        else:
            self.command_requested.emit(name)
