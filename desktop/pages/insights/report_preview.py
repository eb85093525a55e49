"""What the sheet of a trend report shows: what it is made of, and how it will look.

Importing this module is slow: the window does so in its background lane.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.pages.insights.period_words import short_label
from desktop.report_files import report_text
from desktop.trend_files import made_trend, read_trend
from exporters.page_shapes import DrawnPage
from exporters.pdf.recording import report_as_pages
from exporters.pdf.system_fonts import machine_fonts
from exporters.reports.trend import TrendMaterial
from models.figures.json_shape import metrics_json
from models.recommendations import Recommendation, recommendations

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from models.figures.periods import Period
    from models.figures.selection import Selection
    from models.library import Library


_MOST_PAGES = 24
"""A year of a large library has hundreds; nobody looks through them in a preview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A report that somebody is about to export.

    Attributes:
        material: everything that it is made of.
        title: "Incident trends, February 2025".
        about: what it is set against and what is left out, in a line.
        words: what the author wrote the last time; empty for nothing.
        advice: what it recommends.
        paper: the library's own.
    """

    material: TrendMaterial
    title: str
    about: str
    words: str
    advice: tuple[Recommendation, ...]
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A report as it will be written: its first pages of `total`, or the text of its file."""

    pages: tuple[DrawnPage, ...] = ()
    total: int = 0
    text: str = ""


def prepare(
    library: Library, period: Period, as_of: datetime, selection: Selection, window: int | None
) -> Prepared:
    """Read and compute what the report of a period is made of."""
    material = read_trend(library, period, as_of=as_of, window=window, selection=selection)
    report, context = made_trend(material, library)
    found = material.found
    said = [f"Against {short_label(found.previous)}."] if found.has_previous else []
    if material.filters:
        said.append(f"Only {material.filters}.")
    if period.last >= material.known.today:
        said.append(f"{short_label(period)} is not over yet.")
    return Prepared(
        material=material,
        title=report.title,
        about=" ".join(said),
        words=material.words,
        advice=recommendations(
            material.known, period, actions=material.actions, factors=material.factors
        ),
        paper=context.page_size.value,
    )


def preview_of(
    library: Library,
    prepared: Prepared,
    *,
    words: str,
    suffix: str,
    paper: str,
    check: Callable[[], None],
) -> Shown:
    """The report with the author's words, as it would be written.

    Args:
        library: gives the look.
        prepared: the report.
        words: Markdown; they need not be kept yet.
        suffix: "pdf", "html", "md" or "json"; HTML says on one page what a PDF says on several.
        paper: of a PDF.
        check: may raise to stop between two pages.
    """
    material = replace(prepared.material, words=words)
    report, context = made_trend(material, library, paper=paper, suffix=f".{suffix}")
    report = replace(report, brand=context.brand)
    if suffix in ("md", "json"):
        return Shown(text=report_text(report, f".{suffix}", figures=metrics_json(material.found)))

    def between(_done: int, _total: int) -> None:
        check()

    drawn = report_as_pages(
        report,
        context.page_size,
        lambda _name: None,
        between,
        system=machine_fonts(),
        most=_MOST_PAGES,
    )
    return Shown(pages=drawn.pages, total=drawn.total)
