"""Changes to action items, one or many at once, each with the way back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.pages.actions.register import number_text
from desktop.wording import count_words
from models.changes import Changes
from models.errors import ConflictError, NotFoundError
from models.rows import ActionRow
from models.vocabulary import ActionStatus, Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from models.library import Library

    Step = Callable[[Library, ActionRow], Changes]


@dataclass(slots=True)
class Edit:
    """One change of several action items.

    Attributes:
        rows: the items as they were shown.
        words: what was done, for the toast ("marked done").
        step: does it to one item.
        back: undoes it for one item.
        skipped: items that somebody else had changed meanwhile; they were left alone.
    """

    rows: tuple[ActionRow, ...]
    words: str
    step: Step
    back: Step
    skipped: list[ActionRow] = field(default_factory=list)

    def perform(self, library: Library) -> Changes:
        """Do it to every item that is still as it was shown."""
        changes = Changes()
        self.skipped.clear()
        for row in self.rows:
            try:
                changes = changes.merged(self.step(library, row))
            except (ConflictError, NotFoundError):
                self.skipped.append(row)
        return changes

    def undo(self, library: Library) -> Changes:
        """Put every changed item back to what it was; what changed again since is left alone."""
        changes = Changes()
        left = {row.id for row in self.skipped}
        for row in self.rows:
            if row.id in left:
                continue
            try:
                changes = changes.merged(self.back(library, row))
            except (ConflictError, NotFoundError):
                continue
        return changes

    @property
    def notice(self) -> str:
        """What happened, in one sentence."""
        done = len(self.rows) - len(self.skipped)
        if not self.skipped:
            subject = number_text(self.rows[0]) if done == 1 else count_words(done, "action item")
            return f"{subject} {self.words}"
        numbers = ", ".join(number_text(row) for row in self.skipped)
        return f"{done} of {len(self.rows)} {self.words}; changed elsewhere meanwhile: {numbers}"


def owner_edit(rows: Sequence[ActionRow], owner: str | None) -> Edit:
    """Give the items to somebody, or to nobody."""

    def step(library: Library, row: ActionRow) -> Changes:
        from models.operations.actions import set_owner  # noqa: PLC0415  (SQLAlchemy is slow)

        return set_owner(library, row.id, owner, version=row.version)

    def back(library: Library, row: ActionRow) -> Changes:
        from models.operations.actions import set_owner  # noqa: PLC0415

        return set_owner(library, row.id, row.owner)

    words = f"given to {owner}" if owner else "left without an owner"
    return Edit(tuple(rows), words, step, back)


def due_date_edit(
    rows: Sequence[ActionRow],
    due_on: date | None,
    words: str,
    *,
    reason: str = "",
    made_by: str = "",
) -> Edit:
    """Move the due date; `words` is that date as people say it. Undone, no slip is left."""
    moved = tuple(row for row in rows if row.due_on != due_on)

    def step(library: Library, row: ActionRow) -> Changes:
        from models.operations.actions import set_due_date  # noqa: PLC0415

        return set_due_date(
            library, row.id, due_on, reason=reason, made_by=made_by, version=row.version
        )

    def back(library: Library, row: ActionRow) -> Changes:
        from models.operations.actions import take_back_move  # noqa: PLC0415

        return take_back_move(library, row.id)

    said = f"due on {words}" if due_on else "left without a due date"
    return Edit(moved, said, step, back)


def strength_edit(rows: Sequence[ActionRow], strength: Strength | None) -> Edit:
    """Say how much the items change of the system."""

    def step(library: Library, row: ActionRow) -> Changes:
        from models.operations.actions import set_strength  # noqa: PLC0415

        return set_strength(library, row.id, strength, version=row.version)

    def back(library: Library, row: ActionRow) -> Changes:
        from models.operations.actions import set_strength  # noqa: PLC0415

        return set_strength(library, row.id, row.strength)

    return Edit(tuple(rows), f"now {strength or 'without a strength'}", step, back)


def status_edit(
    rows: Sequence[ActionRow], status: ActionStatus, reason: str = "", *, words: str = ""
) -> Edit:
    """Move the items to another status; `reason` is why, or the evidence.

    `words` say what was done where that is not the move itself.
    """

    def step(library: Library, row: ActionRow) -> Changes:
        from models.operations.actions import set_action_status  # noqa: PLC0415

        return set_action_status(library, row.id, status, reason=reason, version=row.version)

    def back(library: Library, row: ActionRow) -> Changes:
        from models.operations.actions import set_action_status  # noqa: PLC0415

        return set_action_status(
            library,
            row.id,
            row.status,
            reason=row.status_reason,
            completed_on=row.completed_on,
        )

    said = {
        ActionStatus.OPEN: "opened again",
        ActionStatus.IN_PROGRESS: "in progress",
        ActionStatus.DONE: "marked done",
        ActionStatus.WONT_DO: "dropped",
    }[status]
    return Edit(tuple(rows), words or said, step, back)
