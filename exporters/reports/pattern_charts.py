"""Where incidents gather and what came back: categories by services, and recurrence chains."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exporters.charts.definitions import (
    ChainLink,
    Chains,
    ChainValue,
    Chart,
    ChartTable,
    Heat,
)
from exporters.formats import ENGLISH
from models.business_days import local_date
from models.figures.categories import split_category

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from models.figures.classes import Classes
    from models.figures.facts import IncidentFact
    from models.figures.known import Known
    from models.figures.periods import Period

_MOST_ROWS = 7
_MOST_COLUMNS = 5
_MOST_CHAINS = 4
_NOTHING = "–"


def heat_chart(known: Known, run: Sequence[Period]) -> Chart | None:
    """Which categories strike which services over the periods; None where nothing says."""
    cells: dict[tuple[str, str], list[UUID]] = {}
    categories: Counter[str] = Counter()
    services: Counter[str] = Counter()
    for one in _started(known, run):
        if not one.category:
            continue
        category = split_category(one.category)[0]
        tops = {name.split("/")[0].strip() for name in one.services}
        categories[category] += bool(tops)
        for top in tops:
            services[top] += 1
            cells.setdefault((category, top), []).append(one.id)
    rows = _leading(categories, _MOST_ROWS)
    columns = _leading(services, _MOST_COLUMNS)
    if not rows or not columns:
        return None
    ids = tuple(tuple(tuple(cells.get((row, column), ())) for column in columns) for row in rows)
    values = tuple(tuple(len(cell) for cell in row) for row in ids)
    most, row, column = max(
        (values[level][place], rows[level], columns[place])
        for level in range(len(rows))
        for place in range(len(columns))
    )
    table = tuple((name, *map(str, line)) for name, line in zip(rows, values, strict=True))
    return Chart(
        name="categories_by_services",
        title="Categories by services",
        says=f"{row} strikes {column} most often: {most}.",
        plot=Heat(
            rows=rows,
            columns=columns,
            values=values,
            open=tuple(tuple(False for _ in columns) for _ in rows),
            ids=ids,
        ),
        table=ChartTable(heads=("Category", *columns), rows=table),
    )


def chains_chart(known: Known, classes: Classes, run: Sequence[Period]) -> Chart | None:
    """The chains that persons confirmed and that reach into the periods, the latest first."""
    chosen = {one.id for one in _started(known, run)}
    chains = [chain for chain in classes.chains() if any(one.id in chosen for one in chain)]
    if not chains:
        return None
    chains.sort(key=lambda chain: (str(chain[-1].started_at), chain[-1].key), reverse=True)
    shown = tuple(_chain(known, chain) for chain in chains[:_MOST_CHAINS])
    rows = tuple(
        (one.title, link.name, link.day, link.gap or _NOTHING)
        for one in shown
        for link in one.links
    )
    left = f"; the latest {len(shown)} are shown" if len(chains) > len(shown) else ""
    noun = "chain" if len(chains) == 1 else "chains"
    return Chart(
        name="repeat_chains",
        title="Repeat chains",
        says=f"{len(chains)} {noun} of confirmed repeats{left}.",
        plot=Chains(chains=shown),
        table=ChartTable(heads=("Chain", "Incident", "Started", "After"), rows=rows),
    )


def _chain(known: Known, chain: Sequence[IncidentFact]) -> ChainValue:
    last = chain[-1]
    title = split_category(last.category)[1] if last.category else last.title
    if last.services:
        title += f", {min(last.services).split('/')[-1].strip()}"
    links: list[ChainLink] = []
    before = None
    for one in chain:
        day = local_date(one.started_at, known.zone) if one.started_at else None
        gap = f"{(day - before).days} d" if day and before else ""
        told = ENGLISH.short_date(day, year=True) if day else "start unknown"
        links.append(ChainLink(one.key, told, gap, (one.id,)))
        before = day or before
    return ChainValue(title, f"{len(chain)} incidents", tuple(links))


def _started(known: Known, run: Sequence[Period]) -> list[IncidentFact]:
    return [one for period in run for one in known.started_in(period)]


def _leading(counts: Counter[str], most: int) -> tuple[str, ...]:
    """The most frequent, of equal ones the first by name."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(name for name, count in ordered[:most] if count)
