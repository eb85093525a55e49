"""Fills the palette for a text: commands at once, incidents and action items as they are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.palette.entries import action_entries, command_entries, incident_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction

    from desktop.palette.entries import PaletteEntry
    from desktop.palette.model import PaletteModel
    from desktop.session import LibrarySession
    from models.rows import ActionRow
    from search.results import Hit, SearchResults

_INCIDENTS = 6
_ACTIONS = 4
_COMMANDS = 6


class PaletteSource(QObject):
    """One library's source of entries.

    Signals:
        incident_chosen: UUID of an incident (or of the incident of an action item).
        filled: a section was filled.
    """

    incident_chosen = Signal(object)
    filled = Signal()

    def __init__(
        self,
        session: LibrarySession,
        model: PaletteModel,
        commands: Callable[[], Sequence[QAction]],
        icons: dict[str, str],
        parent: QObject | None = None,
    ) -> None:
        """`commands` gives the commands that exist at the moment, `icons` an icon for a name."""
        super().__init__(parent)
        self._session = session
        self._model = model
        self._commands = commands
        self._icons = icons

    def fill(self, text: str) -> None:
        """Show what fits a text."""
        plain = text.strip()
        commands = command_entries(self._commands(), plain, self._icons, limit=_COMMANDS)
        self._show("command", commands)
        if not self._session.is_open:
            return
        if not plain:
            self._show("incident", [])
            self._show("action", [])
            return
        self._session.search(
            self,
            plain,
            lambda results: self._show_incidents(results, plain),
            limit=_INCIDENTS,
            typing=True,
            replaces="incidents",
        )
        as_of = self._session.clock()
        self._session.read(
            self,
            lambda library: action_entries(
                library.actions.rows(as_of=as_of), plain, self._choose_action, limit=_ACTIONS
            ),
            lambda entries: self._show("action", entries),
            replaces="actions",
        )

    def _show_incidents(self, results: SearchResults, text: str) -> None:
        self._show("incident", incident_entries(results.hits, text, self._choose_incident))

    def _show(self, kind: str, entries: Sequence[PaletteEntry]) -> None:
        self._model.show_section(kind, entries)  # type: ignore[arg-type]
        self.filled.emit()

    def _choose_incident(self, hit: Hit) -> None:
        self.incident_chosen.emit(hit.id)

    def _choose_action(self, row: ActionRow) -> None:
        self.incident_chosen.emit(row.incident_id)
