"""Insights' controller: reads the facts once, then computes any month away from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from desktop.pages.insights.view import InsightsView
from desktop.pages.page import Page

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from desktop.pages.insights.contents import InsightsContents
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.figures.classes import Classes
    from models.figures.known import Known
    from models.figures.periods import Period
    from models.library import Library

    Sorted = tuple[Known, Classes]


class InsightsPage(Page):
    """Journey 3: a month understood in a minute."""

    title = "Insights"

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build the view; `activate` reads."""
        super().__init__(session, themes, parent)
        self._facts: Sorted | None = None
        self._period: Period | None = None
        self._stale = True
        self.view = InsightsView(themes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.query_chosen.connect(self.search_for)
        self.view.incident_chosen.connect(self.open_incident)
        self.view.period_chosen.connect(self._on_period_chosen)
        self.view.new_wanted.connect(lambda: self.command_requested.emit("new-postmortem"))
        session.changed.connect(self._on_changed)

    @override
    def activate(self) -> None:
        if self._stale:
            self.reload()

    @override
    def focus_first(self) -> None:
        self.view.focus_first()

    @override
    def commands(self) -> list[QAction]:
        found = []
        for text, by in (("Insights: month before", -1), ("Insights: month after", 1)):
            action = QAction(text, self)
            action.triggered.connect(lambda _checked=False, one=by: self.view.chooser.step(one))
            found.append(action)
        return found

    def reload(self) -> None:
        """Read the facts again."""
        if not self.session.is_open:
            return
        self._stale = False
        as_of = self.session.clock()
        period = self._period
        self.session.background(
            self,
            lambda library, _context: _read(library, as_of, period),
            self._on_read,
        )

    def _on_read(self, found: tuple[Sorted, InsightsContents]) -> None:
        self._facts, contents = found
        self._show(contents)

    def _show(self, contents: InsightsContents) -> None:
        self._period = contents.period
        self.view.show_contents(contents, self.session.zone)

    @Slot(object)
    def _on_period_chosen(self, period: Period) -> None:
        if self._facts is None:
            return
        known, classes = self._facts
        self.session.runner.run(
            lambda _context: _compute(known, classes, period),
            lane="background",
            owner=self,
            done=self._show,
            replaces="period",
        )

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.incidents or changes.actions or changes.links or changes.settings:
            self._stale = True
            if self.isVisible():
                self.reload()


def _read(
    library: Library, as_of: datetime, period: Period | None
) -> tuple[Sorted, InsightsContents]:
    from desktop.pages.facts import read_known  # noqa: PLC0415  (figures are needed here alone)
    from desktop.pages.insights.contents import default_period  # noqa: PLC0415

    known, classes = read_known(library, as_of)
    return (known, classes), _compute(known, classes, period or default_period(known))


def _compute(known: Known, classes: Classes, period: Period) -> InsightsContents:
    from desktop.pages.insights.contents import compute_insights  # noqa: PLC0415

    return compute_insights(known, classes, period)
