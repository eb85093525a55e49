"""What the incidents of a review show together: matrix, repeating classes, defences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from models.incident import Incident
from models.lead import plain_text
from models.review import Disposition
from models.vocabulary import DefenceOutcome, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.review import Review

NO_CATEGORY = "No category"
_SAME = (LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS)
_LONGEST_DEFENCE = 1_000
_MOST_SERVICES = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """Incidents of one category that touched one service.

    Attributes:
        incident_ids: in the order of the review.
        is_open: whether one of them has no disposition yet.
    """

    incident_ids: tuple[UUID, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Service by category.

    Attributes:
        services: paths, as rows.
        categories: paths, as columns, the most frequent first; `NO_CATEGORY` last.
        cells: a row for each service, a cell for each category.
    """

    services: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()

    @property
    def most(self) -> int:
        """Incidents in the fullest cell; 0 without cells."""
        return max((len(one.incident_ids) for row in self.cells for one in row), default=0)


@dataclass(frozen=True, slots=True)
class RepeatedClass:
    """Incidents of the review that are the same failure (DESIGN section 5)."""

    category: str
    services: tuple[str, ...]
    incidents: tuple[Incident, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Their keys."""
        return tuple(one.key for one in self.incidents)


@dataclass(frozen=True, slots=True)
class SeenDefence:
    """A defence of one of the incidents, in plain words."""

    outcome: DefenceOutcome
    text: str
    incident_id: UUID
    key: str


@dataclass(frozen=True, slots=True)
class Board:
    """What the incidents of a review show together.

    Attributes:
        incidents: in the order of the review; those not in the library any more are left out.
        classes: those with two incidents or more, the largest first.
        defences: of these services, what failed first.
    """

    incidents: tuple[Incident, ...] = ()
    matrix: Matrix = Matrix()
    classes: tuple[RepeatedClass, ...] = ()
    defences: tuple[SeenDefence, ...] = ()


def board(review: Review, incidents: Iterable[Incident]) -> Board:
    """What the incidents of `review` show together.

    Args:
        review: gives the order, the services and the dispositions.
        incidents: the whole incidents that it names; others are left out.
    """
    known = {one.id: one for one in incidents}
    ordered = tuple(known[one.incident_id] for one in review.incidents if one.incident_id in known)
    return Board(
        incidents=ordered,
        matrix=_matrix(review, ordered),
        classes=repeated_classes(ordered),
        defences=tuple(_defences(review.services, ordered)),
    )


def covers(services: Iterable[str], path: str) -> bool:
    """Whether one of `services` is `path` or lies above it, whatever the case."""
    lowered = path.casefold()
    return any(
        lowered == one.casefold() or lowered.startswith(f"{one.casefold()}/") for one in services
    )


def _matrix(review: Review, incidents: Sequence[Incident]) -> Matrix:
    categories = _categories(incidents)
    services = review.services or _most_touched(incidents)
    undecided = {one.incident_id for one in review.incidents if one.disposition is Disposition.OPEN}
    cells = []
    for service in services:
        touched = [one for one in incidents if any(covers([service], p) for p in one.services)]
        row = []
        for category in categories:
            ids = tuple(one.id for one in touched if (one.category or NO_CATEGORY) == category)
            row.append(Cell(ids, is_open=not undecided.isdisjoint(ids)))
        cells.append(tuple(row))
    return Matrix(tuple(services), categories, tuple(cells)) if categories else Matrix()


def _categories(incidents: Sequence[Incident]) -> tuple[str, ...]:
    counts = Counter(one.category or NO_CATEGORY for one in incidents)
    return tuple(
        sorted(counts, key=lambda name: (name == NO_CATEGORY, -counts[name], name.casefold()))
    )


def _most_touched(incidents: Sequence[Incident]) -> tuple[str, ...]:
    counts = Counter(path for one in incidents for path in one.services)
    return tuple(name for name, _ in counts.most_common(_MOST_SERVICES))


def repeated_classes(incidents: Sequence[Incident]) -> tuple[RepeatedClass, ...]:
    """Groups of two or more that a person linked, or that share category and service.

    "Not related" between two incidents beats everything, for that pair.
    """
    leader = {one.id: one.id for one in incidents}

    def top(id: UUID) -> UUID:
        while leader[id] != id:
            id = leader[id]
        return id

    for place, first in enumerate(incidents):
        for second in incidents[place + 1 :]:
            if _are_same(first, second):
                leader[top(second.id)] = top(first.id)
    groups: dict[UUID, list[Incident]] = {}
    for one in incidents:
        groups.setdefault(top(one.id), []).append(one)
    found = [_class_of(group) for group in groups.values() if len(group) > 1]
    return tuple(sorted(found, key=lambda one: -len(one.incidents)))


def _are_same(first: Incident, second: Incident) -> bool:
    kinds = {link.kind for link in first.links if link.incident_id == second.id}
    kinds |= {link.kind for link in second.links if link.incident_id == first.id}
    if LinkKind.NOT_RELATED in kinds:
        return False
    if not kinds.isdisjoint(_SAME):
        return True
    return bool(first.category) and (
        first.category == second.category and not set(first.services).isdisjoint(second.services)
    )


def _class_of(group: Sequence[Incident]) -> RepeatedClass:
    names = Counter(one.category for one in group if one.category)
    category = names.most_common(1)[0][0] if names else NO_CATEGORY
    touched = Counter(path for one in group for path in one.services)
    shared = tuple(name for name, times in touched.most_common() if times > 1)
    return RepeatedClass(category, shared, tuple(group))


def some_of_each(defences: Sequence[SeenDefence], most: int) -> tuple[SeenDefence, ...]:
    """At most so many of each outcome, in their order: failures must not hide what worked."""
    seen: Counter[DefenceOutcome] = Counter()
    kept = []
    for one in defences:
        seen[one.outcome] += 1
        if seen[one.outcome] <= most:
            kept.append(one)
    return tuple(kept)


def _defences(services: Sequence[str], incidents: Sequence[Incident]) -> Iterator[SeenDefence]:
    """Those tied to the services, or tied to none; what failed first, then luck, then the rest."""
    for outcome in (DefenceOutcome.FAILED, DefenceOutcome.LUCKY, DefenceOutcome.WORKED):
        for incident in incidents:
            for one in incident.defences:
                elsewhere = (
                    one.services
                    and services
                    and not any(covers(services, path) for path in one.services)
                )
                text = plain_text(one.text[:_LONGEST_DEFENCE])
                if one.outcome is outcome and text and not elsewhere:
                    yield SeenDefence(outcome, text, incident.id, incident.key)
