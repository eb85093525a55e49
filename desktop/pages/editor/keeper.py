"""Keeps what is typed into the editor: in this device's drafts at once, in the library soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.pages.editor.reading import read_draft
from desktop.pages.editor.save_state import SaveState
from models.incident import Incident

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.pages.editor.journal import Journal
    from desktop.session import LibrarySession
    from models.changes import Changes
    from models.library import Library

_SAVE_AFTER_MS = 1000


class DraftKeeper(QObject):
    """Saves the draft of one incident, and never loses it.

    Signals:
        state_changed: `SaveState`.
        conflicted: `Incident` as stored now, when mine and theirs changed the same thing.
        rebased: (`Incident`, `IncidentDraft`): the base is now that one, and the form is to show
            that draft: somebody else's changes were put together with what stands here, or a
            draft was recovered.
        saved: `Incident` as stored.
    """

    state_changed = Signal(object)
    conflicted = Signal(object)
    rebased = Signal(object, object)
    saved = Signal(object)

    def __init__(
        self,
        session: LibrarySession,
        journal: Journal,
        *,
        draft: Callable[[], IncidentDraft],
        parent: QObject | None = None,
    ) -> None:
        """Keep nothing yet.

        Args:
            session: the library.
            journal: this device's drafts.
            draft: gives what stands in the form now.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._session = session
        self._journal = journal
        self._draft = draft
        self._base = Incident(key="", title="")
        self._state = SaveState("saved", None, "", "")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SAVE_AFTER_MS)
        self._soon.timeout.connect(self._on_soon)

    @property
    def base(self) -> Incident:
        """The incident as the library held it when it was last read or saved here."""
        return self._base

    @property
    def state(self) -> SaveState:
        """How well the draft is kept."""
        return self._state

    def start(self, base: Incident) -> None:
        """Begin to keep this incident; the form shows `draft_of(base)`."""
        self._base = base
        self._tell(SaveState("saved", base.updated_at, "Saved", "on this device"))

    def note_edit(self) -> None:
        """Something was typed. Cheap: to be called for every keystroke."""
        self._soon.start()
        if self._state.kind != "unsaved":
            self._tell(SaveState("unsaved", self._session.clock(), "Not saved yet", ""))

    def flush(self, done: Callable[[bool], None] | None = None) -> None:
        """Save now: a field was left, or something needs the library to hold all of it.

        Args:
            done: takes whether the library holds everything that stands in the form.
        """
        self._soon.stop()
        now = self._session.clock()
        reading = read_draft(self._draft(), self._base, now=now)
        if reading.incident is None:
            self._tell(SaveState("not readable yet", now, "Not saved yet", ""))
            if done is not None:
                done(False)
            return
        incident = reading.incident

        def saved(_changes: Changes) -> None:
            self._session.read(self, lambda library: library.incidents.get(incident.id), stored)

        def stored(read: Incident) -> None:
            self._base = read
            self._tell(SaveState("saved", self._session.clock(), "Saved", "on this device"))
            self.saved.emit(read)
            if done is not None:
                done(True)

        def save(library: Library) -> Changes:
            from models.operations.incidents import save_incident  # noqa: PLC0415  (SQLAlchemy)

            return save_incident(library, incident)

        self._session.perform(self, save, saved)

    def checkpoint(self, done: Callable[[bool], None] | None = None) -> None:
        """Save now and keep a revision (Ctrl+S).

        Args:
            done: as in `flush`.
        """
        self.flush(done)

    def stop(self) -> None:
        """The page is left or closed: whatever is not saved yet is handed over for saving."""
        if self._soon.isActive():
            self.flush()

    @Slot()
    def _on_soon(self) -> None:
        self.flush()

    def _tell(self, state: SaveState) -> None:
        self._state = state
        self.state_changed.emit(state)
