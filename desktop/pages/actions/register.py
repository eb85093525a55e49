"""The register as values: which items are shown, in which order and groups, in which words.

Everything is computed for a stated day; an item that is due on that day is not overdue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from desktop.wording import MONTHS, count_words
from models.rows import ActionRow
from search.results import Chip


class Filter(StrEnum):
    """The chips above the register; the values are what they say."""

    OPEN = "Open"
    OVERDUE = "Overdue"
    DUE_THIS_WEEK = "Due this week"
    NO_OWNER = "No owner"
    NO_DUE_DATE = "No due date"
    STRONG = "Strong"
    SLIPPED = "Slipped"
    NO_EVIDENCE = "No evidence"
    NOT_PUSHED = "Not pushed"
    CONFLICT = "Conflict"

    @property
    def term(self) -> str:
        """What the chip writes into the query."""
        return _TERMS[self]


_TERMS = {
    Filter.OPEN: "open:yes",
    Filter.OVERDUE: "overdue:yes",
    Filter.DUE_THIS_WEEK: "due:week",
    Filter.NO_OWNER: "owner:none",
    Filter.NO_DUE_DATE: "due:none",
    Filter.STRONG: "strength:strong",
    Filter.SLIPPED: "slips:>0",
    Filter.NO_EVIDENCE: "evidence:none",
    Filter.NOT_PUSHED: "tracker:waiting",
    Filter.CONFLICT: "tracker:conflict",
}


def query_of(*filters: Filter) -> str:
    """The query that these chips write."""
    return " ".join(one.term for one in filters)


class Grouping(StrEnum):
    """What rows are put together by."""

    NONE = "Nothing"
    OWNER = "Owner"
    SERVICE = "Service"
    INCIDENT = "Incident"
    DUE_WEEK = "Due week"


class Column(StrEnum):
    """The columns, in their order; the values are their headings."""

    CHECK = ""
    NUMBER = "#"
    ACTION = "Action"
    INCIDENT = "Incident"
    OWNER = "Owner"
    DUE = "Due"
    SLIPS = "Slips"
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
    """How a person wants to see the register; `query` says which items, chips only edit it."""

    query: str = "open:yes"
    grouping: Grouping = Grouping.NONE
    sorted_by: Column = Column.DUE
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register arranged, with the counts of every chip.

    Attributes:
        incidents: how many incidents the open items belong to.
        chips: the parts of the query, as understood.
        note: what of it was not understood; empty mostly.
        as_of: the instant that "2 h ago" counts to; None says nothing of the kind.
    """

    groups: tuple[Group, ...]
    counts: dict[Filter, int]
    incidents: int
    total: int
    today: date
    chips: tuple[Chip, ...] = ()
    note: str = ""
    as_of: datetime | None = None

    @property
    def shown(self) -> int:
        """How many rows all groups hold."""
        return sum(len(group.rows) for group in self.groups)


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


def slips_text(row: ActionRow) -> str:
    """``2 slips``; empty when the date was never moved later."""
    return count_words(row.slips, "slip") if row.slips else ""


def incident_text(row: ActionRow) -> str:
    """The incident's key, and how many more the item answers: ``INC-2025-034 +1``."""
    more = len(row.incident_keys) - 1
    return f"{row.incident_key} +{more}" if more > 0 else row.incident_key


def synced_text(row: ActionRow, as_of: datetime | None) -> str:
    """How the item stands with its tracker: ``not pushed``, ``conflict``, ``2 h ago``."""
    if row.in_conflict:
        return "conflict"
    if row.not_pushed:
        return "not pushed"
    if not row.tracker_key or row.tracker_synced_at is None or as_of is None:
        return ""
    minutes = max(0, int((as_of - row.tracker_synced_at).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min ago"
    return f"{minutes // 60} h ago" if minutes < 48 * 60 else f"{minutes // 1440} d ago"


def status_text(row: ActionRow) -> str:
    """Its status; of one that is done and has to be shown to be, that nobody did."""
    return "No evidence" if row.lacks_evidence else row.status.capitalize()


def number_text(row: ActionRow) -> str:
    """The register number as people say it: ``A-118``."""
    return f"A-{row.register_number}"
