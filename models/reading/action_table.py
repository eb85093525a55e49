"""Tables of action items: which column is the owner, the date, the ticket."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.incident import ActionItem
from models.reading.dates import find_dates
from models.reading.labels import is_placeholder
from models.reading.markup import Table, plain
from models.reading.people import read_owner
from models.reading.trackers import key_in_cell, key_in_text, without_trailing_links
from models.reading.wordlists import column_names, label_word, vocabulary
from models.vocabulary import ActionKind, ActionStatus, Strength

if TYPE_CHECKING:
    from datetime import date

    from models.reading.bearings import Bearings

_ROLES = (
    "number",
    "action",
    "owner",
    "due",
    "tracker",
    "action_status",
    "completed",
    "action_kind",
    "strength",
)


_STATE = re.compile(r"\b(DONE|TODO|WIP|OPEN|CLOSED|FIXED)\b")


@dataclass(slots=True)
class ActionRows:
    """The items of a table, each with its line, and the filled columns that no field can hold."""

    items: list[tuple[ActionItem, int]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_action_rows(table: Table, bearings: Bearings, number: int) -> ActionRows | None:
    """The action items of a table; None when it is another table."""
    places = _places(table.head)
    if "action" not in places or len(places) < 2:
        return None
    found = ActionRows()
    unread: set[int] = set()
    for line, cells in table.rows:
        row = {role: cells[place] for role, place in places.items() if place < len(cells)}
        item = _item(row, bearings, number + len(found.items))
        if item is not None:
            found.items.append((item, line))
            unread.update(places[role] for role in _unread(row, item))
    known = set(places.values()) - unread
    for place, head in enumerate(table.head):
        filled = any(
            place < len(cells) and not is_placeholder(cells[place]) for _, cells in table.rows
        )
        if place not in known and filled:
            found.unknown.append(plain(head) or f"column {place + 1}")
    return found


def _unread(row: dict[str, str], item: ActionItem) -> list[str]:
    """The roles whose cell says something that its field does not hold."""
    held = {
        "owner": item.owner,
        "due": item.due_on,
        "tracker": item.tracker_key or _word_of_state(row.get("tracker", "")),
        "completed": item.completed_on,
        "action_status": _named_status(row.get("action_status", "")),
        "action_kind": item.kind or plain(row.get("action_kind", "")).lower() == "other",
        "strength": item.strength,
    }
    return [
        role
        for role, value in held.items()
        if not value and role in row and not is_placeholder(row[role])
    ]


def _places(head: list[str]) -> dict[str, int]:
    words = [label_word(cell) for cell in head]
    places: dict[str, int] = {}
    for role in _ROLES:
        names = column_names(role)
        taken = set(places.values())
        place = next(
            (at for at, word in enumerate(words) if word in names and at not in taken), None
        )
        if place is None:
            bare = [re.sub(r"\s*\([^)]*\)", "", word).strip() for word in words]
            place = next(
                (at for at, word in enumerate(bare) if word in names and at not in taken), None
            )
        if place is not None:
            places[role] = place
    return places


def _item(row: dict[str, str], bearings: Bearings, number: int) -> ActionItem | None:
    title = row.get("action", "").strip()
    if is_placeholder(title):
        return None
    written = plain(row.get("number", ""))
    tracker = key_in_cell(row.get("tracker", "")) or key_in_text(title)
    due = _date(row.get("due", ""), bearings)
    completed = _date(row.get("completed", ""), bearings)
    stated = row.get("action_status") or _word_of_state(row.get("tracker", ""))
    status = _status(stated, completed)
    return ActionItem(
        number=int(written) if written.isdecimal() and len(written) < 6 else number,
        title=without_trailing_links(title) if tracker else title,
        owner=read_owner(row.get("owner", "")),
        due_on=due,
        original_due_on=due,
        status=status,
        completed_on=completed,
        kind=_kind(row.get("action_kind", "")),
        strength=_strength(row.get("strength", "")),
        tracker_key=tracker,
    )


def _date(text: str, bearings: Bearings) -> date | None:
    dates = find_dates(plain(text))
    return bearings.date_of(dates[0]) if dates else None


def _status(text: str, completed: date | None) -> ActionStatus:
    named = _named_status(text)
    if named is not None:
        return named
    return ActionStatus.DONE if completed else ActionStatus.OPEN


def _named_status(text: str) -> ActionStatus | None:
    word = plain(text).lower().replace("’", "'").strip(" .!")
    words: dict[str, str] = vocabulary()["action_status"]
    named = words.get(word) or words.get(word[:1])
    if named is None:
        starts = (name for name in words if len(name) > 2 and word.startswith(name))
        named = next((words[name] for name in starts), None)
    return ActionStatus(named) if named else None


def _word_of_state(text: str) -> str:
    """A state written in capitals beside a ticket: ``Bug 555 **DONE**``."""
    found = _STATE.search(text)
    return found[1] if found else ""


def _kind(text: str) -> ActionKind | None:
    named = vocabulary()["action_kind"].get(plain(text).lower())
    return ActionKind(named) if named else None


def _strength(text: str) -> Strength | None:
    named = vocabulary()["strength"].get(plain(text).lower())
    return Strength(named) if named else None
