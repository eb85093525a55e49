"""On real postmortems: what a person would expect first comes first.

The judgements are in `tests.search.judgements`; the postmortems lie outside the repository.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.library import Library
from models.reading.batch import import_paths
from search.index import Index
from tests.search.judgements import (
    CONTROL_QUERIES,
    FRESH_QUERIES,
    FRESH_SUBJECTS,
    GROUPS,
    TUNED_ALIKE,
    TUNED_QUERIES,
)
from tests.search.listed import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Index]]:
    if not CORPUS.is_dir():
        pytest.skip(f"the real postmortems are not at {CORPUS}")
    place = tmp_path_factory.mktemp("corpus")
    with (
        Library.create(place / "corpus.afterword") as library,
        Index.open(place / "index", library_id=library.id) as index,
    ):
        import_paths(library, [CORPUS], as_of=NOW)
        index.catch_up(library)
        yield library, index


@pytest.mark.slow
def test_what_a_person_expects_comes_first(corpus: tuple[Library, Index]) -> None:
    _, index = corpus
    missed = {}
    for query, expected in TUNED_QUERIES.items():
        titles = [hit.title for hit in index.search(query, as_of=NOW, limit=5).hits]
        assert any(expected.casefold() in title.casefold() for title in titles), (query, titles)
        if expected.casefold() not in titles[0].casefold():
            missed[query] = titles[0]
    assert len(missed) <= len(TUNED_QUERIES) // 10, missed


@pytest.mark.slow
@pytest.mark.parametrize("judgements", [FRESH_QUERIES, CONTROL_QUERIES], ids=["fresh", "control"])
def test_queries_in_somebodys_own_words_find_what_is_meant(
    corpus: tuple[Library, Index], judgements: dict[str, str]
) -> None:
    """Success at the first and within five places: 80 % and 95 % at least."""
    _, index = corpus
    places = {query: _place_of(index, query, title) for query, title in judgements.items()}
    missed = {query: place for query, place in places.items() if place != 0}
    assert sum(place == 0 for place in places.values()) >= 0.8 * len(places), missed
    assert sum(place is not None for place in places.values()) >= 0.95 * len(places), missed


def _place_of(index: Index, query: str, title: str) -> int | None:
    hits = index.search(query, as_of=NOW, limit=5, nearest=True).hits
    places = (at for at, hit in enumerate(hits) if title.casefold() in hit.title.casefold())
    return next(places, None)


@pytest.mark.slow
def test_three_similar_incidents_are_mostly_of_the_same_kind(
    corpus: tuple[Library, Index],
) -> None:
    """Precision at three over thirty subjects: 70 % at least."""
    library, index = corpus
    rows = library.incidents.listing(as_of=NOW)
    good: dict[str, int] = {}
    for subject in FRESH_SUBJECTS:
        row = next(one for one in rows if subject.casefold() in one.title.casefold())
        pairs = index.similar(incident_id=row.id, limit=3)
        good[subject] = sum(_is_same_kind(row.title, pair.title) for pair in pairs)
    assert sum(good.values()) >= 0.7 * 3 * len(good), good


def _is_same_kind(title: str, other: str) -> bool:
    return any(
        any(piece.casefold() in title.casefold() for piece in group)
        and any(piece.casefold() in other.casefold() for piece in group)
        for group in GROUPS.values()
    )


@pytest.mark.slow
def test_similar_incidents_are_similar(corpus: tuple[Library, Index]) -> None:
    library, index = corpus
    rows = library.incidents.listing(as_of=NOW)
    missed = {}
    for subject, expected in TUNED_ALIKE.items():
        row = next(one for one in rows if subject.casefold() in one.title.casefold())
        best = index.similar(incident_id=row.id, limit=1)
        title = best[0].title if best else ""
        if not any(one.casefold() in title.casefold() for one in expected):
            missed[subject] = title
    assert len(missed) <= 1, missed


@pytest.mark.slow
def test_every_postmortem_is_found_by_its_own_title(corpus: tuple[Library, Index]) -> None:
    library, index = corpus
    rows = library.incidents.listing(as_of=NOW)
    first = 0
    for row in rows:
        words = " ".join(row.title.split()[:12]).replace('"', " ")
        keys = [hit.key for hit in index.search(f'"{words}"', as_of=NOW, limit=5).hits]
        assert row.key in keys, (row.title, keys)
        first += keys[0] == row.key
    assert first >= 0.9 * len(rows)
