"""The design's text: typed, pasted or dropped as a file; what matched in it is underlined."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from desktop.dialogs.fields import ParagraphEdit, exact_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

_MOST_MARKS = 200
_MOST_MARKED = 100_000
"""Characters that are looked through at each keystroke."""
_MOST_PHRASES = 60


class DesignText(ParagraphEdit):
    """The text under review.

    Signals:
        file_dropped: `Path` of a file that was dropped or pasted onto it.
    """

    file_dropped = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(
            themes,
            placeholder="Paste or write what is planned, or drop a Markdown or text file here.",
            lines=12,
            most_lines=16,
            style="body",
            parent=parent,
        )
        self._themes = themes
        self._phrases: tuple[str, ...] = ()
        self.setAcceptDrops(True)
        themes.changed.connect(lambda _theme: self._mark())
        self.textChanged.connect(self._mark)

    def show_matches(self, phrases: Sequence[str]) -> None:
        """Underline where these stand in the text, whatever their case."""
        self._phrases = tuple(dict.fromkeys(one.strip() for one in phrases if one.strip()))
        self._mark()

    def matches(self) -> int:
        """How many of the phrases stand in the text."""
        text = exact_text(self)
        return sum(re.search(_pattern(one), text) is not None for one in self._phrases)

    def _mark(self) -> None:
        theme = self._themes.current
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(theme.color("accent.base"))
        look.setProperty(QTextFormat.Property.FontWeight, 500)
        text = exact_text(self)[:_MOST_MARKED]
        marks: list[QTextEdit.ExtraSelection] = []
        # The longest first, so that the places found are those of whole names.
        for phrase in sorted(self._phrases[:_MOST_PHRASES], key=len, reverse=True):
            for found in re.finditer(_pattern(phrase), text):
                if len(marks) >= _MOST_MARKS:
                    break
                selection = QTextEdit.ExtraSelection()
                # Qt counts UTF-16 units.
                start = len(text[: found.start()].encode("utf-16-le", "surrogatepass")) // 2
                end = start + len(found.group().encode("utf-16-le", "surrogatepass")) // 2
                cursor = QTextCursor(self.document())
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                selection.cursor = cursor
                selection.format = look
                marks.append(selection)
        self.setExtraSelections(marks)

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return _file_of(source) is not None or super().canInsertFromMimeData(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        file = _file_of(source)
        if file is not None:
            self.file_dropped.emit(file)
            return
        super().insertFromMimeData(source)

    @override
    def dragEnterEvent(self, e: QDragEnterEvent) -> None:
        if _file_of(e.mimeData()) is not None:
            e.acceptProposedAction()
            return
        super().dragEnterEvent(e)

    @override
    def dragMoveEvent(self, e: QDragMoveEvent) -> None:
        if _file_of(e.mimeData()) is not None:
            e.acceptProposedAction()
            return
        super().dragMoveEvent(e)

    @override
    def dropEvent(self, e: QDropEvent) -> None:
        file = _file_of(e.mimeData())
        if file is not None:
            e.acceptProposedAction()
            self.file_dropped.emit(file)
            return
        super().dropEvent(e)


def _pattern(phrase: str) -> re.Pattern[str]:
    spaced = r"[\s_-]+".join(map(re.escape, re.split(r"[\s_-]+", phrase)))
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)


def _file_of(data: QMimeData) -> Path | None:
    """The one local file that is carried."""
    urls = [one for one in data.urls() if one.isLocalFile()]
    return Path(urls[0].toLocalFile()) if len(urls) == 1 else None
