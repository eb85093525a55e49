"""A field for text of any length: as high as its text, within bounds, with marks laid over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QTextEdit, QWidget
from typing_extensions import override

from desktop.dialogs.fields import exact_text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QTextCharFormat, QWheelEvent

    from desktop.theme import ThemeSource

_LEAST_LINES = 4
_MOST_LINES = 32  # a longer text scrolls within; all of it laid out at once would be slow
_ROOM = 24  # around the cursor, when the form scrolls after it


class GrowingEdit(QPlainTextEdit):
    """Text in a fixed pitch; the form scrolls as long as all of it fits, then the field does.

    Signals:
        edited: a person changed the text (colours and marks are no change).
    """

    edited = Signal()

    def __init__(
        self, themes: ThemeSource, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        """Start empty."""
        super().__init__(parent)
        self._filling = False
        self._revision = self._told = 0
        self._marks: dict[str, list[QTextEdit.ExtraSelection]] = {}
        self.setFont(themes.current.font("markdown.source"))
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.document().setDocumentMargin(themes.current.size("space.1"))
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(0)
        self._follow.timeout.connect(self._on_follow)
        self.document().contentsChange.connect(self._on_contents_changed)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_place_changed)
        self._fit()

    @property
    def revision(self) -> int:
        """Counts up with each change of the text, and with nothing else."""
        return self._revision

    def text(self) -> str:
        """The text exactly as it was typed."""
        return exact_text(self)

    def fill(self, text: str) -> None:
        """Show another text without telling; the cursor stays as near to its place as it can."""
        if text == self.text():
            return
        place = self.textCursor().position()
        self._filling = True
        self.setPlainText(text)
        self._filling = False
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def set_marks(self, kind: str, marks: list[tuple[int, int, QTextCharFormat]]) -> None:
        """Underline places (start, end, look; in UTF-16 units) in place of others of that kind."""
        made = []
        last = self.document().characterCount() - 1
        for start, end, form in marks:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(start, last))
            cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format = form
            made.append(mark)
        if made or self._marks.get(kind):
            self._marks[kind] = made
            self.setExtraSelections([one for some in self._marks.values() for one in some])

    def marks(self, kind: str) -> list[tuple[int, int]]:
        """Where the marks of a kind are now: they move with the text around them."""
        return [
            (one.cursor.selectionStart(), one.cursor.selectionEnd())
            for one in self._marks.get(kind, [])
        ]

    def place_rect(self, start: int) -> QRect:
        """Where a place of the document is in the viewport."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        return self.cursorRect(cursor)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll a long text while it has the keyboard; else and at its ends the form scrolls."""
        bar = self.verticalScrollBar()
        up = event.angleDelta().y() > 0
        at_end = bar.value() == (bar.minimum() if up else bar.maximum())
        if not self.hasFocus() or at_end:
            event.ignore()
            return
        super().wheelEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot(int, int, int)
    def _on_contents_changed(self, _place: int, _removed: int, _added: int) -> None:
        self._revision += 1

    @Slot()
    def _on_text_changed(self) -> None:
        # Colouring fires the signal too, and even counts up the document's own revision.
        if self._told == self._revision:
            return
        self._told = self._revision
        self._fit()
        if not self._filling:
            self.edited.emit()

    @Slot()
    def _on_place_changed(self) -> None:
        if self.hasFocus():
            self._follow.start()

    @Slot()
    def _on_follow(self) -> None:
        """Scroll the form so that the cursor is seen."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        inner = above.widget() if isinstance(above, QScrollArea) else None
        if above is None or inner is None or not self.hasFocus():
            return
        at = self.viewport().mapTo(inner, self.cursorRect().center())
        above.ensureVisible(at.x(), at.y(), 0, _ROOM)

    def _fit(self) -> None:
        """As high as the text, within bounds; lines are counted as they are wrapped."""
        document = self.document()
        line = self.fontMetrics().lineSpacing()
        height = _MOST_LINES * line
        if document.blockCount() < _MOST_LINES:
            block, tall = document.begin(), 0.0
            while block.isValid() and tall < height:
                tall += self.blockBoundingRect(block).height()
                block = block.next()
            height = min(height, max(_LEAST_LINES * line, round(tall)))
        margins = self.contentsMargins()
        extra = 2 * round(document.documentMargin()) + margins.top() + margins.bottom()
        wanted = height + extra
        if wanted != self.height() or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
        fits = height < _MOST_LINES * line
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )
