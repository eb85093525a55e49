"""The practice's trend table, row by row as it prints them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.vocabulary import Severity

if TYPE_CHECKING:
    from models.figures.change import Change, Compared
    from models.figures.figure import Figure, Times
    from models.figures.trend import Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of the table.

    Attributes:
        metric: its name, "MTTR Average".
        now: "38 min".
        previous: "55 min"; "–" where there is no earlier period.
        trend: "↓ 31%"; empty where there is nothing to compare.
        chance: "could be chance" where it could; of times, what their ranks say; else empty.
    """

    metric: str
    now: str
    previous: str
    trend: str
    chance: str


NOTHING = "–"


def trend_table(trend: Trend) -> tuple[TableRow, ...]:
    """The rows of the practice's monthly report: severities 1 and 2, MTTR, action items."""
    rows = []
    for severity in (Severity.SEV_1, Severity.SEV_2):
        counts = trend.by_severity[severity]
        before = NOTHING if counts.previous is None else str(counts.previous.value)
        name = f"{severity.value} Incidents"
        rows.append(_row(name, str(counts.now.value), before, counts.change, percent=True))
    resolve = trend.time_to_resolve
    rows.append(_row("MTTR Average", *_pair_of_means(resolve), resolve.change, percent=True))
    created = trend.action_items_created
    before = NOTHING if created.previous is None else str(created.previous.value)
    rows.append(_row("Action items created", str(created.now.value), before, created.change))
    done = trend.action_items_completed
    before = share_in_words(done.previous) if done.previous else NOTHING
    rows.append(_row("Action items completed", share_in_words(done.now), before, done.change))
    return tuple(rows)


def share_in_words(figure: Figure) -> str:
    """``9/11 (82%)``."""
    return NOTHING if figure.value is None else f"{figure.k}/{figure.n} ({figure.value:.0%})"


def arrow_in_words(change: Change, *, percent: bool = True) -> str:
    """``↓ 50%``; the arrow alone where no percentage can be said or none is wanted."""
    if change.arrow is None:
        return ""
    if not percent or change.percent is None:
        return change.arrow.value
    return f"{change.arrow.value} {abs(change.percent):.0f}%"


def _pair_of_means(compared: Compared[Times]) -> tuple[str, str]:
    before = compared.previous.mean if compared.previous else None
    return _minutes(compared.now.mean), _minutes(before)


def _minutes(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0f} min"


def _row(metric: str, now: str, before: str, change: Change, *, percent: bool = False) -> TableRow:
    return TableRow(
        metric=metric,
        now=now,
        previous=before,
        trend=arrow_in_words(change, percent=percent),
        chance=change.remark,
    )
