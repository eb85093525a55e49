"""Which of the pairs that look like repeats are worth a question, so that few need an answer.

Being the same class is followed from link to link (DESIGN section 5): once A and B are of one class
and B and C are, nobody needs to be asked about A and C. So ten repeats of one failure take nine
answers, not forty-five; and what a person said of one pair holds for the classes of the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.recurrence.chains import REPEATS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence
    from uuid import UUID

    from models.vocabulary import LinkKind


class _Classes:
    """Incidents put together, one pair after the other."""

    def __init__(self) -> None:
        self._parents: dict[UUID, UUID] = {}

    def of(self, incident: UUID) -> UUID:
        """What stands for its class."""
        parent = self._parents.get(incident, incident)
        while parent != incident:
            above = self._parents.get(parent, parent)
            self._parents[incident] = above
            incident, parent = parent, above
        return incident

    def join(self, first: UUID, second: UUID) -> bool:
        """Put two classes together; False where they were one already."""
        one, other = self.of(first), self.of(second)
        self._parents[one] = other
        return one != other


def to_ask(
    pairs: Sequence[tuple[Hashable, UUID, UUID]], links: Iterable[tuple[UUID, UUID, LinkKind]]
) -> list[Hashable]:
    """The pairs whose verdict says something that is not known, and would not follow from another.

    Args:
        pairs: a name for each pair that looks like a repeat, and the two; the most certain first.
        links: every link that holds, whatever its kind. One that is not "recurrence of" or "same
            class" answers for the classes of the two.

    Returns:
        Names of pairs, in their order. Two of one class are left out, also when that only follows
        from the pairs before.
    """
    known, other = _Classes(), []
    for first, second, kind in links:
        if kind in REPEATS:
            known.join(first, second)
        else:
            other.append((first, second))
    answered = {frozenset((known.of(first), known.of(second))) for first, second in other}
    following = _Classes()
    asked = []
    for name, first, second in pairs:
        one, two = known.of(first), known.of(second)
        if one == two or frozenset((one, two)) in answered:
            continue
        if following.join(one, two):
            asked.append(name)
    return asked
