"""The register's controller: reads the action items, arranges them, and carries out edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout
from typing_extensions import override

from desktop.pages.actions.arranging import arrange
from desktop.pages.actions.changes import ActionChanges
from desktop.pages.actions.columns import columns_named, names_of
from desktop.pages.actions.contents import read_contents, read_figure
from desktop.pages.actions.menu import actions_menu
from desktop.pages.actions.opening import ActionOpening
from desktop.pages.actions.register import Arrangement, Column, Filter, query_of
from desktop.pages.actions.ritual_flow import RitualFlow
from desktop.pages.actions.sharing import ActionSharing
from desktop.pages.actions.view import ActionsView
from desktop.pages.midnight import Midnight
from desktop.pages.page import Page
from desktop.preferences import Preferences
from search.query_text import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from desktop.pages.actions.contents import RegisterContents
    from desktop.pages.actions.register import Register
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.rows import ActionRow, DueCounts


_COMMANDS = (
    ("Show overdue action items", query_of(Filter.OPEN, Filter.OVERDUE)),
    ("Show action items due this week", query_of(Filter.OPEN, Filter.DUE_THIS_WEEK)),
    ("Show action items without an owner", query_of(Filter.OPEN, Filter.NO_OWNER)),
)


class ActionsPage(Page):
    """Journey 4: what is due, late, and nobody's."""

    title = "Action items"

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        """Build the view; `activate` reads."""
        super().__init__(session, themes, parent)
        self._preferences = preferences or Preferences(parent=self)
        self._midnight = Midnight(session, self)
        self._contents: RegisterContents | None = None
        self._arrangement = Arrangement()
        self._stale = True
        self.view = ActionsView(themes)
        self.changes = ActionChanges(session, themes, self)
        self.sharing = ActionSharing(session, themes, self)
        self.opening = ActionOpening(session, themes, self)
        self.review = RitualFlow(session, themes, self.changes)
        self._review_wanted = False
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.review.view)
        self.view.show_columns(columns_named(self._preferences.register_columns))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.arrangement_changed.connect(self._on_arrangement_changed)
        view.columns_changed.connect(self._on_columns_changed)
        view.command_requested.connect(self._on_command)
        view.table.opened.connect(lambda row: self.open_incident.emit(row.incident_id))
        view.table.menu_wanted.connect(self._on_menu)
        view.table.cell_pressed.connect(self._on_cell_pressed)
        view.table.register_model.typed.connect(self.changes.take_typed)
        view.bulk.owner_wanted.connect(lambda: self.ask_owner(self._chosen()))
        view.bulk.due_date_wanted.connect(lambda: self.changes.ask_due_date(self._chosen()))
        view.bulk.done_wanted.connect(lambda: self.changes.ask_done(self._chosen()))
        self.review.begun.connect(lambda: self._stack.setCurrentWidget(self.review.view))
        self.review.left.connect(self._on_review_left)
        self.review.incident_wanted.connect(self.open_incident)
        self.session.changed.connect(self._on_changed)
        self._midnight.passed.connect(self._on_midnight)

    @override
    def activate(self) -> None:
        """Read the register while it is looked at, else only how many items are late."""
        if not self.isVisible():
            self._count()
        elif self._is_stale():
            self.reload()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.session.is_open and self._is_stale():
            self.reload()

    @override
    def focus_first(self) -> None:
        (self.review.view if self.review.is_open else self.view).focus_first()

    @override
    def handle_escape(self) -> bool:
        if self.review.is_open:
            self.review.leave()
            return True
        if self.view.table.selected_rows():
            self.view.table.clearSelection()
            return True
        if self._arrangement.query.strip() != Filter.OPEN.term:
            self.show_all()
            return True
        return False

    @override
    def commands(self) -> list[QAction]:
        found = []
        for text, query in _COMMANDS:
            action = QAction(text, self)
            action.triggered.connect(lambda _checked=False, query=query: self.show_query(query))
            found.append(action)
        return found

    def show_query(self, query: str) -> None:
        """Show what a query means, arranged as it was."""
        self._on_arrangement_changed(Arrangement(query=query))

    def show_overdue(self) -> None:
        """Arrange for what is overdue."""
        self.show_query(query_of(Filter.OPEN, Filter.OVERDUE))

    def show_incident(self, key: str) -> None:
        """Show the action items of one incident alone."""
        self.show_query(f"incident:{quoted(key)}")

    def show_all(self) -> None:
        """Show everything that is open."""
        self.show_query(Filter.OPEN.term)

    def start_review(self) -> None:
        """Go through the open items that are shown, one by one; as soon as they are read."""
        self._review_wanted = True
        if self._contents is not None and not self._is_stale():
            self._begin_review()

    def _begin_review(self) -> None:
        if self._review_wanted and self._contents is not None:
            self._review_wanted = False
            self.review.begin(self.view.table.register_model.items(), self._contents.people)

    @Slot()
    def _on_review_left(self) -> None:
        self._stack.setCurrentWidget(self.view)
        self.view.focus_first()

    def reload(self) -> None:
        """Read the register again."""
        if not self.session.is_open:
            return
        self._stale = False
        as_of = self.session.clock()
        today = self._midnight.today
        self.session.read(
            self,
            lambda library: read_contents(library, as_of, today),
            self._on_contents,
            replaces="register",
        )
        self.session.background(
            self, lambda library, _context: read_figure(library, as_of), self.view.figure.show_tile
        )

    def _is_stale(self) -> bool:
        contents = self._contents
        return self._stale or contents is None or contents.today != self._midnight.today

    def _count(self) -> None:
        """Tell how many are late, which the store counts by itself."""
        if not self.session.is_open:
            return
        as_of = self.session.clock()

        def told(counts: DueCounts) -> None:
            self._tell(counts.overdue)

        self.session.read(
            self, lambda library: library.actions.due_counts(as_of=as_of), told, replaces="count"
        )

    def _tell(self, overdue: int) -> None:
        self.badge_changed.emit(f"{overdue:,}" if overdue else "", bool(overdue))

    def _on_contents(self, contents: RegisterContents) -> None:
        self._contents = contents
        self.view.table.delegate.offer_people(contents.people)
        self.view.filter.completer.offer(contents.people, contents.services)
        self.review.refresh(contents.rows)
        self._tell(sum(row.overdue_days > 0 for row in contents.rows))
        self._arrange()

    def _arrange(self) -> None:
        """Sort and group away from the interface thread: 60,000 rows take a while."""
        contents, arrangement = self._contents, self._arrangement
        if contents is None:
            return
        self.session.runner.run(
            lambda _context: arrange(
                contents.rows,
                arrangement,
                contents.today,
                texts=contents.texts,
                as_of=contents.as_of,
                standing=contents.standing,
            ),
            lane="background",
            owner=self,
            done=lambda register: self._on_arranged(register, arrangement),
            replaces="arrange",
        )

    def _on_arranged(self, register: Register, arrangement: Arrangement) -> None:
        self.view.show_register(register, arrangement)
        self._begin_review()

    @Slot(object)
    def _on_arrangement_changed(self, arrangement: Arrangement) -> None:
        self._arrangement = arrangement
        self._arrange()

    @Slot(object)
    def _on_columns_changed(self, columns: frozenset[Column]) -> None:
        self._preferences.set_register_columns(names_of(columns))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if not (changes.actions or changes.incidents or changes.settings):
            return
        self._stale = True
        self.activate()

    @Slot()
    def _on_midnight(self) -> None:
        """What was due yesterday is overdue now."""
        self._stale = True
        self.activate()

    @Slot(str)
    def _on_command(self, name: str) -> None:
        if name == "export-calendar":
            self.opening.calendar(self.view.table.register_model.items())
        elif name == "review-actions":
            self.start_review()
        else:
            self.command_requested.emit(name)

    def _chosen(self) -> list[ActionRow]:
        chosen = self.view.table.selected_rows()
        current = self.view.table.current_row()
        return chosen or ([current] if current else [])

    def ask_owner(self, rows: Sequence[ActionRow]) -> None:
        """Ask whose items shall be."""
        self.changes.ask_owner(rows, self._contents.people if self._contents else ())

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        rows = self._chosen()
        if rows:
            self.make_menu(rows).popup(place)

    def make_menu(self, rows: Sequence[ActionRow]) -> QMenu:
        """Everything that can be done to `rows`; the same as in the table itself."""
        return actions_menu(self, rows)

    @Slot(object, object, QRect)
    def _on_cell_pressed(self, row: ActionRow, column: Column, place: QRect) -> None:
        if column is Column.TRACKER:
            self.opening.tracker(row)
        else:
            self.opening.moves(row, place)
