"""The digest of a month as a file, from one report model.

Importing this module is slow: the window does so in its background lane.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop.report_files import check_suffix, library_context, report_text, write_report
from exporters.reports.digest import digest_report
from models.vocabulary import IncidentKind, PostmortemStatus

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desktop.report_files import WrittenReport
    from models.figures.periods import Period
    from models.incident import Incident
    from models.library import Library

_WHAT = "a digest"


def write_digest(
    library: Library, period: Period, target: Path, *, as_of: datetime
) -> tuple[WrittenReport, list[Incident]]:
    """Write what was learned in `period`; returns the file and the incidents told of.

    Raises:
        BadInputError: for another suffix, or when nothing can be written there.
    """
    suffix = check_suffix(target, _WHAT)
    incidents = published_in(library, period, as_of=as_of)
    context = library_context(library, as_of=as_of, suffix=suffix)
    report = digest_report(incidents, period, context)
    figures = {"digest": {"period": period.label, "keys": [one.key for one in incidents]}}
    return write_report(report, context, target, what=_WHAT, figures=figures), incidents


def digest_text(
    library: Library, period: Period, *, as_of: datetime, suffix: str = ".md"
) -> tuple[str, list[Incident]]:
    """The digest of `period` as text, and the incidents told of.

    Args:
        library: whose digest.
        period: the month.
        as_of: the instant that it is made for.
        suffix: ".md", ".html" or ".json".
    """
    incidents = published_in(library, period, as_of=as_of)
    context = library_context(library, as_of=as_of, suffix=suffix)
    return report_text(digest_report(incidents, period, context), suffix), incidents


def published_by_month(library: Library, *, as_of: datetime) -> dict[str, int]:
    """How many postmortems became final in each month, "2025-02", that has any."""
    context = library_context(library, as_of=as_of)
    months = Counter(
        f"{context.local(fact.published_at):%Y-%m}"
        for fact in library.facts().incidents
        if fact.published_at
        and fact.published_at <= as_of
        and fact.status is PostmortemStatus.FINAL
        and fact.kind is IncidentKind.INCIDENT
    )
    return dict(months)


def published_in(library: Library, period: Period, *, as_of: datetime) -> list[Incident]:
    """Real incidents whose postmortem became final in the period, the first published first."""
    context = library_context(library, as_of=as_of)
    wanted = []
    for fact in library.facts().incidents:
        at = fact.published_at
        if fact.status is not PostmortemStatus.FINAL or fact.kind is not IncidentKind.INCIDENT:
            continue
        if at and at <= as_of and period.start <= context.local(at).date() <= period.last:
            wanted.append((at, fact.key, fact.id))
    order = {id: place for place, (_, _, id) in enumerate(sorted(wanted))}
    found = library.incidents.documents(list(order)) if order else ()
    return sorted(found, key=lambda one: order[one.id])
