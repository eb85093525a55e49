"""A whole library as files in a folder: Markdown, JSON, HTML, or tables for spreadsheets."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from exporters.anonymise import Anonymiser
from exporters.attachments import picture_source
from exporters.csv_export import action_values, actions_table, incident_values, incidents_table
from exporters.document import Brand
from exporters.file_names import FileNames
from exporters.formats import formats_of
from exporters.json_export import incident_json
from exporters.markdown import write_markdown
from exporters.report_context import ReportContext
from exporters.reports.postmortem import postmortem_report
from exporters.site.entries import SiteEntry, entry
from exporters.site.writing import RESERVED, incident_page, write_site
from exporters.whole_files import cannot_write, whole_file
from models.errors import BadInputError, NotFoundError
from models.guidance import without_unanswered
from models.policy import Policy, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from models.incident import Incident
    from models.library import Library


class ExportFormat(StrEnum):
    """What the files hold."""

    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResult:
    """What was written.

    Attributes:
        files: names in the folder, in the order written; none when it was cancelled.
    """

    folder: Path
    incidents: int
    files: tuple[str, ...]
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDetails:
    """Which incidents, and what only some formats need.

    Attributes:
        only: these incidents and no others; None for all.
        policy: for the verdict in HTML documents; without it they have none.
        judged: the policies of those incidents that another one judged.
        generated_by: program and version, as HTML documents say it.
        byte_order_mark: in front of CSV files, for spreadsheets that need it.
    """

    only: frozenset[UUID] | None = None
    policy: Policy | None = None
    judged: Mapping[UUID, Policy] = field(default_factory=dict)
    generated_by: str = "Afterword"
    byte_order_mark: bool = False


class _CancelledError(Exception):
    """Somebody asked to stop; never leaves this module."""


def export_library(
    library: Library,
    folder: Path,
    *,
    format: ExportFormat | str,
    as_of: datetime,
    anonymise: bool = False,
    details: ExportDetails | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportResult:
    """Write every incident that is not in the trash into `folder`.

    The files are made in a folder beside it and put in place when all are there: a failure or a
    cancelled export leaves `folder` as it was. Files of other names in `folder` stay.

    Args:
        library: read in batches, so that its size does not matter.
        folder: made when it is not there.
        format: see `ExportFormat`.
        as_of: the instant that HTML documents are made for.
        anonymise: people become roles, the same in all files; pictures are left out.
        details: see `ExportDetails`.
        progress: told how many incidents are done, of how many.
        cancelled: asked before each incident.

    Raises:
        BadInputError: for a format that does not exist, or when nothing can be written there.
    """
    wanted = _format(format)
    chosen = details or ExportDetails()
    source = _Source(
        library, anonymise=anonymise, only=chosen.only, progress=progress, cancelled=cancelled
    )
    context = _Context(library, as_of, chosen, anonymise=anonymise)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists() and not folder.is_dir():
            raise BadInputError(f"{folder} is a file.", "Choose a folder to export into.")
        with _staged_beside(folder) as staging:
            if wanted is ExportFormat.CSV:
                files = _write_tables(source, staging, byte_order_mark=chosen.byte_order_mark)
            else:
                files = _write_documents(source, staging, wanted, context)
            _put_in_place(staging, folder, files)
    except _CancelledError:
        return ExportResult(folder=folder, incidents=0, files=(), cancelled=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return ExportResult(folder=folder, incidents=source.total, files=tuple(files))


def _format(word: str) -> ExportFormat:
    try:
        return ExportFormat(word)
    except ValueError as error:
        known = ", ".join(ExportFormat)
        raise BadInputError(
            f"A library cannot be exported as {word}.", f"Choose one of {known}."
        ) from error


@contextmanager
def _staged_beside(folder: Path) -> Iterator[Path]:
    """A new folder on the same disk, gone again when the block ends."""
    staging = folder.parent / f".afterword-{secrets.token_hex(8)}.part"
    staging.mkdir()
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


class _Source:
    """The incidents of a library, one by one, with progress."""

    def __init__(
        self,
        library: Library,
        *,
        anonymise: bool,
        only: frozenset[UUID] | None,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._library = library
        self._progress = progress
        self._cancelled = cancelled
        self.is_anonymised = anonymise
        # Taken once: what is added meanwhile is not half in.
        known = library.incidents.ids()
        self._ids = known if only is None else [one for one in known if one in only]
        self.total = len(self._ids)

    def incidents(self) -> Iterator[Incident]:
        """Each incident, without people when so asked."""
        anonymiser = self._learned() if self.is_anonymised else None
        for done, incident in enumerate(self._library.incidents.documents(self._ids)):
            self._stop_if_cancelled()
            yield anonymiser.applied(incident) if anonymiser else incident
            if self._progress:
                self._progress(done + 1, self.total)

    def _learned(self) -> Anonymiser:
        anonymiser = Anonymiser()
        for incident in self._library.incidents.documents(self._ids):
            self._stop_if_cancelled()
            anonymiser.learn(incident)
        return anonymiser

    def _stop_if_cancelled(self) -> None:
        if self._cancelled and self._cancelled():
            raise _CancelledError


class _Context:
    """What HTML documents say besides their incident."""

    def __init__(
        self, library: Library, as_of: datetime, details: ExportDetails, *, anonymise: bool
    ) -> None:
        self._library = library
        self._as_of = as_of
        self._policy = details.policy
        self._judged = details.judged
        self._generated_by = details.generated_by
        self._zone = library.settings.zone
        look = library.settings.report_look
        self._formats = formats_of(look.formats)
        # Without its logo, which every one of the pages would have to hold.
        self._brand = Brand() if anonymise else Brand(company=look.company, accent=look.accent)
        self.library_name = library.name

    def of(self, incident: Incident) -> ReportContext:
        """The context of one incident's document."""
        policy = self._judged.get(incident.id, self._policy)
        judged = judge(incident, policy, as_of=self._as_of, zone=self._zone) if policy else None
        return ReportContext(
            library_name=self.library_name,
            as_of=self._as_of,
            zone=self._zone,
            generated_by=self._generated_by,
            formats=self._formats,
            brand=self._brand,
            verdict=judged,
            attachment=self._attachment,
        )

    def of_site(self) -> ReportContext:
        """The context of the pages that are about no single incident."""
        return ReportContext(
            library_name=self.library_name,
            as_of=self._as_of,
            zone=self._zone,
            generated_by=self._generated_by,
            formats=self._formats,
            brand=self._brand,
        )

    def _attachment(self, sha256: str) -> bytes | None:
        try:
            return self._library.attachments.read(sha256)
        except NotFoundError:
            return None


def _write_documents(
    source: _Source, folder: Path, wanted: ExportFormat, context: _Context
) -> list[str]:
    names = FileNames(RESERVED)
    suffix = {ExportFormat.MARKDOWN: "md", ExportFormat.JSON: "json", ExportFormat.HTML: "html"}
    written: list[str] = []
    entries: list[SiteEntry] = []
    for incident in source.incidents():
        name = f"{names.name_of(incident)}.{suffix[wanted]}"
        text = _document(incident, wanted, context)
        (folder / name).write_bytes(text.encode("utf-8", "replace"))
        written.append(name)
        if wanted is ExportFormat.HTML:
            entries.append(entry(name, incident))
    if wanted is ExportFormat.HTML:
        written += write_site(folder, entries, context.of_site(), anonymised=source.is_anonymised)
    return written


def _document(incident: Incident, wanted: ExportFormat, context: _Context) -> str:
    if wanted is ExportFormat.MARKDOWN:
        return write_markdown(without_unanswered(incident))
    if wanted is ExportFormat.JSON:
        return incident_json(incident)
    circumstances = context.of(incident)
    report = postmortem_report(incident, circumstances)
    return incident_page(report, picture_source(incident, circumstances))


def _write_tables(source: _Source, folder: Path, *, byte_order_mark: bool) -> list[str]:
    with ExitStack() as stack:
        first = stack.enter_context(whole_file(folder / "incidents.csv"))
        second = stack.enter_context(whole_file(folder / "actions.csv"))
        incidents = incidents_table(first, byte_order_mark=byte_order_mark)
        actions = actions_table(second, byte_order_mark=byte_order_mark)
        for incident in source.incidents():
            incidents.add(incident_values(incident))
            for values in action_values(incident):
                actions.add(values)
    return ["incidents.csv", "actions.csv"]


def _put_in_place(staging: Path, folder: Path, names: list[str]) -> None:
    if not folder.exists():
        staging.rename(folder)
        return
    for name in names:
        (staging / name).replace(folder / name)
