"""The fixed JSON of `afterword metrics` (DESIGN section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.vocabulary import Severity

if TYPE_CHECKING:
    from models.figures.change import Change, Compared
    from models.figures.figure import Count, Figure, Times
    from models.figures.maturity import Criterion, Maturity
    from models.figures.periods import Period
    from models.figures.selection import Selection
    from models.figures.trend import Trend

_DECIMALS = 6


def metrics_json(trend: Trend) -> dict[str, Any]:
    """All figures of a trend as JSON values; durations in minutes, time to postmortem in days."""
    owed, actions = trend.obligations, trend.actions
    return {
        "period": _period(trend.period),
        "previous": _period(trend.previous) if trend.has_previous else None,
        "as_of": trend.as_of.isoformat().replace("+00:00", "Z"),
        "incidents": _count(trend.incidents),
        "incidents_by_severity": {
            severity.value: _count(counts) for severity, counts in trend.by_severity.items()
        },
        "incidents_of_unknown_severity": _count(trend.unknown_severity),
        "postmortem_completion": _figure(trend.postmortem_completion)
        | {
            "not_yet_due": len(owed.not_yet_due),
            "waived": len(owed.waived),
            "unknown": len(owed.unknown),
        },
        "postmortem_on_time": _figure(trend.postmortem_on_time) | {"undated": len(owed.undated)},
        "time_to_postmortem": _figure(trend.time_to_postmortem),
        "action_item_completion": _figure(trend.action_item_completion)
        | {
            "wont_do": len(actions.wont_do),
            "not_yet_due": len(actions.not_yet_due),
            "undated": len(actions.undated),
            "slipped": len(actions.slipped),
        },
        "action_items_created": _count(trend.action_items_created),
        "action_items_completed": _figure(trend.action_items_completed),
        "repeat_incident_rate": _repeats(trend),
        "time_to_detect": _times(trend.time_to_detect),
        "time_to_mitigate": _times(trend.time_to_mitigate),
        "time_to_resolve": _times(trend.time_to_resolve),
        "top_categories": [
            {
                "category": one.category,
                "count": one.count,
                "previous": one.previous,
                "new": list(one.new),
            }
            for one in trend.top_categories
        ],
        "maturity": _maturity(trend.maturity),
        "left_out": {
            "drills": trend.drills,
            "duplicates": trend.duplicates,
            "without_start": trend.unplaced,
        },
    } | _selection(trend.selection)


def _selection(selection: Selection) -> dict[str, Any]:
    """What was looked at, where that is not everything."""
    if selection.is_all:
        return {}
    severities = [one.value for one in Severity if one in selection.severities]
    return {"selection": {"service": selection.service, "severities": severities}}


def figure_json(figure: Figure) -> dict[str, Any]:
    """One proportion or median: ``{"k", "n", "value", "low", "high", "target", "met"}``."""
    return {
        "k": figure.k,
        "n": figure.n,
        "value": _rounded(figure.value),
        "low": _rounded(figure.low),
        "high": _rounded(figure.high),
        "target": figure.target.value if figure.target else None,
        "met": figure.met,
        "reading": figure.reading.value if figure.reading else None,
    }


def _period(period: Period) -> dict[str, str]:
    return {
        "label": period.label,
        "from": period.start.isoformat(),
        "to": period.last.isoformat(),
    }


def _figure(compared: Compared[Figure]) -> dict[str, Any]:
    before = figure_json(compared.previous) if compared.previous else None
    return figure_json(compared.now) | {"previous": before} | _change(compared.change)


def _count(compared: Compared[Count]) -> dict[str, Any]:
    now = compared.now
    return {
        "value": now.value,
        "low": _rounded(now.low),
        "high": _rounded(now.high),
        "previous": compared.previous.value if compared.previous else None,
    } | _change(compared.change)


def _times(compared: Compared[Times]) -> dict[str, Any]:
    before = _summary(compared.previous) if compared.previous else None
    return _summary(compared.now) | {"previous": before} | _change(compared.change)


def _summary(times: Times) -> dict[str, Any]:
    return {
        "n": times.n,
        "median": _rounded(times.median),
        "low": _rounded(times.low),
        "high": _rounded(times.high),
        "mean": _rounded(times.mean),
        "p90": _rounded(times.p90),
        "values": [_rounded(one) for one in times.values],
        "unresolved": times.unresolved,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "arrow": change.arrow.value if change.arrow else None,
        "change_percent": _rounded(change.percent),
        "p": _rounded(change.p),
        "chance": change.could_be_chance,
    } | ({"ranks": change.lean.value} if change.lean else {})


def _repeats(trend: Trend) -> dict[str, Any]:
    rate = trend.repeats
    bounds = rate.bounds
    return _figure(trend.repeat_incident_rate) | {
        "window_months": trend.window,
        "coverage": figure_json(rate.coverage),
        "bounds": {"low": _rounded(bounds[0]), "high": _rounded(bounds[1])} if bounds else None,
        "repeats": [
            {"key": one.key, "of": one.of_key, "days": one.days, "known": one.known.value}
            for one in rate.repeats
        ],
        "no_look_back": len(rate.no_look_back),
    }


def _maturity(maturity: Maturity) -> dict[str, Any]:
    return {
        "level": maturity.level,
        "name": maturity.name,
        "evidence": [_criterion(one) for one in maturity.evidence],
        "missing": [_criterion(one) for one in maturity.missing],
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {"level": criterion.level, "text": criterion.text, "evidence": criterion.evidence}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), _DECIMALS)
