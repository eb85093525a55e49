"""Where words stand: a file beside each large segment, which phrases are found by."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest

from search.errors import DamagedIndexError
from search.reading.places import SUFFIX, Places, write_places
from tests.search.generated import PHRASES
from tests.search.listed import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from search.index import Index
    from tests.search.listed import ListedLibrary

_PHRASES = [
    *(f'"{phrase}"' for phrase in PHRASES[:8]),
    '"of the"',
    '"service the"~4',
    'cause:"memory leak"',
    '"retry sto',
]


@pytest.fixture
def library(large_library: ListedLibrary) -> ListedLibrary:
    return large_library


@pytest.fixture
def index(large_index: Index) -> Index:
    return large_index


def health(index: Index) -> str:
    return index.state.health


def answers(index: Index) -> list[list[str]]:
    return [
        [hit.key for hit in index.search(query, as_of=NOW, limit=300, typing=True).hits]
        for query in _PHRASES
    ]


def file_of(folder: Path) -> Path:
    return next(folder.rglob(f"*{SUFFIX}"))


def test_phrases_are_the_same_with_the_file_and_without(index: Index, tmp_path: Path) -> None:
    file = file_of(tmp_path)
    found = answers(index)
    assert all(found)
    index.close()
    file.unlink()
    assert answers(index) == found


@pytest.mark.parametrize("harm", ["truncated", "emptied", "garbage", "of another segment"])
def test_a_broken_file_is_noticed_and_mended(
    index: Index, library: ListedLibrary, tmp_path: Path, harm: str
) -> None:
    expected = answers(index)
    index.close()
    file = file_of(tmp_path)
    data = file.read_bytes()
    if harm == "of another segment":
        write_places(file, np.arange(100, 300_000, dtype=np.uint32))
    else:
        harmed = {
            "truncated": data[: len(data) // 2],
            "emptied": b"",
            "garbage": data[:16] + bytes((7 * at + 13) % 256 for at in range(len(data) - 16)),
        }
        file.write_bytes(harmed[harm])
    for query in _PHRASES:
        index.search(query, as_of=NOW)
    assert health(index) == "damaged"
    if harm == "truncated":  # the others are mended alike
        index.catch_up(library)
        assert health(index) == "current"
        assert answers(index) == expected


def test_the_file_goes_with_its_segment(
    index: Index, library: ListedLibrary, tmp_path: Path
) -> None:
    before = file_of(tmp_path)
    index.rebuild(library)
    assert not before.exists()
    assert file_of(tmp_path).exists()


def test_a_small_commit_needs_no_file(index: Index, library: ListedLibrary, tmp_path: Path) -> None:
    one = next(iter(library.incidents.held.values()))
    library.save(dataclasses.replace(one, title="Zebra crossing closed"))
    index.catch_up(library)
    assert len(list(tmp_path.rglob(f"*{SUFFIX}"))) == 1
    assert index.search('"zebra crossing"', as_of=NOW).total == 1
    library.save(one)


def test_every_place_of_every_word(tmp_path: Path) -> None:
    words = np.array([900, 3, 900, 70, 3, 3, 1_000_000], np.uint32)
    write_places(tmp_path / "x.places", words)
    places = Places(tmp_path / "x.places", words)
    for word in {int(one) for one in words}:
        assert places.of(word).tolist() == np.flatnonzero(words == word).tolist()
    assert places.of(4).tolist() == []
    with pytest.raises(DamagedIndexError):
        Places(tmp_path / "x.places", words[1:])
