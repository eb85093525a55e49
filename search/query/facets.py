"""Counts for the facets beside the results, and the matches, in one pass.

Counts follow the query, over all its matches. A facet whose own field is filtered at the top of
the query is counted as if that filter were not there (*disjunctive*): with ``severity:SEV-1``
chosen, the other severities still show what choosing them would bring.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.facts import SEVERITIES, STATUSES
from search.query.matching import Matches
from search.query.tree import Between, Both, Either, Has, Named, OneOf
from search.results import NO_VALUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from search.query.matching import Matcher
    from search.query.tree import Node
    from search.reading.arrays import Mask
    from search.reading.snapshot import Snapshot

_FACET_FIELDS = {
    "severity": {"severity"},
    "service": {"service"},
    "category": {"category"},
    "status": {"status"},
    "year": {"year", "in"},
    "tag": {"tag"},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What matches, and the counts beside it."""

    found: Matches
    facets: dict[str, dict[str, int]]


def answer(snapshot: Snapshot, matcher: Matcher, root: Node) -> Answer:
    """Match the whole query and count the facets."""
    parts = root.children if isinstance(root, Both) else (root,)
    fields = [_condition_field(part) for part in parts]
    conditions = [
        (field, matcher.match(part).mask)
        for field, part in zip(fields, parts, strict=True)
        if field is not None
    ]
    rest = [part for field, part in zip(fields, parts, strict=True) if field is None]
    scores = None
    base = snapshot.live
    if rest:
        found = matcher.match(rest[0] if len(rest) == 1 else Both(tuple(rest)))
        base, scores = found.mask, found.scores
    mask = _all(base, [one for _, one in conditions])
    facets: dict[str, dict[str, int]] = {}
    for facet, own in _FACET_FIELDS.items():
        within = mask
        if any(field in own for field, _ in conditions):
            within = _all(base, [one for field, one in conditions if field not in own])
        facets[facet] = _COUNTERS[facet](snapshot, within)
    return Answer(Matches(mask, scores), facets)


def _condition_field(node: Node) -> str | None:
    """The one field that a node filters by; None for words and for mixtures."""
    if isinstance(node, Named | OneOf | Between | Has):
        return node.field
    if isinstance(node, Either):
        fields = {_condition_field(child) for child in node.children}
        return fields.pop() if len(fields) == 1 else None
    return None


def _all(base: Mask, masks: Sequence[Mask]) -> Mask:
    for mask in masks:
        base = base & mask
    return base


def _severities(snapshot: Snapshot, within: Mask) -> dict[str, int]:
    """From the worst to none; a severity that the library does not know at all is left out."""
    names = [*(one.value for one in SEVERITIES), NO_VALUE]
    places = [*range(1, len(SEVERITIES) + 1), 0]
    return _coded(snapshot, "severity", within, dict(zip(names, places, strict=True)))


def _statuses(snapshot: Snapshot, within: Mask) -> dict[str, int]:
    names = [*(one.value for one in STATUSES), NO_VALUE]
    places = [*range(1, len(STATUSES) + 1), 0]
    return _coded(snapshot, "status", within, dict(zip(names, places, strict=True)))


def _coded(snapshot: Snapshot, column: str, within: Mask, places: dict[str, int]) -> dict[str, int]:
    values = snapshot.column(column)
    known = np.bincount(values[snapshot.live], minlength=len(places))
    counted = np.bincount(values[within], minlength=len(places))
    return {name: int(counted[place]) for name, place in places.items() if known[place]}


def _years(snapshot: Snapshot, within: Mask) -> dict[str, int]:
    years = snapshot.column("year")[within]
    values, counts = np.unique(years[years > 0], return_counts=True)
    return dict(zip((str(year) for year in values[::-1]), _ints(counts[::-1]), strict=True))


def _services(snapshot: Snapshot, within: Mask) -> dict[str, int]:
    counts = snapshot.catalogue.pairs("service").counts(within)
    return {name: counts[name] for name in sorted(counts, key=str.casefold)}


def _categories(snapshot: Snapshot, within: Mask) -> dict[str, int]:
    return _by_count(snapshot.catalogue.pairs("category").counts(within))


def _tags(snapshot: Snapshot, within: Mask) -> dict[str, int]:
    return _by_count(snapshot.catalogue.pairs("tag").counts(within))


def _by_count(counts: dict[str, int]) -> dict[str, int]:
    return {name: counts[name] for name in sorted(counts, key=lambda one: (-counts[one], one))}


def _ints(numbers: npt.NDArray[np.int64]) -> list[int]:
    return [int(number) for number in numbers.tolist()]


_COUNTERS = {
    "severity": _severities,
    "service": _services,
    "category": _categories,
    "status": _statuses,
    "year": _years,
    "tag": _tags,
}
