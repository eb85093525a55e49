"""The weekly review as a value: which item is looked at, what was decided, how far one is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.wording import count_words
from models.rows import ActionRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from models.figures.classes import Classes
    from models.figures.known import Known

_MOST_KEYS = 3


class Outcome(StrEnum):
    """What came of looking at an item; the values are the words of a summary."""

    KEPT = "kept"
    CLOSED = "closed"
    REDATED = "re-dated"
    REASSIGNED = "reassigned"
    DROPPED = "dropped"


@dataclass(slots=True)
class Ritual:
    """One walk through open action items.

    Attributes:
        rows: the items in the order in which they are looked at, as they are now.
        place: the one that is looked at; as many as there are items at the end.
        outcomes: what was decided, by item.
    """

    rows: list[ActionRow]
    place: int = 0
    outcomes: dict[UUID, Outcome] = field(default_factory=dict)

    @property
    def current(self) -> ActionRow | None:
        """The item that is looked at; None at the end."""
        return self.rows[self.place] if self.place < len(self.rows) else None

    @property
    def progress(self) -> str:
        """``7 of 23``."""
        return f"{min(self.place + 1, len(self.rows)):,} of {len(self.rows):,}"

    @property
    def seen(self) -> int:
        """How many items were decided on."""
        return len(self.outcomes)

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many items came out in which way; none counts as 0."""
        return Counter(self.outcomes.values())

    @property
    def summary(self) -> str:
        """``15 kept, 3 closed``; empty while nothing was decided."""
        counts = self.counts
        return ", ".join(f"{counts[one]:,} {one.value}" for one in Outcome if counts[one])

    @property
    def note(self) -> str:
        """What is kept with the review: how many of the items were gone through."""
        return f"{self.seen:,} of {count_words(len(self.rows), 'open action item')}"

    def decide(self, outcome: Outcome) -> None:
        """Say what came of the current item, and go to the next one."""
        row = self.current
        if row is not None:
            self.outcomes[row.id] = outcome
            self.place += 1

    def back(self) -> None:
        """Look at the item before once more; what was decided of it holds until then."""
        self.place = max(0, self.place - 1)

    def refresh(self, rows: Iterable[ActionRow]) -> None:
        """Take the items as they are now; one that is gone stays as it was."""
        now = {row.id: row for row in rows}
        self.rows = [now.get(row.id, row) for row in self.rows]


def came_back(known: Known, classes: Classes, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each of the incidents the keys of those of its class that came later, oldest first."""
    found = {}
    for incident in known.incidents:
        if incident.key in keys and incident.started_at is not None:
            later = classes.later(incident, incident.started_at)
            if later:
                found[incident.key] = tuple(one.key for one in later)
    return found


def recurrence_words(keys: tuple[str, ...]) -> str:
    """How often the class of an item's incident came back; empty when it did not."""
    if not keys:
        return ""
    more = len(keys) - _MOST_KEYS
    named = ", ".join(keys[-_MOST_KEYS:]) + (f" and {more:,} before" if more > 0 else "")
    return f"The same failure came back {count_words(len(keys), 'time')} since: {named}"
