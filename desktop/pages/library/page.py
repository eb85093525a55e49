"""The Library page: facets, results, reading pane, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout
from typing_extensions import override

from desktop.item_models.results import ResultsModel
from desktop.pages.library.columns import Columns
from desktop.pages.library.controller import Relief, SearchController
from desktop.pages.library.emptiness import relieved, without_results
from desktop.pages.library.explaining import explain
from desktop.pages.library.facets import FacetColumn
from desktop.pages.library.filters import Filters
from desktop.pages.library.incident_commands import IncidentCommands
from desktop.pages.library.kept_order import KeptOrder
from desktop.pages.library.match_steps import add_match_keys
from desktop.pages.library.reader import Reader
from desktop.pages.library.reading import Reading
from desktop.pages.library.results import ResultsColumn
from desktop.pages.library.saved_search import SavedSearchCommands
from desktop.pages.library.selection_commands import SelectionCommands
from desktop.pages.library.tracker_commands import TrackerCommands
from desktop.pages.page import Page

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from desktop.notices import IndexView
    from desktop.pages.library.document import ReaderDocument
    from desktop.preferences import Preferences
    from desktop.remembered import LibraryMemory
    from desktop.search_lane import Answer
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes

_PLACEHOLDERS = 6


class LibraryPage(Page):
    """Finds incidents and shows them.

    Signals:
        query_changed: the query as a facet, a chip or a suggestion left it.
        incident_shown: UUID of the incident in the reading pane.
    """

    query_changed = Signal(str)
    incident_shown = Signal(object)

    title = "Library"

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
        memory: LibraryMemory | None = None,
    ) -> None:
        """Build the three columns; nothing is read before `activate`.

        Args:
            session: the library.
            themes: where colours come from.
            parent: Qt parent.
            preferences: keeps the widths of the columns; None for nobody.
            memory: keeps the order of the results; None for nobody.
        """
        super().__init__(session, themes, parent)
        self._model = ResultsModel(self)
        self._search = SearchController(session, self._model, self)
        self._facets = FacetColumn(themes)
        self._filters = Filters(self._search, self._facets)
        self._results = ResultsColumn(self._model, themes)
        self._order = KeptOrder(self._search, self._results, memory)
        self._reader = Reader(themes)
        self._reading = Reading(session, self._reader)
        # Opened from elsewhere: stays open, whether its row is loaded or not, until another row is
        # chosen or something else is searched.
        self._wanted: UUID | None = None
        self._shown_query = ""
        self._active = False
        self.incident_commands = IncidentCommands(session, themes, self)
        self._tracker_commands = TrackerCommands(self)
        self._saved_commands = SavedSearchCommands(session, themes, self)
        self._selection = SelectionCommands(
            session, themes, self._results.view, self._model, self._search.read_all
        )
        self._columns = Columns(self._facets, self._results, self._reader, preferences)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._columns)
        add_match_keys(self, self._reader.text.step)
        self._connect_search()
        self._connect_reader()

    @property
    def query(self) -> str:
        """The query that holds."""
        return self._search.query

    @property
    def incident_id(self) -> UUID | None:
        """The incident in the reading pane."""
        return self._reading.incident_id

    @override
    def activate(self) -> None:
        if not self.session.is_open:
            return
        self._active = True
        self._model.set_zone(self.session.zone)
        self._results.set_zone(self.session.zone)
        self._results.show_index(self.session.index)
        self._order.refresh()
        self._search.read_saved()

    @override
    def focus_first(self) -> None:
        self._results.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def panes(self) -> list[QWidget]:
        return self._columns.shown()

    @override
    def commands(self) -> list[QAction]:
        saved, trackers = self._saved_commands, self._tracker_commands
        groups = (self.incident_commands, trackers, saved, self._selection)
        return [action for group in groups for action in group.actions()]

    @override
    def handle_escape(self) -> bool:
        """From the reading pane back to the list; there, several selected, then the query."""
        view = self._results.view
        focused = QApplication.focusWidget()
        if focused is not None and self._reader.isAncestorOf(focused):
            self.focus_results()
            return True
        if len(view.selected_places()) > 1:
            view.go_to(max(0, view.currentIndex().row()))
            return True
        return self.clear_query()

    def clear_query(self) -> bool:
        """Search for nothing; False when that is so already."""
        if not self.query:
            return False
        self._change_query("")
        return True

    def run_query(self, query: str, *, typing: bool = False) -> None:
        """Search; `typing` says that the last word may be unfinished."""
        if query != self.query:
            self._wanted = None
        self._search.search(query, typing=typing)

    def show_incident(self, id: UUID) -> None:
        """Open an incident in the reading pane, whatever the results are."""
        self._wanted = id
        self._reading.read(id)

    def focus_results(self) -> None:
        """Give the keyboard to the list, its first row selected if none is."""
        view = self._results.view
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not view.currentIndex().isValid() and self._model.rowCount():
            view.go_to(0)

    def _connect_search(self) -> None:
        search, results, facets = self._search, self._results, self._facets
        search.answered.connect(self._on_answered)
        search.slow.connect(self._on_slow)
        search.relieved.connect(self._on_relieved)
        results.chip_removed.connect(lambda chip: self._change_query(search.take_out(chip)))
        results.query_chosen.connect(self._change_query)
        results.import_requested.connect(lambda: self.command_requested.emit("import"))
        results.view.current_changed.connect(self._on_current_changed)
        results.view.opened.connect(lambda _id: self._reader.text.setFocus())
        results.banner.action_chosen.connect(lambda: self.command_requested.emit("reindex"))
        facets.edited.connect(lambda edit: self._change_query(edit(self.query)))
        facets.saved_chosen.connect(self._change_query)
        facets.save_requested.connect(lambda: self._saved_commands.save(self.query))
        facets.saved_removed.connect(self._saved_commands.remove)
        self._saved_commands.query_wanted.connect(lambda: self._saved_commands.save(self.query))
        self._selection.link_requested.connect(self.incident_commands.link_two)
        about = (self.session, self.themes, results.view)
        self._selection.explain_requested.connect(lambda hit: explain(*about, self.query, hit))
        self.session.changed.connect(self._on_changed)
        self.session.index_state_changed.connect(self._on_index_state_changed)

    def _connect_reader(self) -> None:
        reader, commands = self._reader, self.incident_commands
        self._reading.shown.connect(self._on_shown)
        reader.edit_requested.connect(commands.edit)
        reader.pdf_requested.connect(commands.export_pdf)
        reader.unlink_requested.connect(commands.unlink)
        reader.key_pressed.connect(self._on_key_pressed)
        reader.address_pressed.connect(commands.open_address)
        commands.edit_requested.connect(self.edit_incident)
        commands.chain_opened.connect(self.show_incident)
        for action in (*commands.menu_actions(), *self._tracker_commands.actions()):
            reader.menu.addAction(action)
        self._tracker_commands.requested.connect(self.command_requested)

    def _change_query(self, query: str) -> None:
        self.run_query(query)
        self.query_changed.emit(query)

    @Slot(object)
    def _on_shown(self, document: ReaderDocument) -> None:
        incident = document.incident
        if incident.trashed_at is not None:
            self._wanted = None
        self.incident_commands.set_incident(incident)
        self._tracker_commands.set_incident(incident)
        self._results.select(incident.id)
        self.incident_shown.emit(incident.id)

    @Slot()
    def _on_slow(self) -> None:
        """Old results stay while new ones are sought; with none, bars stand for them."""
        if self._search.answer is None:
            self._model.show_placeholders(_PLACEHOLDERS)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self._results.show_answer(answer)
        self._reading.mark(answer.question.query)
        if answer.results.total:
            self._choose(answer)
        else:
            self._results.show_empty(without_results(answer.question.query))

    def _choose(self, answer: Answer) -> None:
        """The first result of a new query; of the same one asked again, what was selected."""
        same = answer.question.query == self._shown_query
        self._shown_query = answer.question.query
        kept = self._wanted or (self._reading.chosen_id if same else None)
        place = self._model.place_of(kept) if kept is not None else None
        if place is None and self._wanted is not None:
            return
        # A new model state has no current row, so this also reads the incident again.
        self._results.view.go_to(place or 0)
        if same:
            self._results.view.select_again()

    @Slot(object)
    def _on_relieved(self, relief: Relief | None) -> None:
        answer = self._search.answer
        if relief is not None and answer is not None and not answer.results.total:
            self._results.show_empty(relieved(relief, len(answer.results.understood)))

    @Slot(object)
    def _on_current_changed(self, id: UUID | None) -> None:
        if id is not None and id != self._wanted:
            self._wanted = None
            answer = self._search.answer
            if answer is not None and answer.question.typing and not self._results.view.hasFocus():
                self._reading.read_soon(id)
            else:
                self._reading.read(id)

    @Slot(str)
    def _on_key_pressed(self, key: str) -> None:
        self.session.read(
            self, lambda library: library.incidents.by_key(key).id, self.show_incident
        )

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.settings and self._active:
            self.activate()
        if changes.incidents or changes.actions or changes.links:
            if changes.incidents:
                self._model.forget_rows(changes.incidents)
            else:
                self._model.forget_all_rows()
            self._results.view.ask()
            self._reading.read_again()

    @Slot(object)
    def _on_index_state_changed(self, view: IndexView) -> None:
        self._results.show_index(view)
        if view.state == "current" and self._active:
            self._search.refresh()
            self._search.read_saved()
