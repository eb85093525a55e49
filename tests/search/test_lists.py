"""Lists of matches and masks say the same, and the short ways find what the long ones find."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from search.query.matches import Matches
from search.query.parser import parse
from search.query.ranking import best
from search.query.tree import Both, Words
from tests.search.listed import NOW

if TYPE_CHECKING:
    from search.index import Index
    from search.results import Sort

SIZE = 300


def _random(rng: np.random.Generator, share: float, *, listed: bool) -> Matches:
    documents = np.flatnonzero(rng.random(SIZE) < share)
    worths = (rng.random(len(documents)) + 0.1).astype(np.float32)
    if listed:
        return Matches.listed(documents, worths, SIZE, positive=True)
    mask, scores = np.zeros(SIZE, bool), np.zeros(SIZE, np.float32)
    mask[documents], scores[documents] = True, worths
    return Matches(mask, scores)


@pytest.mark.parametrize("listed", [(True, True), (True, False), (False, True), (False, False)])
def test_what_both_match_is_the_same_however_it_is_known(listed: tuple[bool, bool]) -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        one = _random(rng, 0.5, listed=listed[0])
        other = _random(rng, 0.1 + seed / 25, listed=listed[1])
        assert one.scores is not None
        assert other.scores is not None
        expected = one.mask & other.mask
        found = one.both(other)
        assert (found.mask == expected).all()
        assert found.total == expected.sum()
        assert found.scores is not None
        summed = one.scores + other.scores
        assert (found.scores[expected] == summed[expected]).all()


def test_a_match_without_a_score_is_not_lost_beside_others() -> None:
    bare = Matches.listed(np.array([2, 5, 9]), None, SIZE)
    scores = np.zeros(SIZE, np.float32)
    scores[5] = 1
    mixed = bare.both(Matches(np.ones(SIZE, bool), scores))
    few = Matches.listed(np.array([2]), np.ones(1, np.float32), SIZE, positive=True)
    assert few.both(mixed).mask.nonzero()[0].tolist() == [2]


def test_masks_narrow_lists_and_masks_alike() -> None:
    rng = np.random.default_rng(3)
    narrow = rng.random(SIZE) < 0.3
    for listed in (True, False):
        found = _random(rng, 0.5, listed=listed)
        assert (found.within([narrow]).mask == (found.mask & narrow)).all()


@pytest.mark.parametrize("sort", ["relevance", "newest", "severity", "duration"])
def test_every_page_is_a_piece_of_the_whole_order(shared_index: Index, sort: Sort) -> None:
    for query in ("", "severity:SEV-1,SEV-2", "pool", "the pool"):
        whole = [hit.key for hit in shared_index.search(query, sort=sort, as_of=NOW).hits]
        for first in range(len(whole)):
            page = shared_index.search(query, sort=sort, limit=2, offset=first, as_of=NOW).hits
            assert [hit.key for hit in page] == whole[first : first + 2]


def test_the_best_are_those_of_a_full_sort() -> None:
    # Many equal keys, between which the place decides.
    keys = np.random.default_rng(5).integers(1, 60, 5_000) / 4
    for first, last in ((0, 20), (20, 40), (0, 1), (4_990, 5_000), (0, 6_000), (10, 10)):
        expected = (-keys).argsort(kind="stable")[first:last]
        assert best(keys, first, last).tolist() == expected.tolist()


def test_plain_words_are_read_as_the_grammar_reads_them() -> None:
    rng = random.Random(11)
    words = ["pool", "DB", "a", "5xx", "OR", "Or", "AND", "NOT", "not", "x1", "last", "severity"]
    for _ in range(300):
        typing = rng.random() < 0.5
        text = " ".join(rng.choices(words, k=rng.randrange(1, 6)))
        short = parse(text, as_of=NOW, typing=typing)
        # A second space is beyond the short way, and changes nothing but the places.
        long = parse(f" {text}", as_of=NOW, typing=typing)
        assert _bare(short.root) == _bare(long.root)
        assert [one.text for one in short.words] == [one.text for one in long.words]
        assert [text[one.start : one.end] for one in short.words] == [
            one.text for one in short.words
        ]
        assert (short.note, short.chips == ()) == (long.note, long.chips == ())


def _bare(node: object) -> object:
    if isinstance(node, Both):
        return [_bare(child) for child in node.children]
    if isinstance(node, Words):
        return node.text, node.prefix
    return type(node).__name__


def test_facets_are_counted_once_and_hold_after_the_index_moved_on(shared_index: Index) -> None:
    found = shared_index.search("pool severity:SEV-1", as_of=NOW)
    first = found.facets
    shared_index.search("", as_of=NOW)
    assert found.facets is first
    assert first["severity"]["SEV-2"] == 2
    assert "facets" not in repr(found)
