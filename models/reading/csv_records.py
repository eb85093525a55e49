"""Rows of a table as action items or incidents; a row that cannot be read stops no other."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import UserError
from models.incident import ActionItem, Impact, Incident, Postmortem, Section
from models.keys import tidy_key
from models.mentions import KEY
from models.reading.csv_cells import (
    day_first,
    read_action_status,
    read_day,
    read_flag,
    read_instant,
    read_number,
    several,
)
from models.reading.csv_table import CsvRow
from models.reading.people import read_owner, read_people
from models.reading.severities import read_severity
from models.reading.trackers import key_in_cell
from models.reading.zones import load_zone, utc
from models.vocabulary import (
    ActionKind,
    ActionStatus,
    IncidentKind,
    PostmortemStatus,
    SectionKind,
    Strength,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from models.reading.csv_columns import CsvMapping
    from models.reading.csv_table import CsvTable

W = TypeVar("W", bound=StrEnum)

_TIMES = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")
_LONGEST_TITLE = 1_000


@dataclass(slots=True)
class ReadRow:
    """One row that was understood.

    Attributes:
        named: incident keys that it names, the mapped column's first.
        problems: what of it could not be read, in plain words.
    """

    row: CsvRow
    named: tuple[str, ...] = ()
    item: ActionItem | None = None
    incident: Incident | None = None
    problems: list[str] = field(default_factory=list)


class RowReader:
    """Reads one table by one mapping."""

    def __init__(self, table: CsvTable, mapping: CsvMapping, zone: str) -> None:
        """Find out how each column writes its dates.

        Args:
            table: the file.
            mapping: which column is which field.
            zone: IANA zone of times that state none.
        """
        self._table = table
        self._columns = dict(mapping.columns)
        self._zone = load_zone(zone) or utc()
        self._zone_name = zone
        self._days_first = {
            column: day_first(cell for row in table.rows for cell in table.cells(row, column))
            for name, column in mapping.columns
            if name.endswith(("_on", "_at"))
        }

    def action(self, row: CsvRow) -> ReadRow:
        """The row as an action item; its `item` is None when it has no title."""
        read = ReadRow(row, named=self._named(row))
        title = self._title(row)
        if not title:
            read.problems.append("it has no title")
            return read
        due = self._day(read, "due_on")
        completed = self._day(read, "completed_on")
        status = self._action_status(read, completed)
        if status is not ActionStatus.DONE:
            completed = None
        reason = self._text(row, "status_reason")
        if status is ActionStatus.WONT_DO and not reason:
            reason = "Not given in the imported table."
        read.item = ActionItem(
            number=0,
            title=title,
            owner=read_owner(self._text(row, "owner")),
            due_on=due,
            original_due_on=self._day(read, "original_due_on") or due,
            slips=self._count(row, "slips") or 0,
            status=status,
            status_reason=reason if status.is_closed else "",
            completed_on=completed,
            kind=_word(ActionKind, self._text(row, "kind")),
            strength=_word(Strength, self._text(row, "strength")),
            tracker_key=key_in_cell(self._text(row, "tracker_key")),
            created_at=self._instant(read, "created_at"),
        )
        return read

    def as_incident(self, row: CsvRow) -> ReadRow:
        """The row as an incident; its `incident` is None when it has no title."""
        read = ReadRow(row)
        title = self._title(row)
        if not title:
            read.problems.append("it has no title")
            return read
        severity = read_severity(self._text(row, "severity"))
        times: dict[str, Any] = {name: self._instant(read, name) for name in _TIMES}
        read.incident = Incident(
            key=self._key(read),
            title=title,
            severity=severity[0] if severity else None,
            kind=IncidentKind.INCIDENT,
            timezone=self._zone_name,
            services=several(self._cells(row, "services")),
            category=self._text(row, "category") or None,
            tags=several(self._cells(row, "tags")),
            impact=self._impact(row),
            postmortem=self._postmortem(read),
            **times,
        )
        if self._text(row, "severity") and severity is None:
            read.problems.append(f"“{self._text(row, 'severity')}” is no severity")
        return read

    def source(self, row: CsvRow) -> bytes:
        """The row with the columns' names above it, as a file of its own."""
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\r\n").writerows([self._table.header, row.cells])
        return written.getvalue().encode("utf-8", "replace")

    def _cells(self, row: CsvRow, name: str) -> list[str]:
        column = self._columns.get(name)
        return self._table.cells(row, column) if column else []

    def _text(self, row: CsvRow, name: str) -> str:
        return next(iter(self._cells(row, name)), "")

    def _title(self, row: CsvRow) -> str:
        return " ".join(self._text(row, "title").split())[:_LONGEST_TITLE]

    def _named(self, row: CsvRow) -> tuple[str, ...]:
        """Keys in the incident's column as they are, then whatever looks like one elsewhere."""
        stated = self._cells(row, "incident")
        looks = [found for cell in (*stated, *row.cells) for found in KEY.findall(cell)]
        return tuple(dict.fromkeys([*stated, *looks]))

    def _key(self, read: ReadRow) -> str:
        text = self._text(read.row, "key")
        if not text:
            return ""
        try:
            return tidy_key(text)
        except UserError as error:
            read.problems.append(f"its key cannot be kept ({error}); it gets another one")
            return ""

    def _day(self, read: ReadRow, name: str) -> date | None:
        text = self._text(read.row, name)
        found = read_day(text, days_first=self._day_first(name)) if text else None
        if text and found is None:
            read.problems.append(f"“{text}” is no date ({self._columns[name]})")
        return found

    def _instant(self, read: ReadRow, name: str) -> datetime | None:
        text = self._text(read.row, name)
        found = read_instant(text, self._zone, days_first=self._day_first(name)) if text else None
        if text and found is None:
            read.problems.append(f"“{text}” is no date and time ({self._columns[name]})")
        return found

    def _day_first(self, name: str) -> bool:
        return self._days_first.get(self._columns.get(name, ""), False)

    def _action_status(self, read: ReadRow, completed: date | None) -> ActionStatus:
        text = self._text(read.row, "status")
        found = read_action_status(text) if text else None
        if found is None and text:
            read.problems.append(f"“{text}” is no state that Afterword knows; it counts as open")
            return ActionStatus.OPEN
        if found is not None:
            return found
        return ActionStatus.DONE if completed else ActionStatus.OPEN

    def _count(self, row: CsvRow, name: str) -> int | None:
        number = read_number(self._text(row, name))
        return number[0] if number else None

    def _impact(self, row: CsvRow) -> Impact:
        numbers = {
            name: number
            for name in ("users_affected", "failed_transactions", "user_impact_minutes")
            if (number := read_number(self._text(row, name))) is not None
        }
        values: dict[str, Any] = {name: number for name, (number, _) in numbers.items()}
        for name in ("slo_violated", "data_loss", "security", "manual_rollback"):
            values[name] = read_flag(self._text(row, name))
        estimated = frozenset(name for name, (_, about) in numbers.items() if about)
        return Impact(**values, estimated=estimated)

    def _postmortem(self, read: ReadRow) -> Postmortem | None:
        """A document where the row tells of one: texts, people, a state that postmortems have."""
        sections = tuple(
            Section(kind=kind, title=title, markdown=text)
            for name, kind, title in (
                ("summary", SectionKind.SUMMARY, "Summary"),
                ("root_cause", SectionKind.ROOT_CAUSE, "Root Cause"),
            )
            if (text := self._text(read.row, name))
        )
        status = _word(PostmortemStatus, self._text(read.row, "status"))
        published = self._instant(read, "published_at")
        people = [
            tuple(name for cell in self._cells(read.row, role) for name in read_people(cell))
            for role in ("authors", "reviewers")
        ]
        if status is PostmortemStatus.WAIVED or not (sections or status or published):
            return None
        if status is None:
            status = PostmortemStatus.FINAL if published else PostmortemStatus.DRAFT
        return Postmortem(
            status=status,
            authors=people[0],
            reviewers=people[1],
            published_at=published if status is PostmortemStatus.FINAL else None,
            sections=sections,
        )


def _word(words: type[W], text: str) -> W | None:
    folded = text.strip().casefold()
    return next((one for one in words if one.value.casefold() == folded), None)
