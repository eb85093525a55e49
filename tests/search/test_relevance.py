"""On real postmortems: what a person would expect first comes first.

Judgements only, as pieces of titles; the postmortems themselves lie outside the repository.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.library import Library
from models.reading.batch import import_paths
from search.index import Index
from tests.search.listed import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"

QUERIES = {
    "connection pool exhaustion": "Connection Pool Exhaustion",
    "certificate expired": "Certificate Expiration",
    "leap second": "Leap second",
    "ddos attack github": "GitHub DDoS",
    '"null pointer exception"': "null pointer exception",
    "consul boltdb": "Roblox",
    "redis overload": "Redis Overload",
    "database truncated production": "database truncation",
    "wordpress compromised": "WordPress vulnerability",
    "regex cpu waf": "July 2, 2019",
    "postgres transaction id wraparound": "XID wraparound",
    "datacenter power": "datacenter power disruption",
    "okta password": "Okta account",
    "npm malicious package": "Malicious Packages",
    "dask pods evicted": "dask-gateway",
    "priority inversion": "priority inversion",
    "feature flags outage": "Feature Flags Service Outage",
    "unit conversion": "unit conversion",
    "s3 outage 2017": "Amazon S3 US-EAST-1",
    "kinesis after:2024": "Degradation July 2024",
    "knight capital": "Knight Capital",
    "mempool re-org": "re-org",
    "deleted customer sites": "site deletion",
    "rate limit misconfiguration": "Rate Limiting",
}
"""A query, and a piece of the title that should come first."""

ALIKE = {
    "Suspected Chia Employee Compromise": ("Suspected Chia Employee Compromise",),
    "Amazon Kinesis US-EAST-1 outage": ("Kinesis Data Streams", "AWS Lambda"),
    "Redis Overload": ("Connection Pool Exhaustion", "CPU-Bound"),
    "Azure Storage service interruption November": ("Azure Storage service interruption",),
    "v2.2.0 unfinished_block": ("different Foliage", "Block creation"),
    "Negative values allowed in settlement": ("Negative values allowed", "Negative coin values"),
    "Google Cloud Networking and Load Balancing": ("Networking issues in Europe",),
    "Malicious Packages Published to npm": ("Shai-Hulud",),
    "Mempool not updated": ("Foliage", "Inefficient Mempool", "unfinished_block"),
}
"""A piece of a title, and pieces of those one of which should be the most similar."""


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
    for query, expected in QUERIES.items():
        titles = [hit.title for hit in index.search(query, as_of=NOW, limit=5).hits]
        assert any(expected.casefold() in title.casefold() for title in titles), (query, titles)
        if expected.casefold() not in titles[0].casefold():
            missed[query] = titles[0]
    assert len(missed) <= len(QUERIES) // 10, missed


@pytest.mark.slow
def test_similar_incidents_are_similar(corpus: tuple[Library, Index]) -> None:
    library, index = corpus
    rows = library.incidents.listing(as_of=NOW)
    missed = {}
    for subject, expected in ALIKE.items():
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
