"""What Insights shows of one period, as values; computed away from the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.pages.home.contents import MaturityStep
from desktop.pages.home.figures import explained_steps, maturity_steps
from desktop.pages.insights.metrics import MetricRow, metric_rows
from desktop.pages.insights.period_words import column_label, short_label, spoken_name
from desktop.pages.insights.repeats import Repeats, repeats_of
from desktop.wording import day_words, local
from exporters.charts.definitions import Chart
from exporters.reports.pattern_charts import chains_chart, heat_chart
from exporters.reports.trend_charts import (
    ageing_chart,
    categories_chart,
    on_time_chart,
    period_words,
    repeat_chart,
    resolve_chart,
    severity_chart,
    shown_periods,
)
from exporters.reports.trend_sentence import lead_sentence
from models.figures.periods import Period, last_closed
from models.figures.selection import ALL, Selection
from models.figures.trend import trend
from models.vocabulary import Severity

if TYPE_CHECKING:
    from models.figures.classes import Classes
    from models.figures.known import Known
    from models.figures.trend import Trend

Charts = dict[str, tuple[Chart | None, str]]
"""By their place on the page: the definition that the report prints too, and a quiet note."""

TOP = 6
_MISSING = 0.25  # share of a period before the first incident from which on it is said
_LONG_QUIET = 31  # days; a month without incidents at its beginning is nothing unusual


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightsContents:
    """Everything that the page shows."""

    period: Period
    label: str
    previous_label: str
    heads: tuple[str, str]
    name: str
    previous_name: str
    as_of: datetime
    incidents: int
    first_day: date | None
    today: date
    sentence: str
    rows: tuple[MetricRow, ...]
    charts: Charts
    repeats: Repeats
    maturity: tuple[MaturityStep, ...]
    levels: tuple[MaturityStep, ...]
    services: tuple[str, ...]
    selection: Selection
    window: int
    filters: str
    aside: str


def compute_insights(
    known: Known,
    classes: Classes,
    period: Period,
    *,
    selection: Selection = ALL,
    window: int | None = None,
) -> InsightsContents:
    """Everything of one period, and the periods up to it.

    Args:
        known: the whole base.
        classes: of the same.
        period: a month, quarter, year or range of days.
        selection: which incidents are counted.
        window: months that a repeat may lie behind; as the library sets it without one.
    """
    usual = known.window
    window = usual if window is None else window
    whole, known = known, known.selected(selection)
    found = trend(known, classes, period, window=window)
    severities = _severities(known)
    first = known.first_start
    return InsightsContents(
        period=period,
        label=short_label(period),
        previous_label=short_label(found.previous) if found.has_previous else "",
        heads=(
            column_label(period),
            column_label(found.previous) if found.has_previous else "",
        ),
        name=spoken_name(period),
        previous_name=spoken_name(found.previous),
        as_of=known.as_of,
        incidents=len(whole.incidents) + len(whole.unplaced),
        first_day=local(first, known.zone).date() if first else None,
        today=known.today,
        sentence=lead_sentence(found, known),
        rows=metric_rows(found, known, severities),
        charts=_charts(known, classes, found, window),
        levels=explained_steps(found.maturity),
        maturity=maturity_steps(found.maturity) if known.incidents else (),
        repeats=repeats_of(found, known, spoken_name(period)),
        services=_services(whole),
        selection=selection,
        window=window,
        filters=_filter_words(selection, window, usual),
        aside=_aside(found, known),
    )


def _charts(known: Known, classes: Classes, found: Trend, window: int) -> Charts:
    run = shown_periods(known, found.period)
    span = f"{len(run)} {period_words(found.period, len(run))}"
    return {
        "severity": (severity_chart(known, run), span),
        "resolve": (resolve_chart(known, run), "log scale, one mark per incident"),
        "on time": (on_time_chart(known, run), "95 % intervals, target dashed"),
        "categories": (categories_chart(found, TOP), "tick: the period before"),
        "chains": (chains_chart(known, classes, run), f"confirmed, {span}"),
        "repeats": (repeat_chart(known, classes, run, window=window), f"within {window} months"),
        "ageing": (ageing_chart(known), "open now"),
        "heat": (heat_chart(known, run), span),
    }


def _services(known: Known) -> tuple[str, ...]:
    """Every service with its parents, so that a whole branch can be chosen."""
    found: set[str] = set()
    for one in known.incidents:
        for name in one.services:
            parts = name.split("/")
            found.update("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return tuple(sorted(found, key=str.casefold))


def _filter_words(selection: Selection, window: int, usual: int) -> str:
    """What is looked at, where it is not everything."""
    parts = [selection.words] if selection.words else []
    if window != usual:
        parts.append(f"repeats within {window} months")
    return f"Only {'; '.join(parts)}." if selection.words else f"With {parts[0]}." if parts else ""


def default_period(known: Known) -> Period:
    """The last closed month; the present one while the library knows nothing older."""
    closed = last_closed(known.as_of, known.zone)
    return closed if known.reaches(closed) else Period.holding(known.today)


def _severities(known: Known) -> tuple[Severity, ...]:
    """SEV-1 to SEV-4, and SEV-5 where the library uses it."""
    used = {one.severity for one in known.incidents}
    return tuple(one for one in Severity if one is not Severity.SEV_5 or one in used)


def _aside(found: Trend, known: Known) -> str:
    """What is left out of the figures, what is not over yet, what is not whole; in words."""
    said = []
    if found.period.last >= known.today:
        said.append(f"{short_label(found.period)} is not over yet.")
    started = known.first_start
    if started is not None and found.has_previous:
        day = local(started, known.zone).date()
        if (day - found.previous.start).days > max(found.previous.days * _MISSING, _LONG_QUIET):
            said.append(
                f"{short_label(found.previous)} may not be whole: the library’s first incident "
                f"began on {day_words(day)}."
            )
    parts = []
    for number, one, many in (
        (found.drills, "drill", "drills"),
        (found.duplicates, "duplicate", "duplicates"),
        (found.unplaced, "incident without a start", "incidents without a start"),
    ):
        if number:
            parts.append(f"{number} {one if number == 1 else many}")
    if parts:
        said.append(f"Left out: {', '.join(parts)}.")
    return " ".join(said)
