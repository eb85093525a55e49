"""Writes the draft to this device while it is being typed, in a worker, a few times a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from desktop.pages.editor.keeping import keep_draft, why_not_kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.editor.journal import Journal
    from desktop.pages.editor.keeping import Snapshot
    from desktop.tasks import TaskContext, TaskRunner

# Between two writes. The first keystroke after a pause is written at once, for what comes after it
# may keep the interface thread busy; typing on and on does not put the next write off. With the
# write itself it stays below half a second.
_WRITE_EVERY_MS = 250


class JournalWriter(QObject):
    """Keeps one form's draft in the journal.

    Signals:
        outcome_changed: a write succeeded after one that failed, or the other way round.
    """

    outcome_changed = Signal()

    def __init__(
        self,
        journal: Journal,
        runner: TaskRunner,
        take: Callable[[], Snapshot],
        parent: QObject | None = None,
    ) -> None:
        """Write nothing yet.

        Args:
            journal: where to.
            runner: the one task runner.
            take: gives what stands in the form now.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._journal = journal
        self._runner = runner
        self._take = take
        self._is_writing = False
        self._is_wanted = False
        self._last = QElapsedTimer()
        self.failure = ""
        self.kept_stamp = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WRITE_EVERY_MS)
        self._timer.timeout.connect(self.write)

    def note(self) -> None:
        """Something was typed: write now, or soon after the last write."""
        if self._timer.isActive():
            return
        rested = not self._last.isValid() or self._last.elapsed() >= _WRITE_EVERY_MS
        if rested and not self._is_writing:
            self.write()
        else:
            self._timer.start()

    def cancel(self) -> None:
        """What was noted needs no writing any more."""
        self._timer.stop()
        self._is_wanted = False

    @Slot()
    def write(self) -> None:
        """Write what stands in the form now; one write at a time, the newest text next."""
        if self._is_writing:
            self._is_wanted = True
            return
        self._timer.stop()
        self._last.start()
        self._is_writing = True
        self._is_wanted = False
        snapshot, journal = self._take(), self._journal

        def work(_context: TaskContext) -> str:
            try:
                keep_draft(journal, snapshot)
            except OSError as error:
                return why_not_kept(error)
            return ""

        self._runner.run(
            work,
            lane="drafts",
            owner=self,
            done=lambda failure: self._on_written(snapshot.stamp, failure),
            failed=lambda _error: self._on_written(snapshot.stamp, "the draft cannot be written"),
            durable=True,
        )

    def _on_written(self, stamp: int, failure: str) -> None:
        self._is_writing = False
        if not failure:
            self.kept_stamp = stamp
        changed, self.failure = failure != self.failure, failure
        if changed:
            self.outcome_changed.emit()
        if self._is_wanted:
            self.write()
