"""How the cells of a form's table are drawn and typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.dialogs.fields import Choice, Completion, exact_text
from desktop.widgets.painting import RowState, paint_row

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QPainter

    from desktop.pages.editor.record_model import RecordColumn, RecordModel
    from desktop.theme import ThemeSource

Index = QModelIndex | QPersistentModelIndex
_ROW_EDGE = 5
_CELL_EDGE = 8


class _CellText(QPlainTextEdit):
    """Editor of a cell that may have several lines: Enter commits, Shift+Enter breaks the line."""

    committed = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.committed.emit()
            return
        super().keyPressEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Gives each column its editor."""

    def __init__(self, model: RecordModel, themes: ThemeSource, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._themes = themes
        self.words: dict[str, tuple[str, ...]] = {}

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.columns[index.column()]
        editor = self._make(column, parent)
        editor.setAccessibleName(column.title)
        return editor

    def _make(self, column: RecordColumn, parent: QWidget) -> QWidget:
        if column.choices:
            choice = Choice(column.choices, self._themes, parent)
            choice.edited.connect(lambda: self.commitData.emit(choice))
            return choice
        font = self._themes.current.font("key" if column.mono else "body")
        if column.multiline:
            text = _CellText(parent)
            text.setFont(font)
            text.setTabChangesFocus(True)
            text.committed.connect(lambda: self._commit(text))
            return text
        line = QLineEdit(parent)
        line.setFont(font)
        line.setPlaceholderText(column.hint)
        if self.words.get(column.name):
            Completion(line, self.words[column.name])
        return line

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.EditNextItem)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, Choice):
            editor.set_value(value)
        elif isinstance(editor, _CellText):
            editor.setPlainText(value)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(value)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.value())
        elif isinstance(editor, _CellText):
            model.setData(index, exact_text(editor))
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter in a one-line editor goes on to the next cell, as Tab does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and isinstance(editor, QLineEdit):
                completer = editor.completer()
                popup = completer.popup() if completer is not None else None
                if popup is None or not popup.isVisible():
                    self._commit(editor)
                    return True
        return super().eventFilter(editor, event)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = option.rect
        if isinstance(editor, _CellText):
            lines = max(2, min(8, str(index.data(Qt.ItemDataRole.EditRole) or "").count("\n") + 3))
            rect.setHeight(max(rect.height(), lines * self._themes.current.line_height("body")))
        editor.setGeometry(rect)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else 0
        laid = _laid_out(index, max(width - 2 * _CELL_EDGE, 1))
        least = self._themes.current.size("row.timeline")
        return QSize(width, max(least, round(laid.boundingRect().height()) + 2 * _ROW_EDGE))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._themes.current
        wrong = index.data(Qt.ItemDataRole.BackgroundRole) is not None
        rect: QRect = option.rect
        painter.save()
        paint_row(painter, theme, rect, RowState.of(option, overdue=wrong))
        ink = index.data(Qt.ItemDataRole.ForegroundRole) or theme.color("text.primary")
        painter.setPen(ink)
        painter.setClipRect(rect)
        laid = _laid_out(index, max(rect.width() - 2 * _CELL_EDGE, 1))
        top = rect.top() + (rect.height() - laid.boundingRect().height()) / 2
        laid.draw(painter, QPointF(rect.left() + _CELL_EDGE, max(top, rect.top())))
        painter.restore()


def _laid_out(index: Index, width: float) -> QTextLayout:
    """The cell's words in lines of that width; a word that is too long is broken, never cut."""
    words = str(index.data(Qt.ItemDataRole.DisplayRole) or "").replace("\n", "\u2028")
    layout = QTextLayout(words, index.data(Qt.ItemDataRole.FontRole))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout
