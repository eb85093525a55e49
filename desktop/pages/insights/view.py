"""What Insights shows: the sentence, the figures, the charts. It knows no store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.pages.insights.charts import CategoriesChart, MonthsChart, SharesChart
from desktop.pages.insights.dots_chart import ResolveChart
from desktop.pages.insights.metrics_table import MetricsTable
from desktop.pages.insights.panel import ChartPanel
from desktop.pages.insights.period_chooser import PeriodChooser
from desktop.pages.insights.repeats import repeats_list
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Label
from desktop.widgets.scrolling import scrolling
from desktop.widgets.section_header import SectionHeader
from desktop.wording import clock_words, day_of, zone_words

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.pages.insights.contents import InsightsContents
    from desktop.theme import ThemeSource

_TABLE_WIDTH = 708  # the picture's 652, and room for the plain change beside the reading
_COLLAPSE_BELOW = 1080


class InsightsView(QWidget):
    """Insights as a person sees it.

    Signals:
        query_chosen: finds the incidents behind a figure or mark.
        incident_chosen: UUID.
        period_chosen: a `Period`.
        new_wanted: the empty library's one button.
    """

    query_chosen = Signal(str)
    incident_chosen = Signal(object)
    period_chosen = Signal(object)
    new_wanted = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self.chooser = PeriodChooser(themes)
        self.chooser.chosen.connect(self.period_chosen)
        self.table = MetricsTable(themes)
        self.table.query_chosen.connect(self.query_chosen)
        self.months = MonthsChart(themes)
        self.resolve = ResolveChart(themes)
        self.categories = CategoriesChart(themes)
        self.on_time = SharesChart("Action items on time", themes)
        self.repeats = repeats_list(themes)
        self.repeats.opened.connect(lambda row: self.incident_chosen.emit(row.incident_id))
        self.panels = (
            ChartPanel(self.months, themes, note="by severity"),
            ChartPanel(self.resolve, themes, note="log scale, one mark per incident"),
            ChartPanel(self.on_time, themes, note="bars are 95 % intervals"),
            ChartPanel(self.categories, themes, note="tick: month before"),
        )
        for panel in self.panels:
            panel.query_chosen.connect(self.query_chosen)
            panel.incident_chosen.connect(self.incident_chosen)
        self._empty = EmptyState(themes)
        self._empty.action_chosen.connect(self.new_wanted)
        self._build()

    def show_contents(self, contents: InsightsContents, zone: str) -> None:
        """Show a month."""
        self._stack.setCurrentIndex(0 if contents.incidents else 1)
        self._sentence.setVisible(bool(contents.incidents))
        self._sentence.setText(contents.sentence)
        self._aside.setText(contents.aside)
        self._aside.setVisible(bool(contents.aside))
        against = f" against {contents.previous_name}" if contents.previous_label else ""
        self._figures.set_text(f"{contents.name}{against}")
        moment = f"{day_of(contents.as_of, zone)}, {clock_words(contents.as_of, zone)}"
        self._as_of.setText(f"days are business days, as of {moment} {zone_words(zone)}")
        self.chooser.show_period(
            contents.period,
            first=contents.first_month,
            last=contents.last_month,
            against=contents.previous_label,
        )
        self.table.show_rows(contents.rows, contents.label, contents.previous_label)
        self.months.show_months(contents.months, contents.severities)
        self.resolve.show_dots(contents.months, contents.dots)
        self.categories.show_categories(contents.categories)
        self.on_time.show_months(contents.on_time)
        for panel in self.panels:
            panel.refresh()
        self._repeats_header.set_note(str(len(contents.repeats)))
        self.repeats.set_rows(contents.repeats)
        self._no_repeats.setVisible(not contents.repeats)

    def focus_first(self) -> None:
        """Give the keyboard to the table of figures."""
        self.table.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _COLLAPSE_BELOW
        directions = QBoxLayout.Direction
        wanted = directions.TopToBottom if narrow else directions.LeftToRight
        for row in (self._upper, self._lower):
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
        self._figures_block = _stacked(self._figures, self.table, self._aside)
        charts = QVBoxLayout()
        charts.setSpacing(themes.current.size("space.2"))
        charts.addWidget(self.panels[0], 1)
        charts.addWidget(self.panels[1], 1)
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.setSpacing(gap)
        self._upper.addWidget(self._figures_block, 0, Qt.AlignmentFlag.AlignTop)
        self._upper.addLayout(charts, 1)
        self._repeats_header = SectionHeader("Repeats", themes)
        self._no_repeats = Label("None this month.", themes, tone="tertiary")
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(gap)
        self._lower.addWidget(self.panels[2], 36)
        self._lower.addWidget(self.panels[3], 40)
        repeats = _stacked(self._repeats_header, self._no_repeats, self.repeats)
        self._lower.addWidget(repeats, 40, Qt.AlignmentFlag.AlignTop)
        figures = QWidget()
        whole = QVBoxLayout(figures)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(themes.current.size("space.3"))
        whole.addLayout(self._upper)
        whole.addLayout(self._lower)
        whole.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(figures)
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
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(edge, themes.current.size("space.2"), edge, edge)
        column.setSpacing(themes.current.size("space.1"))
        column.addLayout(head)
        column.addWidget(self._sentence)
        column.addSpacing(themes.current.size("space.1"))
        column.addWidget(self._stack, 1)
        scroll = scrolling(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)


def _stacked(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return holder
