"""The digest of a month as a file, from one report model.

Importing this module is slow: the window does so in its background lane.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.report_files import check_suffix, library_context, write_report
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
