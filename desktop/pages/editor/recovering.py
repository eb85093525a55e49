"""Finds the drafts of one incident that an earlier run left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.pages.editor.keeping import recover

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from desktop.pages.editor.journal import Draft, Journal
    from desktop.pages.editor.keeping import RecoveredText
    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from models.library import Library


class Recovering(QObject):
    """What was typed into one incident before and never reached the library.

    Signals:
        found: `RecoveredText`, the newest; told again when that one was dropped and there is more.

    Attributes:
        text: what was found and is not settled yet.
        is_adopted: it was shown in the form: once the form is saved the library holds it.
    """

    found = Signal(object)

    def __init__(
        self, session: LibrarySession, journal: Journal, parent: QObject | None = None
    ) -> None:
        """Look for nothing yet."""
        super().__init__(parent)
        self._session = session
        self._journal = journal
        self._incident_id: UUID | None = None
        self.text: RecoveredText | None = None
        self.is_adopted = False

    @property
    def written_at(self) -> datetime | None:
        """When it was typed."""
        return self.text.written_at if self.text else None

    def look(self, incident_id: UUID) -> None:
        """Look for drafts of this incident: the files first, then the library."""
        self._incident_id = incident_id
        self.settle()
        library_id, journal = self._session.facts.id, self._journal
        here = self._session.location
        if library_id is None:
            return
        self._session.runner.run(
            lambda _context: journal.scan(library_id, incident_id, here=here),
            lane="drafts",
            owner=self,
            done=lambda scan: self._weigh(scan.drafts) if scan.drafts else None,
        )

    def _weigh(self, drafts: tuple[Draft, ...]) -> None:
        journal, zone = self._journal, self._session.zone

        def work(library: Library) -> RecoveredText | None:
            return first_unsaved(library, journal, drafts, zone=zone)

        self._session.read(self, work, self._on_weighed)

    def _on_weighed(self, text: RecoveredText | None) -> None:
        if text is not None and text.draft.incident_id == self._incident_id:
            self.text = text
            self.found.emit(text)

    def settle(self) -> None:
        """The library holds it: there is nothing to recover any more."""
        self.text = None
        self.is_adopted = False

    def drop(self) -> None:
        """Nobody wants this one: its file goes, and the next is told."""
        text = self.text
        self.settle()
        if text is None:
            return
        journal, draft = self._journal, text.draft

        def work(_context: TaskContext) -> None:
            journal.remove(draft)

        self._session.runner.run(work, lane="drafts", owner=self, durable=True)
        if self._incident_id is not None:
            self.look(self._incident_id)


def first_unsaved(
    library: Library, journal: Journal, drafts: tuple[Draft, ...], *, zone: str
) -> RecoveredText | None:
    """The first draft that the library does not hold; those that it holds are removed."""
    for draft in drafts:
        text = recover(draft, library, zone=zone)
        if text is not None:
            return text
        journal.remove(draft)
    return None
