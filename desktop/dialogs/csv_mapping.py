"""Which column of a table is which field: guessed or remembered, shown, and changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.dialogs.fields import Choice, Field, TextEdit
from desktop.dialogs.framed import FramedDialog
from desktop.widgets.buttons import SegmentedControl
from desktop.widgets.labels import ElidedLabel, Label, Rule
from desktop.widgets.scrolling import scrolling
from desktop.wording import count_words
from models.reading.csv_columns import CsvContent, field_label, fields_of

if TYPE_CHECKING:
    from desktop.theme import ThemeSource
    from models.reading.csv_import import CsvPlan
    from models.reading.csv_table import CsvTable

_WIDTH = 680
_AREA_HEIGHT = 330
_COLUMN_WIDTH = 220
_LONGEST_SAMPLE = 200
_CONTENTS = ((CsvContent.ACTIONS.value, "Action items"), (CsvContent.INCIDENTS.value, "Incidents"))
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


class CsvMappingDialog(FramedDialog):
    """A row for each field: the column that holds it, and what stands in that column first.

    Signals:
        content_wanted: "actions" or "incidents": the rows are the other thing.
        tried: (columns by field, key of the incident for rows that name none): only look.
        submitted: the same: import.
    """

    content_wanted = Signal(str)
    tried = Signal(object, str)
    submitted = Signal(object, str)

    def __init__(self, plan: CsvPlan, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show a plan."""
        super().__init__(f"Import {plan.path.name}", themes, parent, width=_WIDTH)
        self.choices: dict[str, Choice] = {}
        self._samples: dict[str, ElidedLabel] = {}
        self._table = plan.table
        self.content = SegmentedControl(_CONTENTS, themes, name="What the rows are")
        self.content.chosen.connect(self.content_wanted)
        row = QHBoxLayout()
        row.addWidget(Label("The rows are", themes, tone="secondary"))
        row.addWidget(self.content)
        row.addStretch(1)
        self.body.addLayout(row)
        self._area = scrolling(QWidget())
        self._area.setMinimumHeight(_AREA_HEIGHT)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(Rule())
        self.incident = TextEdit(themes, placeholder="INC-2025-034", style="key")
        self.incident_field = Field(
            "incident", "Incident of rows that name none", self.incident, themes
        )
        self.body.addWidget(self.incident_field)
        self.add_button("Try it", self._on_tried)
        self.set_confirm("Import")
        self.confirmed.connect(self._on_confirmed)
        self.show_plan(plan)

    def show_plan(self, plan: CsvPlan) -> None:
        """Show columns as they were guessed, or chosen the last time."""
        content = plan.mapping.content
        parted = _SEPARATORS.get(plan.table.separator, plan.table.separator)
        whence = "as you chose them before" if plan.remembered else "guessed from their names"
        rows = count_words(len(plan.table.rows), "row")
        self.set_text(f"{rows}, parted by {parted}. Columns are {whence}.")
        self.content.set_value(content.value)
        self.incident_field.setVisible(content is CsvContent.ACTIONS)
        self._area.setWidget(self._grid(plan))
        if plan.table.warnings:
            self.banner.say("\n".join(plan.table.warnings), "warning")
        else:
            self.banner.clear()
        self._check()

    def show_outcome(self, text: str, *, failed: bool = False) -> None:
        """Say what an import would do, or why there is none."""
        self.set_busy(False)
        self.banner.say(text, "error" if failed else "information")

    def columns(self) -> dict[str, str]:
        """The column of each field; empty for none."""
        return {name: choice.value() for name, choice in self.choices.items()}

    def _grid(self, plan: CsvPlan) -> QWidget:
        themes = self.themes
        self.choices, self._samples = {}, {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, themes.current.size("space.1"), 0)
        grid.setHorizontalSpacing(themes.current.size("space.1.5"))
        grid.setVerticalSpacing(themes.current.size("space.0.5"))
        grid.setColumnStretch(2, 1)
        for at, words in enumerate(("Field", "Column", "For example")):
            grid.addWidget(Label(words, themes, style="meta", tone="tertiary"), 0, at)
        titles = dict.fromkeys(one for one in plan.table.header if one)
        offered = [("", "Not in this file"), *((one, one) for one in titles)]
        for at, name in enumerate(fields_of(plan.mapping.content), start=1):
            label = Label(field_label(name), themes)
            choice = Choice(offered, themes)
            choice.setFixedWidth(_COLUMN_WIDTH)
            choice.set_value(plan.mapping.column(name))
            choice.setAccessibleName(f"Column for {field_label(name)}")
            label.setBuddy(choice)
            sample = ElidedLabel("", themes, style="meta", tone="secondary")
            grid.addWidget(label, at, 0)
            grid.addWidget(choice, at, 1)
            grid.addWidget(sample, at, 2)
            self.choices[name], self._samples[name] = choice, sample
            choice.edited.connect(self._check)
        grid.setRowStretch(grid.rowCount(), 1)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        return inner

    @Slot()
    def _check(self) -> None:
        for name, choice in self.choices.items():
            self._samples[name].setText(_sample(self._table, choice.value()))
        has_title = bool(self.choices["title"].value())
        self.confirm_button.setEnabled(has_title)
        self.set_footnote("" if has_title else "One column has to be the title.")

    def _on_tried(self) -> None:
        self.tried.emit(self.columns(), self.incident.text().strip())

    @Slot()
    def _on_confirmed(self) -> None:
        self.set_busy(True)
        self.submitted.emit(self.columns(), self.incident.text().strip())


def _sample(table: CsvTable, column: str) -> str:
    """The first words that stand in a column."""
    if not column:
        return ""
    for row in table.rows:
        cells = table.cells(row, column)
        if cells:
            return " ".join(cells[0].split())[:_LONGEST_SAMPLE]
    return "(empty)"
