"""Scores and totals against an exhaustive computation on the same texts."""

from __future__ import annotations

import dataclasses
import itertools
import random
from typing import TYPE_CHECKING

import pytest

from models.vocabulary import Severity
from search.analysis import chunks, stem
from search.document import document_of
from search.index import Index
from tests.search.conftest import LIBRARY_ID
from tests.search.exhaustive import Exhaustive
from tests.search.generated import CATEGORIES, PHRASES, incidents
from tests.search.listed import NOW, ListedLibrary

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 120


@pytest.fixture(scope="module")
def listed() -> ListedLibrary:
    return ListedLibrary(incidents(COUNT))


@pytest.fixture(scope="module")
def index(listed: ListedLibrary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Built in one go, then changed in several commits: many segments, and deletions."""
    with Index.open(tmp_path_factory.mktemp("index"), library_id=LIBRARY_ID) as found:
        found.rebuild(listed)
        held = list(listed.incidents.held.values())
        for one in held[::9]:
            listed.save(dataclasses.replace(one, severity=Severity.SEV_1))
            found.catch_up(listed)
        for one in held[5::17]:
            listed.remove(one)
        found.catch_up(listed)
        yield found


def words_of(listed: ListedLibrary) -> list[str]:
    rng = random.Random(3)
    texts = [
        section.markdown
        for one in list(listed.incidents.held.values())[::10]
        for section in one.sections
    ]
    words = [word.strip(".") for text in texts for word in text.split()]
    return [word for word in rng.sample(words, 60) if word.isalpha()]


def test_words_score_as_an_exhaustive_computation(index: Index, listed: ListedLibrary) -> None:
    exhaustive = Exhaustive(listed)
    words = words_of(listed)
    queries = [*words, *(" ".join(pair) for pair in itertools.pairwise(words))]
    for query in queries:
        expected = exhaustive.scores(query)
        results = index.search(query, as_of=NOW, limit=1_000)
        assert results.total == len(expected), query
        assert {hit.key for hit in results.hits} == set(expected), query
        for hit in results.hits:
            assert hit.score == pytest.approx(expected[hit.key], rel=1e-4, abs=2e-4), query


def test_the_top_is_the_top_of_all(index: Index, listed: ListedLibrary) -> None:
    exhaustive = Exhaustive(listed)
    for query in words_of(listed):
        whole = index.search(query, as_of=NOW, limit=1_000).hits
        top = index.search(query, as_of=NOW, limit=10).hits
        assert top == whole[:10]
        scores = [exhaustive.scores(query)[hit.key] for hit in whole]
        assert all(earlier >= later - 0.011 for earlier, later in itertools.pairwise(scores))


@pytest.mark.parametrize("phrase", [*PHRASES, "the service", "of the"])
def test_phrases_are_found_where_the_text_says_them(
    index: Index, listed: ListedLibrary, phrase: str
) -> None:
    wanted = [stem(word) for word in phrase.split()]
    expected: set[str] = set()
    for one in listed.incidents.held.values():
        for _, text in document_of(one).text.parts:
            roots = [stem(word) for _, _, chunk in chunks(text) for word in chunk.words]
            size = len(wanted)
            if any(roots[at : at + size] == wanted for at in range(len(roots) - size + 1)):
                expected.add(one.key)
    results = index.search(f'"{phrase}"', as_of=NOW, limit=1_000)
    assert {hit.key for hit in results.hits} == expected


def test_facets_count_as_the_incidents_do(index: Index, listed: ListedLibrary) -> None:
    facets = index.search("", as_of=NOW).facets
    held = list(listed.incidents.held.values())
    for category in CATEGORIES:
        assert facets["category"].get(category, 0) == sum(one.category == category for one in held)
    for service, count in facets["service"].items():
        assert count == sum(
            any(path == service or path.startswith(f"{service}/") for path in one.services)
            for one in held
        )
