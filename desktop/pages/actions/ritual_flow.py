"""Carries the weekly review through: asks what each answer needs, records that it took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.notices import Notice
from desktop.pages.actions.ritual import Outcome, Ritual
from desktop.pages.actions.ritual_view import RitualView
from desktop.wording import local

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from desktop.pages.actions.changes import ActionChanges
    from desktop.pages.actions.edits import Edit
    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library
    from models.rows import ActionRow


class RitualFlow(QObject):
    """One review at a time.

    Signals:
        begun: the review shall be seen.
        left: the register shall be seen again.
        incident_wanted: UUID of the incident of an item.
    """

    begun = Signal()
    left = Signal()
    incident_wanted = Signal(object)

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, changes: ActionChanges
    ) -> None:
        """Change items through `changes`, as the register does."""
        super().__init__(changes)
        self._session = session
        self._changes = changes
        self._people: tuple[str, ...] = ()
        self._recurred: dict[str, tuple[str, ...]] = {}
        self._awaited: Outcome | None = None
        self.ritual: Ritual | None = None
        self.view = RitualView(themes)
        self.view.answered.connect(self._on_answered)
        self.view.back_wanted.connect(self._on_back)
        self.view.finish_wanted.connect(self._on_finish)
        self.view.record_wanted.connect(self._on_record)
        self.view.leave_wanted.connect(self.leave)
        self.view.incident_wanted.connect(self._on_incident)
        changes.performed.connect(self._on_performed)

    @property
    def is_open(self) -> bool:
        """Whether a review is under way."""
        return self.ritual is not None

    def begin(self, rows: Sequence[ActionRow], people: tuple[str, ...]) -> None:
        """Go through the open ones among these items, in their order."""
        unfinished = [row for row in rows if not row.status.is_closed]
        if not unfinished:
            self._session.notice.emit(Notice("No open action item is shown", "information"))
            return
        self._people = people
        self._awaited = None
        self._recurred = {}
        self.ritual = Ritual(unfinished)
        self._show()
        self.begun.emit()
        self.view.focus_first()
        self._read_recurred(unfinished)

    def refresh(self, rows: Sequence[ActionRow]) -> None:
        """The register was read again."""
        if self.ritual is not None:
            self.ritual.refresh(rows)
            self._show()

    @Slot()
    def leave(self) -> None:
        """Go back to the register; what was changed stays changed, nothing is recorded."""
        if self.ritual is not None:
            self.ritual = None
            self.left.emit()

    def _read_recurred(self, rows: Sequence[ActionRow]) -> None:
        ritual, as_of = self.ritual, self._session.clock()
        keys = {key for row in rows for key in row.incident_keys or (row.incident_key,)}

        def work(library: Library, _context: TaskContext) -> dict[str, tuple[str, ...]]:
            return _recurred(library, as_of, keys)

        def take(found: dict[str, tuple[str, ...]]) -> None:
            if self.ritual is ritual:
                self._recurred = found
                self._show()

        self._session.background(self, work, take)

    def _show(self) -> None:
        if self.ritual is not None:
            today = local(self._session.clock(), self._session.zone).date()
            self.view.show_ritual(self.ritual, today, self._recurred)

    @Slot(str)
    def _on_answered(self, name: str) -> None:
        row = self.ritual.current if self.ritual is not None else None
        if row is None:
            return
        asks: dict[str, tuple[Outcome, Callable[[], object]]] = {
            "close": (Outcome.CLOSED, lambda: self._changes.ask_done([row])),
            "redate": (Outcome.REDATED, lambda: self._changes.ask_due_date([row])),
            "reassign": (Outcome.REASSIGNED, lambda: self._changes.ask_owner([row], self._people)),
            "drop": (Outcome.DROPPED, lambda: self._changes.ask_reason([row])),
        }
        if name not in asks:
            self._decide(Outcome.KEPT)
            return
        self._awaited, ask = asks[name]
        ask()

    @Slot(object)
    def _on_performed(self, edit: Edit) -> None:
        row = self.ritual.current if self.ritual is not None else None
        outcome, self._awaited = self._awaited, None
        done = {one.id for one in edit.rows} - {one.id for one in edit.skipped}
        if row is not None and outcome is not None and row.id in done:
            self._decide(outcome)

    def _decide(self, outcome: Outcome) -> None:
        if self.ritual is not None:
            self.ritual.decide(outcome)
            self._show()

    @Slot()
    def _on_back(self) -> None:
        if self.ritual is not None:
            self._awaited = None
            self.ritual.back()
            self._show()

    @Slot()
    def _on_finish(self) -> None:
        """Stop before the end: what was gone through counts."""
        if self.ritual is not None:
            self.ritual.place = len(self.ritual.rows)
            self._show()

    @Slot()
    def _on_incident(self) -> None:
        row = self.ritual.current if self.ritual is not None else None
        if row is not None:
            self.incident_wanted.emit(row.incident_id)

    @Slot()
    def _on_record(self) -> None:
        ritual = self.ritual
        if ritual is None or not ritual.seen:
            self.leave()
            return
        handle = self._session.handle

        def done(_changes: Changes) -> None:
            self._session.notice.emit(Notice(f"Review recorded: {ritual.summary}"))
            self.leave()

        self._session.perform(self, lambda library: _record(library, ritual, handle), done)


def _record(library: Library, ritual: Ritual, handle: str) -> Changes:
    from models.operations.action_reviews import (  # noqa: PLC0415  (SQLAlchemy is slow)
        record_action_review,
    )

    counts = ritual.counts
    return record_action_review(
        library,
        kept=counts[Outcome.KEPT],
        closed=counts[Outcome.CLOSED],
        redated=counts[Outcome.REDATED],
        reassigned=counts[Outcome.REASSIGNED],
        dropped=counts[Outcome.DROPPED],
        made_by=handle,
        note=ritual.note,
    )


def _recurred(library: Library, as_of: datetime, keys: set[str]) -> dict[str, tuple[str, ...]]:
    from desktop.pages.actions.ritual import came_back  # noqa: PLC0415
    from desktop.pages.facts import read_known  # noqa: PLC0415  (figures come later)

    known, classes = read_known(library, as_of)
    return came_back(known, classes, keys)
