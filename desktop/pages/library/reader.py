"""The reading pane: head with the incident's marks and actions, the document, what is related."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.pages.library.document_view import SIDE, DocumentView
from desktop.pages.library.match_steps import MatchSteps
from desktop.pages.library.related import RelatedStrip
from desktop.widgets.buttons import Button
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Label, Rule
from desktop.widgets.marks import Badge, SeverityPill
from desktop.widgets.painting import BadgeSpec, status_badge
from desktop.widgets.pane import Pane

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.pages.library.document import ReaderDocument
    from desktop.theme import ThemeSource
    from models.incident import Incident

_HEAD = 44
_WIDE = 460


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

    def show_document(self, document: ReaderDocument) -> None:
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
        self.text.show_html(document.html, pictures=document.pictures)
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
        self.matches = MatchSteps(themes)
        self.matches.stepped.connect(self.text.step)
        self.text.match_changed.connect(self._on_match_changed)
        head = QWidget()
        head.setFixedHeight(_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(SIDE, 0, 20, 0)
        row.setSpacing(theme.size("space.1"))
        for mark in (self._key, self._pill, self._status):
            row.addWidget(mark)
        row.addStretch(1)
        row.addWidget(self.matches)
        for button in (self._edit, self._pdf, self._more):
            row.addWidget(button)
        return head

    @Slot(int, int)
    def _on_match_changed(self, number: int, total: int) -> None:
        self.matches.show_match(number, total)
        self._show_words()

    @Slot()
    def _show_words(self) -> None:
        """Short of room the buttons keep their icons and give up their words."""
        steps = 0 if self.matches.isHidden() else self.matches.sizeHint().width()
        wide = self.width() >= _WIDE + steps
        self._edit.setText("Open in editor" if wide else "")
        self._edit.setAccessibleName("Open in editor")
        self._pdf.setText("Export PDF" if wide else "")
        self._pdf.setAccessibleName("Export PDF")
