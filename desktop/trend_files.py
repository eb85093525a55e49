"""The trend report of a period as a file: its figures are computed once, for every format.

Importing this module is slow: the window does so in its background lane.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.pages.facts import read_policy
from desktop.report_files import check_suffix, library_context, write_report
from exporters.report_context import PageSize
from exporters.reports.trend import TrendMaterial, note_name, trend_report
from models.figures.classes import Classes
from models.figures.json_shape import metrics_json
from models.figures.known import Known
from models.figures.selection import ALL, Selection
from models.figures.trend import trend
from models.operations.reports import keep_report_note
from models.recommendations import looked_at

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desktop.report_files import Progress, WrittenReport
    from exporters.document import Report
    from exporters.report_context import ReportContext
    from models.changes import Changes
    from models.figures.periods import Period
    from models.library import Library


def trend_words(library: Library, period: Period) -> str:
    """What the author added to the report of a period, as Markdown; empty for nothing."""
    kept = library.reports.note(note_name(period))
    return kept.text if kept else ""


def keep_trend_words(
    library: Library, period: Period, words: str, *, made_by: str | None = None
) -> Changes:
    """Keep the author's own words for the report of a period; blanks take them away."""
    return keep_report_note(library, note_name(period), words, made_by=made_by)


def read_trend(
    library: Library,
    period: Period,
    *,
    as_of: datetime,
    window: int | None = None,
    selection: Selection = ALL,
) -> TrendMaterial:
    """Everything that a trend report is made of.

    Args:
        library: where the incidents come from.
        period: a month, quarter, year or range of days.
        as_of: the instant that every figure is computed for.
        window: months that a repeat may lie behind, 1 to 24; as the library sets it without one.
        selection: which incidents are looked at.
    """
    policy, _name = read_policy(library)
    known = Known(library.facts(), as_of=as_of, policy=policy, selection=selection)
    classes = Classes(known)
    kept = {one.id for one in (*known.incidents, *known.unplaced)}
    actions = library.actions.rows(as_of=as_of)
    return TrendMaterial(
        found=trend(known, classes, period, window=window),
        known=known,
        classes=classes,
        actions=tuple(one for one in actions if one.incident_id in kept),
        factors=tuple(library.reports.factors(looked_at(known, period))),
        words=trend_words(library, period),
        filters=selection.words,
    )


def made_trend(
    material: TrendMaterial, library: Library, *, paper: str = "", suffix: str = ""
) -> tuple[Report, ReportContext]:
    """The report, to be previewed or written, and its circumstances.

    Args:
        material: what it is made of.
        library: gives name, zone, policy and look.
        paper: another one of `models.report_look.PAPERS` than the library's.
        suffix: names the format that it is for.
    """
    context = library_context(library, as_of=material.known.as_of, suffix=suffix)
    if paper:
        context = replace(context, page_size=PageSize(paper))
    return trend_report(material, context), context


def write_trend(
    library: Library,
    period: Period,
    target: Path,
    *,
    as_of: datetime,
    window: int | None = None,
    selection: Selection = ALL,
    paper: str = "",
    progress: Progress | None = None,
) -> WrittenReport:
    """Write the trend report of `period`, whole or not at all, as `target`'s suffix asks.

    Args:
        library: where the incidents come from.
        period: a month, quarter, year or range of days.
        target: ends in .pdf, .html, .md or .json; JSON is what `afterword metrics` prints, and
            the whole report under "report".
        as_of: the instant that every figure is computed for.
        window: months that a repeat may lie behind, 1 to 24; as the library sets it without one.
        selection: which incidents are looked at.
        paper: another one than the library's.
        progress: told (pages set, of how many); may raise to stop, nothing is written then.

    Raises:
        BadInputError: for another suffix or window, or when nothing can be written there.
    """
    suffix = check_suffix(target, "a trend report")
    material = read_trend(library, period, as_of=as_of, window=window, selection=selection)
    report, context = made_trend(material, library, paper=paper, suffix=suffix)
    figures = metrics_json(material.found)
    return write_report(
        report, context, target, what="a trend report", figures=figures, progress=progress
    )
