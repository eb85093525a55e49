"""Which ways of failing incidents tell of, and what is shown of them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from resources import files
from search.failure_modes import shipped_modes
from search.index import Index
from tests.search.conftest import LIBRARY_ID
from tests.search.listed import NOW, ListedLibrary
from tests.search.small_library import incident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.results import SimilarPair

_TALES = (
    ("PWR-1", "Checkout down in the east", "The generator of the hall did not start in time."),
    ("PWR-2", "Refunds down in the west", "A voltage sag, then a power failure of one hall."),
    ("CRT-1", "Checkout down at night", "The certificate of the gateway expired at night."),
    ("DEL-1", "Reports gone", "A clean-up job deleted the folder of the reports."),
    ("OLD-1", "Archive slow", "Queries over it held locks for minutes."),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    library = ListedLibrary([incident(key, title, cause=cause) for key, title, cause in _TALES])
    with Index.open(tmp_path_factory.mktemp("index"), library_id=LIBRARY_ID) as found:
        found.rebuild(library)
        yield found


def near(index: Index, key: str) -> dict[str, SimilarPair]:
    hit = next(one for one in index.search("", as_of=NOW).hits if one.key == key)
    return {pair.key: pair for pair in index.nearest_texts(hit.id, 10)}


def test_two_that_failed_alike_are_nearer_than_two_that_share_a_word(index: Index) -> None:
    found = near(index, "PWR-1")
    assert next(iter(found)) == "PWR-2"
    assert found["PWR-2"].mode_score > 0.9
    assert found["CRT-1"].mode_score == 0
    assert "both tell of a loss of power" in found["PWR-2"].evidence


def test_it_makes_no_difference_which_is_asked(index: Index) -> None:
    there, back = near(index, "PWR-1")["PWR-2"], near(index, "PWR-2")["PWR-1"]
    assert there.mode_score == back.mode_score


def test_only_as_many_as_asked_for_are_returned(index: Index) -> None:
    hit = next(one for one in index.search("", as_of=NOW).hits if one.key == "PWR-1")
    assert len(index.nearest_texts(hit.id, 1)) == 1


def test_what_a_whole_library_tells_of_is_not_shown(tmp_path: Path) -> None:
    rows = [
        incident(f"P-{at}", f"Hall {at} dark", cause=f"A power failure of hall {at}, {word}.")
        for at, word in enumerate(("storm", "mole", "squirrel", "digger", "flood"))
    ]
    with Index.open(tmp_path, library_id=LIBRARY_ID) as index:
        index.rebuild(ListedLibrary(rows))
        for pair in index.nearest_texts(rows[0].id, 10):
            assert not any("loss of power" in one for one in pair.evidence)


def test_each_way_has_its_own_name_and_words() -> None:
    told = tomllib.loads(files.text("recurrence/failure_modes.toml"))["mode"]
    names = [one["name"] for one in told]
    assert len(set(names)) == len(names)
    assert shipped_modes().names == tuple(names)
    for one in told:
        assert one["says"]
        assert len(set(one["says"])) == len(one["says"])
        assert all(saying == saying.strip().casefold() for saying in one["says"])
