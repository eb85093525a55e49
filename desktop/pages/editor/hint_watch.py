"""Finds the blameless hints of one text while it is typed, beside the interface, and marks them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QTextCharFormat

from desktop.pages.editor.text_offsets import TextOffsets
from models.blameless.hints import BlamelessReader
from models.blameless.paragraphs import ParagraphReader
from models.blameless.rules import RuleBook

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.editor.markdown_edit import MarkdownEdit
    from desktop.tasks import TaskContext, TaskRunner
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

    def know(self, people: frozenset[str]) -> bool:
        """Take these handles and names for people; whether that is news."""
        if people == self._people:
            return False
        with self._lock:
            self._people = people
            self._reader = None
        return True

    def hints(self, text: str) -> tuple[Hint, ...]:
        """Every hint in a text."""
        with self._lock:
            if self._rules is None:
                self._rules = RuleBook.shipped()
            if self._reader is None:
                self._reader = ParagraphReader(BlamelessReader(self._rules, self._people))
            return self._reader.hints(text)


class HintWatch(QObject):
    """Reads a text again after a pause; an answer to an older text is dropped.

    Signals:
        found: a tuple of `Hint`, all that the text holds now, answered or not.
    """

    found = Signal(object)

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
        super().__init__(edit)
        self._edit = edit
        self._themes = themes
        self._runner = runner
        self._read = read
        self._shown: tuple[Hint, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        edit.edited.connect(self._pause.start)
        themes.changed.connect(self._on_theme_changed)

    @Slot()
    def look(self) -> None:
        """Read the text as it is now."""
        self._pause.stop()
        revision = self._edit.revision
        text, read = self._edit.text(), self._read

        def work(_context: TaskContext) -> tuple[Hint, ...]:
            return read(text)

        self._runner.run(
            work,
            lane="background",
            owner=self,
            done=lambda hints: self._take(revision, hints),
            replaces="hints",
        )

    def show_hints(self, hints: tuple[Hint, ...]) -> None:
        """Underline these in the text, which must be the text that they were found in."""
        self._shown = hints[:_MOST]
        offsets = TextOffsets(self._edit.text()) if hints else TextOffsets("")
        form = self._form()
        self._edit.set_marks(
            MARKS,
            [(offsets.units(one.start), offsets.units(one.end), form) for one in self._shown],
        )

    def marked(self) -> list[tuple[int, int, Hint]]:
        """Each hint shown, with where its passage stands now; those typed over are left out."""
        places = self._edit.marks(MARKS)
        return [
            (start, end, hint)
            for (start, end), hint in zip(places, self._shown, strict=False)
            if end > start
        ]

    def _take(self, revision: int, hints: tuple[Hint, ...]) -> None:
        if revision == self._edit.revision:
            self.found.emit(hints)

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
        self._edit.set_marks(MARKS, [(start, end, form) for start, end, _hint in self.marked()])
