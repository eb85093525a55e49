"""How a Markdown text will look to its readers, kept up to date while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Qt, QTimer, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.open_address import ask_to_open
from desktop.pages.library.document import body_html, link_keys
from desktop.pages.library.document_view import DocumentView
from desktop.pictures import pictures_of
from desktop.widgets.labels import Rule
from models.mentions import KEY

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.pages.editor.markdown_edit import MarkdownEdit
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library

PAUSE_MS = 150
_LEAST, _MOST = 60, 460
_SIDE = 14


@dataclass(frozen=True, slots=True)
class _Rendered:
    html: str
    pictures: Mapping[str, QImage]


class MarkdownPreview(QWidget):
    """The reading pane's look of one text, below the field. Hidden until `set_shown`.

    Attributes:
        pictures: those that are shown, by the names of their attachments.
    """

    def __init__(self, edit: MarkdownEdit, session: LibrarySession, themes: ThemeSource) -> None:
        """Follow `edit` while shown."""
        super().__init__()
        self._edit = edit
        self._session = session
        self._themes = themes
        self._incident_id: UUID | None = None
        self.pictures: Mapping[str, QImage] = {}
        self.view = DocumentView(themes)
        self.view.setAccessibleName("Preview")
        self.view.key_pressed.connect(edit.key_pressed)
        self.view.address_pressed.connect(self._on_address)
        self.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.view.set_margins(QMargins(_SIDE, 10, _SIDE, 0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule("subtle"))
        column.addWidget(self.view)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        edit.edited.connect(self._on_edited)
        self.hide()

    def show_incident(self, incident_id: UUID) -> None:
        """Say whose attachments are shown; pictures are read again."""
        self._incident_id = incident_id
        self.pictures = {}
        if not self.isHidden():
            self.refresh()

    def set_shown(self, shown: bool) -> None:
        """Show or hide; what is shown is up to date."""
        self.setVisible(shown)
        if shown:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Set the text as it is now, in a worker."""
        text, incident_id, known = self._edit.text(), self._incident_id, self.pictures
        self._session.read(
            self,
            lambda library: _rendered(library, incident_id, text, known),
            self._show,
            replaces="preview",
        )

    def _show(self, rendered: _Rendered) -> None:
        place = self.view.verticalScrollBar().value()
        self.pictures = rendered.pictures
        self.view.show_html(rendered.html, pictures=rendered.pictures)
        self.view.verticalScrollBar().setValue(place)
        self._fit()

    def _fit(self) -> None:
        document = self.view.document()
        document.setTextWidth(self.view.viewport().width())
        wanted = round(document.size().height()) + 20
        self.view.setFixedHeight(max(_LEAST, min(_MOST, wanted)))

    @Slot(str)
    def _on_address(self, address: str) -> None:
        ask_to_open(address, self.window(), self._themes)

    @Slot()
    def _on_edited(self) -> None:
        if not self.isHidden():
            self._pause.start()


def _rendered(
    library: Library, incident_id: UUID | None, text: str, known: Mapping[str, QImage]
) -> _Rendered:
    from exporters.html import render_markdown  # noqa: PLC0415  (imports markdown and nh3)

    if not text.strip():
        return _Rendered('<p class="quiet">Nothing is written here yet.</p>', known)
    html = body_html(render_markdown(text))
    keys = {key for key in KEY.findall(text) if library.incidents.find_id(key) is not None}
    pictures = {} if incident_id is None else pictures_of(library, incident_id, html, known)
    return _Rendered(link_keys(html, keys), pictures)
