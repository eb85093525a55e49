"""Saves one form's draft to the library, one save at a time, and says how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.pages.editor.journal import Draft
from desktop.pages.editor.keeping import (
    Saved,
    hand_over,
    is_same,
    keep_changed,
    read_snapshot,
    save_draft,
)
from desktop.pages.editor.save_state import not_readable
from models.errors import BadInputError, ConflictError, NotFoundError, UserError
from models.incident import Incident

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from desktop.pages.editor.journal import Journal
    from desktop.pages.editor.keeping import Snapshot
    from desktop.pages.editor.reading import DraftReading
    from desktop.session import LibrarySession
    from models.changes import Changes
    from models.library import Library

_SLOW_AFTER_MS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a save is to do beside saving.

    Attributes:
        before: keep what stood there as a revision, unless one says the same.
        after: keep what was saved as a revision.
        note: said with that revision.
        settles: drafts on this device that the library holds once this is saved.
    """

    before: bool = False
    after: bool = False
    note: str = ""
    settles: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a save went.

    Attributes:
        kind: `saved`; `same`: there was nothing to write; `not readable`: the draft is no
            incident as it stands; `refused`: it is one that the library cannot take; `conflict`:
            somebody saved since it was read; `gone`: the incident was removed for good; `failed`:
            the library cannot take anything now; `broke`: a bug, told to the crash dialog.
        text: what happened and what to do, for everything but the first two.
        incident: what the draft meant, where it could be read.
        saved: what was stored.
    """

    kind: Literal["saved", "same", "not readable", "refused", "conflict", "gone", "failed", "broke"]
    text: str = ""
    incident: Incident | None = None
    saved: Saved | None = None


class StoreSaver(QObject):
    """One save at a time.

    Signals:
        slow: a save takes longer than it should: the library is busy.
    """

    slow = Signal()

    def __init__(
        self, session: LibrarySession, journal: Journal, parent: QObject | None = None
    ) -> None:
        """Save nothing yet."""
        super().__init__(parent)
        self._session = session
        self._journal = journal
        self._done: Callable[[Outcome], None] | None = None
        self._saved: list[Saved] = []
        self.is_slow = False
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setInterval(_SLOW_AFTER_MS)
        self._watch.timeout.connect(self._on_slow)

    @property
    def is_busy(self) -> bool:
        """Whether a save is under way."""
        return self._done is not None

    def save(self, snapshot: Snapshot, wish: Wish, done: Callable[[Outcome], None]) -> None:
        """Read the draft and write it; not to be called while busy."""
        self._done = done
        self._saved = []
        self._session.runner.run(
            lambda _context: read_snapshot(snapshot),
            lane="drafts",
            owner=self,
            done=lambda reading: self._on_read(snapshot, wish, reading),
            failed=lambda _error: self._finish(Outcome(kind="broke", text=_BROKE)),
        )

    def hand_over(self, snapshot: Snapshot, *, keep_before: bool) -> None:
        """Save with nobody waiting any more; a save under way is let through first."""
        journal, earlier = self._journal, self._saved

        def operation(library: Library) -> Changes:
            before = earlier[0] if earlier else None
            return hand_over(library, journal, snapshot, before, keep_before=keep_before)

        self._session.perform(self._session, operation)

    def _on_read(self, snapshot: Snapshot, wish: Wish, reading: DraftReading) -> None:
        incident = reading.incident
        if incident is None:
            text = not_readable(reading.problems)
            self._finish(Outcome(kind="not readable", text=text))
        elif is_same(incident, snapshot.base) and not wish.after:
            self._settle(snapshot, wish)
            self._finish(Outcome(kind="same", incident=incident))
        else:
            self._write(snapshot, wish, incident)

    def _settle(self, snapshot: Snapshot, wish: Wish) -> None:
        """The library holds the text already: drafts of it may go."""
        journal, library_id = self._journal, snapshot.library_id

        def work(_context: object) -> None:
            _drop_drafts(journal, library_id, snapshot, wish)

        self._session.runner.run(work, lane="drafts", owner=self, durable=True)

    def _write(self, snapshot: Snapshot, wish: Wish, incident: Incident) -> None:
        journal, saved = self._journal, self._saved
        me = self._session.handle or None

        def operation(library: Library) -> Changes:
            if is_same(incident, snapshot.base):
                changes = keep_changed(library, incident.id, note=wish.note, made_by=me)
                stored = library.incidents.get(incident.id)
                saved.append(Saved(changes=changes, stored=stored, version=stored.version))
            else:
                saved.append(
                    save_draft(
                        library,
                        incident,
                        keep_before=wish.before,
                        keep_after=wish.after,
                        note=wish.note,
                        made_by=me,
                    )
                )
            _drop_drafts(journal, snapshot.library_id, snapshot, wish)
            return saved[0].changes

        self._watch.start()
        self._session.perform(
            self,
            operation,
            lambda _changes: self._finish(Outcome(kind="saved", incident=incident, saved=saved[0])),
            failed=lambda error: self._finish(_failed(error, incident)),
        )

    def _finish(self, outcome: Outcome) -> None:
        self._watch.stop()
        self.is_slow = False
        done, self._done = self._done, None
        if done is not None:
            done(outcome)

    @Slot()
    def _on_slow(self) -> None:
        self.is_slow = True
        self.slow.emit()


_BROKE = "It could not be saved because of an error in Afterword."


def _failed(error: Exception, incident: Incident) -> Outcome:
    if isinstance(error, ConflictError):
        return Outcome(kind="conflict", text=str(error), incident=incident)
    if isinstance(error, NotFoundError):
        return Outcome(kind="gone", text=str(error), incident=incident)
    if isinstance(error, BadInputError):
        return Outcome(kind="refused", text=str(error), incident=incident)
    if isinstance(error, UserError):
        return Outcome(kind="failed", text=str(error), incident=incident)
    return Outcome(kind="broke", text=_BROKE, incident=incident)


def _drop_drafts(journal: Journal, library_id: UUID | None, snapshot: Snapshot, wish: Wish) -> None:
    if library_id is not None:
        journal.forget(library_id, snapshot.base.id, snapshot.stamp)
    for draft in wish.settles:
        journal.remove(draft)
