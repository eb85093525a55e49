"""Brings incidents into the reading pane and has what the query matches marked in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.pages.library.document import read_document
from desktop.pages.library.highlights import match_pattern

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.pages.library.document import ReaderDocument
    from desktop.pages.library.reader import Reader
    from desktop.session import LibrarySession

_PAUSE_MS = 200
"""Longer than it takes most typists to the next key, so that a document is set when they stop."""


class Reading(QObject):
    """Reads one incident at a time.

    Signals:
        shown: `ReaderDocument` that is in the pane now.
    """

    shown = Signal(object)

    def __init__(self, session: LibrarySession, reader: Reader) -> None:
        """Read for one pane."""
        super().__init__(reader)
        self._session = session
        self._reader = reader
        self._query = ""
        self._marked: tuple[UUID | None, str] = (None, "")
        self._next: UUID | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read_next)

    @property
    def incident_id(self) -> UUID | None:
        """The incident in the reading pane."""
        return self._reader.incident.id if self._reader.incident else None

    @property
    def chosen_id(self) -> UUID | None:
        """The incident that is about to be in the reading pane, or is there already."""
        return self._next if self._pause.isActive() else self.incident_id

    def read_soon(self, id: UUID) -> None:
        """Bring an incident into the pane once the typing pauses: results come first."""
        self._next = id
        self._pause.start()

    def read(self, id: UUID) -> None:
        """Bring an incident into the pane; the same one read again keeps its place."""
        self._pause.stop()
        as_of, zone = self._session.clock(), self._session.zone
        self._session.read(
            self,
            lambda library: read_document(library, id, as_of=as_of, zone=zone),
            self._on_document,
            failed=lambda _error: self._reader.clear(),
            replaces="document",
        )

    def read_again(self) -> None:
        """Read what is in the pane again; it may have changed."""
        if self.incident_id is not None:
            self.read(self.incident_id)

    def mark(self, query: str) -> None:
        """Mark what another query matches."""
        if query != self._query:
            self._query = query
            self._ask_marks()

    @Slot()
    def _read_next(self) -> None:
        if self._next is not None:
            self.read(self._next)

    def _on_document(self, document: ReaderDocument) -> None:
        if self._pause.isActive() and document.incident.id != self._next:
            return  # it was wanted before the last keystroke; another one is on its way
        self._reader.show_document(document)
        self._ask_marks()
        self.shown.emit(document)

    def _ask_marks(self) -> None:
        query, id = self._query, self.incident_id
        if id is None:
            return
        view = self._reader.text
        go = self._marked != (id, query)
        self._marked = (id, query)
        if not query.strip():
            view.show_marks((), go=False)
            return
        text = view.shown_text()

        def show(marks: tuple[tuple[int, int], ...] | None) -> None:
            if self._marked == (id, query):
                spans = _by_words(query, text) if marks is None else marks
                view.show_marks(spans, go=go)

        self._session.ask_index(
            self,
            lambda lane, library: lane.marks(library, query, text),
            show,
            replaces="marks",
        )


def _by_words(query: str, text: str) -> list[tuple[int, int]]:
    """The words as typed, where the index cannot say which forms of them match."""
    pattern = match_pattern(query)
    return [] if pattern is None else [match.span() for match in pattern.finditer(text)]
