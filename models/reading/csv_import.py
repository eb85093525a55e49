"""A CSV file into the library: row by row, the same file again changes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import BadInputError, LibraryError, UserError
from models.imported import ImportedIncident
from models.keys import fold
from models.operations.action_import import add_action_items, same_item
from models.operations.incidents import import_incidents
from models.operations.settings import set_setting
from models.reading.csv_columns import (
    CsvContent,
    CsvMapping,
    guess_content,
    guess_mapping,
    header_mark,
)
from models.reading.csv_records import RowReader
from models.reading.csv_table import CsvTable, read_table
from models.reading.import_report import FileReport, ImportReport, Progress
from models.reading.results import FieldReport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from models.incident import ActionItem
    from models.library import Library
    from models.reading.csv_records import ReadRow
    from models.reading.csv_table import CsvRow
    from models.reading.import_report import ImportOutcome

LARGEST = 64 * 1024 * 1024
_REMEMBERED = "csv_columns_"
_PER_TRANSACTION = 50
_INCIDENTS_PER_TRANSACTION = 250
"""A tenth of a second or two: others can write in between."""
_MOST_TOLD = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvPlan:
    """What a file seems to hold, for a person to look at before anything is imported.

    Attributes:
        remembered: the mapping is one that was used for the same columns before.
    """

    path: Path
    table: CsvTable
    mapping: CsvMapping
    remembered: bool


@dataclass(slots=True)
class _Outcome:
    added: int = 0
    known: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    keys: dict[str, None] = field(default_factory=dict)


def plan_csv(library: Library, path: Path, content: CsvContent | None = None) -> CsvPlan:
    """Read a file and find out which column is what, by what was chosen for such columns before.

    Raises:
        BadInputError: when it is no table that can be read.
        OSError: when it cannot be opened.
    """
    if path.stat().st_size > LARGEST:
        raise BadInputError(
            f"{path.name} is larger than {LARGEST // 1024**2} MB.", "Export fewer rows at a time."
        )
    table = read_table(path.read_bytes())
    remembered = _remembered(library, table, content)
    mapping = remembered or guess_mapping(table, content or guess_content(table))
    return CsvPlan(path=path, table=table, mapping=mapping, remembered=remembered is not None)


def with_columns(plan: CsvPlan, changed: Mapping[str, str]) -> CsvPlan:
    """The plan with some fields given other columns; "" leaves a field out.

    Raises:
        BadInputError: for a field or column that does not exist, or without a title.
    """
    columns = {**dict(plan.mapping.columns), **changed}
    mapping = CsvMapping.checked(plan.mapping.content, columns, plan.table)
    return replace(plan, mapping=mapping, remembered=False)


def import_csv(
    library: Library,
    plan: CsvPlan,
    *,
    as_of: datetime,
    zone: str | None = None,
    incident: str = "",
    dry_run: bool = False,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Import the rows; what is in the library already is left as it is.

    An action item answers the incident that its row names, else `incident`. Incidents keep their
    row as an attachment.

    Args:
        library: where to.
        plan: the file, and which column is which: remembered for files with the same columns.
        as_of: the instant of the import.
        zone: IANA zone of times that state none; the library's by default.
        incident: key of the incident for action items whose rows name none.
        dry_run: read and report only.
        progress: told now and then.
        cancelled: asked now and then; what was read until then stays imported.

    Raises:
        NotFoundError: when there is no incident with that key.
        LibraryError: when the library cannot be written; what was committed stays.
    """
    mapping = with_columns(plan, {}).mapping  # checked: a file may be without a title
    reader = RowReader(plan.table, mapping, zone or library.settings.zone)
    if mapping.content is CsvContent.ACTIONS:
        taking: _Actions | _Incidents = _Actions(library, reader, as_of, incident, dry_run=dry_run)
    else:
        taking = _Incidents(library, reader, plan.path.name, dry_run=dry_run)
    stopped = False
    for done, row in enumerate(plan.table.rows):
        if done % _PER_TRANSACTION == 0:
            if cancelled is not None and cancelled():
                stopped = True
                break
            if progress is not None:
                progress(Progress(done, len(plan.table.rows), str(plan.path)))
        taking.take(row)
    taking.finish()
    if not dry_run:
        _remember(library, plan.table, mapping)
    files = (_report(plan, mapping, taking.outcome),)
    return ImportReport(files, cancelled=stopped, dry_run=dry_run)


class _Actions:
    """Gathers the new items of each incident and writes them in one go."""

    def __init__(
        self, library: Library, reader: RowReader, as_of: datetime, incident: str, *, dry_run: bool
    ) -> None:
        self.outcome = _Outcome()
        self._library = library
        self._reader = reader
        self._dry_run = dry_run
        self._default = library.incidents.by_key(incident).id if incident else None
        self._ids: dict[str, UUID | None] = {}
        self._there: dict[UUID, list[ActionItem]] = {}
        self._new: dict[UUID, list[ActionItem]] = {}
        self._ready: set[UUID] = set()
        rows = library.actions.rows(as_of=as_of)
        self._issues = {fold(one.tracker_key): one.incident_key for one in rows if one.tracker_key}

    def take(self, row: CsvRow) -> None:
        read = self._reader.action(row)
        item = read.item
        _tell(self.outcome, read)
        if item is None:
            return
        id = self._incident(read)
        if id is None:
            self._without_incident(read, item)
            return
        there = self._there.setdefault(id, [])
        if not there and id not in self._new:
            incident = self._library.incidents.get(id)
            there.extend(incident.action_items)
            self._new[id] = []
            self.outcome.keys[incident.key] = None
        if any(same_item(one, item) for one in there):
            self.outcome.known += 1
            return
        there.append(item)
        self._new[id].append(item)
        self.outcome.added += 1
        self._ready.add(id)
        if len(self._ready) >= _PER_TRANSACTION:
            self.finish()

    def finish(self) -> None:
        """Write what is new so far, so that stopping and progress are never far off."""
        for id in self._ready:
            items, self._new[id] = self._new[id], []
            if not self._dry_run:
                add_action_items(self._library, id, items)
        self._ready.clear()

    def _incident(self, read: ReadRow) -> UUID | None:
        for named in read.named:
            if named not in self._ids:
                self._ids[named] = self._library.incidents.find_id(named)
            found = self._ids[named]
            if found is not None:
                return found
        return self._default

    def _without_incident(self, read: ReadRow, item: ActionItem) -> None:
        known = self._issues.get(fold(item.tracker_key)) if item.tracker_key else None
        if known is not None:
            self.outcome.known += 1
            return
        what = f"{read.named[0]} is not in the library" if read.named else "it names no incident"
        self.outcome.problems.append((read.row.line, f"{what}; “{item.title}” was left out"))


class _Incidents:
    """Imports incidents, some at a time; one that cannot be kept stops no other."""

    def __init__(self, library: Library, reader: RowReader, name: str, *, dry_run: bool) -> None:
        self.outcome = _Outcome()
        self._library = library
        self._reader = reader
        self._name = name
        self._dry_run = dry_run
        self._waiting: list[tuple[int, ImportedIncident]] = []
        self._hashes: set[str] = set()
        self._keys: set[str] = set()

    def take(self, row: CsvRow) -> None:
        read = self._reader.as_incident(row)
        _tell(self.outcome, read)
        if read.incident is None:
            return
        source = self._reader.source(read.row)
        one = ImportedIncident(
            incident=read.incident,
            source_name=f"{self._name} line {read.row.line}.csv",
            source_bytes=source,
            source_sha256=hashlib.sha256(source).hexdigest(),
        )
        self._waiting.append((read.row.line, one))
        if len(self._waiting) >= _INCIDENTS_PER_TRANSACTION:
            self.finish()

    def finish(self) -> None:
        waiting, self._waiting = self._new_ones(self._waiting), []
        if not waiting:
            return
        if self._dry_run:
            self.outcome.added += len(waiting)
            return
        try:
            import_incidents(self._library, [one for _line, one in waiting])
        except LibraryError:
            raise
        except UserError:  # one of them is at fault: each is tried alone
            waiting = [one for one in waiting if self._kept_alone(*one)]
        self.outcome.added += len(waiting)
        keys = self._library.incidents.keys_of(one.incident.id for _line, one in waiting)
        for _line, one in waiting:
            self.outcome.keys[keys[one.incident.id]] = None

    def _new_ones(
        self, waiting: list[tuple[int, ImportedIncident]]
    ) -> list[tuple[int, ImportedIncident]]:
        """Without the rows that were imported before, and those whose key is taken."""
        incidents = self._library.incidents
        self._hashes |= incidents.imported_hashes(one.source_sha256 for _line, one in waiting)
        given = [one.incident.key for _line, one in waiting if one.incident.key]
        self._keys |= incidents.taken_keys(given)
        new = []
        for line, one in waiting:
            key = fold(one.incident.key)
            if one.source_sha256 in self._hashes:
                self.outcome.known += 1
            elif key and key in self._keys:
                self.outcome.known += 1
                problem = f"{one.incident.key} is in the library already; it was left as it is"
                self.outcome.problems.append((line, problem))
            else:
                new.append((line, one))
            self._hashes.add(one.source_sha256)
            if key:
                self._keys.add(key)
        return new

    def _kept_alone(self, line: int, one: ImportedIncident) -> bool:
        try:
            import_incidents(self._library, [one])
        except LibraryError:
            raise
        except UserError as error:
            self.outcome.problems.append((line, str(error)))
            return False
        return True


def _tell(outcome: _Outcome, read: ReadRow) -> None:
    outcome.problems += [(read.row.line, problem) for problem in read.problems]


def _remembered(library: Library, table: CsvTable, content: CsvContent | None) -> CsvMapping | None:
    """What was chosen for such columns before; None where nothing fits any more."""
    stored = library.settings.get(_REMEMBERED + header_mark(table))
    if not isinstance(stored, dict) or not isinstance(stored.get("columns"), dict):
        return None
    try:
        found = CsvMapping.checked(CsvContent(stored.get("content", "")), stored["columns"], table)
    except (ValueError, BadInputError):
        return None
    return found if content in (None, found.content) else None


def _remember(library: Library, table: CsvTable, mapping: CsvMapping) -> None:
    name = _REMEMBERED + header_mark(table)
    columns = {"content": mapping.content.value, "columns": dict(mapping.columns)}
    if library.settings.get(name) != columns:
        set_setting(library, name, columns)


def _report(plan: CsvPlan, mapping: CsvMapping, outcome: _Outcome) -> FileReport:
    problems = sorted(outcome.problems)
    lines = [f"Line {line}: {text}." for line, text in problems[:_MOST_TOLD]]
    if len(problems) > _MOST_TOLD:
        lines.append(f"{len(problems) - _MOST_TOLD:,} more lines have something to look at.")
    what = "action item" if mapping.content is CsvContent.ACTIONS else "incident"
    told = (
        f"{outcome.added:,} {what}{'' if outcome.added == 1 else 's'} added,"
        f" {outcome.known:,} {'was' if outcome.known == 1 else 'were'} there already."
    )
    state: ImportOutcome
    if outcome.added:
        state, reason = "imported", ""
    elif outcome.known:
        state, reason = "unchanged", ""
    else:
        state, reason = "failed", "None of its rows could be taken."
    return FileReport(
        str(plan.path),
        state,
        tuple(outcome.keys),
        tuple(FieldReport(name, column, 1, 1.0) for name, column in mapping.columns),
        (told, *plan.table.warnings, *lines),
        reason,
    )
