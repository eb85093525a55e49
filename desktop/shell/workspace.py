"""One library's pages: which is shown, where one has been, and what passes between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.pages.editor.building import is_under_way
from desktop.shell.history import History, Visit
from desktop.shell.places import EDITOR, HOME, LIBRARY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from desktop.pages.editor.page import EditorPage
    from desktop.pages.library.page import LibraryPage
    from desktop.pages.page import Page
    from desktop.session import LibraryFacts, LibrarySession
    from desktop.shell.places import PageFactory
    from desktop.theme import ThemeSource

_LATER_MS, _STEP_MS = 200, 30


class Workspace(QWidget):
    """The content of the window while a library is open.

    Signals:
        place_changed: name of the place that is shown now.
        query_changed: the query that holds, for the search field.
        query_left: a query that was made without typing, by a facet or a chip.
        history_changed: (can go back, can go forward).
        badge_changed: (place, text, is_alarm).
        command_requested: name of a window command.
    """

    place_changed = Signal(str)
    query_changed = Signal(str)
    query_left = Signal(str)
    history_changed = Signal(bool, bool)
    badge_changed = Signal(str, str, bool)
    command_requested = Signal(str)

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        factories: Mapping[str, PageFactory],
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._factories = factories
        self._pages: dict[str, Page] = {}
        self._place = ""
        self._history = History()
        self._stack = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self._unmade: list[str] = []
        self._later = QTimer(self)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._make_next)
        session.opened.connect(self._on_opened)
        session.facts_changed.connect(self._on_facts_changed)

    @property
    def place(self) -> str:
        """The place that is shown."""
        return self._place

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._place)

    @property
    def library_page(self) -> LibraryPage:
        """The Library page, made now if it was not yet."""
        page: LibraryPage = self._made(LIBRARY)  # type: ignore[assignment]
        return page

    @property
    def editor_page(self) -> EditorPage:
        """The editor, made now if it was not yet."""
        page: EditorPage = self._made(EDITOR)  # type: ignore[assignment]
        return page

    @property
    def query(self) -> str:
        """The Library page's query; empty while it was never shown."""
        return self.library_page.query if LIBRARY in self._pages else ""

    def add_strip(self, strip: QWidget) -> None:
        """Put something above the pages that hides itself while it has nothing to say."""
        self._column.insertWidget(0, strip)

    def show_place(self, name: str, *, focus: bool = False) -> None:
        """Go to a place.

        Args:
            name: one of `desktop.shell.places`.
            focus: whether the keyboard goes there too.
        """
        self._show(name)
        self._history.visit(self._visit())
        self._tell_history()
        if focus and self.page is not None:
            self.page.focus_first()

    def open_incident(self, id: UUID) -> None:
        """Show an incident in the Library page."""
        self.library_page.show_incident(id)
        self._show(LIBRARY)
        self._history.visit(Visit(LIBRARY, self.query, id))
        self._tell_history()

    @Slot(object)
    def edit_incident(self, id: UUID) -> None:
        """Show a stored incident in the editor."""
        self.editor_page.show_incident(id)
        self._show(EDITOR)
        self._history.visit(Visit(EDITOR, incident=id))
        self._tell_history()
        self.editor_page.focus_first()

    def close_down(self) -> None:
        """The library or the window is being closed: pages hand over what is not saved."""
        for page in self._pages.values():
            page.close_down()

    def search(self, query: str, *, typing: bool = False) -> None:
        """Run a query in the Library page.

        Args:
            query: the whole query.
            typing: it is being typed: no visit of its own, and its last word is a beginning.
        """
        self.library_page.run_query(query, typing=typing)
        self._show(LIBRARY)
        self.query_changed.emit(query)
        if typing:
            self._history.amend(self._visit())
        else:
            self._history.visit(self._visit())
        self._tell_history()

    def back(self) -> None:
        """To where one was before."""
        self._go(self._history.back())

    def forward(self) -> None:
        """To where one went back from."""
        self._go(self._history.forward())

    def escape(self) -> bool:
        """Have the page clear its selection or query; True when it did."""
        return self.page is not None and self.page.handle_escape()

    def panes(self) -> list[QWidget]:
        """The page's panes, for F6."""
        return self.page.panes() if self.page is not None else []

    def _visit(self) -> Visit:
        if self._place == EDITOR:
            return Visit(EDITOR, incident=self.editor_page.incident_id)
        if self._place != LIBRARY:
            return Visit(self._place)
        return Visit(LIBRARY, self.query, self.library_page.incident_id)

    def _go(self, visit: Visit | None) -> None:
        if visit is None:
            return
        if visit.place == LIBRARY:
            if visit.query != self.query:
                self.library_page.run_query(visit.query)
            if visit.incident is not None:
                self.library_page.show_incident(visit.incident)
            self.query_changed.emit(visit.query)
        elif visit.place == EDITOR and visit.incident is not None:
            self.editor_page.show_incident(visit.incident)
        self._show(visit.place)
        self._tell_history()

    def _show(self, name: str) -> None:
        page = self._made(name)
        before = self.page
        if before is not None and before is not page:
            before.leave()
        if self._stack.currentWidget() is not page or self._place != name:
            self._place = name
            self._stack.setCurrentWidget(page)
            page.activate()
            self.place_changed.emit(name)

    def _made(self, name: str) -> Page:
        if name in self._pages:
            return self._pages[name]
        page = self._factories[name](self._session, self._themes)
        self._pages[name] = page
        self._stack.addWidget(page)
        page.open_incident.connect(self.open_incident)
        page.edit_incident.connect(self.edit_incident)
        page.search_for.connect(self.search)
        page.badge_changed.connect(lambda text, alarm: self.badge_changed.emit(name, text, alarm))
        page.command_requested.connect(self.command_requested)
        if name == HOME:
            self.place_changed.connect(page.see_place)  # type: ignore[attr-defined]
        if name == LIBRARY:
            self._listen_to_library(page)  # type: ignore[arg-type]
        return page

    def _listen_to_library(self, page: LibraryPage) -> None:
        page.query_changed.connect(self._on_query_changed)
        page.incident_shown.connect(self._on_incident_shown)

    @Slot(str)
    def _on_query_changed(self, query: str) -> None:
        self.query_changed.emit(query)
        self.query_left.emit(query)
        self._history.visit(self._visit())
        self._tell_history()

    @Slot(object)
    def _on_incident_shown(self, _id: UUID) -> None:
        if self._place == LIBRARY:
            self._history.amend(self._visit())

    def _tell_history(self) -> None:
        self.history_changed.emit(self._history.can_go_back, self._history.can_go_forward)

    @Slot()
    def _on_opened(self) -> None:
        if self.page is not None:
            self.page.activate()
        # Pages that show a count in the navigation are made one by one, when all is quiet.
        self._unmade = [name for name in (HOME, "actions") if name in self._factories]
        self._later.setInterval(_LATER_MS)
        self._later.start()

    @Slot(object)
    def _on_facts_changed(self, facts: LibraryFacts) -> None:
        """An editor is made for one zone: in another one its times would mean something else."""
        page = self._pages.get(EDITOR)
        if page is None or self.editor_page.zone == facts.zone:
            return
        shown = self.editor_page.incident_id if self._place == EDITOR else None
        page.close_down()
        del self._pages[EDITOR]
        self._stack.removeWidget(page)
        page.deleteLater()
        if shown is not None:
            self.edit_incident(shown)

    @Slot()
    def _make_next(self) -> None:
        if not self._session.runner.is_idle:
            return
        while self._unmade:
            name = self._unmade.pop(0)
            if name not in self._pages:
                self._made(name).activate()
                return
        self._later.setInterval(_STEP_MS)
        editor = None if EDITOR in self._pages else self._factories.get(EDITOR)
        if not is_under_way(editor, self._session, self._themes, self._stack):
            self._later.stop()
