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
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.dialogs.fields import Choice, Completion, exact_text
from desktop.icons import paint_icon
from desktop.pages.editor.cell_editors import CellLines, LastWordCompleter
from desktop.pages.editor.cell_text import CellText, fits_one_line, lay_out
from desktop.pages.editor.record_model import BLANK_ROLE, NOTE_ROLE, SUGGESTED_ROLE
from desktop.widgets.painting import (
    BadgeSpec,
    RowState,
    badge_width,
    paint_badge,
    paint_line,
    paint_row,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QPainter

    from desktop.pages.editor.record_columns import RecordColumn
    from desktop.pages.editor.record_model import RecordModel
    from desktop.pages.editor.timeline_times import RowNote
    from desktop.theme import ThemeSource

Index = QModelIndex | QPersistentModelIndex
ROW_EDGE = 5
CELL_EDGE = 4
_ICON_GAP = 8
_NOTE_GAP = 16
_LEAST_EDITOR = 150
_MOST_KEPT = 4_000
_NOTE_INK = {"quiet": "text.tertiary", "warning": "warning.text", "danger": "danger.text"}
_FILLED = "filled"
_STEPS = {
    Qt.Key.Key_Tab: QAbstractItemDelegate.EndEditHint.EditNextItem,
    Qt.Key.Key_Backtab: QAbstractItemDelegate.EndEditHint.EditPreviousItem,
}


class CellDelegate(QStyledItemDelegate):
    """Gives each column its editor, and draws what stands in it.

    Signals:
        row_done: Enter was pressed in an editor, and its text taken.
        rows_pasted: several lines were pasted into a cell that takes one, or rows into any.

    Attributes:
        words: what is offered in a column while typing.
        are_rows: whether a text pasted into a cell of several lines is rows of this table.
    """

    row_done = Signal()
    rows_pasted = Signal(str)

    def __init__(self, model: RecordModel, themes: ThemeSource, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._themes = themes
        self.words: dict[str, tuple[str, ...]] = {}
        self.are_rows: Callable[[str], bool] = lambda _text: False
        self._heights: dict[tuple[int, int, str, RowNote | None], int] = {}

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
            text = CellLines(parent)
            text.setFont(font)
            text.setTabChangesFocus(True)
            text.committed.connect(lambda: self._finish_row(text))
            return text
        line = QLineEdit(parent)
        line.setFont(font)
        line.setPlaceholderText(column.hint)
        if column.several:
            LastWordCompleter(line, self.words.get(column.name, ()))
        elif self.words.get(column.name):
            Completion(line, self.words[column.name])
        return line

    def _finish_row(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.row_done.emit()

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Asked again whenever the row changes, by an offset that was worked out, say: what is being
        # typed must not be taken back to what was stored.
        if editor.property(_FILLED):
            return
        editor.setProperty(_FILLED, True)
        value = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, Choice):
            suggest = self._model.columns[index.column()].suggest
            row = index.row()
            if not value and suggest is not None and row < len(self._model.records):
                value = suggest(self._model.records[row])
            editor.set_value(value)
        elif isinstance(editor, CellLines):
            editor.setPlainText(value)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(value)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.value())
        elif isinstance(editor, CellLines):
            model.setData(index, exact_text(editor))
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter goes on to the next row; several lines pasted into one line become rows."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if isinstance(editor, CellLines) and event.key() in _STEPS:
                # Left to itself, a text would hand the keyboard to whatever follows the table.
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, _STEPS[Qt.Key(event.key())])
                return True
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and isinstance(editor, (QLineEdit, Choice)) and not _has_popup(editor):
                self._finish_row(editor)
                return True
            if event.matches(QKeySequence.StandardKey.Paste) and self._paste_rows(editor):
                return True
        return super().eventFilter(editor, event)

    def _paste_rows(self, editor: QObject) -> bool:
        """Put a pasted table into the table, not into the open cell; False where it is none."""
        text = QGuiApplication.clipboard().text()
        if isinstance(editor, QLineEdit):
            is_table = "\n" in text.strip()
        else:
            is_table = isinstance(editor, CellLines) and self.are_rows(text)
        if not is_table or not isinstance(editor, QWidget):
            return False
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.rows_pasted.emit(text)
        return True

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = option.rect
        if isinstance(editor, CellLines):
            lines = max(2, min(8, str(index.data(Qt.ItemDataRole.EditRole) or "").count("\n") + 3))
            rect.setHeight(max(rect.height(), lines * self._themes.current.line_height("body")))
        elif isinstance(editor, QLineEdit):
            # A date and a time are longer than the time alone that is shown.
            rect.setWidth(max(rect.width(), min(_LEAST_EDITOR, _room(option, rect))))
        editor.setGeometry(rect)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else 0
        return QSize(width, self.height_of(index.row(), index.column(), width))

    def height_of(self, row: int, place: int, width: int) -> int:
        """How high a cell of that width has to be."""
        column = self._model.columns[place]
        least = self._themes.current.size("row.timeline")
        if column.choices or column.is_computed or column.is_one_line:
            return least
        text, note = self._model.words_at(row, place)
        font = self._themes.current.font("key" if column.mono else "body")
        inner = width - 2 * CELL_EDGE
        if note is None and fits_one_line(text, font, inner):
            return least
        key = (place, width, text, note)
        known = self._heights.get(key)
        if known is not None:
            return known
        words, beside = self._laid_out(column, self._model.index(row, place), inner)
        height = words.height + (beside.height if beside and not _fits(words, beside, inner) else 0)
        if len(self._heights) >= _MOST_KEPT:
            self._heights.clear()
        found = self._heights[key] = max(least, round(height) + 2 * ROW_EDGE)
        return found

    def _laid_out(
        self, column: RecordColumn, index: Index, width: float
    ) -> tuple[CellText, CellText | None]:
        theme = self._themes.current
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        code = theme.font("key") if column.has_code else None
        words = lay_out(text, index.data(Qt.ItemDataRole.FontRole), width, code_font=code)
        note = index.data(NOTE_ROLE) if column.is_widest else None
        return words, lay_out(note.text, theme.font("meta"), width) if note else None

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._themes.current, option.rect
        column = self._model.columns[index.column()]
        wrong = index.data(Qt.ItemDataRole.BackgroundRole) is not None
        painter.save()
        paint_row(painter, theme, rect, RowState.of(option, overdue=wrong))
        line = theme.color("border.subtle")
        bottom = QPointF(rect.left(), rect.bottom()), QPointF(rect.right() + 1, rect.bottom())
        paint_line(painter, line, *bottom)
        painter.setClipRect(rect)
        inner = rect.adjusted(CELL_EDGE, 0, -CELL_EDGE, 0)
        if index.data(SUGGESTED_ROLE):
            self._paint_suggestion(painter, inner, str(index.data() or ""))
        elif column.right or column.choices or column.is_one_line:
            self._paint_word(painter, inner, column, index)
        else:
            self._paint_words(painter, inner, column, index)
        painter.restore()

    def _paint_suggestion(self, painter: QPainter, inner: QRect, words: str) -> None:
        theme = self._themes.current
        badge = BadgeSpec(words, dashed=True)
        if badge_width(theme, badge) > inner.width():
            badge = BadgeSpec(f"{words[:8]}…", dashed=True)
        top = inner.top() + (theme.size("row.timeline") - theme.size("pill.height")) / 2
        paint_badge(painter, theme, inner.left(), top, badge)

    def _paint_word(
        self, painter: QPainter, inner: QRect, column: RecordColumn, index: Index
    ) -> None:
        """A word or figure that never wraps, on the row's first line."""
        theme = self._themes.current
        box = QRectF(inner.left(), inner.top(), inner.width(), theme.size("row.timeline"))
        quiet = bool(index.data(BLANK_ROLE)) or column.is_computed
        ink = theme.color("text.tertiary" if quiet else "text.primary")
        icon = column.icon(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        if icon and not index.data(BLANK_ROLE):
            side = theme.size("icon.small")
            ink = theme.color("text.secondary")
            paint_icon(painter, QRectF(box.left(), box.top(), side, box.height()), icon, ink)
            box.setLeft(box.left() + side + _ICON_GAP)
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        painter.setPen(ink)
        side_flag = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        metrics = painter.fontMetrics()
        # What tells keys apart stands at their ends: acme/payments#4711.
        cut = Qt.TextElideMode.ElideMiddle if column.mono else Qt.TextElideMode.ElideRight
        words = metrics.elidedText(str(index.data() or ""), cut, int(box.width()))
        painter.drawText(box, side_flag | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_words(
        self, painter: QPainter, inner: QRect, column: RecordColumn, index: Index
    ) -> None:
        theme = self._themes.current
        words, note = self._laid_out(column, index, inner.width())
        first = words.layout.lineAt(0).height() if words.layout.lineCount() else 0.0
        top = inner.top() + (theme.size("row.timeline") - first) / 2
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole) or theme.color("text.primary"))
        words.draw(painter, theme, QPointF(inner.left(), top))
        if note is None:
            return
        painter.setPen(theme.color(_NOTE_INK[index.data(NOTE_ROLE).tone]))
        if _fits(words, note, inner.width()):
            left = inner.right() - note.last_right
            line = words.layout.lineAt(max(words.layout.lineCount() - 1, 0))
            place = QPointF(left, top + line.y() + (line.height() - note.height) / 2)
        else:
            place = QPointF(inner.left(), top + words.height)
        note.draw(painter, theme, place)


def _fits(words: CellText, note: CellText, width: float) -> bool:
    """Whether a note has room at the right of the last line."""
    one_line = note.layout.lineCount() == 1
    return one_line and words.last_right + _NOTE_GAP + note.last_right <= width


def _has_popup(editor: QWidget) -> bool:
    if isinstance(editor, Choice):
        return editor.view().isVisible()
    completer = editor.completer() if isinstance(editor, QLineEdit) else None
    popup = completer.popup() if completer is not None else None
    return popup is not None and popup.isVisible()


def _room(option: QStyleOptionViewItem, rect: QRect) -> int:
    view = option.widget
    return int(view.width()) - rect.left() if view is not None else rect.width()
