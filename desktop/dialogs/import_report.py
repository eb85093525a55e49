"""What an import did: each file with its outcome, and what was read from it how certainly."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.dialogs.framed import FramedDialog
from desktop.icons import icon
from desktop.item_models.table import ROW_ROLE, Column, TableModel
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader
from desktop.wording import count_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.theme import ThemeSource
    from models.reading.import_report import FileReport, ImportReport
    from models.reading.results import FieldReport

Index = QModelIndex | QPersistentModelIndex
_WIDTH = 880
_FILES_HEIGHT = 240
_FILE_WIDTHS = (108, 320, 128)
_FIELDS_HEIGHT = 200
_OUTCOMES = {
    "imported": ("check", "success.text", 2),
    "unchanged": ("minus", "text.tertiary", 3),
    "skipped": ("circle-question-mark", "warning.text", 1),
    "failed": ("circle-alert", "danger.text", 0),
}
_CERTAIN = 0.95
_LIKELY = 0.7


def summary(report: ImportReport) -> str:
    """One line: "41 incidents imported, 2 files skipped"."""
    totals = report.totals
    parts = [
        f"{count_words(number, noun)} {words}"
        for number, noun, words in (
            (totals.imported, "incident", "imported"),
            (totals.unchanged, "file", "unchanged"),
            (totals.skipped, "file", "skipped"),
            (totals.failed, "file", "failed"),
        )
        if number
    ]
    said = ", ".join(parts) or "No files found"
    return f"{said}, stopped before the end" if report.cancelled else said


def confidence_words(confidence: float) -> str:
    """How sure the reader was, in a word."""
    if confidence >= _CERTAIN:
        return "certain"
    return "likely" if confidence >= _LIKELY else "look at it"


class ImportReportDialog(FramedDialog):
    """Files above, what was read from the chosen one below.

    Signals:
        key_chosen: key of an incident that shall be opened.
    """

    key_chosen = Signal(str)

    def __init__(
        self, report: ImportReport, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Show a report; what needs a look comes first."""
        super().__init__("Import", themes, parent, text=summary(report), width=_WIDTH)
        self._themes = themes
        self.files: TableModel[FileReport] = TableModel(_file_columns(), self)
        self.files.set_rows(sorted(report.files, key=lambda one: _OUTCOMES[one.outcome][2]))
        self.fields: TableModel[FieldReport] = TableModel(_field_columns(), self)
        self.files_table = _table("Files", self.files, themes, stretch=3)
        header = self.files_table.horizontalHeader()
        for place, width in enumerate(_FILE_WIDTHS):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(place, width)
        self.files_table.setItemDelegateForColumn(0, _OutcomeDelegate(themes, self))
        self.files_table.setMinimumHeight(_FILES_HEIGHT)
        self.fields_table = _table("What was read", self.fields, themes, stretch=1)
        self.fields_table.setMinimumHeight(_FIELDS_HEIGHT)
        self._head = SectionHeader("What was read", themes)
        self._remarks = Label("", themes, tone="secondary", wrap=True)
        self._remarks.hide()
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, themes.current.size("space.1"), 0, 0)
        for widget in (self._head, self._remarks, self.fields_table):
            column.addWidget(widget)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.files_table)
        splitter.addWidget(lower)
        splitter.setChildrenCollapsible(False)
        self.body.addWidget(splitter, 1)
        self.cancel_button.setText("Close")
        self.files_table.selectionModel().currentRowChanged.connect(self._on_file_changed)
        self.files_table.activated.connect(self._on_activated)
        if report.files:
            self.files_table.setCurrentIndex(self.files.index(0, 0))
        self.files_table.setFocus()

    @Slot()
    def _on_file_changed(self) -> None:
        one: FileReport | None = self.files_table.currentIndex().data(ROW_ROLE)
        if one is None:
            return
        self._head.set_note(PurePath(one.path).name)
        remarks = "\n".join(part for part in (one.reason, *one.warnings) if part)
        self._remarks.setText(remarks)
        self._remarks.setVisible(bool(remarks))
        self.fields.set_rows(one.fields)
        self.fields_table.setVisible(bool(one.fields))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        one: FileReport | None = index.data(ROW_ROLE)
        if one is not None and one.keys:
            self.key_chosen.emit(one.keys[0])
            self.accept()


class _OutcomeDelegate(QStyledItemDelegate):
    """The outcome with its icon."""

    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        row: FileReport | None = index.data(ROW_ROLE)
        if row is None:
            return
        name, token, _rank = _OUTCOMES[row.outcome]
        theme = self._themes.current
        side = theme.size("icon.small")
        option.icon = icon(name, theme.color(token))
        option.decorationSize = QSize(side, side)
        option.features |= option.ViewItemFeature.HasDecoration


def _file_columns() -> list[Column[FileReport]]:
    return [
        Column(
            "Outcome",
            lambda one: one.outcome.capitalize(),
            sort=lambda one: _OUTCOMES[one.outcome][2],
        ),
        Column("File", lambda one: PurePath(one.path).name, tooltip=lambda one: one.path),
        Column("Incidents", lambda one: ", ".join(one.keys)),
        Column("Remarks", _remarks, tooltip=_remarks),
    ]


def _field_columns() -> list[Column[FieldReport]]:
    return [
        Column("Field", lambda one: one.name.replace("_", " ").replace(".", ": ")),
        Column("Value", lambda one: " ".join(one.value.split()), tooltip=lambda one: one.value),
        Column(
            "Line",
            lambda one: str(one.line) if one.line else "",
            sort=lambda one: one.line,
            align_right=True,
        ),
        Column(
            "Certainty",
            lambda one: confidence_words(one.confidence),
            sort=lambda one: one.confidence,
            tooltip=lambda one: f"{one.confidence:.0%}",
        ),
    ]


def _remarks(one: FileReport) -> str:
    return "; ".join(part for part in (one.reason, *one.warnings) if part)


def _table(name: str, model: TableModel[Any], themes: ThemeSource, *, stretch: int) -> QTableView:
    table = QTableView()
    table.setObjectName("framed")
    table.setAccessibleName(name)
    table.setModel(model)
    table.setFont(themes.current.font("body"))
    table.setShowGrid(False)
    table.setWordWrap(False)
    # Without a column chosen the order given holds: what needs a look first.
    table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    table.setSortingEnabled(True)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(themes.current.size("row.facet"))
    header = table.horizontalHeader()
    header.setFont(themes.current.font("meta", weight=500))
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    return table
