"""The table of Insights: each figure of a month beside the month before, and what to make of it.

The practice's own rows (counts, MTTR average, action items created and completed) stand among
the figures of DESIGN section 5. The plain change is printed, with "could be chance" beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from desktop.pages.figure_words import StripValues, decimal_words, interval_words
from desktop.pages.insights.queries import keys_query, month_query
from models.figures.change import Arrow, Change, Compared
from models.vocabulary import Severity

if TYPE_CHECKING:
    from models.figures.figure import Count, Figure, Times
    from models.figures.known import Known
    from models.figures.trend import Trend

Direction = Literal["up", "down", "none"]
NOTHING = "–"
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
        chance: whether the change could be chance; None without a test.
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
    chance: bool | None
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
        if self.change == Arrow.SAME.value:
            return "no change"
        return f"{self.change} could be chance" if self.chance else self.change


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
        _times_row("Time to resolve, median", trend.time_to_resolve, known),
        _mean_row("MTTR average", trend.time_to_resolve, known),
        _days_row("Time to postmortem, median", trend.time_to_postmortem, known),
        _share_row("Postmortem completion", trend.postmortem_completion, known, good="up"),
        _share_row("Action items on time", trend.action_item_completion, known, good="up"),
        _count_row(
            "Action items created",
            trend.action_items_created,
            keys_query(known, trend.action_items_created.now.ids),
            good="none",
        ),
        _share_row("Action items completed", trend.action_items_completed, known, good="up"),
        _share_row("Repeat incident rate", trend.repeat_incident_rate, known, good="down"),
    ]
    return tuple(rows)


def _row(name: str, compared: Compared[Any], good: Direction, **given: Any) -> MetricRow:
    change = given.pop("change", compared.change)
    arrow = change.arrow
    words = ""
    if arrow is not None:
        words = arrow.value
        if arrow is not Arrow.SAME and change.percent is not None:
            words = f"{arrow.value} {abs(change.percent):.0f}%"
    tone: Literal["good", "bad", "none"] = "none"
    sure = change.could_be_chance is False
    if sure and arrow in (Arrow.UP, Arrow.DOWN) and good != "none":
        went = "up" if arrow is Arrow.UP else "down"
        tone = "good" if went == good else "bad"
    return MetricRow(name=name, change=words, chance=change.could_be_chance, tone=tone, **given)


def _count_row(
    name: str,
    compared: Compared[Count],
    query: str,
    *,
    good: Direction,
    severity: Severity | None = None,
) -> MetricRow:
    now, before = compared.now, compared.previous
    top = max(now.high, before.high if before else 0.0)
    return _row(
        name,
        compared,
        good,
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
        explanation="Exact Poisson 95 % interval",
    )


def _times_row(name: str, compared: Compared[Times], known: Known) -> MetricRow:
    now, before = compared.now, compared.previous
    highs = [one.high or one.median or 0.0 for one in (now, before) if one is not None]
    return _row(
        name,
        compared,
        "down",
        change=_median_change(compared),
        now=_time_cell(now),
        before=_time_cell(before),
        strips=(
            StripValues(now.median, now.low, now.high),
            StripValues(before.median, before.low, before.high) if before else StripValues(None),
        ),
        scale=(0.0, max([*highs, 1.0])),
        query=keys_query(known, now.ids),
        explanation=_times_explanation(now),
    )


def _median_change(compared: Compared[Times]) -> Change:
    """The change of the medians; `compared` has that of the means, as the practice prints it."""
    now = compared.now.median
    before = compared.previous.median if compared.previous else None
    if now is None or before is None:
        return Change()
    arrow = Arrow.SAME if now == before else Arrow.UP if now > before else Arrow.DOWN
    percent = (now - before) / before * 100 if before else None
    return Change(arrow=arrow, percent=percent, p=compared.change.p)


def _mean_row(name: str, compared: Compared[Times], known: Known) -> MetricRow:
    now, before = compared.now, compared.previous
    values = [one.mean for one in (now, before) if one is not None and one.mean is not None]
    return _row(
        name,
        compared,
        "down",
        now=Cell(text=_minutes(now.mean)),
        before=Cell(text=_minutes(before.mean if before else None)),
        strips=(StripValues(now.mean), StripValues(before.mean if before else None)),
        scale=(0.0, max([*values, 1.0])),
        query=keys_query(known, now.ids),
        explanation=_times_explanation(now),
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
        explanation="Business days from resolution to publication; unfinished ones still wait",
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
        explanation=f"Wilson 95 % interval, {now.k} of {now.n}",
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
