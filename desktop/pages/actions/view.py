"""What the register's page shows: heading, chips, table, bulk bar. It knows no store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.fields import Choice
from desktop.pages.actions.bulk_bar import BulkBar
from desktop.pages.actions.columns import CHOOSABLE
from desktop.pages.actions.filter_bar import FilterBar
from desktop.pages.actions.register import Arrangement, Column, Filter, Grouping
from desktop.pages.actions.table import RegisterTable
from desktop.pages.figure_line import FigureLine
from desktop.pages.phrase import Phrase, Run
from desktop.widgets.buttons import Button
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Label
from desktop.wording import count_words

if TYPE_CHECKING:
    from desktop.pages.actions.register import Register
    from desktop.theme import ThemeSource


class ActionsView(QWidget):
    """The register as a person sees it.

    Signals:
        arrangement_changed: an `Arrangement` that a person asked for.
        columns_changed: the columns that a person chose.
        command_requested: name of a command of the window or the page.
    """

    arrangement_changed = Signal(object)
    columns_changed = Signal(object)
    command_requested = Signal(str)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self._arrangement = Arrangement()
        self._register: Register | None = None
        self.table = RegisterTable(themes)
        self.bulk = BulkBar(themes)
        self.figure = FigureLine(themes)
        self.empty = EmptyState(themes)
        self.filter = FilterBar(themes)
        self._columns = frozenset(CHOOSABLE)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        edge = themes.current.size("space.3")
        column.setContentsMargins(edge, themes.current.size("space.2"), edge, edge // 2)
        column.setSpacing(themes.current.size("space.1.5"))
        column.addLayout(self._make_head())
        column.addWidget(self.filter)
        self._make_tools()
        column.addWidget(self._stack, 1)
        column.addWidget(self.bulk)
        self.filter.query_changed.connect(self._on_query_changed)
        self.table.sort_chosen.connect(self._on_sort_chosen)
        self.table.rows_chosen.connect(self._on_rows_chosen)
        self.bulk.cleared.connect(self.table.clearSelection)
        self.empty.action_chosen.connect(self._on_empty_action)

    @property
    def arrangement(self) -> Arrangement:
        """How the register is arranged."""
        return self._arrangement

    def show_register(self, register: Register, arrangement: Arrangement) -> None:
        """Show a state of the register."""
        self._register = register
        self._arrangement = arrangement
        self.filter.show_register(register, arrangement.query)
        self._grouping.set_value(arrangement.grouping.value)
        self._summary.say(summary_runs(register))
        self.table.show_register(register, arrangement)
        self._stack.setCurrentWidget(self.table if register.shown else self.empty)
        if not register.shown:
            self._explain_empty(register)

    def show_columns(self, columns: frozenset[Column]) -> None:
        """Show these columns of the table."""
        self._columns = columns
        self.table.show_columns(columns)

    def columns_menu(self) -> QMenu:
        """Every column that can be chosen, with a mark at those that are."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for column in CHOOSABLE:
            action = menu.addAction(column.value if column is not Column.NUMBER else "Number")
            action.setCheckable(True)
            action.setChecked(column in self._columns)
            action.toggled.connect(lambda _on, column=column: self._toggle_column(column))
        return menu

    def focus_first(self) -> None:
        """Give the keyboard to the table, or to the chips while it is empty."""
        if self._stack.currentWidget() is self.table:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.table.register_model.index(0, 1))
                self.table.clearSelection()
        else:
            self.filter.chips[Filter.OPEN].setFocus()

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(self._themes.current.size("space.0.5"))
        words.addWidget(Label("Action items", self._themes, style="title.page"))
        self._summary = Phrase(self._themes)
        words.addWidget(self._summary)
        row.addLayout(words, 1)
        row.addWidget(self.figure)
        return row

    def _make_tools(self) -> None:
        """What stands right of the query: grouping, columns, and what leaves the page."""
        self._grouping = Choice([(one.value, one.value) for one in Grouping], self._themes)
        self._grouping.setAccessibleName("Group by")
        self._grouping.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._grouping.edited.connect(self._on_grouping)
        label = Label("Group by", self._themes, tone="secondary")
        label.setBuddy(self._grouping)
        self._columns_button = Button("Columns", self._themes, icon_name="columns-3", small=True)
        self._columns_button.clicked.connect(self._on_columns)
        self._export_button = Button("Export", self._themes, icon_name="download", small=True)
        self._export_button.clicked.connect(self._on_export)
        sync = Button("Sync", self._themes, icon_name="refresh-cw", small=True)
        sync.setToolTip("Send what waits to the trackers, then ask how the issues stand")
        sync.clicked.connect(lambda: self.command_requested.emit("sync-trackers"))
        review = Button("Weekly review", self._themes, icon_name="list-todo", small=True)
        review.setToolTip("Go through what is shown item by item")
        review.clicked.connect(lambda: self.command_requested.emit("review-actions"))
        for widget in (
            label,
            self._grouping,
            self._columns_button,
            self._export_button,
            sync,
            review,
        ):
            self.filter.tools.addWidget(widget)

    def _explain_empty(self, register: Register) -> None:
        if not register.total:
            self.empty.say(
                "No action items yet",
                "They come with postmortems: each has a table of them.",
                action="New incident",
                icon="list-checks",
            )
            return
        labels = [chip.label for chip in register.chips]
        if labels == ["Open"] and self._arrangement.query.strip() == Filter.OPEN.term:
            self.empty.say(
                "Everything is done",
                f"{count_words(register.total, 'action item')} closed.",
                action="Show closed ones",
                icon="check",
            )
            return
        named = ", ".join(label.lower() for label in labels) or self._arrangement.query
        self.empty.say(
            "No action item matches all" if len(labels) > 1 else "No action item matches",
            f"Filtered by: {named}.",
            action="Show all open",
            icon="list-checks",
        )

    def _change(self, arrangement: Arrangement) -> None:
        self._arrangement = arrangement
        self.arrangement_changed.emit(arrangement)

    def _toggle_column(self, column: Column) -> None:
        self.show_columns(self._columns ^ {column})
        self.columns_changed.emit(self._columns)

    @Slot(str)
    def _on_query_changed(self, query: str) -> None:
        self._change(replace(self._arrangement, query=query))

    @Slot()
    def _on_columns(self) -> None:
        button = self._columns_button
        self.columns_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    @Slot()
    def _on_export(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for text, command in (
            ("All action items as CSV…", "export-actions"),
            ("Due dates shown, as a calendar (.ics)…", "export-calendar"),
        ):
            action = menu.addAction(text)
            action.triggered.connect(
                lambda _on=False, command=command: self.command_requested.emit(command)
            )
        button = self._export_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    @Slot()
    def _on_grouping(self) -> None:
        grouping = Grouping(self._grouping.value())
        self._change(replace(self._arrangement, grouping=grouping))

    @Slot(object, bool)
    def _on_sort_chosen(self, column: Column, descending: bool) -> None:
        self._change(replace(self._arrangement, sorted_by=column, descending=descending))

    @Slot()
    def _on_rows_chosen(self) -> None:
        self.bulk.show_rows(self.table.selected_rows())

    @Slot()
    def _on_empty_action(self) -> None:
        register = self._register
        if register is None or not register.total:
            self.command_requested.emit("new-postmortem")
            return
        narrowed = self._arrangement.query.strip() != Filter.OPEN.term
        self._change(replace(self._arrangement, query=Filter.OPEN.term if narrowed else ""))


def summary_runs(register: Register) -> list[Run]:
    """The line below the heading: how many are open, and what is wrong with them."""
    counts = register.counts
    if not register.total:
        return [Run("None recorded")]
    incidents = count_words(register.incidents, "incident")
    runs = [Run(f"{counts[Filter.OPEN]:,} open across {incidents}")]
    if counts[Filter.OVERDUE]:
        runs += [Run(", "), Run(f"{counts[Filter.OVERDUE]:,} overdue", "danger.text", 500)]
    if counts[Filter.DUE_THIS_WEEK]:
        words = f"{counts[Filter.DUE_THIS_WEEK]:,} due this week"
        runs += [Run(", "), Run(words, "warning.text", 500)]
    if counts[Filter.NO_OWNER]:
        runs.append(Run(f", {counts[Filter.NO_OWNER]:,} without an owner"))
    if counts[Filter.NO_DUE_DATE]:
        runs.append(Run(f", {counts[Filter.NO_DUE_DATE]:,} without a due date"))
    return [*runs, Run(".")]
