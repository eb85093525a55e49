"""Fills the palette for a text: commands and recent searches at once, the rest as it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.palette.entries import (
    action_entries,
    command_entries,
    incident_entries,
    recent_entries,
    review_entries,
)

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
_REVIEWS = 3
_COMMANDS = 6
_RECENT = 5
_RECENT_MATCHING = 2


class PaletteSource(QObject):
    """One library's source of entries.

    Signals:
        incident_chosen: UUID of an incident (or of the incident of an action item).
        review_chosen: UUID of an architecture review.
        query_chosen: text of a recent search.
        filled: a section was filled.
    """

    incident_chosen = Signal(object)
    review_chosen = Signal(object)
    query_chosen = Signal(str)
    filled = Signal()

    def __init__(
        self,
        session: LibrarySession,
        model: PaletteModel,
        commands: Callable[[], Sequence[QAction]],
        icons: dict[str, str],
        *,
        recent: Callable[[], Sequence[str]] = tuple,
        parent: QObject | None = None,
    ) -> None:
        """Show nothing yet.

        Args:
            session: the library.
            model: the palette's list.
            commands: gives the commands that exist at the moment.
            icons: an icon for a command's name.
            recent: gives what was searched for lately, newest first.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._recent = recent
        self._session = session
        self._model = model
        self._commands = commands
        self._icons = icons

    def fill(self, text: str) -> None:
        """Show what fits a text."""
        plain = text.strip()
        commands = command_entries(self._commands(), plain, self._icons, limit=_COMMANDS)
        self._show("command", commands)
        limit = _RECENT_MATCHING if plain else _RECENT
        recent = recent_entries(self._recent(), plain, self.query_chosen.emit, limit=limit)
        self._show("recent", recent)
        if not self._session.is_open:
            return
        if not plain:
            self._show("incident", [])
            self._show("action", [])
            self._show("review", [])
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
                library, plain, self._choose_action, limit=_ACTIONS, as_of=as_of
            ),
            lambda entries: self._show("action", entries),
            replaces="actions",
        )
        self._session.read(
            self,
            lambda library: review_entries(
                library.reviews.titles(), plain, self.review_chosen.emit, limit=_REVIEWS
            ),
            lambda entries: self._show("review", entries),
            replaces="reviews",
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
