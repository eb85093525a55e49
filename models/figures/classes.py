"""Which incidents are the same failure (DESIGN section 5).

Two incidents are of the same class when a person linked them (recurrence of, same class; followed
from link to link), or when they share the category and at least one service. "Not related" between
two incidents beats everything, for that pair.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from models.figures.facts import IncidentFact
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from models.figures.facts import LinkFact
    from models.figures.known import Known

_SAME = (LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS)


@dataclass(frozen=True, slots=True)
class _Group:
    """Resolved incidents that share something, in the order in which they were resolved."""

    ends: list[datetime]
    incidents: list[IncidentFact]


class Classes:
    """The classes of the base, looked up from one incident to the earlier ones."""

    def __init__(self, known: Known) -> None:
        """Group the whole base by linked component and by category and service.

        Whatever is selected: a selected incident may repeat one that is not.
        """
        known = known.whole
        self._known = known
        self._apart = {
            frozenset((link.from_id, link.to_id))
            for link in known.links
            if link.kind is LinkKind.NOT_RELATED
        }
        self._component = _components(link for link in known.links if link.kind in _SAME)
        self._groups: dict[object, _Group] = {}
        for at, one in known.resolved:
            for label in self._labels(one):
                group = self._groups.get(label)
                if group is None:
                    group = self._groups[label] = _Group([], [])
                group.ends.append(at)
                group.incidents.append(one)

    def is_classified(self, incident: IncidentFact) -> bool:
        """Whether anything says of which class it is: a category, or a person's link."""
        return bool(incident.category) or incident.id in self._component

    def same(self, first: IncidentFact, second: IncidentFact) -> bool:
        """Whether two incidents are of the same class."""
        if first.id == second.id or self._are_apart(first, second):
            return False
        return not set(self._labels(first)).isdisjoint(self._labels(second))

    def earlier(self, incident: IncidentFact, since: datetime) -> list[IncidentFact]:
        """Incidents of its class resolved before it started and not before `since`; latest first.

        An incident that was still going on is the same episode, not an earlier one.
        """
        found = {
            one.id: one
            for label in self._labels(incident)
            for one in self._in_group(label, incident, since)
        }
        return sorted(found.values(), key=_end_and_key, reverse=True)

    def latest(self, incident: IncidentFact, since: datetime) -> IncidentFact | None:
        """The last of the earlier incidents; None for an incident that is no repeat."""
        last = (
            next(self._in_group(label, incident, since), None) for label in self._labels(incident)
        )
        return max((one for one in last if one), key=_end_and_key, default=None)

    def later(self, incident: IncidentFact, since: datetime) -> list[IncidentFact]:
        """Incidents of its class that started after an instant and after it did, oldest first."""
        start = incident.started_at
        if start is None:
            return []
        found = {
            one.id: one
            for label in self._labels(incident)
            for one in self._by_label.get(label, ())
            if one.started_at is not None
            and one.started_at > max(start, since)
            and not self._are_apart(one, incident)
        }
        return sorted(found.values(), key=lambda one: (one.started_at, one.key))

    @cached_property
    def _by_label(self) -> dict[object, list[IncidentFact]]:
        """Incidents by what they share, resolved or not."""
        groups: dict[object, list[IncidentFact]] = {}
        for one in self._known.incidents:
            for label in self._labels(one):
                groups.setdefault(label, []).append(one)
        return groups

    def _in_group(
        self, label: object, incident: IncidentFact, since: datetime
    ) -> Iterator[IncidentFact]:
        """The earlier incidents with a label, the one resolved last first."""
        group, start = self._groups.get(label), incident.started_at
        if group is None or start is None:
            return
        low, high = bisect_left(group.ends, since), bisect_left(group.ends, start)
        for place in range(high - 1, low - 1, -1):
            one = group.incidents[place]
            # Times entered the wrong way round may end before they begin.
            began_before = one.started_at is not None and one.started_at < start
            if began_before and not self._are_apart(one, incident):
                yield one

    def chains(self) -> list[list[IncidentFact]]:
        """The incidents that persons linked into classes, each class oldest first."""
        linked: dict[UUID, list[IncidentFact]] = {}
        for one in self._known.incidents:
            root = self._component.get(one.id)
            if root is not None:
                linked.setdefault(root, []).append(one)
        return [chain for chain in linked.values() if len(chain) > 1]

    def _are_apart(self, first: IncidentFact, second: IncidentFact) -> bool:
        return bool(self._apart) and frozenset((first.id, second.id)) in self._apart

    def _labels(self, incident: IncidentFact) -> Iterator[object]:
        """What an incident shares with others of its class."""
        root = self._component.get(incident.id) if self._component else None
        if root is not None:
            yield root
        if incident.category:
            category = incident.category.casefold()
            for service in incident.services:
                yield category, service.casefold()


def _components(links: Iterable[LinkFact]) -> dict[UUID, UUID]:
    """Each linked incident's representative: the smallest id reached over the links."""
    neighbours: dict[UUID, set[UUID]] = {}
    for link in links:
        neighbours.setdefault(link.from_id, set()).add(link.to_id)
        neighbours.setdefault(link.to_id, set()).add(link.from_id)
    roots: dict[UUID, UUID] = {}
    for start in sorted(neighbours):
        if start in roots:
            continue
        waiting = [start]
        while waiting:
            one = waiting.pop()
            if one not in roots:
                roots[one] = start
                waiting.extend(neighbours[one])
    return roots


def _end_and_key(incident: IncidentFact) -> tuple[datetime, str]:
    assert incident.resolved_at is not None
    return incident.resolved_at, incident.key
