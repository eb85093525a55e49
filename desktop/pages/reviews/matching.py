"""Which past incidents matter to a design, and why: shared words and shared services."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.review import Disposition, ReviewedIncident
from models.rows import IncidentRow
from models.vocabulary import IncidentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from search.results import SimilarPair

MOST = 20
_PER_SERVICE = 0.25
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Candidate:
    """One incident with what speaks for it."""

    row: IncidentRow
    score: float
    evidence: tuple[str, ...]


def match_incidents(
    before: Sequence[ReviewedIncident],
    services: Sequence[str],
    rows: Iterable[IncidentRow],
    pairs: Sequence[SimilarPair],
    *,
    most: int = MOST,
) -> tuple[ReviewedIncident, ...]:
    """The incidents of a review after its text or services changed.

    Whatever a person said of an incident stays: those with a disposition or a note are kept, in
    their places by the new ranking, also where nothing speaks for them any more.

    Args:
        before: the incidents of the review so far.
        services: service paths of the design; one covers those below it.
        rows: incidents of the library.
        pairs: incidents that resemble the design's text.
        most: how many are found at most.
    """
    found = rank(services, rows, pairs)[:most]
    known = {one.incident_id: one for one in before}
    matched = []
    for candidate in found:
        row = candidate.row
        old = known.pop(row.id, None)
        fresh = ReviewedIncident(incident_id=row.id) if old is None else old
        matched.append(
            replace(
                fresh,
                score=round(candidate.score, 4),
                evidence=candidate.evidence,
                key=row.key,
                title=row.title,
                severity=row.severity,
                started_at=row.started_at,
            )
        )
    decided = [one for one in known.values() if _is_decided(one)]
    return (*matched, *decided)


def rank(
    services: Sequence[str], rows: Iterable[IncidentRow], pairs: Sequence[SimilarPair]
) -> list[Candidate]:
    """Every incident that something speaks for, the strongest first."""
    alike: dict[UUID, SimilarPair] = {pair.id: pair for pair in pairs}
    found = []
    for row in rows:
        if row.kind is not IncidentKind.INCIDENT:
            continue
        shared = [path for path in row.services if _is_covered(path, services)]
        pair = alike.get(row.id)
        score = (pair.score if pair else 0.0) + _PER_SERVICE * len(shared)
        if score < _LEAST:
            continue
        phrases = pair.evidence if pair else ()
        found.append(Candidate(row, score, (*_named(shared), *phrases)))
    return sorted(found, key=lambda one: (-one.score, one.row.key))


def _named(paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(path.rsplit("/", 1)[-1] for path in paths)


def _is_covered(path: str, services: Sequence[str]) -> bool:
    lowered = path.casefold()
    return any(
        lowered == one.casefold() or lowered.startswith(f"{one.casefold()}/") for one in services
    )


def _is_decided(one: ReviewedIncident) -> bool:
    return one.disposition is not Disposition.OPEN or bool(one.note.strip())
