"""What an import did, file by file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView, QTableView

from desktop.dialogs.framed import FramedDialog
from desktop.item_models.table import Column, TableModel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource
    from models.reading.batch import FileReport, ImportReport

_WIDTH = 760
_HEIGHT = 320


def summary(report: ImportReport) -> str:
    """One line: "41 imported, 2 skipped"."""
    totals = report.totals
    parts = [
        f"{number:,} {words}"
        for words, number in (
            ("imported", totals.imported),
            ("unchanged", totals.unchanged),
            ("skipped", totals.skipped),
            ("failed", totals.failed),
        )
        if number
    ]
    return ", ".join(parts) or "No files found"


class ImportReportDialog(FramedDialog):
    """A table of files: outcome, incidents made, what to look at."""

    def __init__(
        self, report: ImportReport, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Show a report."""
        super().__init__("Import", themes, parent, text=summary(report), width=_WIDTH)
        columns: list[Column[FileReport]] = [
            Column("File", lambda one: one.path.rsplit("/", 1)[-1], tooltip=lambda one: one.path),
            Column("Outcome", lambda one: one.outcome),
            Column("Incidents", lambda one: ", ".join(one.keys)),
            Column("Remarks", _remarks, tooltip=_remarks),
        ]
        model: TableModel[FileReport] = TableModel(columns, self)
        model.set_rows(report.files)
        table = QTableView()
        table.setObjectName("framed")
        table.setAccessibleName("Files")
        table.setModel(model)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSortingEnabled(True)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setMinimumHeight(_HEIGHT)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(table, 1)
        self.cancel_button.setText("Close")


def _remarks(one: FileReport) -> str:
    return "; ".join(part for part in (getattr(one, "reason", ""), *one.warnings) if part)
