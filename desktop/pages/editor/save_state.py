"""How well what was typed is kept: the value that the editor shows all the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from desktop.wording import clock_words, day_words, local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.pages.editor.reading import Problem

SaveKind = Literal[
    "saved", "unsaved", "saving", "not readable yet", "kept here only", "conflict", "failed"
]


@dataclass(frozen=True, slots=True)
class SaveState:
    """One state.

    Attributes:
        kind: what it is, for the icon and the tone. `saved`: the library holds all of it.
            `unsaved` and `saving`: a moment ago typed. `not readable yet` and `kept here only`:
            in this device's drafts, because the library cannot take it as it stands, or cannot
            take anything now. `conflict`: somebody else changed the same thing; a person decides.
            `failed`: it is in this window only.
        at: when that was so; None before anything happened.
        text: a few words, such as "Saved 09:38".
        detail: the line below, such as "on this device"; what to do, where something is wrong.
    """

    kind: SaveKind
    at: datetime | None
    text: str
    detail: str

    @property
    def is_safe(self) -> bool:
        """Whether closing the window now would lose nothing."""
        return self.kind in ("saved", "not readable yet", "kept here only", "conflict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the keeper knows, from which the state follows.

    Attributes:
        now: the moment.
        zone: in which the time is shown.
        is_team: the library is a database that others use too.
        is_unsaved: something was typed that the library does not hold.
        is_saving: it is on its way.
        is_waiting: it is on its way for longer than a save should take.
        in_conflict: somebody else changed the same thing.
        recovered_from: when the draft was written that is shown and nobody decided about.
        problem: why the library cannot take it as it stands; empty when it can.
        failure: why the library cannot take anything now; empty when it can.
        device_failure: why this device's drafts cannot be written; empty when they can.
        saved_at: when the library last took something.
    """

    now: datetime
    zone: str = "UTC"
    is_team: bool = False
    is_unsaved: bool = False
    is_saving: bool = False
    is_waiting: bool = False
    in_conflict: bool = False
    recovered_from: datetime | None = None
    problem: str = ""
    failure: str = ""
    device_failure: str = ""
    saved_at: datetime | None = None


def describe(one: Situation) -> SaveState:
    """The state in words: few of them in `text`, for it stands in a narrow column."""
    trouble = one.failure or one.problem
    if one.is_unsaved and one.device_failure and (trouble or one.is_waiting or one.in_conflict):
        why = _sentence(trouble or "The library is busy")
        device = f"{one.device_failure[:1].upper()}{one.device_failure[1:]}"
        return SaveState("failed", one.now, "Not saved", f"only in this window. {why} {device}.")
    if one.in_conflict:
        detail = "yours is kept on this device until you decide"
        return SaveState("conflict", one.now, "Conflict", detail)
    if not one.is_unsaved:
        return _settled(one)
    return _not_in_library(one)


def _not_in_library(one: Situation) -> SaveState:
    if one.failure:
        return SaveState("kept here only", one.now, "Kept", f"on this device. {one.failure}")
    if one.problem:
        return SaveState("not readable yet", one.now, "Kept", f"on this device. {one.problem}")
    if one.is_waiting:
        detail = "on this device. The library is busy; saving goes on."
        return SaveState("kept here only", one.now, "Kept", detail)
    if one.is_saving:
        return SaveState("saving", one.now, "Saving…", "")
    return SaveState("unsaved", one.now, "Not saved yet", "")


def _settled(one: Situation) -> SaveState:
    if one.recovered_from is not None:
        at = clock_words(one.recovered_from, one.zone)
        detail = f"typed until {at}, not saved"
        return SaveState("kept here only", one.recovered_from, "Recovered", detail)
    where = "in the team’s database" if one.is_team else "on this device"
    if one.saved_at is None:
        return SaveState("saved", None, "Saved", where)
    day, today = local(one.saved_at, one.zone).date(), local(one.now, one.zone).date()
    # Of another day nobody asks for the minute, and the column is narrow.
    short = day_words(day).removesuffix(f" {today.year}")
    when = clock_words(one.saved_at, one.zone) if day == today else short
    return SaveState("saved", one.saved_at, f"Saved {when}", where)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


_COLUMNS = {"at": "time", "due_on": "due date"}
_TABLES = {
    "timeline": "timeline",
    "factors": "contributing factors",
    "defences": "defences",
    "actions": "action items",
}
_TIMES = {
    "started_at": "start",
    "detected_at": "time of detection",
    "acknowledged_at": "time of acknowledgement",
    "mitigated_at": "time of mitigation",
    "resolved_at": "time of recovery",
    "meeting_held_at": "time of the meeting",
}


def not_readable(problems: Sequence[Problem]) -> str:
    """Why the draft cannot be saved as it stands: its first problem, and how many more."""
    blocking = [one for one in problems if one.blocking]
    if not blocking:
        return ""
    first = blocking[0]
    if first.table:
        place = f"row {first.row + 1} of the {_TABLES.get(first.table, first.table)}"
        what = _COLUMNS.get(first.field)
        said = (
            f"The {what} in {place} is not readable yet."
            if what
            else f"{place[:1].upper()}{place[1:]}: {first.message}"
        )
    elif first.field in _TIMES:
        said = f"The {_TIMES[first.field]} is not readable yet."
    else:
        said = first.message
    more = len(blocking) - 1
    return f"{said} {more} more." if more else said
