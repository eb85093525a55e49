"""What the register's page shows: heading, chips, table, bulk bar. It knows no store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.dialogs.fields import Choice
from desktop.pages.actions.bulk_bar import BulkBar
from desktop.pages.actions.register import Arrangement, Column, Filter, Grouping
from desktop.pages.actions.table import RegisterTable
from desktop.pages.figure_line import FigureLine
from desktop.pages.phrase import Phrase, Run
from desktop.widgets.buttons import Button
from desktop.widgets.chip import FilterChip
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.labels import Label
from desktop.wording import count_words

if TYPE_CHECKING:
    from desktop.pages.actions.register import Register
    from desktop.theme import ThemeSource

_ICONS = {
    Filter.OVERDUE: "triangle-alert",
    Filter.DUE_THIS_WEEK: "clock",
    Filter.NO_OWNER: "user-x",
    Filter.NO_DUE_DATE: "calendar-x",
}


class ActionsView(QWidget):
    """The register as a person sees it.

    Signals:
        arrangement_changed: an `Arrangement` that a person asked for.
        export_requested: what is shown shall become a CSV file.
        help_requested: the empty register's one button was pressed.
    """

    arrangement_changed = Signal(object)
    export_requested = Signal()
    help_requested = Signal()

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
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        edge = themes.current.size("space.3")
        column.setContentsMargins(edge, themes.current.size("space.2"), edge, edge // 2)
        column.setSpacing(themes.current.size("space.1.5"))
        column.addLayout(self._make_head())
        column.addLayout(self._make_filters())
        column.addWidget(self._stack, 1)
        column.addWidget(self.bulk)
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
        for chip_filter, chip in self._chips.items():
            chip.set_count(register.counts[chip_filter])
            chip.setChecked(chip_filter in arrangement.filters)
        self._grouping.set_value(arrangement.grouping.value)
        self._summary.say(summary_runs(register))
        self.table.show_register(register, arrangement)
        self._stack.setCurrentWidget(self.table if register.shown else self.empty)
        if not register.shown:
            self._explain_empty(register)

    def focus_first(self) -> None:
        """Give the keyboard to the table, or to the chips while it is empty."""
        if self._stack.currentWidget() is self.table:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.table.register_model.index(0, 1))
                self.table.clearSelection()
        else:
            self._chips[Filter.OPEN].setFocus()

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

    def _make_filters(self) -> QHBoxLayout:
        chips = QWidget()
        flow = FlowLayout(chips, spacing=self._themes.current.size("space.1"))
        self._chips: dict[Filter, FilterChip] = {}
        for one in Filter:
            chip = FilterChip(one.value, self._themes, icon_name=_ICONS.get(one, ""), count=0)
            chip.clicked.connect(self._on_chip)
            flow.addWidget(chip)
            self._chips[one] = chip
        policy = chips.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        self._grouping = Choice([(one.value, one.value) for one in Grouping], self._themes)
        self._grouping.setAccessibleName("Group by")
        self._grouping.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._grouping.edited.connect(self._on_grouping)
        label = Label("Group by", self._themes, tone="secondary")
        label.setBuddy(self._grouping)
        export = Button("Export CSV…", self._themes, icon_name="download", small=True)
        export.clicked.connect(self.export_requested)
        row = QHBoxLayout()
        row.setSpacing(self._themes.current.size("space.1"))
        row.addWidget(chips, 1)
        row.addWidget(label)
        row.addWidget(self._grouping)
        row.addWidget(export)
        return row

    def _explain_empty(self, register: Register) -> None:
        if not register.total:
            self.empty.say(
                "No action items yet",
                "They come with postmortems: each has a table of them.",
                action="New incident",
                icon="list-checks",
            )
            return
        narrowing = self._arrangement.filters - {Filter.OPEN}
        if self._arrangement.incident_id is not None:
            self.empty.say("Nothing here for this incident", action="Show all", icon="list-checks")
        elif narrowing:
            named = " and ".join(one.value.lower() for one in Filter if one in narrowing)
            many = len(narrowing) > 1
            self.empty.say(
                "No action item matches all" if many else "No action item matches",
                f"Filtered by: {named}.",
                action="Show all open",
                icon="list-checks",
            )
        else:
            self.empty.say(
                "Everything is done",
                f"{count_words(register.total, 'action item')} closed.",
                action="Show closed ones",
                icon="check",
            )

    def _change(self, arrangement: Arrangement) -> None:
        self._arrangement = arrangement
        self.arrangement_changed.emit(arrangement)

    @Slot()
    def _on_chip(self) -> None:
        filters = frozenset(one for one, chip in self._chips.items() if chip.isChecked())
        self._change(replace(self._arrangement, filters=filters))

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
            self.help_requested.emit()
            return
        narrowed = self._arrangement.filters != {Filter.OPEN} or self._arrangement.incident_id
        filters = frozenset({Filter.OPEN}) if narrowed else frozenset()
        self._change(replace(self._arrangement, filters=filters, incident_id=None))


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
