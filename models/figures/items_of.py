"""The action items of each incident, looked up without a list for each of ten thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from models.figures.facts import ActionFact


class ItemsOf:
    """Chains of places in one list: as many lists would set the garbage collector to work."""

    def __init__(self, items: Sequence[ActionFact]) -> None:
        """Go through the items once."""
        self._items = items
        self._places: list[int] = []
        self._before: list[int] = []
        self._last: dict[UUID, int] = {}
        last, places, before = self._last, self._places, self._before
        for place, item in enumerate(items):
            for identifier in item.incident_ids:
                before.append(last.get(identifier, -1))
                last[identifier] = len(places)
                places.append(place)

    def __getitem__(self, incident: UUID) -> list[ActionFact]:
        """Those that answer an incident, in their order; none for one that has none."""
        found = []
        link = self._last.get(incident, -1)
        while link >= 0:
            found.append(self._items[self._places[link]])
            link = self._before[link]
        found.reverse()
        return found

    def get(self, incident: UUID, default: Iterable[ActionFact] = ()) -> Iterable[ActionFact]:
        """The same; `default` where there are none."""
        return self[incident] or default
