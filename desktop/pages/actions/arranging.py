"""Arranges the register: filters it by its query, sorts it on a column, puts it into groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.pages.actions.register import (
    Arrangement,
    Column,
    Filter,
    Group,
    Grouping,
    Register,
    end_of_week,
    short_date,
)
from models.vocabulary import ActionStatus, Strength
from search.actions.query import read_action_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from models.rows import ActionRow

_FAR = date.max
_STRENGTH_RANK = {Strength.STRONG: 0, Strength.INTERMEDIATE: 1, Strength.WEAK: 2}
_STATUS_RANK = {status: rank for rank, status in enumerate(ActionStatus)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is counted of the whole register, however it is arranged.

    Attributes:
        incidents: how many incidents the open items answer.
    """

    counts: dict[Filter, int]
    incidents: int


def standing_of(rows: Sequence[ActionRow], today: date) -> Standing:
    """Count for every chip what it would show of the open items."""
    open_rows = [row for row in rows if not row.status.is_closed]
    keys = {key for row in open_rows for key in row.incident_keys or (row.incident_key,)}
    counts = {
        one: sum(test(row, today) for row in (rows if one in _OF_ALL else open_rows))
        for one, test in _TESTS.items()
    }
    return Standing(counts, len(keys))


def arrange(
    rows: Sequence[ActionRow],
    arrangement: Arrangement,
    today: date,
    *,
    texts: dict[UUID, str] | None = None,
    as_of: datetime | None = None,
    standing: Standing | None = None,
) -> Register:
    """Filter, sort and group `rows` for `today`.

    Args:
        rows: the whole register, by number.
        arrangement: what a person wants to see of it.
        today: the day in the library's zone.
        texts: keeps what words are looked for in, from one arrangement of the same rows to the
            next.
        as_of: the instant that the rows were read for.
        standing: what was counted of the rows already.
    """
    query = read_action_query(arrangement.query, today=today, texts=texts)
    kept = query.rows(rows)
    kept = _sorted(kept, arrangement.sorted_by, descending=arrangement.descending)
    standing = standing or standing_of(rows, today)
    return Register(
        groups=_grouped(kept, arrangement.grouping, today),
        counts=standing.counts,
        incidents=standing.incidents,
        total=len(rows),
        today=today,
        chips=query.chips,
        note=query.note,
        as_of=as_of,
    )


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


def _has_slipped(row: ActionRow, _today: date) -> bool:
    return row.slips > 0 and not row.status.is_closed


_TESTS: dict[Filter, Callable[[ActionRow, date], bool]] = {
    Filter.OPEN: _is_open,
    Filter.OVERDUE: _is_overdue,
    Filter.DUE_THIS_WEEK: _is_due_this_week,
    Filter.NO_OWNER: _has_no_owner,
    Filter.NO_DUE_DATE: _has_no_due_date,
    Filter.STRONG: _is_strong,
    Filter.SLIPPED: _has_slipped,
    Filter.NO_EVIDENCE: lambda row, _today: row.lacks_evidence,
    Filter.NOT_PUSHED: lambda row, _today: row.not_pushed,
    Filter.CONFLICT: lambda row, _today: row.in_conflict,
}

_OF_ALL = {Filter.NO_EVIDENCE, Filter.NOT_PUSHED, Filter.CONFLICT}

# What is missing sorts last in both directions: each key says first whether it is missing.
_KEYS: dict[Column, Callable[[ActionRow], tuple[bool, object]]] = {
    Column.NUMBER: lambda row: (False, row.register_number),
    Column.ACTION: lambda row: (False, row.title.casefold()),
    Column.INCIDENT: lambda row: (False, row.incident_key.casefold()),
    Column.OWNER: lambda row: (not row.owner, (row.owner or "").casefold()),
    Column.DUE: lambda row: (row.due_on is None, row.due_on or _FAR),
    Column.SLIPS: lambda row: (False, row.slips),
    Column.KIND: lambda row: (row.kind is None, row.kind or ""),
    Column.STRENGTH: lambda row: (
        row.strength is None,
        _STRENGTH_RANK[row.strength] if row.strength else 0,
    ),
    Column.TRACKER: lambda row: (not row.tracker_key, row.tracker_key or ""),
    Column.STATUS: lambda row: (False, _STATUS_RANK[row.status]),
}


def _sorted(rows: list[ActionRow], column: Column, *, descending: bool) -> list[ActionRow]:
    """Sorted on a column, by number within it; `rows` come by their numbers."""
    key = _KEYS.get(column, _KEYS[Column.DUE])
    present = [row for row in rows if not key(row)[0]]
    missing = [row for row in rows if key(row)[0]] if len(present) < len(rows) else []
    present.sort(key=lambda row: key(row)[1], reverse=descending)  # type: ignore[arg-type,return-value]
    return present + missing


def _grouped(rows: list[ActionRow], grouping: Grouping, today: date) -> tuple[Group, ...]:
    if grouping is Grouping.NONE:
        return (_group("", "", rows),) if rows else ()
    gathered: dict[str, list[ActionRow]] = {}
    for row in rows:
        for name in _group_names(row, grouping):
            gathered.setdefault(name, []).append(row)
    names = sorted(gathered, key=lambda name: (name == "", name.casefold()))
    return tuple(
        _group(name, _title(name, gathered[name], grouping, today), gathered[name])
        for name in names
    )


def _group_names(row: ActionRow, grouping: Grouping) -> Iterable[str]:
    """The groups a row belongs to; by incident it stands under each that it answers."""
    if grouping is Grouping.OWNER:
        return (row.owner or "",)
    if grouping is Grouping.SERVICE:
        return (row.services[0] if row.services else "",)
    if grouping is Grouping.DUE_WEEK:
        return (_monday(row.due_on).isoformat() if row.due_on else "",)
    return row.incident_keys or (row.incident_key,)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _title(name: str, rows: list[ActionRow], grouping: Grouping, today: date) -> str:
    if not name:
        return f"No {'due date' if grouping is Grouping.DUE_WEEK else grouping.value.lower()}"
    if grouping is Grouping.DUE_WEEK:
        return _week_title(date.fromisoformat(name), today)
    if grouping is Grouping.INCIDENT:
        # A row that answers several incidents knows the title of its first one alone.
        titles = (row.incident_title for row in rows if row.incident_key == name)
        return f"{name}  {next(titles, '')}".rstrip()
    return name


def _week_title(monday: date, today: date) -> str:
    text = f"Week of {short_date(monday, today)}"
    weeks = (monday - _monday(today)).days // 7
    near = {0: "this week", 1: "next week", -1: "last week"}
    return f"{text}, {near[weeks]}" if weeks in near else text


def _group(name: str, title: str, rows: list[ActionRow]) -> Group:
    return Group(
        name=name,
        title=title,
        rows=tuple(rows),
        open=sum(not row.status.is_closed for row in rows),
        overdue=sum(row.overdue_days > 0 and not row.status.is_closed for row in rows),
    )
