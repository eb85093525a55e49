"""What Insights shows: the sentence, the figures, the charts. It knows no store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.pages.home.ladder import MaturityLadder
from desktop.pages.insights.filters import InsightsFilters
from desktop.pages.insights.metrics_table import MetricsTable
from desktop.pages.insights.nothing import NOTHING
from desktop.pages.insights.panel import ChartPanel
from desktop.pages.insights.period_chooser import PeriodChooser
from desktop.pages.insights.plot_chart import PlotChart
from desktop.pages.insights.repeats_list import RepeatsList
from desktop.widgets.buttons import Button
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Label
from desktop.widgets.scrolling import scrolling
from desktop.widgets.section_header import SectionHeader
from desktop.widgets.stacked import stacked
from desktop.wording import clock_words, day_of, zone_words

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.pages.insights.contents import InsightsContents
    from desktop.theme import ThemeSource

_TABLE_WIDTH = 708  # the picture's 652, and room for the plain change beside the reading
_LADDER_WIDTH = 708
_COLLAPSE_BELOW = 1080
_CHARTS = {
    "severity": "Incidents by severity",
    "resolve": "Time to resolve",
    "on time": "Action items on time",
    "categories": "Top categories",
    "chains": "Recurrence chains",
    "repeats": "Repeat incident rate",
    "ageing": "Age of open action items",
    "heat": "Categories by services",
}
_ROWS = (
    (("on time", 36), ("categories", 40), ("chains", 40)),
    (("repeats", 36), ("ageing", 30), ("heat", 50)),
)


class InsightsView(QWidget):
    """Insights as a person sees it.

    Signals:
        query_chosen: finds the incidents behind a figure.
        ids_chosen: the incidents or action items behind a mark, as a tuple.
        period_chosen: a `Period`.
        filters_chosen: a `Selection`, and the months that a repeat may lie behind.
        level_shown: the maturity level that the library stands on.
        export_wanted: the report of the period shall be exported.
        new_wanted: the empty library's one button.
    """

    query_chosen = Signal(str)
    ids_chosen = Signal(object)
    period_chosen = Signal(object)
    filters_chosen = Signal(object, int)
    level_shown = Signal(int)
    export_wanted = Signal()
    new_wanted = Signal()

    _lower: list[QBoxLayout]

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self.chooser = PeriodChooser(themes)
        self.chooser.chosen.connect(self.period_chosen)
        self.export = Button("Export…", themes, icon_name="download", kind="primary")
        self.export.setToolTip("Export the trend report of this period (Ctrl+E)")
        self.export.clicked.connect(self.export_wanted)
        self.table = MetricsTable(themes)
        self.table.query_chosen.connect(self.query_chosen)
        self.filters = InsightsFilters(themes)
        self.filters.chosen.connect(self.filters_chosen)
        self.charts = {
            place: PlotChart(name, themes, nothing=NOTHING[place])
            for place, name in _CHARTS.items()
        }
        self.panels = {place: ChartPanel(one, themes) for place, one in self.charts.items()}
        for panel in self.panels.values():
            panel.ids_chosen.connect(self.ids_chosen)
        self.repeats = RepeatsList(themes)
        self.repeats.incident_opened.connect(lambda one: self.ids_chosen.emit((one,)))
        self.ladder = MaturityLadder(themes)
        self._empty = EmptyState(themes)
        self._empty.action_chosen.connect(self.new_wanted)
        self._build()

    def show_contents(self, contents: InsightsContents, zone: str) -> None:
        """Show a month."""
        self._stack.setCurrentIndex(0 if contents.incidents else 1)
        # What is not shown must not make the page scroll.
        shown = QSizePolicy.Policy.Preferred if contents.incidents else QSizePolicy.Policy.Ignored
        self._filled.setSizePolicy(QSizePolicy.Policy.Preferred, shown)
        self._sentence.setVisible(bool(contents.incidents))
        for widget in (self.filters, self.chooser, self.export):
            widget.setVisible(bool(contents.incidents))
        self._sentence.setText(contents.sentence)
        self._aside.setText(contents.aside)
        self._aside.setVisible(bool(contents.aside))
        against = f" against {contents.previous_name}" if contents.previous_label else ""
        self._figures.set_text(f"{contents.name}{against}")
        moment = f"{day_of(contents.as_of, zone)}, {clock_words(contents.as_of, zone)}"
        self._as_of.setText(f"days are business days, as of {moment} {zone_words(zone)}")
        self.chooser.show_period(
            contents.period,
            first=contents.first_day,
            today=contents.today,
            against=contents.previous_label,
        )
        self.filters.show_filters(
            contents.services, contents.selection, contents.window, contents.filters
        )
        self.table.show_rows(contents.rows, *contents.heads)
        self.repeats.show_repeats(contents.repeats)
        self._show_maturity(contents)
        for place, (definition, note) in contents.charts.items():
            self.charts[place].show_chart(definition)
            self.panels[place].set_note(note)
            self.panels[place].refresh()

    def _show_maturity(self, contents: InsightsContents) -> None:
        here = next((one for one in contents.maturity if one.state == "here"), None)
        self._maturity_block.setVisible(here is not None)
        if here is not None:
            level = f"Level {here.level} of {len(contents.maturity)}"
            self._maturity.set_note(f"{level}, today, whatever the period")
            self.ladder.show_steps(contents.maturity)
            self.ladder.set_levels(contents.levels)
            self.level_shown.emit(here.level)

    def focus_first(self) -> None:
        """Give the keyboard to the table of figures."""
        self.table.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _COLLAPSE_BELOW
        directions = QBoxLayout.Direction
        wanted = directions.TopToBottom if narrow else directions.LeftToRight
        for row in (self._upper, *self._lower):
            row.setDirection(wanted)
        self._figures_block.setMaximumWidth(self.width() if narrow else _TABLE_WIDTH)
        self._figures_block.setMinimumWidth(0 if narrow else _TABLE_WIDTH)

    def _build(self) -> None:
        themes = self._themes
        edge, gap = themes.current.size("space.3"), themes.current.size("space.4")
        self._sentence = Label("", themes, style="lead", tone="secondary", wrap=True)
        self._aside = Label("", themes, style="meta", tone="tertiary", wrap=True)
        self._as_of = Label("", themes, style="body", tone="tertiary")
        self._figures = SectionHeader("", themes, right=self._as_of)
        self._figures_block = stacked(self._figures, self.table, self._aside)
        charts = QVBoxLayout()
        charts.setSpacing(themes.current.size("space.2"))
        for widget in (self.panels["severity"], self.panels["resolve"], self.repeats):
            charts.addWidget(widget)
        charts.addStretch(1)
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.setSpacing(gap)
        self._upper.addWidget(self._figures_block, 0, Qt.AlignmentFlag.AlignTop)
        self._upper.addLayout(charts, 1)
        self._lower = []
        for places in _ROWS:
            lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            lower.setSpacing(gap)
            for place, share in places:
                lower.addWidget(self.panels[place], share, Qt.AlignmentFlag.AlignTop)
            self._lower.append(lower)
        self._filled = QWidget()
        whole = QVBoxLayout(self._filled)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(themes.current.size("space.3"))
        whole.addLayout(self._upper)
        for lower in self._lower:
            whole.addLayout(lower)
        how = Button("How levels work", themes, kind="link", small=True)
        how.clicked.connect(self.ladder.explain)
        self._maturity = SectionHeader("Maturity", themes, right=how)
        self._maturity_block = stacked(self._maturity, self.ladder)
        self._maturity_block.setMaximumWidth(_LADDER_WIDTH)
        whole.addWidget(self._maturity_block)
        whole.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._filled)
        self._stack.addWidget(self._empty)
        self._frame(edge)

    def _frame(self, edge: int) -> None:
        """Heading, sentence and everything below them in one scrolled column."""
        themes = self._themes
        self._empty.say(
            "Nothing to count yet",
            "Figures come with the first incidents.",
            action="New incident",
            icon="chart-spline",
        )
        head = QHBoxLayout()
        head.addWidget(Label("Insights", themes, style="title.page"))
        head.addStretch(1)
        head.addWidget(self.chooser)
        head.addSpacing(themes.current.size("space.1"))
        head.addWidget(self.export)
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(edge, themes.current.size("space.2"), edge, edge)
        column.setSpacing(themes.current.size("space.1"))
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self._sentence)
        column.addSpacing(themes.current.size("space.1"))
        column.addWidget(self._stack, 1)
        scroll = scrolling(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
