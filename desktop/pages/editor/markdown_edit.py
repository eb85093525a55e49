"""The field that Markdown is typed into: it grows with its text and helps lists and tables on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from typing_extensions import override

from desktop.pages.editor import markdown_commands as commands
from desktop.pages.editor.growing_edit import GrowingEdit
from desktop.pages.editor.markdown_highlighter import MarkdownHighlighter
from desktop.pages.editor.text_offsets import TextOffsets
from models.mentions import KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QFocusEvent,
        QMouseEvent,
    )
    from PySide6.QtWidgets import QPlainTextEdit, QWidget

    from desktop.pages.editor.markdown_tables import TableRows
    from desktop.theme import ThemeSource

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

COMMANDS: dict[str, Callable[[QPlainTextEdit], None]] = {
    "bold": lambda edit: commands.wrap(edit, "**"),
    "italic": lambda edit: commands.wrap(edit, "*"),
    "code": commands.make_code,
    "link": commands.make_link,
    "bullets": lambda edit: commands.make_list(edit, "bullet"),
    "numbers": lambda edit: commands.make_list(edit, "number"),
    "table": commands.insert_table,
}
KEYS = {
    "bold": "Ctrl+B",
    "italic": "Ctrl+I",
    "code": "Ctrl+Shift+C",
    "link": "Ctrl+Shift+K",
    "bullets": "Ctrl+Shift+8",
    "numbers": "Ctrl+Shift+7",
    "table": "Ctrl+Shift+T",
    "preview": "Ctrl+Shift+P",
}


class KeyHelper(Protocol):
    """Something open beside the text that takes keys before it does."""

    def is_open(self) -> bool:
        """Whether it takes keys now."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Take a key; False leaves it to the text."""


class MarkdownEdit(GrowingEdit):
    """Markdown source. Tab moves within lists and tables, and leaves the field anywhere else.

    Signals:
        key_pressed: key of an incident that was clicked with Ctrl.
        clicked: place in the document, in UTF-16 units, that was clicked.
        files_dropped: list of `Path` of local files.
        picture_pasted: `QImage` from the clipboard.
        preview_pressed: show or hide the preview.
        focus_changed: whether it has the keyboard.
        read_only_changed: whether it can only be read.
        menu_wanted: (`QMenu` about to be shown, place in the document that it is for).
    """

    key_pressed = Signal(str)
    clicked = Signal(int)
    files_dropped = Signal(list)
    picture_pasted = Signal(QImage)
    preview_pressed = Signal()
    focus_changed = Signal(bool)
    read_only_changed = Signal(bool)
    menu_wanted = Signal(object, int)

    def __init__(
        self, themes: ThemeSource, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        """Start empty."""
        super().__init__(themes, placeholder=placeholder, parent=parent)
        self._table: TableRows | None = None
        self.helpers: list[KeyHelper] = []
        self.highlighter = MarkdownHighlighter(self.document(), themes)
        self._sequences = {name: QKeySequence(keys) for name, keys in KEYS.items()}
        self.cursorPositionChanged.connect(self._on_cursor_moved)

    @override
    def setReadOnly(self, ro: bool) -> None:
        super().setReadOnly(ro)
        self.read_only_changed.emit(ro)

    @override
    def fill(self, text: str) -> None:
        self.highlighter.put_off()
        super().fill(text)
        self.highlighter.catch_up()

    def run(self, name: str) -> None:
        """Carry out one of `COMMANDS`."""
        if not self.isReadOnly():
            COMMANDS[name](self)
            self._note_table()
            self.setFocus()

    # ------------------------------------------------------------------ keys and mouse

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_escape = event.key() == Qt.Key.Key_Escape
            open_helper = any(one.is_open() for one in self.helpers)
            if self._command(event) or (is_escape and open_helper):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if any(one.is_open() and one.take_key(event) for one in self.helpers):
            event.accept()
            return
        command = self._command(event)
        if command == "preview":
            self.preview_pressed.emit()
        elif command:
            self.run(command)
        elif self._is_plain_return(event) and commands.press_enter(self):
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)
        self._note_table()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if any(one.is_open() and one.take_key(_tab(next)) for one in self.helpers):
            return True
        if not self.isReadOnly() and commands.press_tab(self, back=not next):
            self._note_table()
            return True
        return super().focusNextPrevChild(next)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        place = self.cursorForPosition(event.position().toPoint())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            key = self._key_at(place)
            if key:
                self.key_pressed.emit(key)
                return
        self.clicked.emit(place.position())

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        place = self.cursorForPosition(event.pos()) if by_mouse else self.textCursor()
        self.menu_wanted.emit(menu, place.position())
        menu.popup(event.globalPos())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave_table()
        self.focus_changed.emit(False)

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pictures and files become attachments; an address on selected words becomes a link."""
        paths = [Path(one.toLocalFile()) for one in source.urls() if one.isLocalFile()]
        if paths:
            self.files_dropped.emit(paths)
        elif source.hasImage() and not source.hasText():
            self.picture_pasted.emit(QImage(source.imageData()))
        elif self.textCursor().hasSelection() and _is_address(source.text()):
            commands.make_link(self, source.text().strip())
        else:
            super().insertFromMimeData(source)

    # ------------------------------------------------------------------ inside

    def _command(self, event: QKeyEvent) -> str:
        if self.isReadOnly():
            return ""
        # Shift+8 arrives as "*" on many keyboards; the digit's own key is what was meant.
        typed = QKeySequence(event.keyCombination())
        digits = {Qt.Key.Key_Asterisk: "bullets", Qt.Key.Key_ParenLeft: "bullets"}
        digits |= {Qt.Key.Key_Ampersand: "numbers", Qt.Key.Key_Slash: "numbers"}
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() == both and Qt.Key(event.key()) in digits:
            return digits[Qt.Key(event.key())]
        return next((name for name, keys in self._sequences.items() if keys == typed), "")

    def _is_plain_return(self, event: QKeyEvent) -> bool:
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        return not self.isReadOnly() and event.key() in _RETURNS and event.modifiers() in plain

    def _key_at(self, place: QTextCursor) -> str:
        text = place.block().text()
        column = TextOffsets(text).place(place.positionInBlock())
        found = (one for one in KEY.finditer(text) if one.start() <= column <= one.end())
        return next((one.group() for one in found), "")

    @Slot()
    def _on_cursor_moved(self) -> None:
        if self._table is not None:
            found = commands.table_at(self)
            if found is not None and found.first == self._table.first:
                self._table = found
            else:
                self._leave_table()

    def _note_table(self) -> None:
        """Remember the table that is being typed into; its columns are put in line afterwards."""
        if self.document().isUndoAvailable():
            found = commands.table_at(self)
            if found is not None:
                self._table = found

    def _leave_table(self) -> None:
        left, self._table = self._table, None
        if left is None or self.isReadOnly() or self.document().isRedoAvailable():
            return
        block = self.document().findBlockByNumber(left.first)
        found = commands.table_at(self, block) if block.isValid() else None
        if found is not None:
            commands.align_table(self, found)


def _tab(forward: bool) -> QKeyEvent:
    key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def _is_address(text: str) -> bool:
    address = text.strip()
    return address.startswith(("http://", "https://")) and not any(map(str.isspace, address))
