"""BM25F by the book: every document looked at for every word; what answers are held against."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from search.analysis import STOP_WORDS, chunks, normalised, stem
from search.document import analyse_parts, document_of, quantised
from search.fields import SATURATION, TITLE_WORTH, WEIGHT_SCALE, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.incident import Incident
    from tests.search.listed import ListedLibrary


class Exhaustive:
    """Looks at everything, one document after the other."""

    def __init__(self, library: ListedLibrary, queries: Iterable[str] | None = None) -> None:
        """Read the library; of its words only those of `queries`, where they are given."""
        only = None if queries is None else {root for one in queries for root in roots_of(one)}
        self.documents: dict[str, dict[str, float]] = {}
        self.titles: dict[str, set[str]] = {}
        newest_last = sorted(library.incidents.held.values(), key=_start)
        self.recency = {one.key: at for at, one in enumerate(newest_last)}
        for one in library.incidents.held.values():
            weights: dict[str, float] = {}
            analysed = document_of(one).text.analysed
            for term, weight in analysed.weights.items():
                root = stem(term) if term.isalpha() else ""
                if root and (only is None or root in only):
                    kept = quantised(weight) / WEIGHT_SCALE
                    weights[root] = weights.get(root, 0.0) + kept
            self.documents[one.key] = weights
            title = analyse_parts([(Part.TITLE.value, one.title)]).weights
            self.titles[one.key] = {stem(term) for term in title}

    def scores(self, query: str) -> dict[str, float]:
        """Every document that holds all words, with its score."""
        roots = roots_of(query)
        matching = {
            key: weights
            for key, weights in self.documents.items()
            if all(root in weights for root in roots)
        }
        total = len(self.documents)
        found: dict[str, float] = dict.fromkeys(matching, 0.0)
        for root in roots:
            holders = sum(root in weights for weights in self.documents.values())
            rarity = math.log(1 + (total - holders + 0.5) / (holders + 0.5))
            for key, weights in matching.items():
                weight = weights[root]
                found[key] += rarity * (SATURATION + 1) * weight / (weight + SATURATION)
                found[key] += rarity * TITLE_WORTH * (root in self.titles[key])
        return found


def roots_of(query: str) -> list[str]:
    """The stems of the words that a query looks for."""
    return [
        stem(word)
        for _, _, chunk in chunks(normalised(query))
        for word in chunk.words
        if word not in STOP_WORDS
    ]


def _start(incident: Incident) -> float:
    return incident.started_at.timestamp() if incident.started_at else 0.0
