"""What Insights shows of one month, as values; computed away from the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.pages.calendar_words import month_name
from desktop.pages.insights.metrics import MetricRow, metric_rows
from desktop.pages.insights.queries import keys_query, month_query
from desktop.wording import MONTHS, local
from exporters.reports.trend_sentence import lead_sentence
from models.figures.actions import action_completion
from models.figures.durations import Milestone, time_to
from models.figures.figure import Figure
from models.figures.months import counts_per_period
from models.figures.periods import Period, last_closed
from models.figures.trend import trend
from models.vocabulary import Severity

if TYPE_CHECKING:
    from models.figures.classes import Classes
    from models.figures.known import Known
    from models.figures.trend import Trend

MONTHS_SHOWN = 12
TOP = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthColumn:
    """Incidents of one month.

    Attributes:
        label: under the column; `year` is said where it begins.
        counts: per severity shown, worst first.
    """

    label: str
    name: str
    counts: tuple[int, ...]
    unknown: int
    queries: tuple[str, ...]
    query: str

    @property
    def total(self) -> int:
        """All of them, those of unknown severity too."""
        return sum(self.counts) + self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedDot:
    """How long one incident took."""

    incident_id: UUID
    key: str
    title: str
    severity: Severity | None
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryBar:
    """One category of the month against the month before."""

    name: str
    count: int
    previous: int | None
    new: tuple[str, ...]
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOfMonth:
    """A proportion of one month: k of n with its interval."""

    label: str
    name: str
    figure: Figure
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatLine:
    """One repeat of the month: what it repeats, after how long, and whether it was known."""

    incident_id: UUID
    key: str
    of_id: UUID
    of_key: str
    days: int
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightsContents:
    """Everything that the page shows."""

    period: Period
    label: str
    previous_label: str
    name: str
    previous_name: str
    as_of: datetime
    incidents: int
    first_month: Period | None
    last_month: Period
    sentence: str
    rows: tuple[MetricRow, ...]
    severities: tuple[Severity, ...]
    months: tuple[MonthColumn, ...]
    dots: tuple[tuple[ResolvedDot, ...], ...]
    categories: tuple[CategoryBar, ...]
    on_time: tuple[ShareOfMonth, ...]
    repeats: tuple[RepeatLine, ...]
    aside: str


def compute_insights(known: Known, classes: Classes, period: Period) -> InsightsContents:
    """Everything of one month, and the twelve months up to it."""
    found = trend(known, classes, period)
    run = period.run(MONTHS_SHOWN)
    severities = _severities(known)
    first = known.first_start
    return InsightsContents(
        period=period,
        label=short_label(period),
        previous_label=short_label(found.previous) if found.has_previous else "",
        name=month_name(period),
        previous_name=month_name(found.previous),
        as_of=known.as_of,
        incidents=len(known.incidents) + len(known.unplaced),
        first_month=Period.holding(local(first, known.zone).date()) if first else None,
        last_month=Period.holding(known.today),
        sentence=lead_sentence(found, known),
        rows=metric_rows(found, known, severities),
        severities=severities,
        months=_months(known, period, severities),
        dots=tuple(_dots(known, month) for month in run),
        categories=_categories(found, period),
        on_time=tuple(_on_time(known, month) for month in run),
        repeats=tuple(
            RepeatLine(
                incident_id=one.id,
                key=one.key,
                of_id=one.of_id,
                of_key=one.of_key,
                days=one.days,
                known=one.known.value,
            )
            for one in found.repeats.repeats
        ),
        aside=_aside(found),
    )


def short_label(period: Period) -> str:
    """``Feb 2025``."""
    return f"{MONTHS[period.start.month - 1]} {period.start.year}"


def default_period(known: Known) -> Period:
    """The last closed month; the present one while the library knows nothing older."""
    closed = last_closed(known.as_of, known.zone)
    return closed if known.reaches(closed) else Period.holding(known.today)


def _severities(known: Known) -> tuple[Severity, ...]:
    """SEV-1 to SEV-4, and SEV-5 where the library uses it."""
    used = {one.severity for one in known.incidents}
    return tuple(one for one in Severity if one is not Severity.SEV_5 or one in used)


def _axis_label(month: Period, place: int) -> str:
    name = MONTHS[month.start.month - 1]
    begins = place == 0 or month.start.month == 1
    return f"{name} {month.start.year % 100:02d}" if begins else name


def _months(
    known: Known, period: Period, severities: tuple[Severity, ...]
) -> tuple[MonthColumn, ...]:
    columns = []
    for place, counts in enumerate(counts_per_period(known, period, MONTHS_SHOWN)):
        by_severity = tuple(counts.by_severity[one].value for one in severities)
        columns.append(
            MonthColumn(
                label=_axis_label(counts.period, place),
                name=short_label(counts.period),
                counts=by_severity,
                unknown=counts.unknown.value,
                queries=tuple(month_query(counts.period, severity=one) for one in severities),
                query=month_query(counts.period),
            )
        )
    return tuple(columns)


def _dots(known: Known, month: Period) -> tuple[ResolvedDot, ...]:
    times = time_to(known, month, Milestone.RESOLVED)
    return tuple(
        ResolvedDot(
            incident_id=identifier,
            key=known.by_id[identifier].key,
            title=known.by_id[identifier].title,
            severity=known.by_id[identifier].severity,
            minutes=minutes,
        )
        for minutes, identifier in zip(times.all_values, times.ids, strict=True)
    )


def _categories(found: Trend, period: Period) -> tuple[CategoryBar, ...]:
    return tuple(
        CategoryBar(
            name=one.category,
            count=one.count,
            previous=one.previous,
            new=one.new,
            query=month_query(period, category=one.category),
        )
        for one in found.top_categories[:TOP]
    )


def _on_time(known: Known, month: Period) -> ShareOfMonth:
    figure = action_completion(known, month).on_time
    return ShareOfMonth(
        label=MONTHS[month.start.month - 1][:1],
        name=short_label(month),
        figure=figure,
        query=keys_query(known, figure.of),
    )


def _aside(found: Trend) -> str:
    """What is left out of the figures, in words."""
    parts = []
    for number, one, many in (
        (found.drills, "drill", "drills"),
        (found.duplicates, "duplicate", "duplicates"),
        (found.unplaced, "incident without a start", "incidents without a start"),
    ):
        if number:
            parts.append(f"{number} {one if number == 1 else many}")
    return f"Left out: {', '.join(parts)}." if parts else ""
