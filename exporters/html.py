"""Markdown as clean HTML, and a whole postmortem as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.rich_text.parsing import MarkdownReader
from exporters.rich_text.writing import html_of

if TYPE_CHECKING:
    from pathlib import Path

    from exporters.report_context import ReportContext
    from models.incident import Incident


def render_markdown(text: str) -> str:
    """Markdown `text` as HTML that is safe to show: nothing in it runs or loads from outside.

    Links lead to ``http``, ``https``, ``mailto`` and ``incident:KEY`` only. An image is shown when
    it is an attachment (``attachment:NAME``, whose bytes the caller supplies); any other becomes a
    link with its description. Task boxes are the characters ☑ and ☐.
    """
    return html_of(MarkdownReader().blocks(text))


def write_postmortem_html(incident: Incident, target: Path, *, context: ReportContext) -> None:
    """Write the document about `incident` as one accessible HTML file, whole or not at all.

    It says exactly what the PDF says, runs no script and loads nothing.

    Raises:
        BadInputError: when nothing can be written there.
    """
    # The reading pane needs only the function above, and the window must not wait for more.
    from exporters.attachments import picture_source  # noqa: PLC0415
    from exporters.html_report import report_as_html  # noqa: PLC0415
    from exporters.reports.postmortem import postmortem_report  # noqa: PLC0415
    from exporters.whole_files import write_whole  # noqa: PLC0415

    report = postmortem_report(incident, context)
    text = report_as_html(report, picture_source(incident, context))
    write_whole(target, text.encode("utf-8", "replace"))
