"""What the search field does: palette everywhere, live search in the Library page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from desktop.palette.source import PaletteSource
from desktop.shell.commands import ICONS
from desktop.shell.places import LIBRARY

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent

    from desktop.palette.popup import Palette
    from desktop.session import LibrarySession
    from desktop.shell.search_field import SearchField
    from desktop.shell.workspace import Workspace
    from desktop.window import MainWindow


class Searching(QObject):
    """Joins field, palette and workspace.

    In the Library page the field holds the query and every keystroke searches. Elsewhere, and
    everywhere after Ctrl+K, the palette drops below it.
    """

    def __init__(self, field: SearchField, palette: Palette, window: MainWindow) -> None:
        """Listen to the field."""
        super().__init__(window)
        self._field = field
        self._palette = palette
        self._window = window
        self._workspace: Workspace | None = None
        self._source: PaletteSource | None = None
        field.typed.connect(self._on_typed)
        field.submitted.connect(self._on_submitted)
        field.key_offered.connect(self._on_key)
        field.focus_changed.connect(self._on_focus_changed)
        palette.search_requested.connect(lambda: self._search(self._field.text()))
        palette.dismissed.connect(self._on_dismissed)

    def attach(self, session: LibrarySession, workspace: Workspace) -> None:
        """Search in another library."""
        if self._source is not None:
            self._source.deleteLater()
        self._workspace = workspace
        source = PaletteSource(session, self._palette.model, self._commands, ICONS, workspace)
        source.incident_chosen.connect(workspace.open_incident)
        self._source = source
        source.destroyed.connect(self._on_source_gone)
        workspace.query_changed.connect(self._field.set_text)
        self._field.set_text("")

    def open_palette(self) -> None:
        """Ctrl+K: the keyboard goes to the field and the palette drops below it."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.select_all()
        if self._source is not None:
            self._source.fill(self._field.text() if not self._in_library() else "")
            self._palette.open_below()

    def fill(self, text: str) -> None:
        """Show in the palette what fits a text."""
        if self._source is not None:
            self._source.fill(text)

    def show_place(self, name: str) -> None:
        """The window went elsewhere: the field shows the query only in the Library page."""
        self._palette.close_quietly()
        workspace = self._workspace
        if workspace is not None:
            self._field.set_text(workspace.query if name == LIBRARY else "")

    def _commands(self) -> list[QAction]:
        page = self._workspace.page if self._workspace is not None else None
        own = [action for action in self._window.commands.all() if action.objectName() != "search"]
        return [*(page.commands() if page is not None else []), *own]

    def _in_library(self) -> bool:
        return self._workspace is not None and self._workspace.place == LIBRARY

    def _search(self, text: str) -> None:
        self._palette.close_quietly()
        if self._workspace is not None:
            self._workspace.search(text)
            self._workspace.library_page.focus_results()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if self._workspace is None or self._source is None:
            return
        if self._in_library() and not self._palette.is_open:
            self._workspace.search(text, typing=True)
            return
        self._source.fill(text)
        if text.strip() and not self._palette.is_open:
            self._palette.open_below()

    @Slot(str)
    def _on_submitted(self, text: str) -> None:
        self._search(text)

    @Slot(object)
    def _on_key(self, event: QKeyEvent) -> None:
        if self._palette.is_open:
            self._palette.take_key(event)
            return
        key = event.key()
        if key == Qt.Key.Key_Down and self._in_library() and self._workspace is not None:
            self._workspace.library_page.focus_results()
            event.accept()
        elif key == Qt.Key.Key_Escape and self._workspace is not None:
            if self._field.text():
                self._field.set_text("")
                self._workspace.escape()
            else:
                self._workspace.setFocus()
            event.accept()

    @Slot(bool)
    def _on_focus_changed(self, focused: bool) -> None:
        if not focused:
            self._palette.close_quietly()

    @Slot()
    def _on_dismissed(self) -> None:
        if self._in_library() and self._workspace is not None:
            self._field.set_text(self._workspace.query)
        else:
            self._field.set_text("")

    @Slot()
    def _on_source_gone(self) -> None:
        self._source = None
