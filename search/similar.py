"""Incidents that resemble one another, and what shows it.

The distinctive words of an incident (often in it, rare in the library) are sought in all others,
those of root cause, factors and title above the rest; shared services and category count beside
them. The score is the share of what is distinctive of the one that the other has too: 0 nothing,
1 all. Evidence is what a person can check: names both carry, phrases both say.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from search.analysis import stem
from search.document import analyse_parts
from search.evidence import COMMON, MOST_READ, Evidence
from search.failure_modes import FailureModes
from search.fields import SATURATION, Part
from search.query.values import fold_path
from search.results import SimilarPair

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.evidence import Subject
    from search.query.weighing import Weighing
    from search.reading.arrays import Scores
    from search.reading.snapshot import Snapshot

_MOST_TERMS = 24
"""Few distinctive words tell more than many; tried on real postmortems, as are the worths here."""

_LENGTH_SLOPE = 0.2
_WORTH = {"text": 0.6, "service": 0.2, "category": 0.2}
_SAME_BRANCH = 0.4
"""What sharing only the first level of a category is worth."""

_LEAST_SCORE = 0.02

MODE_WORTH = 0.15
"""What telling of the same ways of failing adds to the likeness of two texts, at most."""

_HAIR = 0.05
"""What two texts may be less alike without being told apart."""

_SHORT_LIST = 4
"""So many times the texts asked for are looked through for how they failed."""

# What a part is worth for telling failures apart: its texts are repeated so often.
_PART_WORTH = {
    Part.TITLE: 5.0,
    Part.SUMMARY: 1.0,
    Part.ROOT_CAUSE: 2.0,
    Part.FACTORS: 1.6,
    Part.IMPACT: 0.6,
    Part.TIMELINE: 0.5,
    Part.LESSONS: 0.9,
    Part.ACTIONS: 0.8,
    Part.DEFENCES: 0.7,
    Part.RESOLUTION: 0.9,
    # Many tell all in one long story, under a heading of their own.
    Part.OTHER: 0.6,
}


class Similarity:
    """Finds what resembles a subject, on one snapshot."""

    def __init__(self, snapshot: Snapshot, weighing: Weighing) -> None:
        """Compare on `snapshot`."""
        self._snapshot = snapshot
        self._weighing = weighing

    def pairs(self, subject: Subject, limit: int) -> list[SimilarPair]:
        """The incidents most like `subject`, the most similar first."""
        terms = self._distinctive(subject)
        text = self._text_scores(terms)
        scores = text * np.float32(_WORTH["text"])
        whole = _WORTH["text"]
        services = subject.leaves
        if services:
            scores += self._shared_services(services) * np.float32(_WORTH["service"])
            whole += _WORTH["service"]
        if subject.category:
            scores += self._shared_category(subject.category) * np.float32(_WORTH["category"])
            whole += _WORTH["category"]
        scores /= np.float32(whole)
        evidence = self._evidence(subject, terms)
        return [
            self._pair(subject, one, (float(scores[one]), float(text[one])), evidence)
            for one in self._best(scores, subject, limit)
        ]

    def nearest(self, subject: Subject, limit: int) -> list[SimilarPair]:
        """The documents whose texts are most like that of one, or tell of the same failing.

        Of those that are alike to a hair, the nearest in time come first: each of thirty repeats
        of one failure then has those before and after it, not all of them the same few.

        Args:
            subject: a document of the snapshot.
            limit: most to return, by `text_score` and `MODE_WORTH` of `mode_score`.
        """
        if subject.document is None:
            return []
        terms = self._distinctive(subject)
        text = self._text_scores(terms)
        started = self._snapshot.column("started").astype(np.float64)
        apart = np.abs(started - started[subject.document])
        best = self._best(text.copy(), subject, _SHORT_LIST * limit, apart)
        modes = {one: self._modes.likeness(subject.document, one) for one in best}

        def place(one: int) -> tuple[int, float, int]:
            likeness = float(text[one]) + MODE_WORTH * modes[one]
            return -round(likeness / _HAIR), float(apart[one]), one

        order = sorted(modes, key=place)
        evidence = self._evidence(subject, terms)
        return [
            replace(
                self._pair(subject, one, (float(text[one]), float(text[one])), evidence),
                mode_score=round(modes[one], 3),
            )
            for one in order[:limit]
        ]

    def _best(
        self,
        scores: Scores,
        subject: Subject,
        limit: int,
        apart: npt.NDArray[np.float64] | None = None,
    ) -> list[int]:
        """The documents with the highest scores; with `apart`, those alike to a hair by that."""
        scores[~self._snapshot.live] = 0
        if subject.document is not None:
            scores[subject.document] = 0
        candidates = np.flatnonzero(scores > _LEAST_SCORE)
        found = scores[candidates]
        if apart is None:
            order = np.lexsort((candidates, -found))
        else:
            order = np.lexsort((candidates, apart[candidates], -np.round(found / _HAIR)))
        best: list[int] = candidates[order][:limit].tolist()
        return best

    def _evidence(self, subject: Subject, terms: list[tuple[str, float]]) -> Evidence:
        return Evidence(self._snapshot, self._weighing, subject, [term for term, _ in terms])

    @cached_property
    def _modes(self) -> FailureModes:
        return FailureModes(self._snapshot)

    def _pair(
        self, subject: Subject, document: int, scores: tuple[float, float], evidence: Evidence
    ) -> SimilarPair:
        """One that resembles the subject, with its score and that of the texts alone."""
        key, title = self._snapshot.label(document)
        score, text = scores
        names, words = evidence.of(document)
        if subject.document is not None:
            told = self._modes.shared(subject.document, document)
            words[:0] = [f"both tell of {told[0]}"] if told else []
        return SimilarPair(
            id=self._snapshot.incident_id(document),
            key=key,
            title=title,
            score=round(min(score, 1.0), 3),
            evidence=(*names, *words),
            text_score=round(text, 3),
        )

    def _text_scores(self, terms: list[tuple[str, float]]) -> Scores:
        scores = np.zeros(self._snapshot.size, np.float32)
        whole = sum(worth for _, worth in terms)
        for term, worth in terms:
            word = self._weighing.word(term)
            damped = word.weights / (word.weights + np.float32(SATURATION))
            scores[word.documents] += damped * np.float32(worth / whole)
        scores *= self._brevity ** np.float32(_LENGTH_SLOPE)
        capped: Scores = np.minimum(scores, np.float32(1))
        return capped

    @cached_property
    def _brevity(self) -> Scores:
        """How short each document is beside the usual one: long ones share a little with all."""
        lengths = np.concatenate([one.word_lengths for one in self._snapshot.segments])
        usual = float(np.median(lengths[self._snapshot.live])) if self._snapshot.documents else 1
        brevity: Scores = np.minimum(usual / np.maximum(lengths, 1), 1).astype(np.float32)
        return brevity

    def _distinctive(self, subject: Subject) -> list[tuple[str, float]]:
        """The words that tell this subject from others, with their worth; one for each stem."""
        weights: dict[str, float] = {}
        forms: dict[str, str] = {}
        for part, text in subject.texts:
            worth = _PART_WORTH.get(part, 0.0)
            if not worth:
                continue
            analysed = analyse_parts([(Part.OTHER.value, text[:MOST_READ])])
            for term, weight in analysed.weights.items():
                root = stem(term)
                forms.setdefault(root, term)
                weights[root] = weights.get(root, 0.0) + worth * weight
        lexicon = self._weighing.lexicon
        most = max(2.0, COMMON * self._snapshot.size)  # frequencies count old texts too
        # What only the subject itself says can be shared by nobody.
        least = 1 if subject.document is None else 2
        ranked: list[tuple[float, str]] = []
        for root, weight in weights.items():
            frequency = lexicon.frequency(forms[root])
            if len(root) > 1 and not root.isdigit() and least <= frequency <= most:
                rarity = self._weighing.rarity(frequency)
                ranked.append((rarity * weight / (weight + SATURATION), root))
        ranked.sort(reverse=True)
        return [(forms[root], worth) for worth, root in ranked[:_MOST_TERMS]]

    def _shared_services(self, services: list[str]) -> Scores:
        """For each document the share of these services that it touched too."""
        shared = np.zeros(self._snapshot.size, np.float32)
        pairs = self._snapshot.catalogue.pairs("service")
        for service in services:
            if service in pairs.names:
                shared[pairs.documents[pairs.places == pairs.names.index(service)]] += 1
        share: Scores = shared / np.float32(len(services))
        return share

    def _shared_category(self, category: str) -> Scores:
        pairs = self._snapshot.catalogue.pairs("category")
        branch = fold_path(category).partition("/")[0]
        scores = np.zeros(self._snapshot.size, np.float32)
        for place, name in enumerate(pairs.names):
            same = fold_path(name) == fold_path(category)
            if same or fold_path(name).partition("/")[0] == branch:
                worth = 1.0 if same else _SAME_BRANCH
                scores[pairs.documents[pairs.places == place]] = worth
        return scores
