"""The whole postmortem as readers see it, in the place of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.open_address import ask_to_open
from desktop.pages.library.document import document_html, link_keys
from desktop.pages.library.document_view import DocumentView
from desktop.pictures import pictures_of
from desktop.widgets.labels import Label, Rule
from desktop.widgets.pane import Pane
from models.mentions import KEY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from PySide6.QtGui import QImage

    from desktop.session import LibrarySession
    from desktop.tasks import Task, TaskContext
    from desktop.theme import ThemeSource
    from models.incident import Incident
    from models.library import Library

    _Rendered: TypeAlias = tuple[str, Mapping[str, QImage]]


class Preview(Pane):
    """Sets an incident as a document, in a worker.

    Signals:
        key_pressed: key of another incident whose link was followed.
    """

    key_pressed = Signal(str)

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Start empty."""
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._setting: Task[_Rendered] | None = None
        self.setObjectName("raised")
        self.setAccessibleName("Preview")
        self.text = DocumentView(themes)
        self.text.address_pressed.connect(self._on_address)
        self.text.key_pressed.connect(self.key_pressed)
        note = Label(
            "As readers see it.  Ctrl+P or Esc goes back to the form.",
            themes,
            style="meta",
            tone="secondary",
        )
        note.setContentsMargins(28, 8, 28, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(note)
        column.addWidget(Rule("subtle"))
        column.addWidget(self.text, 1)

    @override
    def keyboard_home(self) -> QWidget:
        return self.text

    def show_incident(self, incident: Incident) -> None:
        """Show an incident as it would be read now."""
        as_of, zone = self._session.clock(), self._session.zone

        def work(library: Library, _context: TaskContext) -> _Rendered:
            from exporters.html import render_markdown  # noqa: PLC0415  (imports markdown, nh3)

            html = document_html(incident, as_of=as_of, zone=zone, render=render_markdown)
            keys = {key for key in KEY.findall(html) if key != incident.key}
            html = link_keys(html, {key for key in keys if library.incidents.find_id(key)})
            return html, pictures_of(library, incident.id, html)

        if self._setting is not None:
            self._setting.cancel()
        self._setting = self._session.background(self, work, self._show)

    def _show(self, rendered: _Rendered) -> None:
        html, pictures = rendered
        place = self.text.verticalScrollBar().value()
        self.text.show_html(html, pictures=pictures)
        self.text.verticalScrollBar().setValue(place)

    @Slot(str)
    def _on_address(self, address: str) -> None:
        ask_to_open(address, self.window(), self._themes)
