"""The register as values: which items are shown, in which order and groups, in which words.

Everything is computed for a stated day; an item that is due on that day is not overdue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from desktop.wording import MONTHS
from models.rows import ActionRow
from models.vocabulary import ActionStatus, Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


_FAR = date.max
_STRENGTH_RANK = {Strength.STRONG: 0, Strength.INTERMEDIATE: 1, Strength.WEAK: 2}
_STATUS_RANK = {status: rank for rank, status in enumerate(ActionStatus)}


class Filter(StrEnum):
    """The chips above the register; the values are what they say."""

    OPEN = "Open"
    OVERDUE = "Overdue"
    DUE_THIS_WEEK = "Due this week"
    NO_OWNER = "No owner"
    NO_DUE_DATE = "No due date"
    STRONG = "Strong"


class Grouping(StrEnum):
    """What rows are put together by."""

    NONE = "Nothing"
    OWNER = "Owner"
    SERVICE = "Service"
    INCIDENT = "Incident"


class Column(StrEnum):
    """The columns, in their order; the values are their headings."""

    CHECK = ""
    NUMBER = "#"
    ACTION = "Action"
    INCIDENT = "Incident"
    OWNER = "Owner"
    DUE = "Due"
    KIND = "Kind"
    STRENGTH = "Strength"
    TRACKER = "Tracker"
    STATUS = "Status"


COLUMNS = tuple(Column)


@dataclass(frozen=True, slots=True)
class DueWords:
    """When an item is due, in words.

    Attributes:
        tone: decides colour and icon.
        words: "Overdue 12 d", "Tomorrow", or the date alone.
        date: the date after the words; empty where the words are the date.
    """

    tone: Literal["overdue", "soon", "later", "missing", "closed"]
    words: str
    date: str = ""

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.words}, {self.date}" if self.date else self.words


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading.

    Attributes:
        name: what tells it from the others; stays the same while rows come and go.
        title: its heading; empty when nothing is grouped.
    """

    name: str
    title: str
    rows: tuple[ActionRow, ...]
    open: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How a person wants to see the register."""

    filters: frozenset[Filter] = frozenset({Filter.OPEN})
    grouping: Grouping = Grouping.NONE
    sorted_by: Column = Column.DUE
    descending: bool = False
    incident_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register arranged, with the counts of every chip.

    Attributes:
        incidents: how many incidents the open items belong to.
    """

    groups: tuple[Group, ...]
    counts: dict[Filter, int]
    incidents: int
    total: int
    today: date

    @property
    def shown(self) -> int:
        """How many rows all groups hold."""
        return sum(len(group.rows) for group in self.groups)


def arrange(rows: Sequence[ActionRow], arrangement: Arrangement, today: date) -> Register:
    """Filter, sort and group `rows` for `today`."""
    tests = [_TESTS[one] for one in arrangement.filters]
    kept = [row for row in rows if all(test(row, today) for test in tests)]
    if arrangement.incident_id is not None:
        kept = [row for row in kept if row.incident_id == arrangement.incident_id]
    _sort(kept, arrangement.sorted_by, descending=arrangement.descending)
    open_rows = [row for row in rows if not row.status.is_closed]
    return Register(
        groups=_grouped(kept, arrangement.grouping),
        counts={one: sum(_TESTS[one](row, today) for row in rows) for one in Filter},
        incidents=len({row.incident_id for row in open_rows}),
        total=len(rows),
        today=today,
    )


def due_words(row: ActionRow, today: date) -> DueWords:
    """How the due date of `row` is said on `today`."""
    if row.status.is_closed:
        shown = row.completed_on or row.due_on
        return DueWords("closed", short_date(shown, today) if shown else "")
    if row.due_on is None:
        return DueWords("missing", "No due date")
    text = short_date(row.due_on, today)
    if row.overdue_days > 0:
        return DueWords("overdue", f"Overdue {row.overdue_days} d", text)
    days = (row.due_on - today).days
    near = {0: "Today", 1: "Tomorrow"}
    if days in near:
        return DueWords("soon", near[days], text)
    if row.due_on <= end_of_week(today):
        return DueWords("soon", f"In {days} d", text)
    return DueWords("later", text)


def short_date(value: date, today: date) -> str:
    """`7 Mar`, with the year where it is not this one."""
    text = f"{value.day} {MONTHS[value.month - 1]}"
    return text if value.year == today.year else f"{text} {value.year}"


def end_of_week(today: date) -> date:
    """The Sunday of the week of `today`."""
    return today + timedelta(days=6 - today.weekday())


def number_text(row: ActionRow) -> str:
    """The register number as people say it: ``A-118``."""
    return f"A-{row.register_number}"


def _is_open(row: ActionRow, _today: date) -> bool:
    return not row.status.is_closed


def _is_overdue(row: ActionRow, _today: date) -> bool:
    return row.overdue_days > 0 and not row.status.is_closed


def _is_due_this_week(row: ActionRow, today: date) -> bool:
    if row.status.is_closed or row.due_on is None:
        return False
    return today <= row.due_on <= end_of_week(today)


def _has_no_owner(row: ActionRow, _today: date) -> bool:
    return not row.owner and not row.status.is_closed


def _has_no_due_date(row: ActionRow, _today: date) -> bool:
    return row.due_on is None and not row.status.is_closed


def _is_strong(row: ActionRow, _today: date) -> bool:
    return row.strength is Strength.STRONG and not row.status.is_closed


_TESTS: dict[Filter, Callable[[ActionRow, date], bool]] = {
    Filter.OPEN: _is_open,
    Filter.OVERDUE: _is_overdue,
    Filter.DUE_THIS_WEEK: _is_due_this_week,
    Filter.NO_OWNER: _has_no_owner,
    Filter.NO_DUE_DATE: _has_no_due_date,
    Filter.STRONG: _is_strong,
}

# What is missing sorts last in both directions: each key says first whether it is missing.
_KEYS: dict[Column, Callable[[ActionRow], tuple[bool, object]]] = {
    Column.NUMBER: lambda row: (False, row.register_number),
    Column.ACTION: lambda row: (False, row.title.casefold()),
    Column.INCIDENT: lambda row: (False, row.incident_key.casefold()),
    Column.OWNER: lambda row: (not row.owner, (row.owner or "").casefold()),
    Column.DUE: lambda row: (row.due_on is None, row.due_on or _FAR),
    Column.KIND: lambda row: (row.kind is None, row.kind or ""),
    Column.STRENGTH: lambda row: (
        row.strength is None,
        _STRENGTH_RANK[row.strength] if row.strength else 0,
    ),
    Column.TRACKER: lambda row: (not row.tracker_key, row.tracker_key or ""),
    Column.STATUS: lambda row: (False, _STATUS_RANK[row.status]),
}


def _sort(rows: list[ActionRow], column: Column, *, descending: bool) -> None:
    key = _KEYS.get(column, _KEYS[Column.DUE])
    rows.sort(key=lambda row: row.register_number)
    rows.sort(key=lambda row: key(row)[1], reverse=descending)  # type: ignore[arg-type,return-value]
    rows.sort(key=lambda row: key(row)[0])


def _grouped(rows: list[ActionRow], grouping: Grouping) -> tuple[Group, ...]:
    if grouping is Grouping.NONE:
        return (_group("", "", rows),) if rows else ()
    gathered: dict[str, list[ActionRow]] = {}
    for row in rows:
        for name in _group_names(row, grouping):
            gathered.setdefault(name, []).append(row)
    names = sorted(gathered, key=lambda name: (name == "", name.casefold()))
    return tuple(
        _group(name, _title(name, gathered[name], grouping), gathered[name]) for name in names
    )


def _group_names(row: ActionRow, grouping: Grouping) -> Iterable[str]:
    """The groups a row belongs to; by service it stands under the first, never twice."""
    if grouping is Grouping.OWNER:
        return (row.owner or "",)
    if grouping is Grouping.SERVICE:
        return (row.services[0] if row.services else "",)
    return (row.incident_key,)


def _title(name: str, rows: list[ActionRow], grouping: Grouping) -> str:
    if grouping is Grouping.INCIDENT:
        return f"{name}  {rows[0].incident_title}"
    if name:
        return name
    return "No owner" if grouping is Grouping.OWNER else "No service"


def _group(name: str, title: str, rows: list[ActionRow]) -> Group:
    return Group(
        name=name,
        title=title,
        rows=tuple(rows),
        open=sum(not row.status.is_closed for row in rows),
        overdue=sum(row.overdue_days > 0 and not row.status.is_closed for row in rows),
    )
