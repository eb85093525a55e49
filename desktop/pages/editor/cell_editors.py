"""What is typed into inside a cell: a line, lines, one of a list, several words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit
from typing_extensions import override

from desktop.dialogs.words_field import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent


class CellLines(QPlainTextEdit):
    """Editor of a cell that may have several lines: Enter commits, Shift+Enter breaks the line.

    Signals:
        committed: Enter was pressed.
    """

    committed = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                # Qt's own would be a line separator, which no file format knows as a line end.
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
            else:
                self.committed.emit()
            return
        super().keyPressEvent(event)


class LastWordCompleter(QCompleter):
    """Completes the word after the last comma; the words before it stay."""

    def __init__(self, edit: QLineEdit, words: Sequence[str]) -> None:
        """Offer `words` in `edit`."""
        super().__init__(QStringListModel(list(words), edit), edit)
        self._edit = edit
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = self.popup()
        if popup is not None:
            popup.setAccessibleName("Suggestions")
        edit.setCompleter(self)

    @override
    def splitPath(self, path: str) -> list[str]:
        return [path.rsplit(",", 1)[-1].strip()]

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        model: QAbstractItemModel | None = self.model()
        word = str(index.data() or "") if model is not None else ""
        before = self._edit.text().rpartition(",")[0].strip()
        whole = joined([word])
        return f"{before}, {whole}" if before else whole
