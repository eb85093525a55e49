"""An incident's document in the reading pane, with the matches of the query marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from PySide6.QtCore import QEvent, QMargins, QRectF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QPainter, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget
from typing_extensions import override

from desktop.pages.library.document import LINK_SCHEME, document_css
from desktop.widgets.overlay_scroll_bar import OverlayScrollBar
from desktop.widgets.painting import paint_focus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QFocusEvent, QImage, QResizeEvent

    from desktop.theme import ThemeSource

SIDE = 32
_MOST_TEXT = 840
"""Widest line of a text, in logical pixels."""
_RING = 3
"""Room below the text for the ring that shows where the keyboard is."""
_SILENT = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The keyboard comes back to where it was."""
_MOST_MARKS = 500
_ROUNDING = 2
_ABOVE = 3
"""A match that is scrolled to stands a third of the way down."""
_ATTACHMENT = "attachment:"
_LAST_OF_BASIC_PLANE = "\uffff"


class DocumentView(QTextBrowser):
    """Rich text that loads nothing: no style sheet, no page, and only the pictures it is given.

    Signals:
        key_pressed: key of an incident whose link was followed.
        address_pressed: a web or mail address that was followed, as text.
        match_changed: (number of the match one stands at from 1, how many there are); zeros for
            none.
    """

    key_pressed = Signal(str)
    address_pressed = Signal(str)
    match_changed = Signal(int, int)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._themes = themes
        self._html = ""
        self._marks: list[tuple[int, int]] = []
        self._at = 0
        self._stepped = False
        self._pictures: Mapping[str, QImage] = {}
        self._shows_focus = False
        self.setObjectName("document")
        self.setAccessibleName("Postmortem")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self._margins = QMargins(SIDE, 18, SIDE + 8, _RING)
        self.setViewportMargins(self._margins)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(themes.current.font("body.doc"))
        OverlayScrollBar(self)
        self.anchorClicked.connect(self._on_anchor)
        themes.changed.connect(self._on_theme_changed)

    @override
    def loadResource(self, type: int, name: QUrl | str) -> Any:
        address = name.toString() if isinstance(name, QUrl) else name
        if not address.startswith(_ATTACHMENT):
            return None
        return self._pictures.get(unquote(address.removeprefix(_ATTACHMENT)))

    def show_html(self, html: str, *, pictures: Mapping[str, QImage] | None = None) -> None:
        """Show a document from its top; nothing in it is marked.

        Args:
            html: the document.
            pictures: those that it shows, by the names of its attachments.
        """
        self._html = html
        self._pictures = pictures or {}
        self._marks = []
        self._set()
        self.verticalScrollBar().setValue(0)

    def shown_text(self) -> str:
        """What is on the page, as plain text; offsets in it are places in the document.

        Paragraphs are parted by U+2029, which counts as one place in the document too.
        """
        return self.document().toRawText()

    def show_marks(self, spans: Sequence[tuple[int, int]], *, go: bool) -> None:
        """Mark the matches of a query.

        Args:
            spans: (start, end) in `shown_text`, in order.
            go: whether the first one is scrolled to; else the place and the match stay.
        """
        # The title says what was looked for already; marking starts below it.
        body = self.document().firstBlock().length()
        places = _as_qt_counts(self.shown_text(), spans)
        self._marks = [one for one in places if one[0] >= body][:_MOST_MARKS]
        self._at = 0 if go else min(self._at, max(0, len(self._marks) - 1))
        self._stepped = self._stepped and not go
        self._paint_marks()
        if go and self._marks:
            self._show_match()

    def step(self, direction: int) -> None:
        """Go to the next match (1) or the one before (-1), around the end."""
        if self._marks:
            self._at = (self._at + direction) % len(self._marks)
            self._stepped = True
            self._paint_marks()
            self._show_match()

    def set_margins(self, margins: QMargins) -> None:
        """Leave so much room around the text, in logical pixels."""
        self._margins = margins
        self._keep_lines_short()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_lines_short()
        self._choose_scroll_bar()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _SILENT:
            self._shows_focus = event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        """Its own paint event is that of the frame; the text is painted on the viewport."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and self._shows_focus and self.hasFocus():
            painter = QPainter(self)
            paint_focus(painter, self._themes.current, QRectF(self.rect()), 0)
            painter.end()
        return handled

    def _keep_lines_short(self) -> None:
        """However wide the pane is, nobody finds the next line of a text that is as wide."""
        own = self._margins
        spare = max(0, self.width() - own.left() - own.right() - _MOST_TEXT)
        wanted = own + QMargins(0, 0, spare, 0)
        if wanted != self.viewportMargins():
            self.setViewportMargins(wanted)

    def _set(self) -> None:
        self.document().setDefaultStyleSheet(document_css(self._themes.current))
        self.setHtml(self._html)
        self._choose_scroll_bar()
        self._paint_marks()

    def _choose_scroll_bar(self) -> None:
        """Only a table that is really too wide is scrolled; Qt sets any table a pixel too wide."""
        is_wide = self.document().idealWidth() > self.viewport().width() + _ROUNDING
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(
            policy.ScrollBarAsNeeded if is_wide else policy.ScrollBarAlwaysOff
        )

    def _paint_marks(self) -> None:
        theme = self._themes.current
        plain, current = QTextCharFormat(), QTextCharFormat()
        plain.setBackground(theme.color("match.bg"))
        plain.setForeground(theme.color("match.text"))
        current.setBackground(theme.color("accent.base"))
        current.setForeground(theme.color("accent.on"))
        shown: list[QTextEdit.ExtraSelection] = []
        for place, span in enumerate(self._marks):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._cursor(span)
            mark.format = current if self._stepped and place == self._at else plain
            shown.append(mark)
        self.setExtraSelections(shown)
        number = self._at + 1 if self._marks else 0
        self.match_changed.emit(number, len(self._marks))

    def _cursor(self, span: tuple[int, int]) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _show_match(self) -> None:
        """Scroll only where the match is not on the page yet."""
        box = self.cursorRect(self._cursor(self._marks[self._at]))
        height = self.viewport().height()
        if box.top() < 0 or box.bottom() > height:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + box.top() - height // _ABOVE)

    @Slot()
    def _on_theme_changed(self) -> None:
        place = self.verticalScrollBar().value()
        self._set()
        self.verticalScrollBar().setValue(place)

    @Slot(QUrl)
    def _on_anchor(self, url: QUrl) -> None:
        if url.scheme() == LINK_SCHEME:
            self.key_pressed.emit(url.path())
        elif url.scheme() in ("http", "https", "mailto"):
            self.address_pressed.emit(url.toString())
        elif url.hasFragment():
            self.scrollToAnchor(url.fragment())


def _as_qt_counts(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of characters as spans of UTF-16 units, in which Qt counts places."""
    wide = [at for at, one in enumerate(text) if one > _LAST_OF_BASIC_PLANE]
    if not wide:
        return list(spans)
    return [
        (start + sum(at < start for at in wide), end + sum(at < end for at in wide))
        for start, end in spans
    ]
