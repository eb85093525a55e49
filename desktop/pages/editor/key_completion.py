"""Offers the library's incidents while a key is typed into a text (``INC-`` …)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.pages.editor.text_offsets import TextOffsets

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.pages.editor.markdown_edit import MarkdownEdit
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.mentions import KeyedIncident

_TYPED = re.compile(r"(?<![\w/-])[A-Za-z][A-Za-z0-9]{1,9}-[\w-]{0,20}$")
_WIDTH = 420
_SHOWN = 6
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class KeyCompletion(QListWidget):
    """A short list below the cursor; the keyboard stays in the text.

    Up and Down choose, Enter or Tab takes, Esc closes, and typing on narrows it.
    """

    def __init__(self, edit: MarkdownEdit, session: LibrarySession, themes: ThemeSource) -> None:
        """Listen to `edit`; hidden until a key is begun there."""
        super().__init__(edit)
        self._edit = edit
        self._session = session
        self._themes = themes
        self._dismissed = ""
        self.setObjectName("completion")
        self.setAccessibleName("Incidents with this key")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFont(themes.current.font("body"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(self._on_clicked)
        edit.edited.connect(self._on_edited)
        edit.cursorPositionChanged.connect(self._on_cursor_moved)
        edit.focus_changed.connect(self._on_focus_changed)
        edit.helpers.append(self)
        self.hide()

    def is_open(self) -> bool:
        """Whether it can be seen."""
        return not self.isHidden()

    def take_key(self, event: QKeyEvent) -> bool:
        """Move in the list, take from it or close it; False leaves the key to the text."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow((self.currentRow() + step) % self.count())
            return True
        if key in _TAKES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._take()
            return True
        if key == Qt.Key.Key_Escape:
            self._dismissed = self._typed()
            self.hide()
            return True
        return False

    @Slot()
    def _on_edited(self) -> None:
        typed = self._typed() if self._edit.hasFocus() else ""
        if not typed or typed == self._dismissed:
            self.hide()
            return
        self._session.read(
            self,
            lambda library: library.mentions.matching(typed, limit=2 * _SHOWN),
            lambda found: self._show(typed, found),
            replaces="keys",
        )

    def _show(self, typed: str, found: tuple[KeyedIncident, ...]) -> None:
        if typed != self._typed() or not found or [one.key for one in found] == [typed]:
            self.hide()
            return
        self.clear()
        height = self._themes.current.size("control")
        for one in found:
            item = QListWidgetItem(f"{one.key}   {one.title}")
            item.setData(Qt.ItemDataRole.UserRole, one.key)
            item.setSizeHint(QSize(0, height))
            self.addItem(item)
        self.setCurrentRow(0)
        self._place(min(len(found), _SHOWN) * height)

    def _place(self, height: int) -> None:
        host: QWidget = self._edit.window()
        if self.parentWidget() is not host:
            self.setParent(host)
        frame = 2 * self.frameWidth() + 2
        width = min(_WIDTH, host.width())
        self.setFixedSize(width, height + frame)
        rect = self._edit.cursorRect()
        at = self._edit.viewport().mapTo(host, QPoint(rect.left(), rect.bottom() + 2))
        if at.y() + self.height() > host.height():
            at.setY(at.y() - self.height() - rect.height() - 4)
        self.move(max(0, min(at.x(), host.width() - width)), max(0, at.y()))
        self.show()
        self.raise_()

    def _typed(self) -> str:
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            return ""
        text = cursor.block().text()
        before = text[: TextOffsets(text).place(cursor.positionInBlock())]
        found = _TYPED.search(before[-40:])
        return found.group() if found else ""

    def _take(self) -> None:
        item = self.currentItem()
        typed = self._typed()
        self.hide()
        if item is None or not typed:
            return
        key = str(item.data(Qt.ItemDataRole.UserRole))
        self._dismissed = key
        cursor = self._edit.textCursor()
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(typed)
        )
        cursor.insertText(key)
        self._edit.setTextCursor(cursor)

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.setCurrentItem(item)
        self._take()

    @Slot()
    def _on_cursor_moved(self) -> None:
        if self.is_open() and not self._typed():
            self.hide()

    @Slot(bool)
    def _on_focus_changed(self, has_focus: bool) -> None:
        if not has_focus:
            self.hide()
