"""What the form means, a moment after typing: read beside the interface, told when it is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.pages.editor.draft import IncidentDraft
from desktop.pages.editor.outline_state import OutlineEntry, outline_of
from desktop.pages.editor.reading import DraftReading, read_draft
from desktop.pages.editor.table_hints import RowHint, find_row_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from models.blameless.answers import KeptHint
    from models.blameless.hints import Hint
    from models.incident import Incident

_PAUSE_MS = 250


@dataclass(frozen=True, slots=True)
class LiveReading:
    """What stood in the form, what it means, and how complete it is."""

    draft: IncidentDraft
    reading: DraftReading
    entries: tuple[OutlineEntry, ...]
    row_hints: tuple[RowHint, ...] = ()


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
        find: Callable[[str], tuple[Hint, ...]],
        kept: Callable[[], tuple[KeptHint, ...]],
        parent: QObject | None = None,
    ) -> None:
        """Wait for the first edit.

        Args:
            session: whose worker reads.
            draft: gives what stands in the form now.
            base: gives the incident that the draft is a draft of.
            hints: gives the number of unanswered hints by section.
            find: finds the hints of a text; called in the worker.
            kept: gives the hints that a person answered.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._session = session
        self._draft = draft
        self._base = base
        self._hints = hints
        self._find = find
        self._kept = kept
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.read_now)

    @Slot()
    def note_edit(self) -> None:
        """Something was typed: read it once there is a pause. Cheap."""
        self._pause.start()

    def start(self) -> None:
        """Read what was just put in: what it means at once, blame in its tables after a pause.

        The rules and hundreds of rows take a worker longer than the first paint should wait.
        """
        self._read(_no_hints)
        self._pause.start()

    def stop(self) -> None:
        """Nothing is to be read any more."""
        self._pause.stop()

    @Slot()
    def read_now(self) -> None:
        """Read what stands in the form; `read` follows."""
        self._read(self._find)

    def _read(self, find: Callable[[str], tuple[Hint, ...]]) -> None:
        self._pause.stop()
        draft, base, hints = self._draft(), self._base(), dict(self._hints())
        now, kept = self._session.clock(), self._kept()

        def work(_context: TaskContext) -> LiveReading:
            reading = read_draft(draft, base, now=now)
            rows = find_row_hints(draft, find, kept)
            tables = Counter(str(one.table) for one in rows)
            entries = outline_of(draft, reading.problems, hints, tables)
            return LiveReading(draft, reading, entries, rows)

        self._session.runner.run(
            work, lane="background", owner=self, done=self.read.emit, replaces="reading"
        )


def _no_hints(_text: str) -> tuple[Hint, ...]:
    return ()
