"""Comparing incidents with all others, step by step, in the search lane. Nothing here is Qt's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.search_lane import SearchLane
    from models.changes import Changes
    from models.library import Library
    from models.recurrence.ranking import Neighbour

    Nearest = tuple[Neighbour, ...]

_MOST_REMEMBERED = 4_000
_STEP = 1
"""Incidents that one task looks up: some 20 ms at 10,000, so that a search hardly waits."""


@dataclass(slots=True)
class Comparison:
    """A few incidents on their way to their suggestions.

    Attributes:
        compared: their versions by id.
        nearest: what was found so far; kept from one comparison to the next, as far as it goes.
    """

    compared: dict[UUID, int]
    nearest: dict[UUID, Nearest] = field(default_factory=dict)

    def missing(self, step: int | None = _STEP) -> list[UUID]:
        """Incidents to look up next, at most `step`: those compared, then those near to them."""
        first = [one for one in self.compared if one not in self.nearest]
        if first:
            return first[:step]
        around = (near.id for one in self.compared for near in self.nearest[one])
        return [one for one in dict.fromkeys(around) if one not in self.nearest][:step]

    def forget(self) -> None:
        """Let go of what was found longest ago, so that a library of any size can be compared."""
        for one in list(self.nearest)[: max(0, len(self.nearest) - _MOST_REMEMBERED)]:
            del self.nearest[one]


def look_up(lane: SearchLane, library: Library, ids: list[UUID]) -> dict[UUID, Nearest]:
    """The texts nearest to each of these incidents; for the search lane."""
    from models.recurrence.ranking import (  # noqa: PLC0415  (after the start)
        MOST_NEIGHBOURS,
        Neighbour,
        nearest,
    )

    return {
        one: nearest(
            Neighbour(pair.id, pair.text_score, pair.evidence, pair.mode_score)
            for pair in lane.nearest_texts(library, one, limit=MOST_NEIGHBOURS)
        )
        for one in ids
    }


def keep(library: Library, compared: Mapping[UUID, int], found: Mapping[UUID, Nearest]) -> Changes:
    """Rank what was found and keep it; for the store lane."""
    from models.operations.suggestions import keep_suggestions  # noqa: PLC0415  (SQLAlchemy)
    from models.recurrence.ranking import suggest  # noqa: PLC0415  (after the start)

    around = {near.id for one in compared for near in found.get(one, ())}
    traits = library.suggestions.traits({*compared, *around})
    common = library.suggestions.commonness()
    suggestions = {
        each.pair: each
        for one in compared
        if one in traits
        for each in suggest(traits[one], found.get(one, ()), found, traits, common)
    }
    return keep_suggestions(library, compared, list(suggestions.values()))
