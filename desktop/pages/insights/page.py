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
    from typing import TypedDict
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.pages.insights.contents import InsightsContents
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.figures.classes import Classes
    from models.figures.known import Known
    from models.figures.periods import Period
    from models.figures.selection import Selection
    from models.library import Library

    Sorted = tuple[Known, Classes]

    class Filters(TypedDict, total=False):
        """What is counted, where it is not everything as the library has it set."""

        selection: Selection
        window: int


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
        self._filters: Filters = {}
        self._stale = True
        self.view = InsightsView(themes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.query_chosen.connect(self.search_for)
        self.view.ids_chosen.connect(self._on_ids_chosen)
        self.view.filters_chosen.connect(self._on_filters_chosen)
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
        period, filters = self._period, self._filters
        self.session.background(
            self,
            lambda library, _context: _read(library, as_of, period, filters),
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
        self._period = period
        self._compute_again()

    @Slot(object, int)
    def _on_filters_chosen(self, selection: Selection, window: int) -> None:
        self._filters = {"selection": selection, "window": window}
        self._compute_again()

    def _compute_again(self) -> None:
        if self._facts is None or self._period is None:
            return
        known, classes = self._facts
        period, filters = self._period, self._filters
        self.session.runner.run(
            lambda _context: _compute(known, classes, period, filters),
            lane="background",
            owner=self,
            done=self._show,
            replaces="period",
        )

    @Slot(object)
    def _on_ids_chosen(self, ids: tuple[UUID, ...]) -> None:
        """Open the one incident behind a mark, or find all of them."""
        if self._facts is None:
            return
        known = self._facts[0]
        if len(ids) == 1 and ids[0] in known.by_id:
            self.open_incident.emit(ids[0])
            return
        from desktop.pages.insights.queries import keys_query  # noqa: PLC0415  (with the figures)

        self.search_for.emit(keys_query(known, ids))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.incidents or changes.actions or changes.links or changes.settings:
            self._stale = True
            if self.isVisible():
                self.reload()


def _read(
    library: Library, as_of: datetime, period: Period | None, filters: Filters
) -> tuple[Sorted, InsightsContents]:
    from desktop.pages.facts import read_known  # noqa: PLC0415  (figures are needed here alone)
    from desktop.pages.insights.contents import default_period  # noqa: PLC0415

    known, classes = read_known(library, as_of)
    return (known, classes), _compute(known, classes, period or default_period(known), filters)


def _compute(known: Known, classes: Classes, period: Period, filters: Filters) -> InsightsContents:
    from desktop.pages.insights.contents import compute_insights  # noqa: PLC0415

    return compute_insights(known, classes, period, **filters)
