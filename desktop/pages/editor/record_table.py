"""A table of a form: typed with the keyboard alone, one blank row always at the end.

Enter goes on to the next cell and from the last one to the next row; Shift+Enter starts a new line
inside a cell that may have several; Ctrl+Delete removes a row, Alt+Up and Alt+Down move it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.pages.editor.record_delegate import CellDelegate
from desktop.pages.editor.record_model import RecordColumn, RecordModel
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.pages.editor.draft import Record
    from desktop.theme import ThemeSource

_MOST_HEIGHT = 560


class _Table(QTableView):
    """As high as its rows; Enter edits, and a wheel that passes over scrolls the form."""

    def __init__(self, model: RecordModel, themes: ThemeSource) -> None:
        super().__init__()
        self._least = themes.current.size("row.timeline")
        self.setModel(model)
        self.setObjectName("framed")
        self.setWordWrap(True)
        self.setShowGrid(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.AnyKeyPressed
            | triggers.SelectedClicked
        )
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(self._least)
        self.verticalHeader().setDefaultSectionSize(self._least)
        header = self.horizontalHeader()
        header.setFont(themes.current.font("meta", weight=500))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for place, column in enumerate(model.columns):
            if column.width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def fit(self) -> None:
        """Take the height of all rows."""
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.model().rowCount()))
        height = self.horizontalHeader().sizeHint().height() + rows + 2
        if height > _MOST_HEIGHT:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFixedHeight(min(height, _MOST_HEIGHT))


class RecordTable(QFrame):
    """A table of records with its buttons and, below it, what is wrong with its rows.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[RecordColumn],
        themes: ThemeSource,
        *,
        add_text: str,
        defaults: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Start with the blank row alone.

        Args:
            name: what the rows are ("Timeline").
            columns: from left to right.
            themes: where colours come from.
            add_text: words of the button that goes to the blank row.
            defaults: values that a new record starts with.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._themes = themes
        self.model = RecordModel(columns, themes, self, defaults=defaults)
        self.table = _Table(self.model, themes)
        self.table.setAccessibleName(name)
        self._delegate = CellDelegate(self.model, themes, self.table)
        self.table.setItemDelegate(self._delegate)
        self._messages = Label("", themes, style="meta", tone="danger", wrap=True)
        self._messages.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.0.5"))
        column.addWidget(self.table)
        column.addWidget(self._messages)
        column.addLayout(self._buttons(add_text, name))
        for signal in (
            self.model.rowsInserted,
            self.model.rowsRemoved,
            self.model.modelReset,
            self.model.dataChanged,
        ):
            signal.connect(self._on_rows_changed, Qt.ConnectionType.QueuedConnection)
        self.table.horizontalHeader().sectionResized.connect(
            self._on_rows_changed, Qt.ConnectionType.QueuedConnection
        )
        self.model.edited.connect(self.edited)
        self._add_keys()
        self.setFocusProxy(self.table)
        self._on_rows_changed()

    def set_words(self, column: str, words: Sequence[str]) -> None:
        """Offer words in a column while typing."""
        self._delegate.words[column] = tuple(words)

    def set_records(self, records: Sequence[Record]) -> None:
        """Show other records without telling."""
        self.model.set_records(records)

    def records(self) -> tuple[Record, ...]:
        """The records, without what still stands in an open editor (see `finish_editing`)."""
        return self.model.records

    def finish_editing(self) -> None:
        """Take what stands in an open cell."""
        editor = QApplication.focusWidget()
        if editor is not None and self.table.viewport().isAncestorOf(editor):
            self._delegate.commitData.emit(editor)

    def show_problems(self, problems: Mapping[tuple[int, str], str]) -> None:
        """Mark cells and say below the table what is wrong with them."""
        self.model.set_problems(problems)
        titles = {one.name: one.title for one in self.model.columns}
        lines = [
            f"Row {row + 1}, {titles.get(name, name).lower()}: {message}"
            for (row, name), message in sorted(problems.items())
        ]
        self._messages.setText("\n".join(lines))
        self._messages.setVisible(bool(lines))

    def focus_cell(self, row: int, column: str) -> None:
        """Go to a cell."""
        names = [one.name for one in self.model.columns]
        self.table.setCurrentIndex(self.model.index(row, names.index(column)))
        self.table.setFocus()

    def sort_by(self, key: Callable[[Record], object]) -> None:
        """Put the records in order."""
        self.model.sort_by(key)

    def _buttons(self, add_text: str, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._themes.current.size("space.0.5"))
        add = Button(add_text, self._themes, icon_name="plus", small=True)
        add.clicked.connect(self.start_row)
        remove = Button("Remove row", self._themes, kind="ghost", small=True)
        remove.setAccessibleName(f"Remove the current row of {name.lower()}")
        remove.setToolTip("Remove the current row (Ctrl+Delete)")
        remove.clicked.connect(self._on_remove)
        row.addWidget(add)
        row.addWidget(remove)
        row.addStretch(1)
        self.buttons = row
        return row

    def _add_keys(self) -> None:
        for keys, slot in (
            ("Ctrl+Del", self._on_remove),
            ("Alt+Up", self._on_up),
            ("Alt+Down", self._on_down),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @Slot()
    def start_row(self) -> None:
        """Go to the blank row and start typing."""
        index = self.model.index(self.model.rowCount() - 1, 0)
        self.table.setFocus()
        self.table.setCurrentIndex(index)
        self.table.edit(index)

    @Slot()
    def _on_remove(self) -> None:
        row = self.table.currentIndex().row()
        if self.model.remove(row) is not None:
            self._messages.hide()
            self.table.setCurrentIndex(self.model.index(row, 0))

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        index = self.table.currentIndex()
        row = self.model.move(index.row(), by)
        self.table.setCurrentIndex(self.model.index(row, index.column()))

    @Slot()
    def _on_rows_changed(self) -> None:
        self.table.fit()
