"""Reports as files: every format from one report model, whole or not at all.

Importing this module is slow: the window does so in its background lane.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.version import application_version
from exporters.html_report import report_as_html
from exporters.json_report import report_values
from exporters.markdown_report import report_as_markdown
from exporters.report_context import ReportContext
from exporters.whole_files import write_whole
from models.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from exporters.document import Report
    from models.library import Library

SUFFIXES = (".pdf", ".html", ".md", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReport:
    """What was written.

    Attributes:
        pages: of a PDF; 0 for other formats.
        replaced_characters: characters that no font of the PDF draws, each printed as □.
    """

    path: Path
    pages: int = 0
    replaced_characters: int = 0

    @property
    def remark(self) -> str:
        """What the reader of a message has to know of it; empty mostly."""
        number = self.replaced_characters
        if not number:
            return ""
        noun = "character" if number == 1 else "characters"
        return f"{number} {noun} that no font here draws printed as □; the HTML file has them."


def check_suffix(target: Path, what: str) -> str:
    """The suffix that names the format.

    Raises:
        BadInputError: for another one than `SUFFIXES`, before anything was read or computed.
    """
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadInputError(
            f"{target.name} names no format that {what} can be written in.",
            f"Its name must end in {', '.join(SUFFIXES)}.",
        )
    return suffix


def library_context(library: Library, *, as_of: datetime) -> ReportContext:
    """The circumstances of a report about a library: its name, zone, policy and look."""
    version = library.policies.current()
    return ReportContext(
        library_name=library.name,
        as_of=as_of,
        zone=library.settings.zone,
        generated_by=f"Afterword {application_version()}",
        policy_version=version.number if version else None,
    )


def write_report(
    report: Report,
    context: ReportContext,
    target: Path,
    *,
    what: str,
    picture: Callable[[str], bytes | None] | None = None,
    figures: Mapping[str, Any] | None = None,
) -> WrittenReport:
    """Write a report as `target`'s suffix asks.

    Args:
        report: what it says.
        context: gives the paper.
        target: ends in .pdf, .html, .md or .json.
        what: what it is, for a refusal: "an action register".
        picture: the bytes of an image that the report shows, by its name.
        figures: further values for JSON, beside those of the report.

    Raises:
        BadInputError: for another suffix, or when nothing can be written there.
    """
    suffix = check_suffix(target, what)
    shown = picture or _no_picture
    if suffix == ".pdf":
        from exporters.pdf.pages import report_as_pdf  # noqa: PLC0415  (ReportLab is slow)

        data, result = report_as_pdf(report, context.page_size, shown)
        write_whole(target, data)
        return WrittenReport(
            path=target, pages=result.pages, replaced_characters=result.replaced_characters
        )
    if suffix == ".json":
        values = {**figures, "report": report_values(report)} if figures else report_values(report)
        made = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
    elif suffix == ".html":
        made = report_as_html(report, shown)
    else:
        made = report_as_markdown(report)
    # Half a character can come in with a file's bytes; it must not keep the rest from leaving.
    write_whole(target, made.encode("utf-8", "replace"))
    return WrittenReport(path=target)


def _no_picture(_name: str) -> bytes | None:
    return None
