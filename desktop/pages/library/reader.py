"""The reading pane: head with the incident's marks and actions, the document, what is related."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from PySide6.QtCore import Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.pages.library.document import LINK_SCHEME, ReaderDocument, document_css
from desktop.pages.library.highlights import match_pattern
from desktop.pages.library.related import RelatedStrip
from desktop.widgets.buttons import Button
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Label, Rule
from desktop.widgets.marks import Badge, SeverityPill
from desktop.widgets.overlay_scroll_bar import OverlayScrollBar
from desktop.widgets.painting import BadgeSpec, status_badge
from desktop.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QImage, QResizeEvent

    from desktop.theme import ThemeSource
    from models.incident import Incident

_HEAD = 44
_SIDE = 32
_MOST_MARKS = 500
_ROUNDING = 2
_ATTACHMENT = "attachment:"


class DocumentView(QTextBrowser):
    """Rich text that loads nothing: no style sheet, no page, and only the pictures it is given.

    Signals:
        key_pressed: key of an incident whose link was followed.
        address_pressed: a web address that was followed, as text.
    """

    key_pressed = Signal(str)
    address_pressed = Signal(str)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._themes = themes
        self._html = ""
        self._query = ""
        self._pictures: Mapping[str, QImage] = {}
        self.setObjectName("document")
        self.setAccessibleName("Postmortem")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(_SIDE, 18, _SIDE + 8, 0)
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

    def show_html(
        self, html: str, query: str, *, pictures: Mapping[str, QImage] | None = None
    ) -> None:
        """Show a document and mark what a query matches.

        Args:
            html: the document.
            query: what was searched for.
            pictures: those that it shows, by the names of its attachments.
        """
        self._html = html
        self._pictures = pictures or {}
        self._query = query
        self._set()
        self.verticalScrollBar().setValue(0)

    def mark(self, query: str) -> None:
        """Mark what another query matches."""
        if query != self._query:
            self._query = query
            self._mark()

    def _set(self) -> None:
        self.document().setDefaultStyleSheet(document_css(self._themes.current))
        self.setHtml(self._html)
        self._choose_scroll_bar()
        self._mark()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_scroll_bar()

    def _choose_scroll_bar(self) -> None:
        """Only a table that is really too wide is scrolled; Qt sets any table a pixel too wide."""
        is_wide = self.document().idealWidth() > self.viewport().width() + _ROUNDING
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(
            policy.ScrollBarAsNeeded if is_wide else policy.ScrollBarAlwaysOff
        )

    def _mark(self) -> None:
        pattern = match_pattern(self._query)
        if pattern is None:
            self.setExtraSelections([])
            return
        theme = self._themes.current
        form = QTextCharFormat()
        form.setBackground(theme.color("match.bg"))
        form.setForeground(theme.color("match.text"))
        marks: list[QTextEdit.ExtraSelection] = []
        # Paragraphs are parted by U+2029, which counts as one place in the document too.
        text = self.document().toRawText()
        # The title says what was looked for already; marking starts below it.
        body = self.document().firstBlock().length()
        for match in pattern.finditer(text, body):
            if len(marks) >= _MOST_MARKS:
                break
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(match.start())
            cursor.setPosition(match.end(), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format = form
            marks.append(mark)
        self.setExtraSelections(marks)

    @Slot()
    def _on_theme_changed(self) -> None:
        place = self.verticalScrollBar().value()
        self._set()
        self.verticalScrollBar().setValue(place)

    @Slot(QUrl)
    def _on_anchor(self, url: QUrl) -> None:
        if url.scheme() == LINK_SCHEME:
            self.key_pressed.emit(url.path())
        elif url.scheme() in ("http", "https"):
            self.address_pressed.emit(url.toString())
        elif url.hasFragment():
            self.scrollToAnchor(url.fragment())


class Reader(Pane):
    """The right column of the Library page.

    Signals:
        edit_requested: open the incident in the editor.
        pdf_requested: write the incident as a PDF.
        key_pressed: key of another incident to open.
        address_pressed: web address to open in the browser.
        unlink_requested: `LinkView` to take back.
    """

    unlink_requested = Signal(object)
    edit_requested = Signal()
    pdf_requested = Signal()
    key_pressed = Signal(str)
    address_pressed = Signal(str)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start without an incident."""
        super().__init__(parent)
        self._document: ReaderDocument | None = None
        self.setObjectName("raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Reading pane")
        self.menu = QMenu(self)
        self.text = DocumentView(themes)
        self.related = RelatedStrip(themes)
        self._empty = EmptyState(themes)
        self._empty.say("No incident is open", "Choose one from the list.", icon="file-text")
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(themes))
        column.addWidget(Rule("subtle"))
        column.addWidget(self.text, 1)
        column.addWidget(self.related)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.text.key_pressed.connect(self.key_pressed)
        self.text.address_pressed.connect(self.address_pressed)
        self.related.key_pressed.connect(self.key_pressed)
        self.related.unlink_requested.connect(self.unlink_requested)

    @override
    def keyboard_home(self) -> QWidget:
        return self.text

    @property
    def incident(self) -> Incident | None:
        """The incident that is open."""
        return self._document.incident if self._document else None

    def show_document(self, document: ReaderDocument, query: str) -> None:
        """Show an incident; the same one read again keeps its place."""
        same = self.incident is not None and self.incident.id == document.incident.id
        place = self.text.verticalScrollBar().value() if same else 0
        self._document = document
        incident = document.incident
        self._key.setText(incident.key)
        self._pill.set_severity(incident.severity)
        trashed = BadgeSpec("In the trash", "trash-2", "danger")
        badge = trashed if incident.trashed_at else status_badge(incident.status)
        self._status.set_badge(badge)
        self.text.show_html(document.html, query, pictures=document.pictures)
        self.text.verticalScrollBar().setValue(place)
        self.related.show_links(incident.links, document.mentioned_by)
        self._stack.setCurrentIndex(1)

    def clear(self) -> None:
        """Show that no incident is open."""
        self._document = None
        self._stack.setCurrentIndex(0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._show_words)

    def _head(self, themes: ThemeSource) -> QWidget:
        theme = themes.current
        self._key = Label("", themes, style="key")
        self._key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pill = SeverityPill(themes)
        self._status = Badge(themes, status_badge(None))
        self._edit = Button("Open in editor", themes, icon_name="pencil", small=True)
        self._pdf = Button("Export PDF", themes, icon_name="download", small=True)
        self._more = Button(
            "", themes, icon_name="ellipsis", kind="ghost", small=True, name="More actions"
        )
        self._more.setMenu(self.menu)
        self._edit.clicked.connect(self.edit_requested)
        self._pdf.clicked.connect(self.pdf_requested)
        head = QWidget()
        head.setFixedHeight(_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(_SIDE, 0, 20, 0)
        row.setSpacing(theme.size("space.1"))
        for mark in (self._key, self._pill, self._status):
            row.addWidget(mark)
        row.addStretch(1)
        for button in (self._edit, self._pdf, self._more):
            row.addWidget(button)
        return head

    @Slot()
    def _show_words(self) -> None:
        """Short of room the buttons keep their icons and give up their words."""
        wide = self.width() >= 460
        self._edit.setText("Open in editor" if wide else "")
        self._edit.setAccessibleName("Open in editor")
        self._pdf.setText("Export PDF" if wide else "")
        self._pdf.setAccessibleName("Export PDF")
