"""At the start: drafts on this device that the library does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.pages.editor.journal import DraftTrouble, Scan
from desktop.pages.editor.keeping import RecoveredText, recover

if TYPE_CHECKING:
    from desktop.pages.editor.journal import Draft, Journal
    from desktop.session import LibrarySession
    from models.library import Library


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What was found.

    Attributes:
        texts: drafts that the library does not hold, the newest first, one for each incident.
        troubles: files that cannot be read.
    """

    texts: tuple[RecoveredText, ...] = ()
    troubles: tuple[DraftTrouble, ...] = ()


class Recovery(QObject):
    """Looks through the drafts of one library, in workers.

    Signals:
        found: `LeftBehind`.
    """

    found = Signal(object)

    def __init__(
        self, session: LibrarySession, journal: Journal, parent: QObject | None = None
    ) -> None:
        """Look at nothing yet."""
        super().__init__(parent)
        self._session = session
        self._journal = journal

    def look(self) -> None:
        """Scan the folder, then ask the library; `found` follows, also when nothing was."""
        library_id, journal = self._session.facts.id, self._journal
        here = self._session.location
        if library_id is None:
            return
        self._session.runner.run(
            lambda _context: journal.scan(library_id, here=here),
            lane="drafts",
            owner=self,
            done=self._weigh,
        )

    def remove(self, draft: Draft) -> None:
        """Nobody wants this one."""
        journal = self._journal
        self._session.runner.run(
            lambda _context: journal.remove(draft),
            lane="drafts",
            owner=self,
            done=lambda _none: self.look(),
            durable=True,
        )

    def _weigh(self, scan: Scan) -> None:
        if not scan.drafts:
            self.found.emit(LeftBehind(troubles=scan.troubles))
            return
        journal, zone = self._journal, self._session.zone

        def work(library: Library) -> LeftBehind:
            texts: dict[object, RecoveredText] = {}
            for draft in scan.drafts:
                text = recover(draft, library, zone=zone)
                if text is None:
                    journal.remove(draft)
                else:
                    texts.setdefault(draft.incident_id, text)
            return LeftBehind(tuple(texts.values()), scan.troubles)

        self._session.read(self, work, self.found.emit)
