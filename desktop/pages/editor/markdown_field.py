"""One Markdown text of the form: toolbar, source, preview, and what helps while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.pages.editor.hint_popover import HintPopover
from desktop.pages.editor.hint_watch import HintReader, HintWatch
from desktop.pages.editor.key_completion import KeyCompletion
from desktop.pages.editor.markdown_edit import MarkdownEdit
from desktop.pages.editor.markdown_preview import MarkdownPreview
from desktop.pages.editor.markdown_toolbar import MarkdownToolbar
from desktop.pages.editor.spelling import SpellReader, SpellWatch

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtCore import QRect

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.blameless.hints import Hint


class MarkdownField(QFrame):
    """The frame around a text.

    Signals:
        edited: a person changed the text.
        hints_found: tuple of `Hint`, all that the text holds now.
        hint_kept: (`Hint`, reason) that the words stay.
        word_added: a word that is right from now on.
    """

    edited = Signal()
    hints_found = Signal(object)
    hint_kept = Signal(object, str)
    word_added = Signal(str)

    def __init__(
        self,
        themes: ThemeSource,
        session: LibrarySession | None = None,
        reader: HintReader | None = None,
        spelling: SpellReader | None = None,
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Start empty.

        Args:
            themes: where colours come from.
            session: the library; without one there are no hints, no keys and no preview.
            reader: finds blameless hints.
            spelling: the dictionary; None checks no spelling.
            placeholder: what is said while nothing is written.
            parent: Qt parent.
        """
        super().__init__(parent)
        self.setObjectName("markdownField")
        self.edit = MarkdownEdit(themes, placeholder=placeholder)
        self.toolbar = MarkdownToolbar(themes)
        self.popover = HintPopover(themes, self.edit)
        self.preview: MarkdownPreview | None = None
        self.watch: HintWatch | None = None
        self.spelling: SpellWatch | None = None
        self.completion: KeyCompletion | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.edit)
        if session is not None:
            self.completion = KeyCompletion(self.edit, session, themes)
            self.preview = MarkdownPreview(self.edit, session, themes)
            column.addWidget(self.preview)
            reader = reader or HintReader()
            self.watch = HintWatch(self.edit, themes, session.runner, reader.hints)
            self.watch.found.connect(self.hints_found)
        if session is not None and spelling is not None:
            self.spelling = SpellWatch(
                self.edit, themes, session.runner, spelling, self.word_added.emit
            )
        self.toolbar.preview.setVisible(self.preview is not None)
        self.setFocusProxy(self.edit)
        self._connect()

    def _connect(self) -> None:
        edit = self.edit
        edit.helpers.append(self.popover)
        edit.edited.connect(self.edited)
        edit.edited.connect(self.popover.hide)
        edit.focus_changed.connect(self._on_focus_changed)
        edit.read_only_changed.connect(self.toolbar.set_read_only)
        edit.preview_pressed.connect(self.toolbar.preview.toggle)
        edit.clicked.connect(self._on_clicked)
        self.toolbar.command_chosen.connect(edit.run)
        self.toolbar.preview_toggled.connect(self._on_preview_toggled)
        self.popover.closed.connect(edit.setFocus)
        self.popover.rewrite_chosen.connect(self._on_rewrite)
        self.popover.kept.connect(self.hint_kept)

    def fill(self, text: str) -> None:
        """Show another text without telling `edited`."""
        if text == self.edit.text():
            return
        self.popover.hide()
        self.edit.fill(text)
        if self.watch is not None:
            self.watch.show_hints(())
        for watch in (self.watch, self.spelling):
            if watch is not None:
                watch.look_soon()
        if self.preview is not None and not self.preview.isHidden():
            self.preview.refresh()

    def begin(self, text: str, placeholder: str) -> None:
        """Show the text of another section, as if the field were new."""
        self.toolbar.preview.setChecked(False)
        self.edit.setPlaceholderText(placeholder)
        self.fill(text)
        self.edit.document().clearUndoRedoStacks()
        self.edit.moveCursor(QTextCursor.MoveOperation.Start)

    def text(self) -> str:
        """The text exactly as it was typed."""
        return self.edit.text()

    def show_incident(self, incident_id: UUID) -> None:
        """Say whose attachments the preview shows."""
        if self.preview is not None:
            self.preview.show_incident(incident_id)

    def show_hints(self, hints: tuple[Hint, ...]) -> None:
        """Underline these; they were found in the text as it stands."""
        if self.watch is not None:
            self.watch.show_hints(hints)
            self.popover.follow(hints)

    def hint_after(self, place: int) -> bool:
        """Open the first hint that begins at or after a place; False when there is none."""
        if self.watch is None:
            return False
        for start, end, hint in self.watch.marked():
            if start >= place:
                self._open(start, end, hint)
                return True
        return False

    def next_place(self) -> int:
        """Where the search for the next hint goes on: behind the open one, or the cursor."""
        open_hint = self.popover.hint
        if open_hint is not None and self.watch is not None:
            for start, _end, hint in self.watch.marked():
                if hint == open_hint:
                    return start + 1
        return self.edit.textCursor().position()

    def insert(self, markdown: str) -> None:
        """Put something at the cursor, apart from the words around it; one step of undo."""
        cursor = self.edit.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        cursor.insertText(("" if not before or before.endswith(" ") else " ") + markdown)
        self.edit.setTextCursor(cursor)

    def _open(self, start: int, end: int, hint: Hint) -> None:
        cursor = self.edit.textCursor()
        cursor.setPosition(end)
        self.edit.setTextCursor(cursor)
        self.edit.ensureCursorVisible()
        self.edit.setFocus()
        self.popover.show_hint(hint, self._passage(start))

    def _passage(self, start: int) -> QRect:
        rect = self.edit.place_rect(start)
        return rect.translated(self.edit.viewport().pos())

    @Slot(int)
    def _on_clicked(self, place: int) -> None:
        self.popover.hide()
        if self.watch is None:
            return
        for start, end, hint in self.watch.marked():
            if start <= place <= end:
                self.popover.show_hint(hint, self._passage(start))
                return

    @Slot(object)
    def _on_rewrite(self, hint: Hint) -> None:
        """Select the words, so that typing takes their place, and say how it could be said."""
        marked = self.watch.marked() if self.watch is not None else []
        for start, end, one in marked:
            if one == hint:
                cursor = self.edit.textCursor()
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                self.edit.setTextCursor(cursor)
                self.edit.setFocus()
                self.popover.advise(self._passage(start))
                return

    @Slot(bool)
    def _on_focus_changed(self, has_focus: bool) -> None:
        self.setProperty("focused", "true" if has_focus else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        if not has_focus and not self.popover.isAncestorOf(self.window().focusWidget()):
            self.popover.hide()

    @Slot(bool)
    def _on_preview_toggled(self, shown: bool) -> None:
        if self.preview is not None:
            self.preview.set_shown(shown)
