"""The trend of a site: how many incidents a month, and which categories came up most."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from exporters.charts.definitions import (
    AxisLabel,
    Bars,
    BarValue,
    Chart,
    ChartTable,
    Columns,
    Series,
)
from exporters.document import Lead, Masthead, Note, Part, Report, ReportBlock, Run
from exporters.reports.cells import paragraph
from models.figures.periods import Period, Unit
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.report_context import ReportContext
    from exporters.site.entries import SiteEntry

_MONTHS = 24
_CATEGORIES = 10
_SEVERITIES = (Severity.SEV_1, Severity.SEV_2, Severity.SEV_3, Severity.SEV_4)
_OTHER = Series("SEV-5 and unknown", "border.default")


def trend_page(entries: Sequence[SiteEntry], context: ReportContext) -> Report:
    """The trend of the incidents on the site, without the names of anybody."""
    drills = sum(one.is_drill for one in entries)
    entries = [one for one in entries if not one.is_drill]
    dated = [one for one in entries if one.started_at]
    blocks: list[ReportBlock] = [
        Masthead("", None, "", "Trend", "By the month in which incidents began."),
        Lead((paragraph(_sentence(entries, context)),)),
    ]
    if dated:
        blocks.append(Part("Incidents by month and severity", (_months(dated, context),)))
    if any(one.category for one in entries):
        blocks.append(Part("Most frequent categories", (_categories(entries),)))
    missing = len(entries) - len(dated)
    if missing:
        noun = "incident has" if missing == 1 else "incidents have"
        blocks.append(Note((Run(f"{missing} {noun} no known start and no month."),)))
    if drills:
        blocks.append(Note((Run(f"Left out: {drills} {'drill' if drills == 1 else 'drills'}."),)))
    digits = hashlib.sha256("\n".join(one.key for one in entries).encode("utf-8", "replace"))
    return Report(
        title=f"Trend of {context.library_name}",
        kind="Trend",
        running="Trend",
        status="",
        library_name=context.library_name,
        author="",
        subject="Incidents by month and category",
        keywords=("incident trends",),
        as_of=context.as_of,
        statement=f"{context.formats.number(len(entries))} incidents on this site.",
        fingerprint=digits.hexdigest(),
        generated_by=context.generated_by,
        formats=context.formats,
        brand=context.brand,
        blocks=tuple(blocks),
    )


def _sentence(entries: Sequence[SiteEntry], context: ReportContext) -> str:
    if not entries:
        return "There is no incident on this site."
    month = Period.holding(context.local(context.as_of).date(), Unit.MONTH).previous()
    number = _in_month(entries, month, context)
    before = _in_month(entries, month.previous(), context)
    noun = "incident" if number == 1 else "incidents"
    return f"{month.label} had {number} {noun}; the month before had {before}."


def _in_month(entries: Sequence[SiteEntry], month: Period, context: ReportContext) -> int:
    return sum(
        1
        for one in entries
        if one.started_at and month.start <= context.local(one.started_at).date() <= month.last
    )


def _months(dated: Sequence[SiteEntry], context: ReportContext) -> Chart:
    last = Period.holding(context.local(context.as_of).date(), Unit.MONTH)
    run = last.run(_MONTHS)
    counts: Counter[tuple[int, int, Severity | None]] = Counter()
    for one in dated:
        assert one.started_at is not None
        day = context.local(one.started_at).date()
        severity = one.severity if one.severity in _SEVERITIES else None
        counts[day.year, day.month, severity] += 1
    kinds: tuple[Severity | None, ...] = (*_SEVERITIES, None)
    values = tuple(
        tuple(counts[month.start.year, month.start.month, kind] for kind in kinds) for month in run
    )
    series = (*(Series(one.value, f"chart.sev{one.rank}") for one in _SEVERITIES), _OTHER)
    labels = tuple(_label(one) for one in run)
    return Chart(
        name="incidents_by_month",
        title="Incidents by month and severity",
        says=f"Incidents that began in each of the last {_MONTHS} months, by severity.",
        plot=Columns(labels=labels, series=series, values=values),
        table=ChartTable(
            heads=("Month", *(one.name for one in series)),
            rows=tuple(
                (label.name, *map(str, row)) for label, row in zip(labels, values, strict=True)
            ),
        ),
    )


def _label(month: Period) -> AxisLabel:
    name, year = month.label.split()
    return AxisLabel(name[:3], name[:1], year, f"{name[:3]} {year}")


def _categories(entries: Sequence[SiteEntry]) -> Chart:
    counts = Counter(one.category for one in entries if one.category)
    found = counts.most_common(_CATEGORIES)
    return Chart(
        name="categories",
        title="Most frequent categories",
        says="How many incidents each of the most frequent categories has.",
        plot=Bars(bars=tuple(BarValue(name, number) for name, number in found)),
        table=ChartTable(
            heads=("Category", "Incidents"),
            rows=tuple((name, str(number)) for name, number in found),
        ),
    )
