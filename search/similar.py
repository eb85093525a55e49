"""Incidents that resemble one another, and what shows it.

The distinctive words of an incident (often in it, rare in the library) are sought in all others,
those of root cause, factors and title above the rest; shared services and category count beside
them. The score is the share of what is distinctive of the one that the other has too: 0 nothing,
1 all. Evidence is what a person can check: names both carry, phrases both say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.analysis import FIRST_HASH, STOP_WORDS, chunks, stem, word_hash
from search.document import analyse_parts
from search.fields import SATURATION, Part
from search.query.values import fold_path
from search.results import SimilarPair

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.query.weighing import Weighing
    from search.reading.arrays import Scores
    from search.reading.snapshot import Snapshot

_MOST_TERMS = 48
_MOST_WORDS = 12_000
_WORTH = {"text": 0.6, "service": 0.2, "category": 0.2}
_SAME_BRANCH = 0.4
"""What sharing only the first level of a category is worth."""

_LEAST_SCORE = 0.02
_MOST_PHRASES = 3
_LONGEST_PHRASE = 6
_COMMON = 0.4
"""A word that stands in more than this share of all incidents tells nothing."""

# What a part is worth for telling failures apart: its texts are repeated so often.
_PART_WORTH = {
    Part.TITLE: 1.0,
    Part.SUMMARY: 1.0,
    Part.ROOT_CAUSE: 2.0,
    Part.FACTORS: 1.6,
    Part.IMPACT: 0.6,
    Part.TIMELINE: 0.5,
    Part.LESSONS: 0.9,
    Part.ACTIONS: 0.8,
    Part.DEFENCES: 0.7,
    Part.RESOLUTION: 0.9,
    Part.OTHER: 0.5,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What others are compared with.

    Attributes:
        texts: its parts.
        services: paths, as facets name them.
        category: or None.
        document: its own document, which is not compared; None for a text from outside.
    """

    texts: tuple[tuple[Part, str], ...]
    services: tuple[str, ...] = ()
    category: str | None = None
    document: int | None = None


class Similarity:
    """Finds what resembles a subject, on one snapshot."""

    def __init__(self, snapshot: Snapshot, weighing: Weighing) -> None:
        """Compare on `snapshot`."""
        self._snapshot = snapshot
        self._weighing = weighing

    def pairs(self, subject: Subject, limit: int) -> list[SimilarPair]:
        """The incidents most like `subject`, the most similar first."""
        scores = self._text_scores(subject) * np.float32(_WORTH["text"])
        whole = _WORTH["text"]
        services = self._leaves(subject.services)
        if services:
            scores += self._shared_services(services) * np.float32(_WORTH["service"])
            whole += _WORTH["service"]
        if subject.category:
            scores += self._shared_category(subject.category) * np.float32(_WORTH["category"])
            whole += _WORTH["category"]
        scores /= np.float32(whole)
        scores[~self._snapshot.live] = 0
        if subject.document is not None:
            scores[subject.document] = 0
        candidates = np.flatnonzero(scores > _LEAST_SCORE)
        best = candidates[np.lexsort((candidates, -scores[candidates]))][:limit]
        evidence = _Evidence(self._snapshot, self._weighing, subject, services)
        return [self._pair(int(one), float(scores[one]), evidence) for one in best.tolist()]

    def _pair(self, document: int, score: float, evidence: _Evidence) -> SimilarPair:
        key, title = self._snapshot.label(document)
        incident = self._snapshot.incident_id(document)
        return SimilarPair(incident, key, title, round(min(score, 1.0), 3), evidence.of(document))

    def _text_scores(self, subject: Subject) -> Scores:
        scores = np.zeros(self._snapshot.size, np.float32)
        terms = self._distinctive(subject)
        whole = sum(worth for _, worth in terms)
        for term, worth in terms:
            word = self._weighing.word(term)
            damped = word.weights / (word.weights + np.float32(SATURATION))
            scores[word.documents] += damped * np.float32(worth / whole)
        return np.minimum(scores, np.float32(1))

    def _distinctive(self, subject: Subject) -> list[tuple[str, float]]:
        """The words that tell this subject from others, with their worth; one for each stem."""
        weights: dict[str, float] = {}
        forms: dict[str, str] = {}
        for part, text in subject.texts:
            worth = _PART_WORTH.get(part, 0.0)
            if not worth:
                continue
            analysed = analyse_parts([(Part.OTHER.value, text[: 8 * _MOST_WORDS])])
            for term, weight in analysed.weights.items():
                root = stem(term)
                forms.setdefault(root, term)
                weights[root] = weights.get(root, 0.0) + worth * weight
        lexicon = self._weighing.lexicon
        most = max(2.0, _COMMON * self._snapshot.documents)
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

    def _leaves(self, services: tuple[str, ...]) -> list[str]:
        """The services themselves, without those that only hold another of them."""
        return [
            one for one in services if not any(other.startswith(f"{one}/") for other in services)
        ]

    def _shared_services(self, services: list[str]) -> Scores:
        """For each document the share of these services that it touched too."""
        shared = np.zeros(self._snapshot.size, np.float32)
        pairs = self._snapshot.catalogue.pairs("service")
        for service in services:
            if service in pairs.names:
                shared[pairs.documents[pairs.places == pairs.names.index(service)]] += 1
        return shared / np.float32(len(services))

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


class _Evidence:
    """Says what a subject and another incident share."""

    def __init__(
        self, snapshot: Snapshot, weighing: Weighing, subject: Subject, services: list[str]
    ) -> None:
        self._snapshot = snapshot
        self._weighing = weighing
        self._subject = subject
        self._services = services
        self._words, self._spans = _sequence_of(subject.texts)
        self._twos = _pairs_of(self._words)
        marks = self._words < FIRST_HASH
        # A pair with the mark of a part in it is no phrase.
        self._proper = ~(marks[:-1] | marks[1:]) if len(marks) > 1 else np.zeros(0, bool)

    def of(self, document: int) -> tuple[str, ...]:
        """All evidence for one incident, names first."""
        return (*self._shared_names(document), *self._shared_phrases(document))

    def _shared_names(self, document: int) -> list[str]:
        catalogue = self._snapshot.catalogue
        shared = [one for one in self._services if catalogue.carries("service", one, document)]
        found = [f"same service {', '.join(_leaf(one) for one in shared)}"] if shared else []
        category = self._subject.category
        if category and catalogue.carries("category", category, document):
            found.append(f"same category {category}")
        return found

    def _shared_phrases(self, document: int) -> list[str]:
        segment, number = self._snapshot.located(document)
        start = int(segment.word_starts[number])
        words = segment.words[start : start + int(segment.word_lengths[number])]
        places = np.flatnonzero(np.isin(self._twos, _pairs_of(words)) & self._proper)
        phrases: dict[str, tuple[float, str]] = {}
        for first, last in _runs(places.tolist()):
            worth, text = self._phrase(first, last)
            root = " ".join(stem(word) for word in text.casefold().split())
            if worth and worth > phrases.get(root, (0.0, ""))[0]:
                phrases[root] = (worth, text)
        best = sorted(phrases.values(), reverse=True)
        kept: list[str] = []
        for _, text in best:
            if not any(text.casefold() in one.casefold() for one in kept):
                kept.append(text)
        if kept:
            return [f"both say {', '.join(f'“{text}”' for text in kept[:_MOST_PHRASES])}"]
        return self._shared_words(words)

    def _shared_words(self, words: npt.NDArray[np.uint32]) -> list[str]:
        """The rarest words that both use, where they share no phrase."""
        common: dict[str, float] = {}
        for place in np.flatnonzero(np.isin(self._words, words)).tolist():
            word, text = self._spans[place].word, self._spans[place].text
            worth = self._worth(word)
            if worth:
                common.setdefault(text.casefold(), worth)
        best = sorted(common, key=lambda text: (-common[text], text))[:_MOST_PHRASES]
        return [f"both mention {', '.join(best)}"] if best else []

    def _phrase(self, first: int, last: int) -> tuple[float, str]:
        """A run of shared words as it stands in the subject, without stop words at its ends."""
        while first <= last and self._spans[first].word in STOP_WORDS:
            first += 1
        while first <= last and self._spans[last].word in STOP_WORDS:
            last -= 1
        last = min(last, first + _LONGEST_PHRASE - 1)
        worths = [self._worth(self._spans[at].word) for at in range(first, last + 1)]
        telling = [worth for worth in worths if worth]
        if len(telling) < 2:
            return 0.0, ""
        texts = dict.fromkeys(
            (self._spans[at].start, self._spans[at].text) for at in range(first, last + 1)
        )
        return sum(telling), " ".join(text for _, text in texts)

    def _worth(self, word: str) -> float:
        """How much a shared word tells; nothing for stop words, numbers and what is everywhere."""
        if word in STOP_WORDS or word.isdigit() or len(word) < 2:
            return 0.0
        frequency = self._weighing.lexicon.frequency(word)
        if frequency > max(2.0, _COMMON * self._snapshot.documents):
            return 0.0
        return self._weighing.rarity(frequency)


@dataclass(frozen=True, slots=True)
class _Span:
    """A word of the subject: folded, and the run of text that it stands in."""

    word: str
    text: str
    start: int


def _sequence_of(
    texts: tuple[tuple[Part, str], ...],
) -> tuple[npt.NDArray[np.uint32], list[_Span]]:
    hashes: list[int] = []
    spans: list[_Span] = []
    for part, text in texts:
        if part not in _PART_WORTH:
            continue
        hashes.append(part.value + 1)
        spans.append(_Span("", "", -1))
        base = len(spans)
        for start, end, chunk in chunks(text[: 8 * _MOST_WORDS]):
            for word in chunk.words:
                hashes.append(word_hash(word))
                spans.append(_Span(word, text[start:end], base + start))
    return np.array(hashes, np.uint32), spans


def _pairs_of(words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Each two neighbours as one number."""
    if len(words) < 2:
        return np.zeros(0, np.uint64)
    wide = words.astype(np.uint64)
    return (wide[:-1] << np.uint64(32)) | wide[1:]


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Places of shared pairs as runs of words: first and last."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _leaf(path: str) -> str:
    return path.rpartition("/")[2]
