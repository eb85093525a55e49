"""Tells the spell check of an editor which words are right in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from desktop.pages.editor.spelling import SpellReader
    from desktop.session import LibrarySession
    from models.changes import Changes
    from models.library import Library


class LibraryWords(QObject):
    """Names of services, categories, tags and people, and the words that people added.

    Signals:
        changed: other words are right now.
    """

    changed = Signal()

    def __init__(self, session: LibrarySession, reader: SpellReader, parent: QObject) -> None:
        """Tell `reader`; nothing is read before `read`."""
        super().__init__(parent)
        self._session = session
        self._reader = reader
        session.changed.connect(self._on_changed)

    @Slot()
    def read(self) -> None:
        """Read the words again."""
        self._session.read(
            self, lambda library: library.spelling.known(), self._know, replaces="words"
        )

    @Slot(str)
    def add(self, word: str) -> None:
        """Take a word for right, for everybody who opens the library."""

        def operation(library: Library) -> Changes:
            from models.operations.spelling import (  # noqa: PLC0415  (SQLAlchemy is slow)
                add_spelling_word,
            )

            return add_spelling_word(library, word)

        self._session.perform(self, operation)

    def _know(self, words: frozenset[str]) -> None:
        if self._reader.know(words):
            self.changed.emit()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.settings or changes.vocabulary:
            self.read()
