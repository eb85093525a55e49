"""The document about one incident as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.attachments import picture_source
from exporters.pdf.pages import PdfResult, report_as_pdf
from exporters.reports.postmortem import postmortem_report
from exporters.whole_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from exporters.pdf.system_fonts import SystemFonts
    from exporters.report_context import ReportContext
    from models.incident import Incident


def write_postmortem_pdf(
    incident: Incident,
    target: Path,
    *,
    context: ReportContext,
    system: SystemFonts | None = None,
) -> PdfResult:
    """Write the document about `incident` to `target`, whole or not at all.

    The same incident, context and fonts give the same bytes.

    Raises:
        BadInputError: when nothing can be written there.
    """
    report = postmortem_report(incident, context)
    data, result = report_as_pdf(
        report, context.page_size, picture_source(incident, context), system=system
    )
    write_whole(target, data)
    return result
