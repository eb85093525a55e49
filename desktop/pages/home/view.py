"""What Home shows: the lists at the left, last month at the right. It knows no store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.pages.home.delegates import (
    DeadlineDelegate,
    DraftDelegate,
    OverdueDelegate,
)
from desktop.pages.home.ladder import MaturityLadder
from desktop.pages.home.offers import EmptyOffers
from desktop.pages.home.rows import RowsList
from desktop.pages.home.sections import (
    HomeSection,
    attention_runs,
    effects_section,
    reports_section,
    unshared_section,
    with_room,
)
from desktop.pages.home.suggested import SuggestedRepeats
from desktop.pages.home.tiles import TileGrid
from desktop.pages.phrase import Phrase
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.scrolling import scrolling
from desktop.widgets.section_header import SectionHeader
from desktop.widgets.stacked import stacked

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.pages.home.contents import (
        DeadlineRow,
        DraftRow,
        HomeContents,
        OverdueRow,
    )
    from desktop.pages.home.figures import HomeFigures
    from desktop.pages.home.queue import Queue
    from desktop.theme import ThemeSource

_SIDE_WIDTH = 384
_COLLAPSE_BELOW = 1080


class HomeView(QWidget):
    """Home as a person sees it.

    Signals:
        incident_opened: UUID.
        facts_wanted: UUID of an incident whose form shall be opened.
        more_deadlines_wanted: all of them shall be shown.
        actions_wanted: the overdue ones shall be shown in their register.
        figures_wanted: a tile was pressed.
        report_wanted: the report of last month shall be exported.
        level_shown: the maturity level that the library stands on.
        command_chosen: name of a window command, from the empty library's offers.
    """

    incident_opened = Signal(object)
    facts_wanted = Signal(object)
    more_deadlines_wanted = Signal()
    actions_wanted = Signal()
    figures_wanted = Signal()
    report_wanted = Signal()
    level_shown = Signal(int)
    command_chosen = Signal(str)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self._contents: HomeContents | None = None
        self._to_judge = 0
        self._line = Phrase(themes)
        self._all_clear = Label(
            "Nothing needs you today.", themes, style="lead", tone="secondary", wrap=True
        )
        self._is_clear = False
        self._make_lists()
        self._side = self._make_side()
        self._offers = EmptyOffers(themes)
        self._offers.chosen.connect(self.command_chosen)
        self._lists = QWidget()
        lists = QVBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(themes.current.size("space.3"))
        self.suggested = SuggestedRepeats(themes)
        self.effects = effects_section(themes)
        self.unshared = unshared_section(themes, self.command_chosen.emit)
        self.unshared.rows.opened.connect(lambda row: self.incident_opened.emit(row.incident_id))
        self.reports = reports_section(themes)
        self.reports.rows.opened.connect(self.report_wanted)
        self.reports.rows.button_pressed.connect(self.report_wanted)
        for section in self._sections():
            lists.addWidget(section)
        lists.addWidget(self._all_clear)
        lists.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(themes.current.size("space.4"))
        self._columns.addWidget(self._lists, 1)
        self._columns.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._columns.addStretch(0)
        self._stack = QStackedWidget()
        filled = QWidget()
        filled.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._offers)
        self._frame()

    def _frame(self) -> None:
        """Heading, line and notices above the columns, all in one scrolled column."""
        themes = self._themes
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        edge = themes.current.size("space.4")
        column.setContentsMargins(edge, edge - 8, edge, edge)
        column.setSpacing(0)
        self._heading = Label("Needs attention", themes, style="title.page")
        column.addWidget(self._heading)
        column.addWidget(self._line)
        column.addSpacing(themes.current.size("space.1.5"))
        self._notices = QVBoxLayout()
        self._notices.setSpacing(0)
        self._notices.addWidget(self._make_reminder())
        column.addLayout(self._notices)
        column.addWidget(self._stack, 1)
        scroll = scrolling(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _sections(self) -> tuple[HomeSection | SuggestedRepeats, ...]:
        """From top to bottom."""
        first = (self.deadlines, self.suggested, self.overdue, self.effects)
        return (*first, self.drafts, self.unshared, self.reports)

    def add_notice(self, notice: QWidget) -> None:
        """Put a notice that hides itself above the reminder, as wide as the page."""
        self._notices.insertWidget(0, notice)

    def show_queue(self, queue: Queue) -> None:
        """Show what waits for a verdict, in its list and in the line below the heading."""
        self.suggested.show_queue(queue)
        self._to_judge = queue.total
        if self._contents is not None:
            self._line.say(attention_runs(self._contents, self._to_judge))

    def show_contents(self, contents: HomeContents) -> None:
        """Show what needs attention."""
        is_empty = not contents.incidents
        self._heading.setText("An empty library" if is_empty else "Needs attention")
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._contents = contents
        self._line.say(attention_runs(contents, self._to_judge))
        self._fill(self.deadlines, contents.deadlines, contents.deadlines_total)
        self._fill(self.overdue, contents.overdue, contents.overdue_total)
        self._fill(self.drafts, contents.drafts, contents.drafts_total)
        self._fill(self.unshared, contents.unshared, contents.unshared_total)
        self._fill(self.reports, contents.reports, len(contents.reports))
        self.reports.header.set_note(f"{len(contents.reports)} ready")
        self._policy.setText(contents.policy)
        self._reminder_block.setVisible(bool(contents.reminder))
        if contents.reminder:
            self.reminder.say(contents.reminder, icon="chart-line", action="Export…")
        else:
            self.reminder.clear()
        if contents.deadlines_go_on:
            self.deadlines.header.set_note(f"{contents.deadlines_total:,}+")
        hidden = contents.deadlines_total - len(contents.deadlines)
        self._more.setVisible(hidden > 0)
        self._more.setText(f"Show {hidden:,} more")
        self._is_clear = not (contents.deadlines or contents.overdue or contents.drafts)
        self._show_all_clear()
        # Until the figures are there, the tiles say that they are being counted.
        self._month.set_text(contents.month)
        self._side.show()

    def _show_all_clear(self) -> None:
        self._all_clear.setVisible(self._is_clear and self.effects.isHidden())

    def show_figures(self, figures: HomeFigures) -> None:
        """Show last month, and what the data says of items that are done."""
        self._fill(self.effects, figures.effects, figures.effects_total)
        self._show_all_clear()
        self._month.set_text(figures.month)
        self.tiles.show_tiles(figures.tiles)
        here = next((one for one in figures.maturity if one.state == "here"), None)
        self._ladder_section.setVisible(here is not None)
        if here is not None:
            self._maturity.set_note(f"Level {here.level} of {len(figures.maturity)}")
            self.ladder.show_steps(figures.maturity)
            self.ladder.set_levels(figures.levels)
            self.level_shown.emit(here.level)

    def focus_first(self) -> None:
        """Give the keyboard to the first list that has rows, else to the first offer."""
        for section in self._sections():
            if not section.isHidden() and section.rows.rows:
                section.rows.setFocus(Qt.FocusReason.TabFocusReason)
                return
        if self._stack.currentWidget() is self._offers:
            self._offers.cards[0].setFocus()
        else:
            self.tiles.tiles[0].setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _COLLAPSE_BELOW
        directions = QBoxLayout.Direction
        wanted = directions.TopToBottom if narrow else directions.LeftToRight
        if self._columns.direction() != wanted:
            self._columns.setDirection(wanted)
            across = directions.LeftToRight if narrow else directions.TopToBottom
            self._side_column.setDirection(across)
            alignment = Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignTop
            self._columns.setAlignment(self._side, alignment)
            self._columns.setStretch(0, 0 if narrow else 1)
            self._columns.setStretch(2, 1 if narrow else 0)
        widest = self.width() if narrow else _SIDE_WIDTH
        self._side.setMinimumWidth(0 if narrow else _SIDE_WIDTH)
        self._side.setMaximumWidth(widest)

    def _fill(self, section: HomeSection, rows: tuple[Any, ...], total: int) -> None:
        section.rows.set_rows(rows)
        section.header.set_note(f"{total:,}")
        section.setVisible(bool(rows))

    def _make_lists(self) -> None:
        themes = self._themes
        self._policy = Label("", themes, style="body", tone="tertiary")
        deadlines: RowsList[DeadlineRow] = RowsList(
            "Deadlines",
            lambda row: row.spoken,
            DeadlineDelegate(themes),
            button=lambda row: row.action,
        )
        deadlines.opened.connect(lambda row: self.incident_opened.emit(row.incident_id))
        deadlines.button_pressed.connect(lambda row: self.facts_wanted.emit(row.incident_id))
        self.deadlines = HomeSection(
            SectionHeader("Deadlines", themes, right=self._policy), deadlines
        )
        self._more = Button("", themes, kind="link")
        self._more.clicked.connect(self.more_deadlines_wanted)
        self._more.hide()
        layout = self.deadlines.layout()
        if layout is not None:
            layout.addWidget(self._more)
        link = Button("Open in Action items", themes, kind="link")
        link.clicked.connect(self.actions_wanted)
        overdue: RowsList[OverdueRow] = RowsList(
            "Overdue action items", lambda row: row.spoken, OverdueDelegate(themes)
        )
        overdue.opened.connect(lambda row: self.incident_opened.emit(row.incident_id))
        self.overdue = HomeSection(
            SectionHeader("Overdue action items", themes, right=link), overdue
        )
        drafts: RowsList[DraftRow] = RowsList(
            "Drafts", lambda row: row.spoken, DraftDelegate(themes)
        )
        drafts.opened.connect(lambda row: self.incident_opened.emit(row.incident_id))
        self.drafts = HomeSection(SectionHeader("Drafts waiting", themes), drafts)

    def _make_reminder(self) -> QWidget:
        """The banner, with room below it while it is shown."""
        self.reminder = Banner(self._themes)
        self.reminder.action_chosen.connect(self.report_wanted)
        self._reminder_block = with_room(self.reminder, self._themes)
        self._reminder_block.hide()
        return self._reminder_block

    def _make_side(self) -> QWidget:
        themes = self._themes
        closed = Label("last closed month", themes, tone="tertiary")
        self._month = SectionHeader("", themes, right=closed)
        self.tiles = TileGrid(themes)
        self.tiles.pressed.connect(self.figures_wanted)
        self.ladder = MaturityLadder(themes)
        how = Button("How levels work", themes, kind="link", small=True)
        how.clicked.connect(self.ladder.explain)
        self._maturity = SectionHeader("Maturity", themes, right=how)
        side = QWidget()
        self._side_column = QBoxLayout(QBoxLayout.Direction.TopToBottom, side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(themes.current.size("space.3"))
        self._ladder_section = stacked(self._maturity, self.ladder)
        top = Qt.AlignmentFlag.AlignTop
        self._side_column.addWidget(stacked(self._month, self.tiles), 1, top)
        self._side_column.addWidget(self._ladder_section, 1, top)
        self._ladder_section.hide()
        side.hide()
        return side
