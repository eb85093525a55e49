"""Writes what a site has besides the pages of its incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.html_report import report_as_html
from exporters.site.pages import (
    FONTS,
    INDEX,
    SCRIPT,
    SEARCHED,
    TREND,
    index_page,
    navigation,
    search_index,
    search_script,
    site_style,
)
from exporters.site.trend_page import trend_page
from exporters.web_fonts import font_faces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from exporters.document import Report
    from exporters.report_context import ReportContext
    from exporters.site.entries import SiteEntry

RESERVED = (INDEX, TREND, SCRIPT, SEARCHED, FONTS)
"""Names that no incident's page may take."""

_ANONYMOUS = "The people in these pages were replaced by roles."


def incident_page(report: Report, picture: Callable[[str], bytes | None]) -> str:
    """The page of one incident: its document with the way back."""
    return report_as_html(
        report, picture, navigation=navigation(), style=f"\n{site_style()}", fonts=FONTS
    )


def write_site(
    folder: Path, entries: Sequence[SiteEntry], context: ReportContext, *, anonymised: bool
) -> list[str]:
    """Write index, search and trend into `folder`; returns the names of the files.

    Args:
        folder: where the incidents' pages are already.
        entries: one for each of them, in any order.
        context: names the library and the instant.
        anonymised: whether people were replaced by roles, which the index then says.
    """
    ordered = sorted(
        entries,
        key=lambda one: (one.started_at.timestamp() if one.started_at else 0.0, one.key),
        reverse=True,
    )
    trend = trend_page(ordered, context)
    note = _ANONYMOUS if anonymised else ""
    made = {
        INDEX: index_page(ordered, context, note=note),
        TREND: report_as_html(
            trend,
            lambda _name: None,
            navigation=navigation(TREND),
            style=f"\n{site_style()}",
            fonts=FONTS,
        ),
        SEARCHED: search_index(ordered),
        SCRIPT: search_script(),
        FONTS: f"{font_faces()}\n",
    }
    for name, text in made.items():
        (folder / name).write_bytes(text.encode("utf-8", "replace"))
    return list(made)
