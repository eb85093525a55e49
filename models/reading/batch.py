"""Files and folders into a library: many at a time, one bad file stops nothing."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from models.errors import LibraryError, UserError
from models.imported import ImportedIncident
from models.keys import fold, tidy_key
from models.operations.attachments import attach
from models.operations.incidents import import_incidents
from models.operations.links import link_incidents
from models.reading.decoding import decode
from models.reading.import_report import FileReport, ImportOutcome, ImportReport, Progress, Totals
from models.reading.pictures import LARGEST, pictures_beside
from models.reading.reader import read_markdown
from models.reading.results import FieldReport
from models.reading.walk import Found, find_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from models.incident import Incident, LinkView
    from models.library import Library
    from models.reading.results import ReadResult

__all__ = ["FileReport", "ImportReport", "Progress", "Totals", "import_paths"]

_log = logging.getLogger(__name__)

_PER_TRANSACTION = 50
"""Incidents: enough that a commit costs little, few enough that others can write in between."""


def import_paths(
    library: Library,
    paths: Iterable[Path],
    *,
    as_of: datetime,
    zone: str | None = None,
    dry_run: bool = False,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Import Markdown files and everything below folders.

    A file whose bytes were imported before is unchanged; an incident whose id or key the library
    has already is left as it is, and the report says so. The bytes of each file are kept with its
    incidents, and so are pictures that it shows from beside it.

    Args:
        library: where to.
        paths: files and folders.
        as_of: the instant of the import.
        zone: IANA zone of clock times that state none; the library's by default.
        dry_run: read and report only.
        progress: told before each file.
        cancelled: asked before each file; what was read until then stays imported.

    Raises:
        LibraryError: when the library itself cannot be written; what was committed stays.
    """
    batch = _Batch(library, zone or library.settings.zone, as_of, dry_run=dry_run)
    files = find_files(paths)
    stopped = False
    for done, found in enumerate(files):
        if cancelled is not None and cancelled():
            stopped = True
            break
        if progress is not None:
            progress(Progress(done, len(files), str(found.path)))
        batch.take(found)
    batch.finish()
    if progress is not None and files and not stopped:
        progress(Progress(len(files), len(files), str(files[-1].path)))
    reports = tuple(file.report() for file in batch.files)
    return ImportReport(reports, cancelled=stopped, dry_run=dry_run)


@dataclass(slots=True)
class _File:
    """A file on its way; `ready` are its incidents that are not written yet."""

    found: Found
    outcome: ImportOutcome = "imported"
    reason: str = ""
    keys: dict[UUID, str] = field(default_factory=dict)
    fields: list[FieldReport] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    ready: list[ImportedIncident] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)

    def end(self, outcome: ImportOutcome, reason: str) -> None:
        """Nothing more will be done for it."""
        self.outcome, self.reason = outcome, reason
        self.ready = []

    def warn(self, text: str) -> None:
        """Say something about it, once."""
        if text not in self.warnings:
            self.warnings.append(text)

    def report(self) -> FileReport:
        """As it is reported."""
        keys = tuple(key for key in self.keys.values() if key)
        return FileReport(
            str(self.found.path),
            self.outcome,
            keys,
            tuple(self.fields),
            tuple(self.warnings),
            self.reason,
        )


class _Batch:
    """Reads files one after the other and writes them in modest transactions."""

    def __init__(self, library: Library, zone: str, as_of: datetime, *, dry_run: bool) -> None:
        self.files: list[_File] = []
        self._library = library
        self._zone = zone
        self._as_of = as_of
        self._dry_run = dry_run
        self._waiting: list[_File] = []
        self._links: list[tuple[_File, Incident]] = []
        self._hashes: dict[str, _File] = {}
        self._ids: set[UUID] = set()
        self._keys: set[str] = set()

    def take(self, found: Found) -> None:
        """Read a file; it is written with others, later."""
        file = _File(found)
        self.files.append(file)
        try:
            data = self._bytes(file)
            if data is not None:
                self._read(file, data)
        except UserError as error:
            if isinstance(error, LibraryError):
                raise
            file.end("failed", str(error))
        except Exception as error:  # noqa: BLE001  (reported with the file; the others go on)
            _log.exception("reading %s", found.path)
            file.end("failed", f"Afterword could not read it ({type(error).__name__}: {error}).")
        if file.ready:
            self._waiting.append(file)
        if sum(len(one.ready) for one in self._waiting) >= _PER_TRANSACTION:
            self._write()

    def finish(self) -> None:
        """Write what waits, then what needs all incidents to be there."""
        self._write()
        unchanged = [file for file in self.files if file.outcome == "unchanged"]
        keys = self._keys_of([id for file in unchanged for id in file.keys])
        for file in unchanged:
            file.keys = {id: keys.get(id, "") for id in file.keys}
        for file, incident in self._links:
            for link in incident.links:
                self._link(file, incident, link)

    def _bytes(self, file: _File) -> bytes | None:
        """The file's bytes; None where it ends here."""
        path = file.found.path
        try:
            size = path.stat().st_size
            if size > LARGEST:
                limit = LARGEST // (1024 * 1024)
                file.end("skipped", f"It is larger than {limit} MB, which no postmortem is.")
                return None
            if not path.is_file():
                file.end("skipped", "It is not a file.")
                return None
            return path.read_bytes()
        except FileNotFoundError:
            file.end("failed", "There is no such file.")
        except OSError as error:
            file.end("failed", f"It cannot be opened: {error.strerror or error}.")
        return None

    def _read(self, file: _File, data: bytes) -> None:
        sha256 = hashlib.sha256(data).hexdigest()
        if self._is_known(file, sha256):
            return
        result = read_markdown(data, name=file.found.name, zone=self._zone)
        file.warnings.extend(result.warnings)
        if result.outcome != "imported":
            file.end(result.outcome, result.reason)
            return
        self._hashes[sha256] = file
        self._gather(file, result, data, sha256)
        if file.ready:
            decoded = decode(data)
            file.pictures = pictures_beside(file.found, decoded.text if decoded else "")

    def _is_known(self, file: _File, sha256: str) -> bool:
        """Whether the same bytes were imported before, or stand in this batch already."""
        twin = self._hashes.get(sha256)
        if twin is not None:
            file.end("unchanged", f"It is the same file as {twin.found.path}.")
            return True
        ids: list[UUID] = []
        while (id := self._library.incidents.by_content_hash(sha256, len(ids))) is not None:
            ids.append(id)
        if not ids:
            return False
        file.outcome = "unchanged"
        file.keys = dict.fromkeys(ids, "")
        return True

    def _keys_of(self, ids: list[UUID]) -> dict[UUID, str]:
        rows = self._library.incidents.rows(ids, as_of=self._as_of)
        return {row.id: row.key for row in rows}

    def _gather(self, file: _File, result: ReadResult, data: bytes, sha256: str) -> None:
        """The incidents of a file that the library does not have yet."""
        file.fields = [one for read in result.incidents for one in read.fields]
        several = len(result.incidents) > 1
        for read in result.incidents:
            for text in read.warnings:
                file.warn(f"{read.incident.title}: {text}" if several else text)
            incident = _with_usable_key(file, read.incident)
            named = any(one.name == "id" for one in read.fields)
            taken = self._taken(incident, named=named)
            if taken:
                file.warn(taken)
                continue
            self._ids.add(incident.id)
            if incident.key:
                self._keys.add(fold(incident.key))
            file.keys[incident.id] = incident.key
            file.ready.append(
                ImportedIncident(
                    incident=incident,
                    source_name=file.found.path.name,
                    source_bytes=data,
                    source_sha256=sha256,
                    ordinal=read.ordinal,
                )
            )
        if not file.ready:
            reason = file.warnings.pop() if len(result.incidents) == 1 else "Nothing in it is new."
            file.end("skipped", reason)

    def _taken(self, incident: Incident, *, named: bool) -> str:
        """Why an incident is not imported: the library has it. Empty when it has not.

        Args:
            incident: as read.
            named: whether its id stands in the file.
        """
        same_key = self._library.incidents.find_id(incident.key) if incident.key else None
        if same_key is not None:
            return (
                f"{incident.key} is in the library already; it was left as it is. To take over"
                " this file, change its key or remove that incident first."
            )
        if named and (incident.id in self._ids or self._keys_of([incident.id])):
            return (
                f"The incident “{incident.title}” with this id is in the library already;"
                " it was left as it is."
            )
        if incident.key and fold(incident.key) in self._keys:
            return f"Another file of this import has the key {incident.key} already."
        return ""

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        if self._dry_run or not waiting:
            return
        try:
            import_incidents(self._library, [one for file in waiting for one in file.ready])
        except LibraryError:
            raise
        except Exception:  # noqa: BLE001  (one of them is at fault: each is tried alone)
            for file in waiting:
                self._write_alone(file)
        written = [file for file in waiting if file.ready]
        keys = self._keys_of([one.incident.id for file in written for one in file.ready])
        for file in written:
            self._wrote(file, keys)

    def _write_alone(self, file: _File) -> None:
        try:
            import_incidents(self._library, file.ready)
        except LibraryError:
            raise
        except UserError as error:
            file.keys = {}
            file.end("failed", str(error))
        except Exception as error:  # noqa: BLE001  (reported with the file; the others go on)
            _log.exception("writing %s", file.found.path)
            file.keys = {}
            file.end("failed", f"Afterword could not keep it ({type(error).__name__}: {error}).")

    def _wrote(self, file: _File, keys: dict[UUID, str]) -> None:
        """Its incidents are in the library: learn their keys, keep the pictures."""
        for one in file.ready:
            file.keys[one.incident.id] = keys.get(one.incident.id, "")
            if one.incident.links:
                self._links.append((file, one.incident))
        first = file.ready[0].incident.id
        for picture in file.pictures:
            try:
                attach(self._library, first, picture.name, picture.read_bytes())
            except (OSError, UserError) as error:
                if isinstance(error, LibraryError):
                    raise
                file.warn(f"The picture {picture.name} could not be kept: {error}")
        file.ready = []

    def _link(self, file: _File, incident: Incident, link: LinkView) -> None:
        other = self._library.incidents.find_id(link.key)
        if other is None or other == incident.id:
            file.warn(f"It links to {link.key}, which is not in the library.")
            return
        first, second = (incident.id, other) if link.outgoing else (other, incident.id)
        try:
            link_incidents(self._library, first, second, link.kind, link.reason)
        except UserError as error:
            if isinstance(error, LibraryError):
                raise
            file.warn(f"The link to {link.key} could not be made: {error}")


def _with_usable_key(file: _File, incident: Incident) -> Incident:
    """The incident with a key that can be kept, or none; then the library gives it one."""
    if not incident.key:
        return incident
    try:
        return replace(incident, key=tidy_key(incident.key))
    except UserError as error:
        file.warn(f"Its key cannot be kept ({error}); it got another one.")
        return replace(incident, key="", extra=(*incident.extra, ("key", incident.key)))
