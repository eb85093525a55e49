"""Undo over the whole form: states of the draft, one for each pause and field."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from desktop.pages.editor.draft import AMOUNTS, TIMES

if TYPE_CHECKING:
    from desktop.pages.editor.draft import IncidentDraft, Record

_KEPT = 200
_TABLES = ("timeline", "factors", "defences", "actions")
_RECORDS = ("sections", *_TABLES)


class DraftHistory:
    """The states that a draft went through, and where in them it stands.

    A state shares with the one before it what did not change, so that a long document costs no
    more than its changed section.
    """

    def __init__(self) -> None:
        """Hold no state yet."""
        self._states: list[IncidentDraft] = []
        self._at = -1
        self._visit = 0

    def start(self, draft: IncidentDraft) -> None:
        """Begin with another incident: nothing of the last one can come back."""
        self._states = [draft]
        self._at = 0
        self._visit = 0

    def record(self, draft: IncidentDraft) -> None:
        """Take in a state after a pause, or as a field is left; what was undone is forgotten."""
        if self._at < 0:
            self.start(draft)
            return
        current = self._states[self._at]
        if draft == current:
            return
        del self._states[self._at + 1 :]
        self._states.append(_sharing(current, draft))
        dropped = len(self._states) - _KEPT
        if dropped > 0:
            del self._states[:dropped]
            self._visit = max(0, self._visit - dropped)
        self._at = len(self._states) - 1

    def begin_visit(self) -> None:
        """A text field that can undo by itself was entered; the last state holds until then."""
        self._visit = self._at

    def undone_inside(self) -> None:
        """That field undid something itself: its own states since it was entered hold no more."""
        self._at = min(self._at, self._visit)
        del self._states[self._at + 1 :]

    def undo(self, draft: IncidentDraft) -> IncidentDraft | None:
        """The state before `draft`, which is what stands in the form; None at the beginning."""
        self.record(draft)
        if self._at <= 0:
            return None
        self._at -= 1
        self._visit = self._at
        return self._states[self._at]

    def redo(self, draft: IncidentDraft) -> IncidentDraft | None:
        """The state that was undone last; None when something was typed since."""
        if self._at + 1 >= len(self._states) or draft != self._states[self._at]:
            return None
        self._at += 1
        self._visit = self._at
        return self._states[self._at]


def changed_field(before: IncidentDraft, after: IncidentDraft) -> tuple[str, int]:
    """What differs first, for the keyboard to go there.

    Returns:
        The name of a field or of a table, or ``section``; and the row or place (-1 for a field).
        ``("", -1)`` where nothing differs.
    """
    for one in fields(after):
        old, new = getattr(before, one.name), getattr(after, one.name)
        if old == new:
            continue
        if one.name in _RECORDS:
            name = "section" if one.name == "sections" else one.name
            return name, _first_difference(old, new)
        if one.name in ("times", "amounts", "flags"):
            return _changed_key(old, new), -1
        return one.name, -1
    return "", -1


def _changed_key(old: dict[str, Any], new: dict[str, Any]) -> str:
    order = (*TIMES, "meeting_held_at", *AMOUNTS)
    changed = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    return min(changed, key=lambda name: order.index(name) if name in order else len(order))


def _first_difference(old: tuple[Record, ...], new: tuple[Record, ...]) -> int:
    for place, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after:
            return place
    # A row was added or taken away at the end: the last one that is there.
    return max(0, min(len(old), len(new), max(len(new) - 1, 0)))


def _sharing(before: IncidentDraft, after: IncidentDraft) -> IncidentDraft:
    """`after`, holding the very objects of `before` wherever they say the same."""
    shared: dict[str, Any] = {}
    for name in _RECORDS:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            shared[name] = old
            continue
        known = {one.id: one for one in old}
        shared[name] = tuple(known[one.id] if known.get(one.id) == one else one for one in new)
    return replace(after, **shared)
