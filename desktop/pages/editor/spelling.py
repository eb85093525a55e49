"""Marks words that are not in the dictionary, and offers others in the context menu."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QTextCharFormat, QTextCursor

from desktop.pages.editor.text_offsets import TextOffsets
from desktop.pages.editor.text_watch import TextWatch
from models.spelling import Speller, installed_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

    from desktop.pages.editor.markdown_edit import MarkdownEdit
    from desktop.tasks import TaskRunner
    from desktop.theme import ThemeSource
    from models.spelling import WordBook

PAUSE_MS = 700
MARKS = "spelling"
_MOST = 500


class SpellReader:
    """One dictionary for all texts of an editor; it is read with the first text, in a worker."""

    def __init__(self, load: Callable[[], WordBook | None] = installed_words) -> None:
        """Read nothing yet.

        Args:
            load: gives the dictionary, or None where there is none.
        """
        self._load = load
        self._lock = threading.Lock()
        self._book: WordBook | None = None
        self._is_loaded = False
        self._own: frozenset[str] = frozenset()
        self._speller: Speller | None = None
        self._speller_knows = self._own

    def know(self, words: frozenset[str]) -> bool:
        """Take these names and words for right; whether that is news."""
        if words == self._own:
            return False
        self._own = words  # not under the lock: a worker may hold it for as long as it reads
        return True

    def misspelt(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the unknown words of a text are; none without a dictionary."""
        return self._ready().misspelt(text)

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What may have been meant."""
        return self._ready().suggestions(word)

    def _ready(self) -> Speller:
        with self._lock:
            if not self._is_loaded:
                self._book, self._is_loaded = self._load(), True
            own = self._own
            if self._speller is None or self._speller_knows is not own:
                self._speller, self._speller_knows = Speller(self._book, own), own
            return self._speller


class SpellWatch(TextWatch):
    """Underlines the unknown words of one text with dots."""

    def __init__(
        self,
        edit: MarkdownEdit,
        themes: ThemeSource,
        runner: TaskRunner,
        reader: SpellReader,
        add: Callable[[str], None],
    ) -> None:
        """Watch `edit`.

        Args:
            edit: the text.
            themes: where the look of a mark comes from.
            runner: does the reading.
            reader: the dictionary.
            add: takes a word that shall be right from now on.
        """
        super().__init__(edit, runner, reader.misspelt, pause=PAUSE_MS)
        self._themes = themes
        self._reader = reader
        self._add = add
        self.found.connect(self._on_found)
        edit.menu_wanted.connect(self._on_menu_wanted)
        themes.changed.connect(self._on_theme_changed)

    def word_at(self, place: int) -> tuple[int, int] | None:
        """The unknown word at a place of the document."""
        places = self.edit.marks(MARKS)
        return next(((start, end) for start, end in places if start <= place <= end), None)

    @Slot(object)
    def _on_found(self, found: tuple[tuple[int, int], ...]) -> None:
        offsets = TextOffsets(self.edit.text()) if found else TextOffsets("")
        places = [(offsets.units(start), offsets.units(end)) for start, end in found[:_MOST]]
        self._mark(places)

    def _mark(self, places: list[tuple[int, int]]) -> None:
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(self._themes.current.color("danger.text"))
        self.edit.set_marks(MARKS, [(start, end, form) for start, end in places])

    @Slot(object, int)
    def _on_menu_wanted(self, menu: QMenu, place: int) -> None:
        """Put a wait into the menu, and the suggestions in its place once they are there."""
        found = self.word_at(place)
        if found is None or self.edit.isReadOnly():
            return
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(found[0])
        cursor.setPosition(found[1], QTextCursor.MoveMode.KeepAnchor)
        word = cursor.selectedText()
        first = menu.actions()[0]
        waiting = QAction("Looking for suggestions…", menu)
        waiting.setEnabled(False)
        add = QAction(f"Add “{word}” to the library's dictionary", menu)
        add.triggered.connect(lambda: self._add(word))
        line = QAction(menu)
        line.setSeparator(True)
        menu.insertActions(first, [waiting, add, line])
        reader = self._reader
        self._runner.run(
            lambda _context: reader.suggestions(word),
            lane="background",
            owner=menu,
            done=lambda words: self._show_suggestions(menu, waiting, cursor, words),
        )

    def _show_suggestions(
        self, menu: QMenu, waiting: QAction, cursor: QTextCursor, words: tuple[str, ...]
    ) -> None:
        for one in words:
            action = QAction(one, menu)
            action.triggered.connect(lambda _on=False, word=one: cursor.insertText(word))
            menu.insertAction(waiting, action)
        if words:
            menu.removeAction(waiting)
        else:
            waiting.setText("No suggestions")

    @Slot()
    def _on_theme_changed(self) -> None:
        self._mark(self.edit.marks(MARKS))
