"""What can be sent of the incident in the reading pane: issues to a tracker, word to the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from desktop.trackers.controller import CREATE, TELL

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.incident import Incident


ACTIONS_OF = "actions-of:"
"""The window's command that shows the action items of an incident, before its key."""


class TrackerCommands(QObject):
    """Three actions; disabled where there is nothing to send or to show.

    Signals:
        requested: name of the window command that does it.
    """

    requested = Signal(str)

    def __init__(self, host: QWidget) -> None:
        """Make the actions."""
        super().__init__(host)
        self._incident: Incident | None = None
        self._show = QAction("Show its action items in the register", self)
        self._show.triggered.connect(self._on_show)
        self._create = QAction("Create tracker issues…", self)
        self._create.triggered.connect(self._on_create)
        self._tell = QAction("Tell Slack…", self)
        self._tell.triggered.connect(self._on_tell)
        self.set_incident(None)

    def actions(self) -> list[QAction]:
        """All, for the menu and the palette."""
        return [self._show, self._create, self._tell]

    def set_incident(self, incident: Incident | None) -> None:
        """Work on another incident, or on the same one read again."""
        self._incident = incident
        live = incident is not None and incident.trashed_at is None
        self._create.setEnabled(live and bool(incident and incident.action_items))
        self._show.setEnabled(live and bool(incident and incident.action_items))
        self._tell.setEnabled(live)

    @Slot()
    def _on_show(self) -> None:
        """In the register items are shared with other incidents, moved, given away."""
        if self._incident is not None:
            self.requested.emit(f"{ACTIONS_OF}{self._incident.key}")

    @Slot()
    def _on_create(self) -> None:
        if self._incident is not None:
            self.requested.emit(f"{CREATE}{self._incident.id}")

    @Slot()
    def _on_tell(self) -> None:
        if self._incident is not None:
            self.requested.emit(f"{TELL}{self._incident.id}")
