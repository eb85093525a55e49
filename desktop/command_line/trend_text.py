"""A trend as a table for the terminal, in the order of the practice's monthly report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.figures.change import median_change
from models.figures.table import trend_table
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.command_line.console import Console
    from models.figures.change import Change, Compared
    from models.figures.figure import Count, Figure, Times
    from models.figures.trend import Trend

_NOTHING = "-"
_Row = tuple[str, str, str, str, str]


def print_trend(trend: Trend, console: Console) -> None:
    """The practice's table, further figures, categories, maturity, and what was left out."""
    before = trend.previous.label if trend.has_previous else "before"
    console.table(("METRIC", trend.period.label, before, "TREND"), _practice(trend))
    console.line()
    console.table(("METRIC", trend.period.label, before, "CHANGE", "TARGET"), _rows(trend))
    if trend.top_categories:
        console.line()
        for one in trend.top_categories:
            new = f"  (new: {', '.join(one.new)})" if one.new else ""
            console.line(f"{one.count:>4}  {one.category}{new}")
    console.line()
    console.line(f"Maturity level {trend.maturity.level}: {trend.maturity.name}")
    for missing in trend.maturity.missing:
        console.line(f"    level {missing.level} lacks: {missing.text} ({missing.evidence})")
    console.line(
        f"As of {trend.as_of:%Y-%m-%d %H:%M} UTC. Left out: {trend.drills} drills, "
        f"{trend.duplicates} duplicates, {trend.unplaced} without a start."
    )


def _practice(trend: Trend) -> Iterator[tuple[str, str, str, str]]:
    """The table of the practice's monthly report, row by row."""
    for row in trend_table(trend):
        yield row.metric, row.now, row.previous, f"{row.trend}{_remark(row.chance)}"


def _rows(trend: Trend) -> Iterator[_Row]:
    for severity in Severity:
        if severity not in (Severity.SEV_1, Severity.SEV_2):
            yield _count(f"{severity} incidents", trend.by_severity[severity])
    yield _count("Incidents", trend.incidents)
    yield _times("Time to resolve, median", trend.time_to_resolve)
    yield _times("Time to mitigate, median", trend.time_to_mitigate)
    yield _times("Time to detect, median", trend.time_to_detect)
    yield _share("Postmortem completion", trend.postmortem_completion)
    yield _share("Postmortems on time", trend.postmortem_on_time)
    yield _days("Time to postmortem, median", trend.time_to_postmortem)
    yield _share("Action items done on time", trend.action_item_completion)
    yield _share("Repeat incident rate", trend.repeat_incident_rate)


def _count(name: str, compared: Compared[Count]) -> _Row:
    before = str(compared.previous.value) if compared.previous else _NOTHING
    return name, str(compared.now.value), before, _change(compared.change), ""


def _share(name: str, compared: Compared[Figure]) -> _Row:
    before = _percent(compared.previous) if compared.previous else _NOTHING
    return name, _percent(compared.now), before, _change(compared.change), _target(compared.now)


def _percent(figure: Figure) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return _NOTHING
    interval = f"{figure.low * 100:.0f}–{figure.high * 100:.0f} %"
    return f"{figure.k}/{figure.n} ({figure.value * 100:.0f} %, {interval})"


def _days(name: str, compared: Compared[Figure]) -> _Row:
    def words(figure: Figure) -> str:
        return _NOTHING if figure.value is None else f"{figure.value:.1f} business days"

    before = words(compared.previous) if compared.previous else _NOTHING
    target = compared.now.target
    reading = compared.now.reading
    promised = f"{target.aim} {target.value:g} days: {reading}" if target and reading else ""
    return name, words(compared.now), before, _change(compared.change), promised


def _times(name: str, compared: Compared[Times]) -> _Row:
    def words(times: Times) -> str:
        return _NOTHING if times.median is None else f"{times.median:.0f} min (n = {times.n})"

    before = words(compared.previous) if compared.previous else _NOTHING
    return name, words(compared.now), before, _change(median_change(compared)), ""


def _target(figure: Figure) -> str:
    if figure.target is None or figure.reading is None:
        return ""
    return f"{figure.target.aim} {figure.target.value * 100:.0f} %: {figure.reading}"


def _change(change: Change) -> str:
    if change.arrow is None:
        return ""
    size = f" {abs(change.percent):.0f} %" if change.percent else ""
    return f"{change.arrow}{size}{_remark(change.remark)}"


def _remark(words: str) -> str:
    return f" ({words})" if words else ""
