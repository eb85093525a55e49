"""Home's controller: reads what needs attention, then the figures, and goes where it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from desktop.pages.home.view import HomeView
from desktop.pages.page import Page

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.pages.home.contents import HomeContents
    from desktop.pages.home.reading import HomeFigures
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes

_SHOWN = 6
_ALL = 500
_MINUTE_MS = 60_000


class HomePage(Page):
    """What needs attention today."""

    title = "Home"

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build the view; `activate` reads."""
        super().__init__(session, themes, parent)
        self._shown = _SHOWN
        self._stale = True
        self.view = HomeView(themes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.incident_opened.connect(self.open_incident)
        self.view.facts_wanted.connect(self._on_facts_wanted)
        self.view.more_deadlines_wanted.connect(self._on_more_deadlines)
        self.view.actions_wanted.connect(lambda: self.command_requested.emit("place:actions"))
        self.view.figures_wanted.connect(lambda: self.command_requested.emit("place:insights"))
        self.view.command_chosen.connect(self.command_requested)
        session.changed.connect(self._on_changed)
        # Clocks run on while the page is looked at.
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    @override
    def activate(self) -> None:
        self.reload(figures=self._stale)

    @override
    def focus_first(self) -> None:
        self.view.focus_first()

    def reload(self, *, figures: bool = True) -> None:
        """Read again; the figures are read beside the lanes, because they take longer."""
        if not self.session.is_open:
            return
        from desktop.pages.home.reading import read_figures, read_home  # noqa: PLC0415  (later)

        as_of = self.session.clock()
        shown = self._shown
        self.session.read(
            self,
            lambda library: read_home(library, as_of, shown=shown),
            self._on_contents,
            replaces="home",
        )
        if figures:
            self._stale = False
            self.session.background(
                self, lambda library, _context: read_figures(library, as_of), self._on_figures
            )

    def _on_contents(self, contents: HomeContents) -> None:
        self.view.show_contents(contents)
        count = contents.past_due
        self.badge_changed.emit(f"{count:,}" if count else "", False)

    def _on_figures(self, figures: HomeFigures) -> None:
        self.view.show_figures(figures)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if not (changes.incidents or changes.actions or changes.links or changes.settings):
            return
        self._stale = True
        if self.isVisible():
            self.reload()

    @Slot()
    def _on_minute(self) -> None:
        if self.isVisible():
            self.reload(figures=False)

    @Slot()
    def _on_more_deadlines(self) -> None:
        self._shown = _ALL
        self.reload(figures=False)

    @Slot(object)
    def _on_facts_wanted(self, incident_id: UUID) -> None:
        from desktop.dialogs.incident_form import edit_incident  # noqa: PLC0415  (opens later)

        edit_incident(self.session, self.themes, self, incident_id)
