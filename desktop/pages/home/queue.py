"""The queue of suggested repeats on Home: read, judged, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from desktop.notices import Notice
from models.changes import Changes
from models.rows import SuggestionRow
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from desktop.session import LibrarySession
    from models.library import Library

_SHOWN = 3
_ALL = 200
_SAID = {
    LinkKind.SAME_CLASS: "is the same class as",
    LinkKind.RECURRENCE_OF: "is a recurrence of",
    LinkKind.RELATED: "is related to",
    LinkKind.NOT_RELATED: "is not related to",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits for a verdict.

    Attributes:
        rows: the most certain, at most as many as are shown.
        total: how many wait.
        compared: incidents compared so far, of how many.
        are_wanted: False where the library's setting asks for none.
    """

    rows: tuple[SuggestionRow, ...] = ()
    total: int = 0
    compared: int = 0
    incidents: int = 0
    are_wanted: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict that was given, to be taken back."""

    later_id: UUID
    earlier_id: UUID
    kind: LinkKind
    words: str


class RepeatQueue(QObject):
    """Reads the queue and carries out verdicts.

    Signals:
        read: `Queue`.
        confirm_wanted: `SuggestionRow` that somebody calls the same class; a dialog shows first
            what was known.
    """

    read = Signal(object)
    confirm_wanted = Signal(object)

    def __init__(self, session: LibrarySession, parent: QObject) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self._session = session
        self._shown = _SHOWN
        self._given: list[Verdict] = []
        session.changed.connect(self._on_changed)
        session.repeats.finished.connect(self.reload)

    @property
    def can_undo(self) -> bool:
        """Whether a verdict was given here that can be taken back."""
        return bool(self._given)

    @Slot()
    def reload(self) -> None:
        """Read what waits."""
        if self._session.is_open:
            shown = self._shown
            self._session.read(
                self, lambda library: _read(library, shown), self.read.emit, replaces="queue"
            )

    @Slot()
    def show_all(self) -> None:
        """Show every one that waits."""
        self._shown = _ALL
        self.reload()

    @Slot(object, object)
    def judge(self, row: SuggestionRow, kind: LinkKind) -> None:
        """Give a verdict; calling two the same class asks first."""
        if kind is LinkKind.SAME_CLASS:
            self.confirm_wanted.emit(row)
            return
        by = self._session.handle or None

        def operation(library: Library) -> Changes:
            from models.operations.links import link_incidents  # noqa: PLC0415  (SQLAlchemy)

            reason = "; ".join(row.evidence)
            return link_incidents(library, row.later_id, row.earlier_id, kind, reason, by)

        self._session.perform(self, operation, lambda _changes: self.remember(row, kind))

    def remember(self, row: SuggestionRow, kind: LinkKind) -> None:
        """Say what was judged, and how it is taken back."""
        words = f"{row.later_key} {_SAID[kind]} {row.earlier_key}"
        self._given.append(Verdict(row.later_id, row.earlier_id, kind, words))
        self._session.notice.emit(Notice(words, action_label="Undo", action=self.undo))

    @Slot()
    def undo(self) -> None:
        """Take the last verdict back; the pair waits again."""
        if not self._given:
            return
        verdict = self._given.pop()
        self._session.perform(
            self,
            lambda library: _take_back(library, verdict),
            lambda _changes: self._session.notice.emit(
                Notice(f"Taken back: {verdict.words}", "information")
            ),
        )

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.links or changes.incidents or changes.suggestions or changes.settings:
            self.reload()


def _read(library: Library, shown: int) -> Queue:
    compared, incidents = library.suggestions.progress()
    return Queue(
        rows=tuple(library.suggestions.waiting(shown)),
        total=library.suggestions.count(),
        compared=compared,
        incidents=incidents,
        are_wanted=library.suggestions.are_wanted(),
    )


def _take_back(library: Library, verdict: Verdict) -> Changes:
    from models.operations.links import unlink  # noqa: PLC0415  (SQLAlchemy is slow)

    changes = Changes()
    for link in library.links.between(verdict.later_id, verdict.earlier_id):
        if link.kind == verdict.kind.value:
            changes = changes.merged(unlink(library, link.id))
    return changes
