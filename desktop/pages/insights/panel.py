"""A chart under its heading, and the same data as a table at one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.item_models.table import Column, TableModel
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.insights.chart import Chart
    from desktop.theme import ThemeSource
    from exporters.charts.definitions import ChartTable

Words = tuple[str, ...]


class ChartPanel(QWidget):
    """Heading with a note, the chart below it, a button that shows the numbers instead.

    Signals:
        ids_chosen: the incidents or action items behind the mark that was opened, as a tuple.
    """

    ids_chosen = Signal(object)

    def __init__(
        self, chart: Chart, themes: ThemeSource, *, note: str = "", parent: QWidget | None = None
    ) -> None:
        """Frame a chart."""
        super().__init__(parent)
        self._themes = themes
        self.chart = chart
        self._note = Label(note, themes, tone="tertiary")
        self._toggle = Button("", themes, icon_name="columns-3", kind="ghost", small=True)
        self._toggle.setCheckable(True)
        self._toggle.setToolTip("Show as table")
        self._toggle.setAccessibleName(f"{chart.name}: show as table")
        self._toggle.toggled.connect(self._on_toggled)
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.0.5"))
        row.addWidget(self._note)
        row.addWidget(self._toggle)
        self._header = SectionHeader(chart.name, themes, right=right)
        self._stack = QStackedWidget()
        self._stack.addWidget(chart)
        self._table = _table(chart.name, themes)
        self._stack.addWidget(self._table)
        self._make_room(table=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        chart.ids_chosen.connect(self.ids_chosen)

    @property
    def is_table(self) -> bool:
        """Whether the numbers are shown instead of the chart."""
        return self._toggle.isChecked()

    def set_note(self, note: str) -> None:
        """Change the quiet words at the right."""
        self._note.setText(note)

    def refresh(self) -> None:
        """The chart has other data: the table follows."""
        empty = not self.chart.table().rows
        if empty:
            self._toggle.setChecked(False)
        self._toggle.setVisible(not empty)
        self._note.setVisible(not empty)
        if self.is_table:
            self._fill(self.chart.table())

    def show_table(self, shown: bool) -> None:
        """Show the numbers, or the chart again."""
        self._toggle.setChecked(shown)

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        if shown:
            self._fill(self.chart.table())
        self._stack.setCurrentIndex(1 if shown else 0)
        self._make_room(table=shown)

    def _make_room(self, *, table: bool) -> None:
        """A table that is not shown asks for no room: a chart without data needs but a line."""
        policy = QSizePolicy.Policy
        self._table.setSizePolicy(policy.Expanding, policy.Expanding if table else policy.Ignored)

    def _fill(self, data: ChartTable) -> None:
        columns = [
            Column(head, _cell(place), align_right=place > 0)
            for place, head in enumerate(data.heads)
        ]
        model: TableModel[Words] = TableModel(columns, self)
        model.set_rows(data.rows)
        old = self._table.model()
        self._table.setModel(model)
        if old is not None:
            old.deleteLater()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def _cell(place: int) -> Callable[[Words], str]:
    return lambda row: row[place]


def _table(name: str, themes: ThemeSource) -> QTableView:
    table = QTableView()
    table.setAccessibleName(f"{name} as a table")
    table.setObjectName("canvas")
    table.setFont(themes.current.font("body"))
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(themes.current.size("row.facet"))
    table.horizontalHeader().setFont(themes.current.font("meta", weight=500))
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    return table
