"""Which past incidents matter to a design, and why: services, shared words, named failures."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from models.review import Disposition, ReviewedIncident
from models.reviewing.board import covers
from models.reviewing.concepts import Kinship
from models.rows import IncidentRow
from models.vocabulary import IncidentKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from search.results import SimilarPair

MOST = 20
_LEAST = 0.06
_RELATIVE = 0.4
"""What has less than this share of the third best one's score is noise beside it …"""
_THIRD = 2
"""… of the third, since one alone may stand out by a rare service …"""
_WORDS_ALONE = 1.5
"""What only single words speak for has to be so much stronger …"""
_FIRST = 6
"""… but so many are always worth a look."""

# What speaks for an incident, beside the share of distinctive words (0 to 1) that the search gives.
_SERVICE = 0.25
"""A service that one incident alone touched; one that all touched is worth a tenth of it."""
_COMMONPLACE = 0.1
_CATEGORY = 0.15
_KINSHIP = 0.3
"""What being about all that the design is about is worth."""
_SEVERITY = {Severity.SEV_1: 0.03, Severity.SEV_2: 0.015}
_QUOTED = re.compile(r"“([^”]*)”")
_MOST_PHRASES = 2
_MOST_TOLD = 3
_UNKNOWN = Kinship(0.0, ())
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a design is about.

    Attributes:
        services: service paths; one covers those below it.
        text: title and design, for the failures that it names.
        since: incidents that began before are left out; None for no limit.
    """

    services: tuple[str, ...] = ()
    text: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One incident with what speaks for it.

    Attributes:
        is_told: whether more than single words that both mention speaks for it.
    """

    row: IncidentRow
    score: float
    evidence: tuple[str, ...]
    is_told: bool = True


def match_incidents(
    before: Sequence[ReviewedIncident],
    wanted: Wanted,
    rows: Iterable[IncidentRow],
    pairs: Sequence[SimilarPair],
    *,
    kin: Mapping[UUID, Kinship] | None = None,
    most: int = MOST,
) -> tuple[ReviewedIncident, ...]:
    """The incidents of a review after its text or services changed.

    Whatever a person said of an incident stays: those with a disposition or a note are kept, in
    their places by the new ranking, also where nothing speaks for them any more.

    Args:
        before: the incidents of the review so far.
        wanted: what the design is about.
        rows: incidents of the library.
        pairs: incidents that resemble the design's text.
        kin: what incidents and the design are both about, for those where that is known.
        most: how many are found at most.
    """
    ranked = rank(wanted, rows, pairs, kin)
    least = _RELATIVE * ranked[min(_THIRD, len(ranked) - 1)].score if ranked else 0.0
    found = [
        one
        for place, one in enumerate(ranked[:most])
        if place < _FIRST or one.score >= (least if one.is_told else _WORDS_ALONE * least)
    ]
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
    wanted: Wanted,
    rows: Iterable[IncidentRow],
    pairs: Sequence[SimilarPair],
    kin: Mapping[UUID, Kinship] | None = None,
) -> list[Candidate]:
    """Every incident that something speaks for, the strongest first.

    A service counts the more the fewer incidents touched it: what half of the library touched
    says little about a design.
    """
    alike: dict[UUID, SimilarPair] = {pair.id: pair for pair in pairs}
    known = [one for one in rows if one.kind is IncidentKind.INCIDENT]
    touched = Counter(path for row in known for path in row.services)
    words = _stems(wanted.text)
    said = frozenset(_spoken(wanted.text))
    found = []
    for row in known:
        if wanted.since and (row.started_at is None or row.started_at < wanted.since):
            continue
        shared = [path for path in row.services if covers(wanted.services, path)]
        pair = alike.get(row.id)
        named = _named_category(row.category, words)
        score = pair.score if pair else 0.0
        score += sum(_worth(touched[path], len(known)) for path in shared)
        score += _CATEGORY if named else 0.0
        akin = (kin or {}).get(row.id, _UNKNOWN)
        score += _KINSHIP * akin.score
        if score < _LEAST and not shared:
            continue
        score += _SEVERITY.get(row.severity, 0.0) if row.severity else 0.0
        phrases = _phrases(pair, said)
        why = _why(shared, phrases, named, akin.concepts, pair)
        is_told = bool(shared or phrases or named or akin.concepts)
        found.append(Candidate(row, score, why, is_told))
    return sorted(found, key=lambda one: (-one.score, one.row.key))


def _worth(times: int, total: int) -> float:
    """What sharing a service tells that `times` of `total` incidents touched."""
    if total < 2:
        return _SERVICE
    rarity = math.log(total / times) / math.log(total)
    return _SERVICE * max(rarity, _COMMONPLACE)


def _named_category(category: str | None, words: frozenset[str]) -> str:
    """The failure mode where the design itself speaks of it, in small letters; else nothing.

    One word alone ("cloud", "config") is in too many designs to say anything.
    """
    leaf = (category or "").rpartition(" / ")[2]
    stems = _stems(leaf)
    return leaf.lower() if len(stems) > 1 and stems <= words else ""


def _stems(text: str) -> frozenset[str]:
    """Words without their commonest endings, so that "migrated" names a migration."""
    return frozenset(_stem(one.lower()) for one in _WORD.findall(text))


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ating", "ated", "ates", "ate", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word


def _why(
    shared: Sequence[str],
    said: Sequence[str],
    named: str,
    concepts: Sequence[str],
    pair: SimilarPair | None,
) -> tuple[str, ...]:
    """What speaks for an incident, each once: services, what both say, the failure mode, concepts.

    Single words that both mention are told only where nothing better speaks for it.
    """
    services = _leaves(shared)
    taken = {one.casefold() for one in services}
    phrases = [one for one in said if one.casefold() not in taken][:_MOST_PHRASES]
    if named and not any(named in one.casefold() for one in phrases):
        phrases.append(named)
    told = " ".join((*services, *phrases)).casefold()
    untold = [one for one in concepts if one.casefold().removesuffix("s") not in told]
    phrases += untold[: max(0, _MOST_TOLD - len(phrases))]
    if pair and not services and not phrases:
        phrases += [one.removeprefix("both mention ") for one in pair.evidence[:1]]
    return (*services, *phrases)


def _phrases(pair: SimilarPair | None, said: frozenset[str]) -> list[str]:
    """What design and incident both say; the search was asked for more than the design says."""
    quoted = [text for one in (pair.evidence if pair else ()) for text in _QUOTED.findall(one)]
    if not said:
        return quoted
    return [one for one in quoted if said.issuperset(_spoken(one))]


def _spoken(text: str) -> list[str]:
    return [one.casefold() for one in _WORD.findall(text)]


def _leaves(paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path.rsplit("/", 1)[-1] for path in paths))


def _is_decided(one: ReviewedIncident) -> bool:
    return one.disposition is not Disposition.OPEN or bool(one.note.strip())
