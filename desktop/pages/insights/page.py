"""Insights' controller: reads the facts once, then computes any month away from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from desktop.pages.insights.view import InsightsView
from desktop.pages.levels_since import LevelsSince
from desktop.pages.page import Page

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.pages.insights.contents import InsightsContents
    from desktop.pages.insights.remembering import Looked
    from desktop.pages.insights.report_flow import TrendReportFlow
    from desktop.preferences import Preferences
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.figures.classes import Classes
    from models.figures.known import Known
    from models.figures.periods import Period
    from models.figures.selection import Selection
    from models.library import Library

    Sorted = tuple[Known, Classes]


class InsightsPage(Page):
    """Journey 3: a month understood in a minute."""

    title = "Insights"

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        """Build the view; `activate` reads. `preferences` remember what was looked at."""
        super().__init__(session, themes, parent)
        self._preferences = preferences
        self._facts: Sorted | None = None
        self._contents: InsightsContents | None = None
        self._looked: Looked | None = None
        self._stale = True
        self.view = InsightsView(themes)
        self._actions = self._make_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.query_chosen.connect(self.search_for)
        self.view.ids_chosen.connect(self._on_ids_chosen)
        self.view.filters_chosen.connect(self._on_filters_chosen)
        self.view.period_chosen.connect(self._on_period_chosen)
        self.levels = LevelsSince(session, self)
        self.levels.found.connect(self.view.ladder.show_since)
        self.view.level_shown.connect(self._on_level_shown)
        self.view.export_wanted.connect(self.export_report)
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
        return list(self._actions)

    def export_report(self) -> TrendReportFlow | None:
        """Open the sheet for the report of the period that is shown; None while none is."""
        from desktop.pages.insights.report_flow import TrendReportFlow  # noqa: PLC0415  (later)

        shown = self._contents
        if shown is None or not shown.incidents:
            return None
        flow = TrendReportFlow(
            self.session,
            self.themes,
            self,
            shown.period,
            selection=shown.selection,
            window=shown.window,
        )
        flow.open()
        return flow

    def reload(self) -> None:
        """Read the facts again."""
        if not self.session.is_open:
            return
        self._stale = False
        as_of, looked, line = self.session.clock(), self._looked, self._remembered()
        self.session.background(
            self,
            lambda library, _context: _read(library, as_of, looked, line),
            self._on_read,
        )

    def _on_read(self, found: tuple[Sorted, Looked, InsightsContents]) -> None:
        self._facts, self._looked, contents = found
        self._show(contents)

    def _show(self, contents: InsightsContents) -> None:
        self._contents = contents
        self.view.show_contents(contents, self.session.zone)

    @Slot(int)
    def _on_level_shown(self, level: int) -> None:
        """Of a selection nobody looks up since when: it is of the whole library."""
        is_all = self._contents is not None and self._contents.selection.is_all
        if is_all:
            self.levels.look(level)
        self.view.ladder.show_since(self.levels.words if is_all else {})

    @Slot(object)
    def _on_period_chosen(self, period: Period) -> None:
        if self._contents is not None:
            shown = self._contents
            self._look(period, shown.selection, self._looked.window if self._looked else None)

    @Slot(object, int)
    def _on_filters_chosen(self, selection: Selection, window: int) -> None:
        if self._contents is not None:
            self._look(self._contents.period, selection, window)

    def _look(self, period: Period, selection: Selection, window: int | None) -> None:
        """Compute again from the facts that were read, and remember the choice."""
        from desktop.pages.insights.remembering import as_line, looked_at  # noqa: PLC0415

        if self._facts is None:
            return
        known, classes = self._facts
        window = None if window == known.window else window
        self._looked = looked = looked_at(period, selection, window, known.as_of, known.zone)
        library_id = self.session.facts.id
        if self._preferences is not None and library_id is not None:
            self._preferences.keep_insights(library_id, as_line(looked))
        self.session.runner.run(
            lambda _context: _compute(known, classes, period, looked),
            lane="background",
            owner=self,
            done=self._show,
            replaces="period",
        )

    def _remembered(self) -> str:
        library_id = self.session.facts.id
        if self._preferences is None or library_id is None:
            return ""
        return self._preferences.insights(library_id)

    def _make_actions(self) -> tuple[QAction, ...]:
        """What the keyboard does wherever on the page it is."""
        made: list[QAction] = []
        for text, keys, do in (
            ("Insights: period before", "Ctrl+PgUp", lambda: self.view.chooser.step(-1)),
            ("Insights: period after", "Ctrl+PgDown", lambda: self.view.chooser.step(1)),
            ("Export trend report…", "Ctrl+E", self.export_report),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(do)
            self.addAction(action)
            made.append(action)
        return tuple(made)

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
    library: Library, as_of: datetime, looked: Looked | None, line: str
) -> tuple[Sorted, Looked, InsightsContents]:
    from desktop.pages.facts import read_known  # noqa: PLC0415  (figures are needed here alone)
    from desktop.pages.insights.contents import default_period  # noqa: PLC0415
    from desktop.pages.insights.remembering import from_line  # noqa: PLC0415

    known, classes = read_known(library, as_of)
    looked = looked or from_line(line)
    period = looked.period_at(as_of, known.zone) or default_period(known)
    return (known, classes), looked, _compute(known, classes, period, looked)


def _compute(known: Known, classes: Classes, period: Period, looked: Looked) -> InsightsContents:
    from desktop.pages.insights.contents import compute_insights  # noqa: PLC0415

    return compute_insights(
        known, classes, period, selection=looked.selection, window=looked.window
    )
