"""The trend report of a period as a file: its figures are computed once, for every format.

Importing this module is slow: the window does so in its background lane.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.pages.facts import read_known
from desktop.version import application_version
from exporters.html_report import report_as_html
from exporters.markdown_report import report_as_markdown
from exporters.report_context import ReportContext
from exporters.reports.trend import trend_report
from exporters.whole_files import write_whole
from models.errors import BadInputError
from models.figures.json_shape import metrics_json
from models.figures.trend import trend

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from exporters.document import Report
    from models.figures.periods import Period
    from models.library import Library

_SUFFIXES = (".pdf", ".html", ".md", ".json")


def write_trend(library: Library, period: Period, target: Path, *, as_of: datetime) -> Path:
    """Write the trend report of `period`, whole or not at all, as `target`'s suffix asks.

    Args:
        library: where the incidents come from.
        period: a month, quarter, year or range of days.
        target: ends in .pdf, .html, .md or .json; JSON is what `afterword metrics` prints.
        as_of: the instant that every figure is computed for.

    Returns:
        `target`.

    Raises:
        BadInputError: for another suffix, or when nothing can be written there.
    """
    suffix = target.suffix.lower()
    if suffix not in _SUFFIXES:
        raise BadInputError(
            f"{target.name} names no format that a trend report can be written in.",
            f"Its name must end in {', '.join(_SUFFIXES)}.",
        )
    known, classes = read_known(library, as_of)
    found = trend(known, classes, period)
    if suffix == ".json":
        data = (json.dumps(metrics_json(found), indent=2, ensure_ascii=False) + "\n").encode()
    else:
        version = library.policies.current()
        context = ReportContext(
            library_name=library.name,
            as_of=as_of,
            zone=library.settings.zone,
            generated_by=f"Afterword {application_version()}",
            policy_version=version.number if version else None,
        )
        actions = library.actions.rows(as_of=as_of)
        data = _set(trend_report(found, known, classes, context, actions=actions), context, suffix)
    write_whole(target, data)
    return target


def _set(report: Report, context: ReportContext, suffix: str) -> bytes:
    """The bytes of a report that shows no pictures."""
    if suffix == ".pdf":
        from exporters.pdf.pages import report_as_pdf  # noqa: PLC0415  (ReportLab is slow)

        return report_as_pdf(report, context.page_size, _no_picture)[0]
    made = report_as_html(report, _no_picture) if suffix == ".html" else report_as_markdown(report)
    # Half a character can come in with a file's bytes; it must not keep the rest from leaving.
    return made.encode("utf-8", "replace")


def _no_picture(_name: str) -> bytes | None:
    return None
