"""What the search field does: palette everywhere, live search in the Library page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence

from desktop.palette.source import PaletteSource
from desktop.remembered import LibraryMemory
from desktop.shell.commands import ICONS
from desktop.shell.completing import Completing
from desktop.shell.completion_popup import CompletionPopup
from desktop.shell.places import LIBRARY, REVIEWS
from desktop.shell.query_history import QueryHistory

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QAction, QKeyEvent

    from desktop.palette.popup import Palette
    from desktop.session import LibrarySession
    from desktop.shell.search_field import SearchField
    from desktop.shell.workspace import Workspace
    from desktop.theme import ThemeSource
    from desktop.window import MainWindow


class Searching(QObject):
    """Joins field, palette, completion, history and workspace.

    In the Library page the field holds the query and every keystroke searches. Elsewhere, and
    everywhere after Ctrl+K, the palette drops below it.
    """

    def __init__(
        self, field: SearchField, palette: Palette, window: MainWindow, themes: ThemeSource
    ) -> None:
        """Listen to the field."""
        super().__init__(window)
        self._field = field
        self._palette = palette
        self._window = window
        self._workspace: Workspace | None = None
        self._source: PaletteSource | None = None
        self._memory = LibraryMemory()
        self.history = QueryHistory()
        self._completing = Completing(field, CompletionPopup(window.centralWidget(), field, themes))
        field.edited.connect(self._on_edited)
        field.typed.connect(self._on_typed)
        field.submitted.connect(self._search)
        field.key_offered.connect(self._on_key)
        field.focus_changed.connect(self._on_focus_changed)
        palette.search_requested.connect(lambda: self._search(self._field.text()))
        palette.chosen.connect(self._show_query)
        palette.dismissed.connect(self._show_query)

    def attach(
        self, session: LibrarySession, workspace: Workspace, memory: LibraryMemory | None = None
    ) -> None:
        """Search in another library; `memory` keeps what is searched for there."""
        if self._source is not None:
            self._source.deleteLater()
        self._workspace = workspace
        self._memory = memory or LibraryMemory()
        self.history = QueryHistory(self._memory.queries)
        source = PaletteSource(
            session,
            self._palette.model,
            self._commands,
            ICONS,
            recent=lambda: self.history.queries,
            parent=workspace,
        )
        source.incident_chosen.connect(workspace.open_incident)
        source.review_chosen.connect(self._open_review)
        source.query_chosen.connect(self._search)
        self._source = source
        source.destroyed.connect(self._on_source_gone)
        workspace.query_changed.connect(self._field.set_text)
        workspace.query_left.connect(self._on_query_left)
        self._completing.attach(session)
        self._field.set_text("")

    def open_palette(self) -> None:
        """Ctrl+K: the keyboard goes to the field and the palette drops below it."""
        self._completing.close()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.select_all()
        if self._source is not None:
            self._source.fill(self._field.text() if not self._in_library() else "")
            self._palette.open_below()

    def forget_searches(self) -> None:
        """What was searched for in this library is nobody's business any more."""
        self.history.forget()
        self._memory.note_queries(())

    def fill(self, text: str) -> None:
        """Show in the palette what fits a text."""
        if self._source is not None:
            self._source.fill(text)

    def show_place(self, name: str) -> None:
        """The window went elsewhere: the field shows the query only in the Library page."""
        self._palette.close_quietly()
        self._completing.close()
        workspace = self._workspace
        if workspace is not None:
            self._field.set_text(workspace.query if name == LIBRARY else "")

    def _commands(self) -> list[QAction]:
        page = self._workspace.page if self._workspace is not None else None
        own = [action for action in self._window.commands.all() if action.objectName() != "search"]
        return [*(page.commands() if page is not None else []), *own]

    def _keep_query(self, text: str) -> None:
        self.history.add(text)
        self._memory.note_queries(self.history.queries)

    def _in_library(self) -> bool:
        return self._workspace is not None and self._workspace.place == LIBRARY

    @Slot(str)
    def _search(self, text: str) -> None:
        self._palette.close_quietly()
        self._completing.close()
        self._keep_query(text)
        if self._workspace is not None:
            self._workspace.search(text)
            self._workspace.library_page.focus_results()

    @Slot()
    def _on_edited(self) -> None:
        """Each keystroke searches at once: a search that is overtaken is dropped unanswered."""
        self.history.start_over()
        if self._workspace is not None and self._in_library() and not self._palette.is_open:
            self._workspace.search(self._field.text(), typing=True)
            self._completing.edited()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if self._workspace is None or self._source is None:
            return
        if self._in_library() and not self._palette.is_open:
            if text != self._workspace.query:
                self._workspace.search(text, typing=True)
            return
        self._source.fill(text)
        if text.strip() and not self._palette.is_open:
            self._palette.open_below()

    @Slot(object)
    def _on_key(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self._field.text():
            self._window.undo_last()
            event.accept()
            return
        for takes in (self._palette.take_key, self._completing.take_key, self._step_history):
            takes(event)
            if event.isAccepted():
                return
        self._take_own_key(event)

    def _take_own_key(self, event: QKeyEvent) -> None:
        key, workspace = event.key(), self._workspace
        if workspace is None or self._palette.is_open:
            return
        if key == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._completing.open()
        elif key == Qt.Key.Key_Down and self._in_library():
            workspace.library_page.focus_results()
        elif key == Qt.Key.Key_Escape:
            self._leave(workspace)
        else:
            return
        event.accept()

    def _leave(self, workspace: Workspace) -> None:
        """Esc: the query goes first, then the keyboard."""
        if not self._field.text():
            workspace.setFocus()
        elif self._in_library():
            self._field.set_text("")
            workspace.library_page.clear_query()
        else:
            self._field.set_text("")

    def _step_history(self, event: QKeyEvent) -> None:
        """Up and Down go through what was searched for, from the empty field on."""
        key = event.key()
        if key not in (Qt.Key.Key_Up, Qt.Key.Key_Down) or self._palette.is_open:
            return
        if not self.history.is_at(self._field.text()):
            return
        older = key == Qt.Key.Key_Up
        query = self.history.older() if older else self.history.newer()
        if query is None:
            if older:
                event.accept()
            return
        self._field.set_text(query)
        if self._in_library() and self._workspace is not None:
            self._workspace.search(query, typing=True)
        event.accept()

    @Slot(bool)
    def _on_focus_changed(self, focused: bool) -> None:
        if not focused:
            self._palette.close_quietly()
            self._completing.close()
            if self._in_library():
                self._keep_query(self._field.text())

    @Slot(str)
    def _on_query_left(self, query: str) -> None:
        """A facet, a chip or a saved search made this query."""
        self._keep_query(query)

    @Slot(object)
    def _open_review(self, id: UUID) -> None:
        if self._workspace is not None:
            self._workspace.show_place(REVIEWS)
            self._workspace.page.open_review(id)  # type: ignore[union-attr]

    @Slot()
    def _show_query(self) -> None:
        """The palette closed: its text goes, the query that holds comes back."""
        if self._in_library() and self._workspace is not None:
            self._field.set_text(self._workspace.query)
        else:
            self._field.set_text("")

    @Slot()
    def _on_source_gone(self) -> None:
        self._source = None
