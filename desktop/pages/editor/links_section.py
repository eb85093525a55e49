"""The inspector's list of linked incidents: make a link, open the other one, take a link back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu

from desktop.notices import Notice
from desktop.pages.editor.inspector_line import InspectorLine
from desktop.pages.editor.inspector_sections import InspectorSection
from desktop.pages.library.linking import relink, take_back
from desktop.pages.library.related import phrase_of, story_of
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.dialogs.link_incidents import LinkDialog
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.incident import LinkView
    from models.library import Library

_TARGET = "link"


class LinksSection(InspectorSection):
    """What persons linked the open incident to; pairs judged as not related are left out.

    Signals:
        opened: UUID of a linked incident that shall be shown.
        flush_first: a callable to run once the library holds everything that was typed.
    """

    opened = Signal(object)
    flush_first = Signal(object)

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Show nothing yet."""
        super().__init__("Linked incidents", themes, parent=parent)
        self._session = session
        self._incident: UUID | None = None
        self._key = ""
        self._links: dict[str, LinkView] = {}
        self.add = self.add_button("Link to an incident…")
        self.add.clicked.connect(lambda: self.flush_first.emit(self.ask))
        self.pressed.connect(self._on_pressed)
        self.menu_wanted.connect(self._on_menu)
        session.changed.connect(self._on_changed)

    def show_incident(self, incident_id: UUID, key: str) -> None:
        """Show the links of an incident; the same one again reads nothing."""
        self._key = key
        if incident_id != self._incident:
            self._incident = incident_id
            self._show(())
            self._read()

    def ask(self) -> LinkDialog | None:
        """Ask which incident to link to, and as what."""
        if self._incident is None:
            return None
        from desktop.dialogs.link_incidents import link_incident  # noqa: PLC0415  (opened seldom)

        return link_incident(self._session, self._themes, self, self._incident, self._key)

    def take_back(self, link: LinkView) -> None:
        """Remove a link; the notice can make it again."""
        incident = self._incident
        if incident is None:
            return

        def again() -> None:
            self._session.perform(self, lambda library: relink(library, incident, link))

        self._session.perform(
            self,
            lambda library: take_back(library, link),
            lambda _changes: self._session.notice.emit(
                Notice(f"Link to {link.key} removed", "done", "Undo", again)
            ),
        )

    def _read(self) -> None:
        incident = self._incident
        if incident is not None and self._session.is_open:
            self._session.read(
                self, lambda library: _links_of(library, incident), self._show, replaces="links"
            )

    def _show(self, links: tuple[LinkView, ...]) -> None:
        self._links = {str(link.id): link for link in links}
        lines = [
            InspectorLine(
                text=link.key,
                icon="link",
                detail=phrase_of(link),
                target=_TARGET,
                key=str(link.id),
                tip=f"{story_of(link)}\nOpens it; its menu removes the link",
            )
            for link in links
        ]
        self.show_lines("" if links else "none", lines)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.links or changes.incidents:
            self._read()

    @Slot(object)
    def _on_pressed(self, line: InspectorLine) -> None:
        link = self._links.get(line.key)
        if link is not None and link.incident_id is not None:
            self.opened.emit(link.incident_id)

    @Slot(object, QPoint)
    def _on_menu(self, line: InspectorLine, place: QPoint) -> None:
        link = self._links.get(line.key)
        if link is None:
            return
        menu = self.menu_of(link)
        menu.popup(place)

    def menu_of(self, link: LinkView) -> QMenu:
        """What can be done with a link."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(f"Open {link.key}").triggered.connect(
            lambda: self.opened.emit(link.incident_id)
        )
        menu.addAction(f"Remove the link to {link.key}").triggered.connect(
            lambda: self.take_back(link)
        )
        return menu


def _links_of(library: Library, incident: UUID) -> tuple[LinkView, ...]:
    """Its links; none while it is not in the library yet."""
    found = list(library.incidents.documents([incident]))
    links = found[0].links if found else ()
    return tuple(link for link in links if link.kind is not LinkKind.NOT_RELATED)
