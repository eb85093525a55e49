"""Finds pairs that look like repeats: after an import, a save, at the start, or when asked.

It waits until the index has caught up. A few incidents are looked up here, in small steps between
which all else goes first; a whole library is compared by a process of its own
(`desktop.nearest_process`), so that the window does not feel it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.comparing import Comparison, keep, look_up
from desktop.nearest_process import NearestProcess
from desktop.notices import Notice
from desktop.wording import count_words
from models.changes import Changes

if TYPE_CHECKING:
    from desktop.comparing import Nearest
    from desktop.notices import IndexView
    from desktop.search_lane import SearchLane
    from desktop.session import LibrarySession
    from models.library import Library

_BATCH = 12
_TOLD_EVERY = 40
_PAUSE_MS = 15
_LATER_MS = 1_500
"""Opening a library and typing on come first."""


class RepeatFinder(QObject):
    """Compares what changed with everything, in the background.

    Signals:
        finished: nothing is left to compare.
    """

    finished = Signal()

    def __init__(self, session: LibrarySession, lane: SearchLane) -> None:
        """Wait for the session's index."""
        super().__init__(session)
        self._session = session
        self._lane = lane
        self._comparison = Comparison({})
        self._change = 0
        self._steps = 0
        self._untold = Changes()
        self._is_running = False
        self._may_start = True
        self._is_asked = False
        self._process = NearestProcess(self)
        self._process.found.connect(self._on_found)
        self._process.failed.connect(self._on_gone)
        self._awaited: set[UUID] = set()
        self._soon = _timer(self, _LATER_MS, self.start)
        self._next = _timer(self, _PAUSE_MS, self._on_next)
        session.index_state_changed.connect(self._on_index)

    @property
    def is_running(self) -> bool:
        """Whether incidents are being compared."""
        return self._is_running

    @Slot()
    def start(self) -> None:
        """Compare what changed since it was compared; at once, as far as the index has it."""
        self._soon.stop()
        view = self._session.index
        if self._is_running or not self._session.is_open or view.state != "current":
            return
        if view.change != self._change:
            self._comparison = Comparison({})
            self._change = view.change
        self._is_running = True
        self._ask()

    def stop(self) -> None:
        """Compare no more: the library is closed. What was kept stays; the rest is found again."""
        self._soon.stop()
        self._next.stop()
        if self._is_running:
            self._end()

    @Slot()
    def compare_again(self) -> None:
        """Compare every incident anew, and say what came of it."""
        if not self._session.is_open:
            return
        self._is_asked = True
        self._session.perform(self, _forget, lambda _changes: self._begin_asked())

    def _begin_asked(self) -> None:
        words = "Comparing every incident with all others."
        if self._session.index.state != "current":
            words = "Every incident is compared with all others once the search index is current."
        self._session.notice.emit(Notice(words, "information"))
        self.start()

    @Slot(object)
    def _on_index(self, view: IndexView) -> None:
        if view.state == "current" and not self._is_running:
            self._soon.start()

    def _ask(self) -> None:
        change, lane = self._change, self._lane
        self._session.read(
            self,
            lambda library: _pending(library, lane, change),
            self._on_pending,
            failed=self._on_failed,
        )

    def _on_pending(self, told: _Pending) -> None:
        pending = told.incidents
        if not pending:
            self._end()
            if self._is_asked:
                self._is_asked = False
                self._session.read(self, _summary, self._on_summary)
            if self._session.index.change != self._change:
                self._soon.start()
            return
        if len(pending) == _BATCH and not self._process.is_running and self._may_start:
            self._process.start(told.folder, told.library_id, told.most)
        self._comparison.forget()
        self._comparison.compared = pending
        self._next.start(_PAUSE_MS)

    @Slot()
    def _on_next(self) -> None:
        rest = self._session.rest_ms()
        if rest:
            self._next.start(rest)
            return
        if not self._session.is_open:
            self.stop()
            return
        is_out = self._process.is_running
        missing = self._comparison.missing(None) if is_out else self._comparison.missing()
        if missing and is_out:
            self._awaited = set(missing)
            self._process.ask(missing)
            return
        if missing:
            self._session.look_up(
                self,
                lambda library: look_up(self._lane, library, missing),
                self._on_found,
                failed=self._on_failed,
            )
            return
        compared, found = dict(self._comparison.compared), self._around()
        self._session.perform(
            self,
            lambda library: keep(library, compared, found),
            self._on_kept,
            failed=self._on_failed,
        )

    def _around(self) -> dict[UUID, Nearest]:
        """What the store lane needs of what was found."""
        nearest = self._comparison.nearest
        wanted = {near.id for one in self._comparison.compared for near in nearest[one]}
        return {one: nearest[one] for one in (*self._comparison.compared, *wanted)}

    @Slot(object)
    def _on_found(self, found: dict[UUID, Nearest]) -> None:
        self._comparison.nearest.update(found)
        self._awaited -= found.keys()
        if not self._awaited:
            self._next.start(_PAUSE_MS)

    @Slot()
    def _on_gone(self) -> None:
        """Go on here, slower, when the process cannot."""
        self._awaited = set()
        self._may_start = False
        self._process.stop()
        if self._is_running:
            self._next.start(_PAUSE_MS)

    def _on_kept(self, changes: Changes) -> None:
        # Each telling makes the index catch up, so many steps are told together.
        self._untold = self._untold.merged(changes)
        self._steps += 1
        if self._steps % _TOLD_EVERY == 0:
            self._tell()
        if self._session.is_open:
            self._ask()

    def _on_failed(self, _error: Exception) -> None:
        """The next change of the index tries again; a person was busy with something else."""
        self._end()

    def _on_summary(self, words: str) -> None:
        self._session.notice.emit(Notice(words))

    def _tell(self) -> None:
        changes, self._untold = self._untold, Changes()
        if changes.last and self._session.is_open:
            self._session.announce(changes)

    def _end(self) -> None:
        self._is_running = False
        self._may_start = True
        self._process.stop()
        self._tell()
        self._comparison = Comparison({})
        self.finished.emit()


@dataclass(frozen=True, slots=True)
class _Pending:
    """What is to be compared next, and what the comparing process is told of the index."""

    incidents: dict[UUID, int]
    folder: Path
    library_id: UUID
    most: int


def _pending(library: Library, lane: SearchLane, change: int) -> _Pending:
    from models.recurrence.ranking import MOST_NEIGHBOURS  # noqa: PLC0415  (after the start)

    suggestions = library.suggestions
    wanted = suggestions.pending(change, _BATCH) if suggestions.are_wanted() else {}
    return _Pending(wanted, lane.folder(library), library.id, MOST_NEIGHBOURS)


def _forget(library: Library) -> Changes:
    from models.operations.suggestions import compare_again  # noqa: PLC0415  (SQLAlchemy)

    return compare_again(library)


def _summary(library: Library) -> str:
    if not library.suggestions.are_wanted():
        return "Repeats are not suggested in this library; Settings turns that on."
    compared, _ = library.suggestions.progress()
    waiting = library.suggestions.count()
    wait = count_words(waiting, "pair") + (" waits" if waiting == 1 else " wait")
    return f"{count_words(compared, 'incident')} compared: {wait} for your verdict."


def _timer(owner: QObject, milliseconds: int, slot: object) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
