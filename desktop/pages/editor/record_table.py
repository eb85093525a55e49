"""A table of a form: typed with the keyboard alone, one blank row always at the end.

Enter takes a cell and goes to the next row, Tab to the next cell; Shift+Enter starts a new line
inside a cell that may have several; Ctrl+Delete removes a row, Alt+Shift+Up and Down move it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QVBoxLayout, QWidget

from desktop.pages.editor.record_model import RecordModel, RowLook
from desktop.pages.editor.record_view import RecordView
from desktop.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.pages.editor.draft import Record
    from desktop.pages.editor.record_columns import RecordColumn
    from desktop.theme import ThemeSource


class RecordTable(QFrame):
    """A table of records; what is wrong with a row is said in it.

    Attributes:
        add_button: goes to the blank row; whoever builds the heading places it.
        more_actions: words, keys and what to do, for the menu of a row.
        row_actions: gives words and what to do that one row has besides.

    Signals:
        edited: a person changed something.
        pasted: text that was pasted as rows.
    """

    edited = Signal()
    pasted = Signal(str)

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
        self.more_actions: tuple[tuple[str, str, Callable[[], None]], ...] = ()
        self.row_actions: Callable[[Record], Sequence[tuple[str, Callable[[], object]]]] = (
            lambda _record: ()
        )
        self.model = RecordModel(columns, themes, self, defaults=defaults)
        self.table = RecordView(self.model, themes)
        self.table.setAccessibleName(name)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu_wanted)
        self.table.pasted.connect(self.pasted)
        self.add_button = Button(add_text, themes, icon_name="plus", small=True)
        self.add_button.clicked.connect(self.start_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.0.5"))
        column.addWidget(self.table)
        self.model.edited.connect(self.edited)
        self._add_keys()
        self.setFocusProxy(self.table)

    def set_words(self, column: str, words: Sequence[str]) -> None:
        """Offer words in a column while typing."""
        self.table.delegate.words[column] = tuple(words)

    def set_records(
        self, records: Sequence[Record], looks: Sequence[RowLook] | None = None
    ) -> None:
        """Show other records without telling; the keyboard stays where it is."""
        index = self.table.currentIndex()
        row, column = index.row(), index.column()
        self.model.set_records(records, looks)
        if row >= 0 and not self.table.currentIndex().isValid():
            last = self.model.rowCount() - 1
            self.table.setCurrentIndex(self.model.index(min(row, last), column))

    def records(self) -> tuple[Record, ...]:
        """The records, without what still stands in an open editor (see `finish_editing`)."""
        return self.model.records

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read only, or written again."""
        self.model.set_read_only(read_only)
        self.table.set_read_only(read_only)
        self.add_button.setEnabled(not read_only)

    def finish_editing(self) -> None:
        """Take what stands in an open cell."""
        editor = QApplication.focusWidget()
        if editor is not None and self.table.viewport().isAncestorOf(editor):
            self.table.delegate.commitData.emit(editor)

    def show_problems(self, problems: Mapping[tuple[int, str], str]) -> None:
        """Mark cells, and say in their rows what is wrong with them."""
        self.model.set_problems(problems)

    def focus_cell(self, row: int, column: str) -> None:
        """Go to a cell."""
        names = [one.name for one in self.model.columns]
        self.table.setCurrentIndex(self.model.index(row, names.index(column)))
        self.table.setFocus()

    def sort_by(self, key: Callable[[Record], object]) -> None:
        """Put the records in order."""
        self.model.sort_by(key)

    def current_row(self) -> int:
        """The row that has the keyboard; -1 for none."""
        return self.table.currentIndex().row()

    def _add_keys(self) -> None:
        for keys, slot in (
            ("Ctrl+Del", self._on_remove),
            ("Alt+Shift+Up", self._on_up),
            ("Alt+Shift+Down", self._on_down),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @Slot(QPoint)
    def _on_menu_wanted(self, place: QPoint) -> None:
        index = self.table.indexAt(place)
        if index.isValid():
            self.table.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        if not self.model.is_read_only:
            menu.popup(self.table.viewport().mapToGlobal(place))

    def fill_menu(self, menu: QMenu) -> None:
        """Put what can be done with the current row into a menu."""
        row = self.current_row()
        is_record = 0 <= row < len(self.model.records)
        for words, keys, slot, possible in (
            ("Move up", "Alt+Shift+Up", self._on_up, is_record and row > 0),
            ("Move down", "Alt+Shift+Down", self._on_down, is_record),
            ("Remove row", "Ctrl+Del", self._on_remove, is_record),
            *((*one, is_record) for one in self.more_actions),
        ):
            action = menu.addAction(words)
            action.setShortcut(QKeySequence(keys))
            action.setEnabled(possible)
            action.triggered.connect(slot)
        for words, do in self.row_actions(self.model.records[row]) if is_record else ():
            menu.addAction(words).triggered.connect(lambda _on=False, do=do: do())

    @Slot()
    def start_row(self) -> None:
        """Go to the blank row and start typing."""
        index = self.model.index(self.model.rowCount() - 1, 0)
        self.table.setFocus()
        self.table.setCurrentIndex(index)
        self.table.edit(index)

    @Slot()
    def _on_remove(self) -> None:
        row = self.current_row()
        if not self.model.is_read_only and self.model.remove(row) is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        if self.model.is_read_only:
            return
        self.finish_editing()
        index = self.table.currentIndex()
        row = self.model.move(index.row(), by)
        self.table.setCurrentIndex(self.model.index(row, index.column()))
