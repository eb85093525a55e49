"""One postmortem as a file: which format a name asks for, and what the document is told besides.

Used by the window and the command line alike. Importing this module is slow: the window does so in
its background lane.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.pages.facts import read_judging_policy
from desktop.report_files import WrittenReport, brand_of, formats_for
from desktop.version import application_version
from exporters.attachments import picture_source
from exporters.html_report import report_as_html
from exporters.markdown import write_markdown
from exporters.report_context import PageSize, ReportContext
from exporters.reports.postmortem import postmortem_report
from exporters.whole_files import write_whole
from models.errors import BadInputError, NotFoundError
from models.guidance import without_unanswered
from models.policy import judge
from models.snapshot import show_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from exporters.pdf.pages import PdfResult
    from models.incident import Incident
    from models.library import Library


def write_postmortem(
    library: Library, incident: Incident, target: Path, *, as_of: datetime, suffix: str = ""
) -> Path:
    """Write the document about `incident`, whole or not at all, as `target`'s suffix asks.

    Args:
        library: where it comes from; gives the policy's verdict, the zone and the pictures.
        incident: as read from there.
        target: ends in .pdf, .html, .md or .json.
        as_of: the instant that the document is made for.
        suffix: the format, where it was chosen in another way than by the name.

    Returns:
        `target`.

    Raises:
        BadInputError: for another suffix, or when nothing can be written there.
    """
    return write_noted(library, incident, target, as_of=as_of, suffix=suffix).path


def write_noted(
    library: Library, incident: Incident, target: Path, *, as_of: datetime, suffix: str = ""
) -> WrittenReport:
    """The same, and what has to be known of the file: characters that no font draws.

    Raises:
        BadInputError: for another suffix, or when nothing can be written there.
    """
    write = _WRITERS.get((suffix or target.suffix).lower())
    if write is None:
        raise BadInputError(
            f"{target.name} names no format that a postmortem can be written in.",
            f"Its name must end in {', '.join(_WRITERS)}.",
        )
    result = write(library, incident, target, as_of)
    if result is None:
        return WrittenReport(path=target)
    return WrittenReport(
        path=target, pages=result.pages, replaced_characters=result.replaced_characters
    )


def report_context(library: Library, incident: Incident, *, as_of: datetime) -> ReportContext:
    """Everything that the document says besides the incident itself."""
    policy, number = read_judging_policy(library, incident.id)
    revisions = library.revisions.of(incident.id)
    zone = library.settings.zone
    look = library.settings.report_look

    def attachment(sha256: str) -> bytes | None:
        try:
            return library.attachments.read(sha256)
        except NotFoundError:
            return None

    return ReportContext(
        library_name=library.name,
        as_of=as_of,
        zone=zone,
        generated_by=f"Afterword {application_version()}",
        verdict=judge(incident, policy, as_of=as_of, zone=zone),
        policy_version=number,
        revision=revisions[0].number if revisions else None,
        attachment=attachment,
        page_size=PageSize(look.paper),
        brand=brand_of(look),
        formats=formats_for(look, ""),
    )


def _write_pdf(
    library: Library, incident: Incident, target: Path, as_of: datetime
) -> PdfResult | None:
    from exporters.pdf.postmortem import write_postmortem_pdf  # noqa: PLC0415  (ReportLab is slow)
    from exporters.pdf.system_fonts import machine_fonts  # noqa: PLC0415

    context = report_context(library, incident, as_of=as_of)
    return write_postmortem_pdf(incident, target, context=context, system=machine_fonts())


def _write_html(library: Library, incident: Incident, target: Path, as_of: datetime) -> None:
    context = report_context(library, incident, as_of=as_of)
    report = postmortem_report(incident, context)
    _write_text(target, report_as_html(report, picture_source(incident, context)))


def _write_markdown(_library: Library, incident: Incident, target: Path, _as_of: datetime) -> None:
    _write_text(target, write_markdown(without_unanswered(incident)))


def _write_json(_library: Library, incident: Incident, target: Path, _as_of: datetime) -> None:
    _write_text(target, json.dumps(show_json(incident), indent=2, ensure_ascii=False) + "\n")


def _write_text(target: Path, text: str) -> None:
    # A lone surrogate can come in with a file's bytes; it must not keep the rest from leaving.
    write_whole(target, text.encode("utf-8", "replace"))


_WRITERS: dict[str, Callable[[Library, Incident, Path, datetime], PdfResult | None]] = {
    ".pdf": _write_pdf,
    ".html": _write_html,
    ".md": _write_markdown,
    ".json": _write_json,
}
