"""What the form means, a moment after typing: read beside the interface, told when it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.pages.editor.draft import IncidentDraft
from desktop.pages.editor.outline_state import OutlineEntry, outline_of
from desktop.pages.editor.reading import DraftReading, read_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from models.incident import Incident

_PAUSE_MS = 250


@dataclass(frozen=True, slots=True)
class LiveReading:
    """What stood in the form, what it means, and how complete it is."""

    draft: IncidentDraft
    reading: DraftReading
    entries: tuple[OutlineEntry, ...]


class LiveReader(QObject):
    """Reads the draft after each pause in typing; only the newest answer is told.

    Signals:
        read: `LiveReading`.
    """

    read = Signal(object)

    def __init__(
        self,
        session: LibrarySession,
        *,
        draft: Callable[[], IncidentDraft],
        base: Callable[[], Incident],
        hints: Callable[[], Mapping[UUID, int]],
        parent: QObject | None = None,
    ) -> None:
        """Wait for the first edit.

        Args:
            session: whose worker reads.
            draft: gives what stands in the form now.
            base: gives the incident that the draft is a draft of.
            hints: gives the number of unanswered hints by section.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._session = session
        self._draft = draft
        self._base = base
        self._hints = hints
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.read_now)

    @Slot()
    def note_edit(self) -> None:
        """Something was typed: read it once there is a pause. Cheap."""
        self._pause.start()

    def stop(self) -> None:
        """Nothing is to be read any more."""
        self._pause.stop()

    @Slot()
    def read_now(self) -> None:
        """Read what stands in the form; `read` follows."""
        self._pause.stop()
        draft, base, hints = self._draft(), self._base(), dict(self._hints())
        now = self._session.clock()

        def work(_context: TaskContext) -> LiveReading:
            return _read(draft, base, hints, now)

        self._session.runner.run(
            work, lane="background", owner=self, done=self.read.emit, replaces="reading"
        )


def _read(
    draft: IncidentDraft, base: Incident, hints: Mapping[UUID, int], now: datetime
) -> LiveReading:
    reading = read_draft(draft, base, now=now)
    return LiveReading(draft, reading, outline_of(draft, reading.problems, hints))
