"""Counts for the facets beside the results, and the matches, in one pass.

Counts follow the query, over all its matches. A facet whose own field is filtered at the top of
the query is counted as if that filter were not there (*disjunctive*): with ``severity:SEV-1``
chosen, the other severities still show what choosing them would bring.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from search.facts import SEVERITIES, STATUSES, UNKNOWN_START
from search.query.matches import Matches
from search.query.tree import Between, Both, Either, Everything, Has, Named, OneOf, Words
from search.query.values import year_starts
from search.reading.arrays import Mask
from search.reading.tallies import MOST_ROWS, Tally, packed
from search.results import NO_VALUE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from search.query.matching import Matcher
    from search.query.tree import Node
    from search.reading.snapshot import Snapshot

_FACET_FIELDS = {
    "severity": {"severity"},
    "service": {"service"},
    "category": {"category"},
    "status": {"status", "review", "postmortem"},
    "year": {"year", "in"},
    "tag": {"tag"},
}
_CONDITIONS = (Named, OneOf, Between, Has)
_REMEMBERED_ZONES = 4
_COUNT = itemgetter(1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What matches a query, with what counting its facets takes.

    Attributes:
        found: what matches all of it.
        base: what matches it without `conditions`.
        conditions: the field and the mask of each filter at the top of the query.
    """

    found: Matches
    base: Matches
    conditions: tuple[tuple[str, Mask], ...] = ()


@dataclass(frozen=True, slots=True)
class _Values:
    """The values of one facet, in the order in which they are shown.

    Attributes:
        names: of those that the library knows.
        rows: for each, the documents that have it.
        by_count: whether the most frequent are shown first; equally frequent ones in this order.
        at_zero: whether values that nothing has are shown too: the steps of a scale.
    """

    names: list[str]
    rows: list[Mask]
    by_count: bool = False
    at_zero: bool = False

    def shown(self, counted: Sequence[int]) -> dict[str, int]:
        """The values with their counts, as a list shows them."""
        pairs = zip(self.names, counted, strict=True)
        if self.at_zero:
            return dict(pairs)
        used = compress(pairs, counted)
        return dict(sorted(used, key=_COUNT, reverse=True) if self.by_count else used)


class Facets:
    """Counts on one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Count on `snapshot`; nothing is read until it is asked for."""
        self._snapshot = snapshot
        self._tables: dict[tzinfo, _Table] = {}

    def answer(self, matcher: Matcher, root: Node) -> Answer:
        """Match the whole query, its filters apart."""
        parts = root.children if isinstance(root, Both) else (root,)
        conditions: list[tuple[str, Mask]] = []
        rest: list[Node] = []
        for part in parts:
            field = None if isinstance(part, Words) else _condition_field(part)
            if field is not None:
                conditions.append((field, _mask_of(matcher, part)))
            elif not isinstance(part, Everything):
                rest.append(part)
        base = Matches(self._snapshot.live, None)
        if rest:
            base = matcher.match(rest[0] if len(rest) == 1 else Both(tuple(rest)))
        found = base.within([mask for _, mask in conditions]) if conditions else base
        return Answer(found, base, tuple(conditions))

    def counts(self, answer: Answer, zone: tzinfo) -> dict[str, dict[str, int]]:
        """The facets of an answer.

        Args:
            answer: of this snapshot.
            zone: where years begin.
        """
        wider = self._wider(answer) if answer.conditions else {}
        return self._table(zone).counts(answer.found.mask, wider)

    def _wider(self, answer: Answer) -> dict[str, Mask]:
        """For each facet whose own field is filtered what matches without that filter."""
        filtered = {field for field, _ in answer.conditions}
        return {
            facet: answer.base.within(
                [mask for field, mask in answer.conditions if field not in own]
            ).mask
            for facet, own in _FACET_FIELDS.items()
            if not own.isdisjoint(filtered)
        }

    def _table(self, zone: tzinfo) -> _Table:
        known = self._tables.get(zone)
        if known is None:
            if len(self._tables) >= _REMEMBERED_ZONES:
                self._tables.clear()
            known = self._tables[zone] = _Table(self._snapshot, zone)
        return known


class _Table:
    """All values of all facets as rows of bits; those of very many names apart."""

    def __init__(self, snapshot: Snapshot, zone: tzinfo) -> None:
        self._snapshot = snapshot
        self._facets: dict[str, _Values | None] = {}
        for facet in _FACET_FIELDS:
            self._facets[facet] = self._values(facet, zone)

    def counts(self, mask: Mask, wider: dict[str, Mask]) -> dict[str, dict[str, int]]:
        """The counts of every facet, in the order of showing.

        Args:
            mask: what is counted.
            wider: for a facet whose own field is filtered what is counted instead.
        """
        tally = self._tally
        every = tally.counts(packed(mask))
        found: dict[str, dict[str, int]] = {}
        first = 0
        for facet, values in self._facets.items():
            own = wider.get(facet) if wider else None
            if values is None:
                found[facet] = self._by_pairs(facet, mask if own is None else own)
                continue
            last = first + len(values.names)
            counted = every[first:last] if own is None else tally.counts(packed(own), first, last)
            found[facet] = values.shown(counted)
            first = last
        return found

    @cached_property
    def _tally(self) -> Tally:
        rows = [row for values in self._facets.values() if values for row in values.rows]
        return Tally(rows, self._snapshot.size)

    def _values(self, facet: str, zone: tzinfo) -> _Values | None:
        """None for a facet with too many values for rows of bits."""
        if facet == "severity":
            return self._coded("severity", [one.value for one in SEVERITIES])
        if facet == "status":
            return self._coded("status", [one.value for one in STATUSES])
        if facet == "year":
            return self._years(zone)
        pairs = self._snapshot.catalogue.pairs(facet)
        if len(pairs.names) > MOST_ROWS:
            return None
        by_count = facet != "service"
        names = pairs.names if by_count else [name.casefold() for name in pairs.names]
        order = sorted(range(len(names)), key=names.__getitem__)
        rows = np.zeros((len(pairs.names), self._snapshot.size), bool)
        rows[pairs.places, pairs.documents] = True
        shown = [pairs.names[at] for at in order]
        return _Values(shown, [rows[at] for at in order], by_count=by_count)

    def _coded(self, column: str, names: list[str]) -> _Values:
        """From the worst to none; a value that the library does not know at all is left out."""
        numbers = self._snapshot.column(column)
        live = self._snapshot.live
        places = [*range(1, len(names) + 1), 0]
        rows = {
            name: (numbers == place) & live
            for name, place in zip([*names, NO_VALUE], places, strict=True)
        }
        known = {name: row for name, row in rows.items() if row.any()}
        return _Values(list(known), list(known.values()), at_zero=True)

    def _years(self, zone: tzinfo) -> _Values:
        started = self._snapshot.column("started")
        dated = started[started > UNKNOWN_START]
        if not len(dated):
            return _Values([], [])
        years, starts = year_starts(int(dated.min()), int(dated.max()), zone)
        places = np.searchsorted(starts, started, "right") - 1
        used = np.unique(places[started > UNKNOWN_START])[::-1].tolist()
        return _Values([str(years[at]) for at in used], [places == at for at in used])

    def _by_pairs(self, facet: str, within: Mask) -> dict[str, int]:
        counts = self._snapshot.catalogue.pairs(facet).counts(within)
        if facet == "service":
            return {name: counts[name] for name in sorted(counts, key=str.casefold)}
        return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _condition_field(node: Node) -> str | None:
    """The one field that a node filters by; None for words and for mixtures."""
    if isinstance(node, _CONDITIONS):
        return node.field
    if isinstance(node, Either):
        fields = {_condition_field(child) for child in node.children}
        return fields.pop() if len(fields) == 1 else None
    return None


def _mask_of(matcher: Matcher, part: Node) -> Mask:
    """What meets a filter; deleted documents may be among it."""
    return matcher.condition(part) if isinstance(part, _CONDITIONS) else matcher.match(part).mask
