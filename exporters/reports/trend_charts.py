"""The charts of a trend report: each answers one question, from the same figures as the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.charts.definitions import (
    AxisLabel,
    Bars,
    BarValue,
    Chart,
    ChartTable,
    Columns,
    Dots,
    DotValue,
    Series,
    Shares,
    ShareValue,
)
from exporters.formats import ENGLISH, Formats
from exporters.reports.trend_measures import long_label, minutes_words
from models.figures.actions import MOSTLY, action_completion
from models.figures.durations import Milestone, time_to
from models.figures.months import counts_per_period
from models.figures.periods import Unit
from models.figures.repeats import RARELY, repeat_rate
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from models.figures.categories import CategoryCount
    from models.figures.classes import Classes
    from models.figures.facts import ActionFact, IncidentFact
    from models.figures.figure import Figure
    from models.figures.known import Known
    from models.figures.periods import Period
    from models.figures.trend import Trend

_SHOWN = {Unit.MONTH: 24, Unit.QUARTER: 12, Unit.YEAR: 8, Unit.DAYS: 8}
_NOTHING = "–"
_UNKNOWN = Series("unknown severity", "border.default")
_AGES = ((30, "up to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"))
_OLDEST = "more than 180 days"


def shown_periods(known: Known, period: Period) -> tuple[Period, ...]:
    """The periods that the charts show, oldest first: 24 months, as far as the history reaches."""
    run = period.run(_SHOWN[period.unit])
    kept = tuple(one for one in run if known.reaches(one))
    return kept or run[-1:]


def period_words(period: Period, number: int = 2) -> str:
    """The noun that follows how many periods a chart shows: "24 months", "1 quarter"."""
    nouns = {Unit.MONTH: "month", Unit.QUARTER: "quarter", Unit.YEAR: "year"}
    return f"{nouns.get(period.unit, 'period')}{'' if number == 1 else 's'}"


def axis_label(period: Period, formats: Formats) -> AxisLabel:
    """What stands below a period's marks."""
    if period.unit is Unit.MONTH:
        month, year = period.label.split()
        return AxisLabel(month[:3], month[:1], year, f"{month[:3]} {year}")
    if period.unit is Unit.QUARTER:
        quarter, year = period.label.split()
        return AxisLabel(quarter, quarter, year, period.label)
    if period.unit is Unit.YEAR:
        return AxisLabel(period.label, period.label, "", period.label)
    start = formats.day_and_month(period.start)
    return AxisLabel(start, start, str(period.start.year), long_label(period, formats))


def severity_chart(known: Known, run: Sequence[Period], formats: Formats = ENGLISH) -> Chart:
    """How many incidents began in each period, by severity."""
    counts = counts_per_period(known, run[-1], len(run))
    labels = tuple(axis_label(one, formats) for one in run)
    used = {one.severity for one in known.incidents}
    shown = [one for one in Severity if one.rank <= 4 or one in used]
    series = [Series(one.value, f"chart.sev{min(one.rank, 4)}") for one in shown]
    values = tuple(
        (*(one.by_severity[severity].value for severity in shown), one.unknown.value)
        for one in counts
    )
    ids = tuple(
        (*(one.by_severity[severity].ids for severity in shown), one.unknown.ids) for one in counts
    )
    totals = [one.total.value for one in counts]
    heads = ("Period", *(one.name for one in series), "Unknown", "All")
    rows = tuple(
        (label.name, *map(formats.number, column), formats.number(total))
        for label, column, total in zip(labels, values, totals, strict=True)
    )
    low, high = min(totals), max(totals)
    noun = "incident" if totals[-1] == 1 else "incidents"
    says = (
        f"{formats.number(totals[-1])} {noun} in {labels[-1].name}; "
        f"{formats.number(low)} to {formats.number(high)} in each of the {len(totals)} "
        f"{period_words(run[-1], len(totals))} shown."
    )
    return Chart(
        name="incidents_by_severity",
        title="Incidents by severity",
        says=says,
        plot=Columns(labels=labels, series=(*series, _UNKNOWN), values=values, ids=ids),
        table=ChartTable(heads=heads, rows=rows),
    )


def resolve_chart(known: Known, run: Sequence[Period], formats: Formats = ENGLISH) -> Chart:
    """How long each incident took to resolve, and each period's median."""
    labels = tuple(axis_label(one, formats) for one in run)
    columns, medians, rows = [], [], []
    for period, label in zip(run, labels, strict=True):
        found = time_to(known, period, Milestone.RESOLVED)
        dots = tuple(
            _dot(known.by_id[one], minutes, formats)
            for minutes, one in zip(found.all_values, found.ids, strict=True)
        )
        columns.append(dots)
        told = "" if found.median is None else minutes_words(found.median, formats)
        medians.append(told)
        longest = max((one.minutes for one in dots), default=None)
        rows.append(
            (
                label.name,
                formats.number(found.n),
                told or _NOTHING,
                _NOTHING if longest is None else minutes_words(longest, formats),
                formats.number(found.unresolved),
            )
        )
    says = (
        f"The median was {medians[-1]} in {labels[-1].name}."
        if medians[-1]
        else f"Nothing was resolved in {labels[-1].name}."
    )
    return Chart(
        name="time_to_resolve",
        title="Time to resolve",
        says=says,
        plot=Dots(labels=labels, columns=tuple(columns), medians=tuple(medians)),
        table=ChartTable(
            heads=("Period", "Resolved", "Median", "Longest", "Not resolved"), rows=tuple(rows)
        ),
    )


def _dot(incident: IncidentFact, minutes: float, formats: Formats) -> DotValue:
    severity = incident.severity
    return DotValue(
        incident.key,
        minutes,
        severity is Severity.SEV_1,
        severity.value if severity else "unknown severity",
        minutes_words(minutes, formats),
        (incident.id,),
    )


def repeat_chart(
    known: Known,
    classes: Classes,
    run: Sequence[Period],
    formats: Formats = ENGLISH,
    *,
    window: int,
) -> Chart | None:
    """Which share of the incidents repeats an earlier one; None where nothing can be said yet."""
    figures = [repeat_rate(known, classes, one, window=window).figure for one in run]
    if not any(one.n for one in figures):
        return None
    return _shares_chart(
        "repeat_rate",
        "Repeat incident rate",
        run,
        figures,
        RARELY.value,
        [one.ids for one in figures],
        formats,
    )


def on_time_chart(known: Known, run: Sequence[Period], formats: Formats = ENGLISH) -> Chart | None:
    """Which share of the action items was done by the date first promised."""
    figures = [action_completion(known, one).on_time for one in run]
    if not any(one.n for one in figures):
        return None
    return _shares_chart(
        "actions_on_time",
        "Action items on time",
        run,
        figures,
        MOSTLY.value,
        [one.of for one in figures],
        formats,
    )


def _shares_chart(
    name: str,
    title: str,
    run: Sequence[Period],
    figures: Sequence[Figure],
    target: float,
    ids: Sequence[tuple[UUID, ...]],
    formats: Formats,
) -> Chart:
    labels = tuple(axis_label(one, formats) for one in run)
    shares = tuple(
        ShareValue(one.k, one.n, one.value, one.low, one.high, one.of) for one in figures
    )
    rows = tuple(
        (label.name, f"{one.k}/{one.n}", _percent(one.low, formats), _percent(one.high, formats))
        for label, one in zip(labels, shares, strict=True)
    )
    last = shares[-1]
    said = f"{last.k} of {last.n} in {labels[-1].name}" if last.n else "nothing to count"
    return Chart(
        name=name,
        title=title,
        says=f"{title}: {said}; the target is {formats.share(target)}.",
        plot=Shares(labels=labels, shares=shares, target=target),
        table=ChartTable(heads=("Period", "Share", "At least", "At most"), rows=rows),
    )


def _percent(value: float | None, formats: Formats) -> str:
    return _NOTHING if value is None else formats.share(value)


def ageing_chart(known: Known, formats: Formats = ENGLISH) -> Chart | None:
    """How long the open action items have been waiting; None where none is open."""
    ages: dict[str, list[ActionFact]] = {
        name: [] for name in (*(name for _days, name in _AGES), _OLDEST)
    }
    total = 0
    for at, item in known.actions:
        if known.is_open(item) and at is not None:
            total += 1
            days = (known.as_of - at).days
            ages[next((name for most, name in _AGES if days <= most), _OLDEST)].append(item)
    if not total:
        return None
    late = {name: _late(items, known.today) for name, items in ages.items()}
    bars = tuple(
        BarValue(
            name,
            len(items),
            note=f"{formats.number(late[name])} overdue" if late[name] else "",
            ids=tuple(item.id for item in items),
        )
        for name, items in ages.items()
    )
    rows = tuple(
        (one.name, formats.number(one.value), formats.number(late[one.name])) for one in bars
    )
    oldest = len(ages[_OLDEST])
    return Chart(
        name="open_actions_by_age",
        title="Open action items by age",
        says=f"{formats.number(total)} action items are open, "
        f"{formats.number(oldest)} of them for more than 180 days.",
        plot=Bars(bars=bars),
        table=ChartTable(heads=("Open for", "Action items", "Overdue"), rows=rows),
    )


def _beside(one: CategoryCount) -> str:
    before = "" if one.previous is None else f"was {one.previous}"
    return ", ".join(filter(None, (before, "new" if one.new else "")))


def _late(items: Sequence[ActionFact], today: date) -> int:
    return sum(one.due_on is not None and one.due_on < today for one in items)


def categories_chart(found: Trend, most: int, formats: Formats = ENGLISH) -> Chart | None:
    """The categories with the most incidents, against the period before."""
    shown = found.top_categories[:most]
    if not shown:
        return None
    bars = tuple(
        BarValue(
            one.category,
            one.count,
            one.previous,
            _beside(one),
            bool(one.new),
            one.ids,
        )
        for one in shown
    )
    rows = tuple(
        (
            one.category,
            formats.number(one.count),
            _NOTHING if one.previous is None else formats.number(one.previous),
            ", ".join(one.new) or _NOTHING,
        )
        for one in shown
    )
    first = shown[0]
    return Chart(
        name="top_categories",
        title="Top categories",
        says=f"{first.category} leads with {first.count} of {found.incidents.now.value}.",
        plot=Bars(bars=bars),
        table=ChartTable(
            heads=("Category", "Incidents", "Period before", "New in twelve months"), rows=rows
        ),
    )
