"""How sure one may be that two incidents are the same failure, and what shows it.

Text counts in both directions: a long postmortem has a little of everything, so what it shares
with a short one means less than the short one makes it look. And it counts by how much more alike
the two are than each is to the others near it: who is near to all, with the list of a vendor's
products or the words of a template, is near to nobody in particular. Telling of the same way of
failing counts beside the words. Shared services, category and factor tags count by how rare they
are; what half the library carries tells nothing. How near in time two are counts nothing: on the
judged pairs it told of a common author, not of a common cause.

The worths were tried, and the confidence calibrated, on pairs judged by hand
(tests/models/recurrence/judged_pairs.toml and held_out_pairs.toml).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import exp, fsum, log, sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST_CONFIDENCE = 0.5
"""Less is not shown. Every second suggestion just above it was right on the judged pairs, and
three of four of all that are."""

LEAST_SHOWN: Mapping[str, float | None] = MappingProxyType(
    {"usual": LEAST_CONFIDENCE, "sure": 0.75, "off": None}
)
"""From which confidence on a library shows suggestions, by its setting; None for never."""

MOST_NEIGHBOURS = 12
"""Each of the two must be among so many texts that are most like the other."""

LEAST_TEXT = 0.05
"""What texts share below this is chance."""

LEAST_USUAL, MOST_USUAL = 0.14, 0.3
"""What is taken off at least, since a library of three incidents shows little of what is usual, and
at most: ten repeats of one failure are all alike, and all are repeats."""

_MODES = 0.15
"""What telling of the same ways of failing adds to what two texts share, at most."""

_SERVICE, _CATEGORY, _TAG = 0.06, 0.06, 0.06
_OTHER_BRANCH = 0.06
"""What is taken off where a person put the two into different branches of the categories."""
_NEAR_DAYS = 180
"""So many days apart are worth saying."""

_MIDDLE, _SLOPE = 0.06, 0.042
"""Where every second pair was right, and how fast that grows."""

_FEW = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is compared of an incident beside its text."""

    id: UUID
    started_at: datetime | None = None
    services: frozenset[str] = frozenset()
    category: str | None = None
    factor_tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commonness:
    """How many incidents of how many carry a name."""

    incidents: int
    services: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    factor_tags: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A text that is among the most similar to another one.

    Attributes:
        text_score: share of what is distinctive of the other that this one has too, 0 to 1.
        evidence: what both say, in words.
        mode_score: how far both tell of the same ways of failing, 0 to 1.
    """

    id: UUID
    text_score: float
    evidence: tuple[str, ...] = ()
    mode_score: float = 0.0

    @property
    def likeness(self) -> float:
        """Text, and what both tell of beside it."""
        return self.text_score + _MODES * self.mode_score


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two incidents that look like the same failure.

    Attributes:
        later_id: the one that would be the repeat.
        confidence: 0 to 1; nothing is suggested below `LEAST_CONFIDENCE`.
        evidence: what they share, in words, names first.
    """

    later_id: UUID
    earlier_id: UUID
    confidence: float
    evidence: tuple[str, ...]

    @property
    def pair(self) -> str:
        """The two ids in sorted order, whichever is the later one."""
        return pair_of(self.later_id, self.earlier_id)


def pair_of(first: UUID, second: UUID) -> str:
    """A name for two incidents that does not depend on which is named first."""
    return ":".join(sorted((first.hex, second.hex)))


def nearest(found: Iterable[Neighbour]) -> tuple[Neighbour, ...]:
    """The few whose texts are most alike, of all that a search found."""
    alike = [one for one in found if one.text_score >= LEAST_TEXT]
    alike.sort(key=lambda one: (-one.likeness, one.id))
    return tuple(alike[:MOST_NEIGHBOURS])


def suggest(
    one: Traits,
    neighbours: Sequence[Neighbour],
    back: Mapping[UUID, Sequence[Neighbour]],
    traits: Mapping[UUID, Traits],
    common: Commonness,
) -> list[Suggestion]:
    """The suggestions that an incident is part of, the most certain first.

    Args:
        one: the incident.
        neighbours: those nearest to it (`nearest`).
        back: those nearest to each of them; a pair counts only when each is near the other.
        traits: of each neighbour; those without are left out.
        common: how common names are.
    """
    found = []
    for neighbour in neighbours:
        other = traits.get(neighbour.id)
        same = next((each for each in back.get(neighbour.id, ()) if each.id == one.id), None)
        if other is None or same is None or other.id == one.id:
            continue
        usual = (_usual(neighbours, other.id) + _usual(back[other.id], one.id)) / 2
        text = sqrt(neighbour.likeness * same.likeness) - usual
        confidence = _confidence(text, one, other, common)
        later, earlier = sorted((one, other), key=_when, reverse=True)
        # The words as the later one has them: that is the one a person reads now.
        said = same.evidence if later is other else neighbour.evidence
        shown = _evidence(later, earlier, said)
        # Nobody can judge a pair of which nothing can be shown: a template's words are alike.
        if confidence >= LEAST_CONFIDENCE and shown:
            found.append(
                Suggestion(
                    later_id=later.id,
                    earlier_id=earlier.id,
                    confidence=round(confidence, 3),
                    evidence=(*shown, *_apart(later, earlier)),
                )
            )
    return sorted(found, key=lambda each: (-each.confidence, each.pair))


def _usual(neighbours: Sequence[Neighbour], other: UUID) -> float:
    """How alike an incident is to those near it, the other one of the pair aside."""
    # Exact, so that the order in which they were found cannot matter.
    rest = fsum(each.likeness for each in neighbours if each.id != other)
    return min(MOST_USUAL, max(LEAST_USUAL, rest / (MOST_NEIGHBOURS - 1)))


def _confidence(text: float, one: Traits, other: Traits, common: Commonness) -> float:
    whole = common.incidents
    services = one.services & other.services
    tags = one.factor_tags & other.factor_tags
    strength = text
    strength += _SERVICE * max(
        (_rarity(common.services.get(name), whole) for name in services), default=0
    )
    if one.category and other.category:
        if one.category == other.category:
            strength += _CATEGORY * _rarity(common.categories.get(one.category), whole)
        elif _branch(one.category) != _branch(other.category):
            strength -= _OTHER_BRANCH
    strength += _TAG * max(
        (_rarity(common.factor_tags.get(name), whole) for name in tags), default=0
    )
    return 1 / (1 + exp((_MIDDLE - strength) / _SLOPE))


def _branch(category: str) -> str:
    return category.partition("/")[0].strip().casefold()


def _rarity(count: int | None, whole: int) -> float:
    """1 for a name that nobody else carries, 0 for one that all carry."""
    return max(0.0, 1 - log(max(count or 1, 1)) / log(max(whole, _FEW)))


def _evidence(later: Traits, earlier: Traits, said: Sequence[str]) -> tuple[str, ...]:
    tags = sorted(later.factor_tags & earlier.factor_tags)
    names = [each for each in said if each.startswith("same ")]
    words = [each for each in said if not each.startswith("same ")]
    if tags:
        names.append(f"same factor {', '.join(tags)}")
    return (*names, *words)


def _apart(later: Traits, earlier: Traits) -> tuple[str, ...]:
    days = _days_apart(later, earlier)
    if days is None or days > _NEAR_DAYS:
        return ()
    return ("on the same day" if not days else f"{days} day{'s' * (days != 1)} apart",)


def _days_apart(one: Traits, other: Traits) -> int | None:
    if one.started_at is None or other.started_at is None:
        return None
    return abs(one.started_at - other.started_at).days


def _when(one: Traits) -> tuple[datetime, UUID]:
    """Undated ones count as the earliest: nobody can say that they came after."""
    return one.started_at or datetime.min.replace(tzinfo=UTC), one.id
