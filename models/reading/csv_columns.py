"""Which column of a table is which field: guessed from names, changed by a person, remembered."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from models.errors import BadInputError
from resources import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.reading.csv_table import CsvTable

_TYPES = ("issue type", "issuetype")
_KEYS = ("issue key", "key")
_INCIDENT_TYPES = ("incident", "outage", "post mortem", "postmortem", "störung")
_NOT_WORD = re.compile(r"[^\w]+|_+")


class CsvContent(StrEnum):
    """What the rows of a table are."""

    ACTIONS = "actions"
    INCIDENTS = "incidents"

    @property
    def required(self) -> str:
        """The field without which a row says nothing."""
        return "title"


@dataclass(frozen=True, slots=True)
class CsvMapping:
    """Which column goes into which field.

    Attributes:
        content: what the rows are.
        columns: field to the column's name; fields without a column are left out.
    """

    content: CsvContent
    columns: tuple[tuple[str, str], ...]

    def column(self, field: str) -> str:
        """The column of a field; empty for none."""
        return dict(self.columns).get(field, "")

    @classmethod
    def checked(
        cls, content: CsvContent, columns: Mapping[str, str], table: CsvTable
    ) -> CsvMapping:
        """A mapping that fits the table.

        Raises:
            BadInputError: for a field or column that does not exist, or no column for the title.
        """
        known = fields_of(content)
        for field, column in columns.items():
            if field not in known:
                raise BadInputError(
                    f"{content.value.capitalize()} have no field “{field}”.",
                    f"There are {', '.join(known)}.",
                )
            if column and column not in table.header:
                raise BadInputError(
                    f"The file has no column “{column}”.", f"There are {', '.join(table.header)}."
                )
        found = tuple((one, columns[one]) for one in known if columns.get(one))
        if content.required not in dict(found):
            raise BadInputError(
                "No column holds the title.", "Say which one does, with --map title=COLUMN."
            )
        return cls(content, found)


def fields_of(content: CsvContent) -> tuple[str, ...]:
    """The fields that a column can go into, the most telling first."""
    return tuple(_names()[content.value])


def field_label(field: str) -> str:
    """A field's name as people read it: ``due_on`` is "Due on"."""
    return field.replace("_", " ").capitalize()


def guess_content(table: CsvTable) -> CsvContent:
    """Incidents where the table tells of more of their fields than of action items'.

    An export of Jira tells of both, whatever its issues are: there their type says it.
    """
    types = [one for one in table.header if _folded(one) in _TYPES]
    if types and any(_folded(one) in _KEYS for one in table.header):
        found = {cell.casefold() for row in table.rows for cell in table.cells(row, types[0])}
        is_incidents = any(word in one for one in found for word in _INCIDENT_TYPES)
        return CsvContent.INCIDENTS if is_incidents else CsvContent.ACTIONS
    known = {_folded(one) for one in table.header}

    def telling(content: CsvContent, fields: Iterable[str]) -> int:
        return sum(bool(known & set(_names()[content.value][one])) for one in fields)

    actions = telling(CsvContent.ACTIONS, ("due_on", "owner", "tracker_key", "kind"))
    incidents = telling(
        CsvContent.INCIDENTS,
        ("severity", "started_at", "resolved_at", "detected_at", "services", "root_cause"),
    )
    return CsvContent.INCIDENTS if incidents and incidents >= actions else CsvContent.ACTIONS


def guess_mapping(table: CsvTable, content: CsvContent) -> CsvMapping:
    """The columns by their names; a column goes into one field at most."""
    by_name: dict[str, str] = {}
    for title in table.header:
        by_name.setdefault(_folded(title), title)
    taken: set[str] = set()
    found = []
    for field, names in _names()[content.value].items():
        column = next((by_name[one] for one in names if one in by_name), "")
        if column and column not in taken:
            taken.add(column)
            found.append((field, column))
        elif column:
            other = next(
                (by_name[one] for one in names if one in by_name and by_name[one] not in taken), ""
            )
            if other:
                taken.add(other)
                found.append((field, other))
    return CsvMapping(content, tuple(found))


def header_mark(table: CsvTable) -> str:
    """What tells that another file has the same columns: a mapping is remembered under it."""
    folded = "\n".join(sorted({_folded(one) for one in table.header}))
    return hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:16]


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files.text("reading/csv_columns.toml"))


def _folded(title: str) -> str:
    return _NOT_WORD.sub(" ", title.casefold()).strip()
