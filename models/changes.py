"""What a write changed: the value that operations return and that pages listen to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """One committed transaction, in terms of what a page may need to read again.

    Attributes:
        last: number of the last entry that the transaction wrote into `changes`; 0 for none.
        incidents: incidents whose document or row changed (their action items and links too).
        actions: whether any action item changed.
        links: whether any link changed.
        vocabulary: whether services, categories, people or tags changed.
        settings: whether settings, saved searches or the policy changed.
        reviews: whether any architecture review changed.
        suggestions: whether other pairs look like repeats now.
    """

    last: int = 0
    incidents: frozenset[UUID] = frozenset()
    actions: bool = False
    links: bool = False
    vocabulary: bool = False
    settings: bool = False
    reviews: bool = False
    suggestions: bool = False

    def merged(self, other: Changes) -> Changes:
        """Both together, for a page that hears several before it can refresh."""
        return Changes(
            last=max(self.last, other.last),
            incidents=self.incidents | other.incidents,
            actions=self.actions or other.actions,
            links=self.links or other.links,
            vocabulary=self.vocabulary or other.vocabulary,
            settings=self.settings or other.settings,
            reviews=self.reviews or other.reviews,
            suggestions=self.suggestions or other.suggestions,
        )
