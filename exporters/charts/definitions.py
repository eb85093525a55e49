"""What a chart shows, as values: the screen, a PDF, an HTML page and a table all say the same."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

Ids = tuple[UUID, ...]
"""The records behind a mark, for a screen where it can be opened; they are not printed."""


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """One place of the time axis.

    Attributes:
        text: under the mark where there is room: "Mar".
        short: where there is little: "M".
        group: what several places share, said once below them: "2024".
        name: the whole name, for tables: "Mar 2024".
    """

    text: str
    short: str
    group: str
    name: str


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart: its name and the token of the theme that colours it."""

    name: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Counts by period, stacked; `values` holds one count per series for each label."""

    labels: tuple[AxisLabel, ...]
    series: tuple[Series, ...]
    values: tuple[tuple[int, ...], ...]
    ids: tuple[tuple[Ids, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class DotValue:
    """How long one incident took, in minutes; `worst` ones are drawn as diamonds."""

    name: str
    minutes: float
    worst: bool
    severity: str
    told: str = ""
    ids: Ids = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """Minutes by period, one mark per incident on a logarithmic scale, with medians."""

    labels: tuple[AxisLabel, ...]
    columns: tuple[tuple[DotValue, ...], ...]
    medians: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShareValue:
    """A proportion with its 95 % interval; None where nothing was due or classified."""

    k: int
    n: int
    value: float | None
    low: float | None
    high: float | None
    ids: Ids = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Proportions by period against a target."""

    labels: tuple[AxisLabel, ...]
    shares: tuple[ShareValue, ...]
    target: float | None


@dataclass(frozen=True, slots=True)
class BarValue:
    """One bar: `tick` is what it is compared with, `note` what is said behind it."""

    name: str
    value: int
    tick: int | None = None
    note: str = ""
    strong: bool = False
    ids: Ids = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Counts by name, the longest first or in an order of their own."""

    bars: tuple[BarValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Counts by two names; `open` marks cells in which something waits for an answer."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    open: tuple[tuple[bool, ...], ...]
    ids: tuple[tuple[Ids, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One incident of a chain: its key, its day, and how long after the one before it began."""

    name: str
    day: str
    gap: str
    ids: Ids = ()


@dataclass(frozen=True, slots=True)
class ChainValue:
    """Incidents that came back, oldest first."""

    title: str
    note: str
    links: tuple[ChainLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    """Recurrence chains A→B→C, one below the other."""

    chains: tuple[ChainValue, ...]


Plot = Columns | Dots | Shares | Bars | Heat | Chains


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartTable:
    """The same as a table: it says everything that the marks say."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of a report.

    Attributes:
        name: what JSON calls it: "incidents_by_severity".
        title: said to those who cannot see it.
        says: in one sentence, what a reader is to see in it.
        table: its twin.
    """

    name: str
    title: str
    says: str
    plot: Plot
    table: ChartTable

    def data(self) -> dict[str, Any]:
        """Everything that is drawn, as JSON values."""
        said = {"name": self.name, "title": self.title, "says": self.says}
        return said | asdict(self.plot, dict_factory=_without_ids)


def _without_ids(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if name != "ids"}
