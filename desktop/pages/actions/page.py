"""The register's controller: reads the action items, arranges them, and carries out edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout
from typing_extensions import override

from desktop.pages.actions.changes import ActionChanges
from desktop.pages.actions.register import Arrangement, Filter, arrange
from desktop.pages.actions.view import ActionsView
from desktop.pages.page import Page
from desktop.wording import local
from models.rows import ActionRow
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.pages.actions.register import Register
    from desktop.pages.figure_words import FigureTile
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class RegisterContents:
    """What the page reads: every action item, and who may own one."""

    rows: tuple[ActionRow, ...]
    people: tuple[str, ...]
    today: date


class ActionsPage(Page):
    """Journey 4: what is due, late, and nobody's."""

    title = "Action items"

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build the view; `activate` reads."""
        super().__init__(session, themes, parent)
        self._contents = RegisterContents((), (), self._today())
        self._arrangement = Arrangement()
        self._stale = True
        self.view = ActionsView(themes)
        self.changes = ActionChanges(session, themes, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.arrangement_changed.connect(self._on_arrangement_changed)
        self.view.export_requested.connect(self._on_export)
        self.view.help_requested.connect(self._on_help)
        self.view.table.opened.connect(self._on_opened)
        self.view.table.menu_wanted.connect(self._on_menu)
        self.view.table.register_model.typed.connect(self.changes.take_typed)
        self.view.bulk.owner_wanted.connect(self._ask_owner)
        self.view.bulk.due_date_wanted.connect(self._ask_due_date)
        self.view.bulk.done_wanted.connect(self._ask_done)
        session.changed.connect(self._on_changed)
        self._midnight = QTimer(self)
        self._midnight.setInterval(_MINUTE_MS)
        self._midnight.timeout.connect(self._on_minute)
        self._midnight.start()

    @override
    def activate(self) -> None:
        if self._stale or self._contents.today != self._today():
            self.reload()

    @override
    def focus_first(self) -> None:
        self.view.focus_first()

    @override
    def handle_escape(self) -> bool:
        if self.view.table.selected_rows():
            self.view.table.clearSelection()
            return True
        if self._arrangement.incident_id is not None:
            self.show_all()
            return True
        return False

    @override
    def commands(self) -> list[QAction]:
        found = []
        for text, filters in (
            ("Show overdue action items", {Filter.OPEN, Filter.OVERDUE}),
            ("Show action items due this week", {Filter.OPEN, Filter.DUE_THIS_WEEK}),
            ("Show action items without an owner", {Filter.OPEN, Filter.NO_OWNER}),
        ):
            action = QAction(text, self)
            arrangement = Arrangement(filters=frozenset(filters))
            action.triggered.connect(
                lambda _checked=False, one=arrangement: self._on_arrangement_changed(one)
            )
            found.append(action)
        return found

    def show_overdue(self) -> None:
        """Arrange for what is overdue (from Home)."""
        self._on_arrangement_changed(Arrangement(filters=frozenset({Filter.OPEN, Filter.OVERDUE})))

    def show_incident(self, incident_id: UUID) -> None:
        """Show the action items of one incident alone."""
        self._on_arrangement_changed(Arrangement(filters=frozenset(), incident_id=incident_id))

    def show_all(self) -> None:
        """Show everything that is open."""
        self._on_arrangement_changed(Arrangement())

    def reload(self) -> None:
        """Read the register again."""
        if not self.session.is_open:
            return
        self._stale = False
        as_of = self.session.clock()
        today = local(as_of, self.session.zone).date()
        self.session.read(
            self,
            lambda library: _read_contents(library, as_of, today),
            self._on_contents,
            replaces="register",
        )
        self.session.background(
            self, lambda library, _context: _read_figure(library, as_of), self.view.figure.show_tile
        )

    def _today(self) -> date:
        return local(self.session.clock(), self.session.zone).date()

    def _on_contents(self, contents: RegisterContents) -> None:
        self._contents = contents
        self.view.table.delegate.offer_people(contents.people)
        overdue = sum(row.overdue_days > 0 for row in contents.rows)
        self.badge_changed.emit(f"{overdue:,}" if overdue else "", bool(overdue))
        self._arrange()

    def _arrange(self) -> None:
        """Sort and group away from the interface thread: 60,000 rows take a while."""
        contents, arrangement = self._contents, self._arrangement
        self.session.runner.run(
            lambda _context: arrange(contents.rows, arrangement, contents.today),
            lane="background",
            owner=self,
            done=lambda register: self._show(register, arrangement),
            replaces="arrange",
        )

    def _show(self, register: Register, arrangement: Arrangement) -> None:
        self.view.show_register(register, arrangement)

    @Slot(object)
    def _on_arrangement_changed(self, arrangement: Arrangement) -> None:
        self._arrangement = arrangement
        self._arrange()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.actions or changes.incidents or changes.settings:
            self.reload()

    @Slot()
    def _on_minute(self) -> None:
        """What is due today turns overdue at midnight in the library's zone."""
        if self._contents.today != self._today():
            self.reload()

    @Slot(object)
    def _on_opened(self, row: ActionRow) -> None:
        self.open_incident.emit(row.incident_id)

    @Slot()
    def _on_help(self) -> None:
        self.command_requested.emit("new-postmortem")

    def _chosen(self) -> list[ActionRow]:
        chosen = self.view.table.selected_rows()
        current = self.view.table.current_row()
        return chosen or ([current] if current else [])

    @Slot()
    def _ask_owner(self) -> None:
        self.changes.ask_owner(self._chosen(), self._contents.people)

    @Slot()
    def _ask_due_date(self) -> None:
        self.changes.ask_due_date(self._chosen())

    @Slot()
    def _ask_done(self) -> None:
        self.changes.ask_done(self._chosen())

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        rows = self._chosen()
        if rows:
            menu = self.make_menu(rows)
            menu.popup(place)

    def make_menu(self, rows: Sequence[ActionRow]) -> QMenu:
        """Everything that can be done to `rows`; the same as in the table itself."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        opened = menu.addAction(f"Open {rows[0].incident_key}")
        opened.triggered.connect(lambda: self.open_incident.emit(rows[0].incident_id))
        menu.addSeparator()
        for status in ActionStatus:
            if status is ActionStatus.DONE:
                done = menu.addAction("Mark done…")
                done.triggered.connect(self._ask_done)
                continue
            dots = "…" if status is ActionStatus.WONT_DO else ""
            action = menu.addAction(f"{status.value.capitalize()}{dots}")
            action.setEnabled(any(row.status is not status for row in rows))
            action.triggered.connect(
                lambda _checked=False, one=status: self.changes.set_status(rows, one)
            )
        menu.addSeparator()
        menu.addAction("Set owner…").triggered.connect(self._ask_owner)
        menu.addAction("Set due date…").triggered.connect(self._ask_due_date)
        return menu

    @Slot()
    def _on_export(self) -> None:
        self.command_requested.emit("export-actions")


def _read_contents(library: Library, as_of: datetime, today: date) -> RegisterContents:
    return RegisterContents(
        rows=tuple(library.actions.rows(as_of=as_of)),
        people=tuple(one.name for one in library.vocabulary.people()),
        today=today,
    )


def _read_figure(library: Library, as_of: datetime) -> FigureTile:
    from desktop.pages.actions.figure import read_on_time  # noqa: PLC0415  (figures come later)

    return read_on_time(library, as_of)
