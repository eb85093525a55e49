"""The table of Insights: each figure of a month beside the month before, and what to make of it.

The practice's own rows (counts, MTTR average, action items created and completed) stand among
the figures of DESIGN section 5. The plain change is printed, with "could be chance" beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from desktop.pages.figure_words import StripValues, decimal_words, interval_words
from desktop.pages.insights.queries import keys_query, month_query
from models.figures.change import Arrow, Change, Compared, median_change
from models.figures.table import NOTHING, arrow_in_words, share_in_words
from models.vocabulary import Severity

if TYPE_CHECKING:
    from models.figures.figure import Count, Figure, Times
    from models.figures.known import Known
    from models.figures.trend import Trend

Direction = Literal["up", "down", "none"]
_HOUR = 60.0
_DAY = 24 * _HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value in words: the strong part, and its interval beside it."""

    text: str
    note: str = ""

    @property
    def spoken(self) -> str:
        """Both parts."""
        return f"{self.text} {self.note}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRow:
    """One row.

    Attributes:
        severity: drawn as a pill in the place of the name.
        change: "↓ 50%"; empty where there is nothing to compare.
        remark: "could be chance", or what the ranks of times say; empty where a change is sure.
        is_sure: whether it went that way beyond chance.
        tone: whether a change that is no chance is good or bad news.
        strips: this month's and the month before's, on one scale.
        query: finds the incidents behind this month's value.
        explanation: how it is counted.
    """

    name: str
    severity: Severity | None = None
    now: Cell
    before: Cell
    change: str
    remark: str
    is_sure: bool
    tone: Literal["good", "bad", "none"]
    strips: tuple[StripValues, StripValues]
    scale: tuple[float, float]
    query: str = ""
    explanation: str = ""

    @property
    def reading(self) -> str:
        """What to make of the change, in words."""
        if not self.change:
            return "nothing to compare"
        if self.change == Arrow.SAME.value and not self.remark:
            return "no change"
        return f"{self.change} {self.remark}".strip()


def metric_rows(
    trend: Trend, known: Known, severities: tuple[Severity, ...]
) -> tuple[MetricRow, ...]:
    """All rows, in the order of the page."""
    period = trend.period
    rows = [
        _count_row("Incidents", trend.incidents, month_query(period), good="down"),
    ]
    rows += [
        _count_row(
            severity.value,
            trend.by_severity[severity],
            month_query(period, severity=severity),
            good="down",
            severity=severity,
        )
        for severity in severities
    ]
    if trend.unknown_severity.now.value:
        query = keys_query(known, trend.unknown_severity.now.ids)
        rows.append(_count_row("Severity unknown", trend.unknown_severity, query, good="none"))
    rows += [
        _times_row("Time to detect, median", trend.time_to_detect, known),
        _times_row("Time to mitigate, median", trend.time_to_mitigate, known),
        _times_row("Time to resolve, median", trend.time_to_resolve, known),
        _mean_row("MTTR average", trend.time_to_resolve, known),
        _days_row("Time to postmortem, median", trend.time_to_postmortem, known),
        _share_row("Postmortem completion", trend.postmortem_completion, known, good="up"),
        _share_row("Postmortems on time", trend.postmortem_on_time, known, good="up"),
        _share_row("Action items on time", trend.action_item_completion, known, good="up"),
        _count_row(
            "Action items created",
            trend.action_items_created,
            keys_query(known, trend.action_items_created.now.ids),
            good="none",
            percent=False,
        ),
        _completed_row(trend.action_items_completed, known),
        _share_row("Repeat incident rate", trend.repeat_incident_rate, known, good="down"),
    ]
    return tuple(rows)


def _row(
    name: str, compared: Compared[Any], good: Direction, *, percent: bool = True, **given: Any
) -> MetricRow:
    change: Change = given.pop("change", compared.change)
    tone: Literal["good", "bad", "none"] = "none"
    if change.is_sure and good != "none":
        went = "up" if change.arrow is Arrow.UP else "down"
        tone = "good" if went == good else "bad"
    same = change.arrow is Arrow.SAME
    return MetricRow(
        name=name,
        change=arrow_in_words(change, percent=percent and not same),
        remark=change.remark,
        is_sure=change.is_sure,
        tone=tone,
        **given,
    )


def _count_row(
    name: str,
    compared: Compared[Count],
    query: str,
    *,
    good: Direction,
    severity: Severity | None = None,
    percent: bool = True,
) -> MetricRow:
    now, before = compared.now, compared.previous
    top = max(now.high, before.high if before else 0.0)
    return _row(
        name,
        compared,
        good,
        percent=percent,
        severity=severity,
        now=Cell(text=str(now.value)),
        before=Cell(text=str(before.value) if before else NOTHING),
        strips=(
            StripValues(float(now.value), now.low, now.high),
            StripValues(float(before.value), before.low, before.high)
            if before
            else StripValues(None),
        ),
        scale=(0.0, top),
        query=query if now.value else "",
        explanation=f"Exact Poisson 95 % interval{_tested('exact conditional', compared.change)}",
    )


def _times_row(name: str, compared: Compared[Times], known: Known) -> MetricRow:
    now, before = compared.now, compared.previous
    highs = [one.high or one.median or 0.0 for one in (now, before) if one is not None]
    return _row(
        name,
        compared,
        "down",
        change=median_change(compared),
        now=_time_cell(now),
        before=_time_cell(before),
        strips=_compared_strips(
            StripValues(now.median, now.low, now.high),
            StripValues(before.median, before.low, before.high) if before else StripValues(None),
        ),
        scale=(0.0, max([*highs, 1.0])),
        query=keys_query(known, now.ids),
        explanation=f"{_times_explanation(now)}{_ranked(compared.change)}",
    )


def _compared_strips(now: StripValues, before: StripValues) -> tuple[StripValues, StripValues]:
    """A dot alone on a scale that ends at it says nothing: it has neither interval nor twin."""
    if now.low is None and before.value is None:
        return StripValues(None), StripValues(None)
    return now, before


def _mean_row(name: str, compared: Compared[Times], known: Known) -> MetricRow:
    now, before = compared.now, compared.previous
    values = [one.mean for one in (now, before) if one is not None and one.mean is not None]
    return _row(
        name,
        compared,
        "down",
        now=Cell(text=_minutes(now.mean)),
        before=Cell(text=_minutes(before.mean if before else None)),
        strips=_compared_strips(
            StripValues(now.mean), StripValues(before.mean if before else None)
        ),
        scale=(0.0, max([*values, 1.0])),
        query=keys_query(known, now.ids),
        explanation=f"{_times_explanation(now)}{_ranked(compared.change)}",
    )


def _days_row(name: str, compared: Compared[Figure], known: Known) -> MetricRow:
    now, before = compared.now, compared.previous
    ends = [
        value
        for one in (now, before)
        if one is not None
        for value in (one.high, one.value, one.target.value if one.target else None)
        if value is not None
    ]
    return _row(
        name,
        compared,
        "down",
        now=_days_cell(now),
        before=_days_cell(before),
        strips=(_strip(now), _strip(before)),
        scale=(0.0, max([*ends, 1.0])),
        query=keys_query(known, now.of),
        explanation="Business days from resolution to publication; unfinished ones still wait"
        f"{_tested('log-rank', compared.change)}",
    )


def _share_row(
    name: str, compared: Compared[Figure], known: Known, *, good: Direction
) -> MetricRow:
    now, before = compared.now, compared.previous
    return _row(
        name,
        compared,
        good,
        now=_share_cell(now),
        before=_share_cell(before),
        strips=(_strip(now), _strip(before)),
        scale=(0.0, 1.0),
        query=keys_query(known, now.of),
        explanation=f"Wilson 95 % interval, {now.k} of {now.n}{_tested('Fisher', compared.change)}",
    )


def _completed_row(compared: Compared[Figure], known: Known) -> MetricRow:
    """As the practice prints it: ``9/11 (82%)`` and the arrow alone."""
    row = _share_row("Action items completed", compared, known, good="up")
    before = share_in_words(compared.previous) if compared.previous else NOTHING
    return replace(
        row,
        now=Cell(text=share_in_words(compared.now)),
        before=Cell(text=before),
        change=arrow_in_words(compared.change, percent=False),
    )


def _tested(test: str, change: Change) -> str:
    return "" if change.p is None else f". Change: {test} test, p = {change.p:.2g}"


def _ranked(change: Change) -> str:
    """The test of times is about their ranks, not about the mean or median beside it."""
    if change.p is None:
        return ""
    return (
        f". Change: rank-sum test of all times, p = {change.p:.2g}; "
        "the percentage is of the value shown"
    )


def _strip(figure: Figure | None) -> StripValues:
    """Without the target: between two strips its tick would say more than the row does."""
    return StripValues(figure.value, figure.low, figure.high) if figure else StripValues(None)


def _share_cell(figure: Figure | None) -> Cell:
    if figure is None or not figure.n:
        return Cell(text=NOTHING)
    return Cell(text=f"{figure.k}/{figure.n}", note=interval_words(figure.low, figure.high))


def _days_cell(figure: Figure | None) -> Cell:
    if figure is None or figure.value is None:
        return Cell(text=NOTHING)
    note = ""
    if figure.low is not None and figure.high is not None:
        note = f"{decimal_words(figure.low)}–{decimal_words(figure.high)}"
    return Cell(text=f"{decimal_words(figure.value)} days", note=note)


def _time_cell(times: Times | None) -> Cell:
    if times is None or times.median is None:
        return Cell(text=NOTHING)
    size, _unit_name = _unit(times.median)
    note = ""
    if times.low is not None and times.high is not None:
        note = f"{_amount(times.low, size)}–{_amount(times.high, size)}"
    return Cell(text=_minutes(times.median), note=note)


def _unit(minutes: float) -> tuple[float, str]:
    """One unit for a value and its interval: minutes, hours from ten on, days from three on."""
    if minutes < 10 * _HOUR:
        return 1.0, "min"
    return (_HOUR, "h") if minutes < 3 * _DAY else (_DAY, "d")


def _minutes(value: float | None) -> str:
    if value is None:
        return NOTHING
    size, unit = _unit(value)
    return f"{_amount(value, size)} {unit}"


def _amount(minutes: float, size: float) -> str:
    """Whole minutes; hours and days with a decimal where it says something."""
    return str(round(minutes)) if size == 1.0 else decimal_words(minutes / size)


def _times_explanation(times: Times) -> str:
    words = f"{times.n} incidents" if times.n != 1 else "1 incident"
    if times.unresolved:
        words += f", {times.unresolved} without that time left out"
    if times.values:
        words += ": " + ", ".join(_minutes(value) for value in times.values)
    return words
