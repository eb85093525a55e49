"""What Insights looked at last, as one line of text that the configuration keeps per library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from models.errors import BadInputError
from models.figures.periods import Period, Unit, last_closed
from models.figures.repeats import LONGEST_WINDOW
from models.figures.selection import ALL, Selection
from models.vocabulary import Severity

if TYPE_CHECKING:
    from datetime import datetime

_LATEST = "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was looked at.

    Attributes:
        period: None for the latest one of `unit` that is over, whenever that is.
        window: months that a repeat may lie behind; None as the library sets it.
    """

    period: Period | None = None
    unit: Unit = Unit.MONTH
    selection: Selection = ALL
    window: int | None = None

    def period_at(self, as_of: datetime, zone: str) -> Period | None:
        """The period to show; None for what the page would choose itself."""
        if self.period is not None:
            return self.period
        return None if self.unit is Unit.MONTH else last_closed(as_of, zone, self.unit)


def looked_at(
    period: Period, selection: Selection, window: int | None, as_of: datetime, zone: str
) -> Looked:
    """What was looked at; the latest period that is over is remembered as just that."""
    closed = None if period.unit is Unit.DAYS else last_closed(as_of, zone, period.unit)
    return Looked(
        period=None if period == closed else period,
        unit=period.unit,
        selection=selection,
        window=window,
    )


def as_line(looked: Looked) -> str:
    """One line without spaces."""
    said = [("unit", looked.unit.value), ("period", _period_words(looked.period))]
    if looked.selection.service is not None:
        said.append(("service", looked.selection.service))
    said += [("severity", one.value) for one in Severity if one in looked.selection.severities]
    if looked.window is not None:
        said.append(("window", str(looked.window)))
    return urlencode(said)


def from_line(line: str) -> Looked:
    """Read it; what cannot be used is left out."""
    found = parse_qsl(line)
    single = dict(found)
    try:
        unit = Unit(single.get("unit", ""))
        period = _period(single.get("period", ""), unit)
    except (ValueError, BadInputError):
        unit, period = Unit.MONTH, None
    if period is None and unit is Unit.DAYS:
        unit = Unit.MONTH
    known = {one.value: one for one in Severity}
    severities = frozenset(
        known[value] for name, value in found if name == "severity" and value in known
    )
    window = single.get("window", "")
    months = int(window) if window.isascii() and window.isdigit() else 0
    return Looked(
        period=period,
        unit=unit,
        selection=Selection(service=single.get("service") or None, severities=severities),
        window=months if 1 <= months <= LONGEST_WINDOW else None,
    )


def _period_words(period: Period | None) -> str:
    if period is None:
        return _LATEST
    return f"{period.start.isoformat()}..{period.last.isoformat()}"


def _period(words: str, unit: Unit) -> Period | None:
    """Read a period.

    Raises:
        ValueError: for what is no period of that unit.
    """
    if words == _LATEST:
        return None
    first, _, last = words.partition("..")
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if unit is Unit.DAYS:
        return Period.between(start, end)
    found = Period.holding(start, unit)
    if (found.start, found.last) != (start, end):
        raise ValueError(words)
    return found
