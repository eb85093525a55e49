"""Finds the blameless hints of one text while it is typed, beside the interface, and marks them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QTextCharFormat

from desktop.pages.editor.text_offsets import TextOffsets
from desktop.pages.editor.text_watch import TextWatch
from models.blameless.hints import BlamelessReader
from models.blameless.paragraphs import ParagraphReader
from models.blameless.rules import RuleBook

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.editor.markdown_edit import MarkdownEdit
    from desktop.tasks import TaskRunner
    from desktop.theme import ThemeSource
    from models.blameless.hints import Hint

PAUSE_MS = 400
MARKS = "hint"
_MOST = 300


class HintReader:
    """Reads texts with the rules that ship; used by all texts of one editor, in workers."""

    def __init__(self) -> None:
        """Know nobody yet; the rules are read with the first text."""
        self._lock = threading.Lock()
        self._people: frozenset[str] = frozenset()
        self._rules: RuleBook | None = None
        self._reader: ParagraphReader | None = None
        self._reader_knows = self._people

    def know(self, people: frozenset[str]) -> bool:
        """Take these handles and names for people; whether that is news."""
        if people == self._people:
            return False
        self._people = people  # not under the lock: a worker may hold it for as long as it reads
        return True

    def hints(self, text: str) -> tuple[Hint, ...]:
        """Every hint in a text."""
        with self._lock:
            if self._rules is None:
                self._rules = RuleBook.shipped()
            people = self._people
            if self._reader is None or self._reader_knows is not people:
                self._reader = ParagraphReader(BlamelessReader(self._rules, people))
                self._reader_knows = people
            return self._reader.hints(text)


class HintWatch(TextWatch):
    """Underlines the hints of one text.

    Signals (of `TextWatch`):
        found: a tuple of `Hint`, all that the text holds now, answered or not.
    """

    def __init__(
        self,
        edit: MarkdownEdit,
        themes: ThemeSource,
        runner: TaskRunner,
        read: Callable[[str], tuple[Hint, ...]],
    ) -> None:
        """Watch `edit`.

        Args:
            edit: the text.
            themes: where the look of a mark comes from.
            runner: does the reading.
            read: finds hints; called in a worker.
        """
        super().__init__(edit, runner, read, pause=PAUSE_MS)
        self._themes = themes
        self._shown: tuple[Hint, ...] = ()
        themes.changed.connect(self._on_theme_changed)

    def show_hints(self, hints: tuple[Hint, ...]) -> None:
        """Underline these in the text, which must be the text that they were found in."""
        self._shown = hints[:_MOST]
        offsets = TextOffsets(self.edit.text()) if hints else TextOffsets("")
        form = self._form()
        self.edit.set_marks(
            MARKS,
            [(offsets.units(one.start), offsets.units(one.end), form) for one in self._shown],
        )

    def marked(self) -> list[tuple[int, int, Hint]]:
        """Each hint shown, with where its passage stands now; those typed over are left out."""
        places = self.edit.marks(MARKS)
        return [
            (start, end, hint)
            for (start, end), hint in zip(places, self._shown, strict=False)
            if end > start
        ]

    def _form(self) -> QTextCharFormat:
        theme = self._themes.current
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(theme.color("warning.text"))
        form.setBackground(theme.color("warning.bg"))
        return form

    @Slot()
    def _on_theme_changed(self) -> None:
        form = self._form()
        marked = self.marked()
        self._shown = tuple(hint for _start, _end, hint in marked)
        self.edit.set_marks(MARKS, [(start, end, form) for start, end, _hint in marked])
