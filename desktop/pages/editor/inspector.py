"""The column at the right of the editor: what the policy says, the clocks, reviewers, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.save_state import SaveState
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident

WIDTH = 316


class InspectorPane(Pane):
    """What a postmortem still needs, live while it is written.

    Signals:
        go_to: name of an outline entry, or of a field of the draft, that is to be shown.
        preview_requested: the document is to be shown as readers will see it.
        compare_requested: the revisions are to be compared.
        flush_first: a callable to run once the library holds everything that was typed.
    """

    go_to = Signal(str)
    preview_requested = Signal()
    compare_requested = Signal()
    flush_first = Signal(object)

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._incident: Incident | None = None
        self.setObjectName("inspector")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def show_incident(self, incident: Incident, *, unanswered_hints: Sequence[object] = ()) -> None:
        """Judge the incident as it stands in the form; another id reads reviewers and revisions.

        Args:
            incident: the candidate, its version that of the library.
            unanswered_hints: `SectionHint`s that nobody answered.
        """
        self._incident = incident

    def show_save_state(self, state: SaveState) -> None:
        """Show how well what was typed is kept."""
