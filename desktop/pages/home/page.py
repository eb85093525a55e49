"""Home's controller: reads what needs attention, then the figures, and goes where it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from desktop.pages.home.queue import RepeatQueue
from desktop.pages.home.ritual_strip import RitualStrip
from desktop.pages.home.view import HomeView
from desktop.pages.levels_since import LevelsSince
from desktop.pages.midnight import Midnight
from desktop.pages.page import Page
from desktop.wording import local
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.pages.home.basis import HomeBasis
    from desktop.pages.home.contents import EffectRow, HomeContents
    from desktop.pages.home.figures import HomeFigures
    from desktop.pages.insights.report_flow import TrendReportFlow
    from desktop.session import LibrarySession
    from desktop.tasks import Task
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library
    from models.rows import SuggestionRow

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
        self._basis: HomeBasis | None = None
        self._figures_are_due = False
        self._figures_task: Task[HomeFigures] | None = None
        self.view = HomeView(themes)
        self.ritual = RitualStrip(session, themes)
        self.ritual.command_wanted.connect(self.command_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.view.add_notice(self.ritual)
        column.addWidget(self.view)
        self._connect()
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.queue.undo)
        session.changed.connect(self._on_changed)
        # Clocks run on while the page is looked at.
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
        # At midnight the count in the navigation turns too, whatever is looked at.
        self._midnight = Midnight(session, self)
        self._midnight.passed.connect(self.reload)

    def _connect(self) -> None:
        """Have what is pressed in the view done."""
        session = self.session
        self.view.incident_opened.connect(self.open_incident)
        self.view.facts_wanted.connect(self._on_facts_wanted)
        self.view.more_deadlines_wanted.connect(self._on_more_deadlines)
        self.view.actions_wanted.connect(lambda: self.command_requested.emit("place:actions"))
        self.levels = LevelsSince(session, self)
        self.levels.found.connect(self.view.ladder.show_since)
        self.view.level_shown.connect(self.levels.look)
        self.view.report_wanted.connect(self.export_report)
        self.view.figures_wanted.connect(lambda: self.command_requested.emit("place:insights"))
        self.view.command_chosen.connect(self.command_requested)
        self.queue = RepeatQueue(session, self)
        self.queue.read.connect(self.view.show_queue)
        self.view.suggested.rows.judged.connect(self.queue.judge)
        self.view.suggested.rows.opened.connect(lambda row: self.open_incident.emit(row.later_id))
        self.queue.confirm_wanted.connect(self._on_confirm_wanted)
        effects = self.view.effects.rows
        effects.opened.connect(lambda row: self.open_incident.emit(row.incident_id))
        effects.button_pressed.connect(self._on_effect)
        self.view.suggested.more_wanted.connect(self.queue.show_all)
        self.view.suggested.comparison_wanted.connect(session.repeats.compare_again)

    @override
    def activate(self) -> None:
        if self._stale or self._basis is None or self._basis.day != self._today():
            self.reload()
        else:
            self._compute()

    @override
    def focus_first(self) -> None:
        self.view.focus_first()

    def reload(self) -> None:
        """Read again what Home is computed from."""
        if not self.session.is_open:
            return
        self._stale = False
        self.queue.reload()
        self.ritual.reload()
        as_of = self.session.clock()
        self.session.read(
            self, lambda library: _read(library, as_of), self._on_basis, replaces="home"
        )

    @Slot(str)
    def see_place(self, name: str) -> None:
        """Another place is shown; in Insights the trend of last month is looked at."""
        waiting = self._basis is not None and self._basis.trend_seen is not None
        if name == "insights" and waiting and not self.view.reminder.isHidden():
            as_of = self.session.clock()
            self.session.perform(self, lambda library: _note_seen(library, as_of))

    @Slot()
    def export_report(self) -> TrendReportFlow:
        """Open the sheet for the report of the last closed month; who sees it has looked at it."""
        from desktop.pages.insights.report_flow import TrendReportFlow  # noqa: PLC0415  (later)
        from models.figures.periods import last_closed  # noqa: PLC0415
        from models.figures.selection import ALL  # noqa: PLC0415

        as_of = self.session.clock()
        month = last_closed(as_of, self.session.zone)
        flow = TrendReportFlow(self.session, self.themes, self, month, selection=ALL)
        flow.open()
        if self._basis is not None and self._basis.trend_seen is not None:
            self.session.perform(self, lambda library: _note_seen(library, as_of))
        return flow

    def _today(self) -> date:
        return local(self.session.clock(), self.session.zone).date()

    def _on_basis(self, basis: HomeBasis) -> None:
        self._basis = basis
        self._figures_are_due = True
        self._compute()

    def _read_figures(self) -> None:
        """Last month, beside the lanes: who opens something meanwhile is not kept waiting."""
        self._figures_are_due = False
        if self._figures_task is not None:
            self._figures_task.cancel()
        as_of = self.session.clock()
        self._figures_task = self.session.background(
            self, lambda library, _context: _figures(library, as_of), self.view.show_figures
        )

    def _compute(self) -> None:
        """Say what was read for the present moment, away from the interface thread."""
        basis, as_of, shown = self._basis, self.session.clock(), self._shown
        if basis is None:
            return
        self.session.runner.run(
            lambda _context: _contents(basis, as_of, shown),
            lane="background",
            owner=self,
            done=self._on_contents,
            replaces="contents",
        )

    def _on_contents(self, contents: HomeContents) -> None:
        self.view.show_contents(contents)
        count = contents.past_due
        self.badge_changed.emit(f"{count:,}" if count else "", False)
        self.filled.emit()
        if self._figures_are_due:
            self._read_figures()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if not (changes.incidents or changes.actions or changes.links or changes.settings):
            return
        self._stale = True
        if self.isVisible():
            self.reload()

    @Slot()
    def _on_minute(self) -> None:
        """Clocks run on; at midnight the day's items are read again."""
        if self.isVisible():
            self.activate()

    @Slot()
    def _on_more_deadlines(self) -> None:
        self._shown = _ALL
        self._compute()

    @Slot(object)
    def _on_effect(self, row: EffectRow) -> None:
        from desktop.dialogs.confirm_effectiveness import ask_effectiveness  # noqa: PLC0415

        ask_effectiveness(
            self.session,
            self.themes,
            self,
            row.action_id,
            row.title,
            row.computed,
            row.evidence,
        )

    @Slot(object)
    def _on_confirm_wanted(self, row: SuggestionRow) -> None:
        from desktop.dialogs.confirm_repeat import confirm_repeat_of  # noqa: PLC0415  (opens later)

        confirm_repeat_of(
            self.session,
            self.themes,
            self,
            (row.later_id, row.earlier_id),
            LinkKind.SAME_CLASS,
            reason="; ".join(row.evidence),
            done=lambda kind: self.queue.remember(row, kind),
        )

    @Slot(object)
    def _on_facts_wanted(self, incident_id: UUID) -> None:
        self.edit_incident.emit(incident_id)


def _read(library: Library, as_of: datetime) -> HomeBasis:
    from desktop.pages.home.basis import read_basis  # noqa: PLC0415  (after the window is shown)

    return read_basis(library, as_of)


def _note_seen(library: Library, as_of: datetime) -> Changes:
    from desktop.pages.home.reminder import note_seen  # noqa: PLC0415

    return note_seen(library, as_of)


def _contents(basis: HomeBasis, as_of: datetime, shown: int) -> HomeContents:
    from desktop.pages.home.attention import home_contents  # noqa: PLC0415

    return home_contents(basis, as_of, shown=shown)


def _figures(library: Library, as_of: datetime) -> HomeFigures:
    from desktop.pages.home.figures import read_figures  # noqa: PLC0415

    return read_figures(library, as_of)
