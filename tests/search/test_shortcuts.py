"""The files beside a large segment: plain postings, and words by their stems."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from search.analysis import stem
from search.index import Index
from search.reading import families, plain_postings
from search.reading.segment import Segment
from search.reading.snapshot import table_of_contents
from tests.search.conftest import LIBRARY_ID
from tests.search.listed import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from search.results import Hit
    from tests.search.listed import ListedLibrary

_SUFFIXES = (families.SUFFIX, plain_postings.SUFFIX)
_QUERIES = (
    "pool",
    "deployed",
    "connections exhausting",
    "database tim",
    "cause:memory leaks",
    "title:retry",
    "p",
    "user id",
)


def answers(index: Index) -> list[tuple[Hit, ...]]:
    return [index.search(one, as_of=NOW, limit=300, typing=True).hits for one in _QUERIES]


def health(index: Index) -> str:
    return index.state.health


def file_of(folder: Path, suffix: str) -> Path:
    return next(folder.rglob(f"*{suffix}"))


@pytest.mark.parametrize("suffix", _SUFFIXES)
def test_answers_are_the_same_with_the_file_and_without(
    large_index: Index, tmp_path: Path, suffix: str
) -> None:
    file = file_of(tmp_path, suffix)
    found = answers(large_index)
    assert sum(bool(hits) for hits in found) > 5
    large_index.close()
    file.unlink()
    assert answers(large_index) == found


def test_forms_are_all_words_of_a_stem(large_build: Path) -> None:
    build = next(large_build.glob("build-*"))
    (entry,) = table_of_contents(build).segments
    segment = Segment(build, entry.segment_id(), entry.doc_count_all())
    words = [segment.terms.term(one) for one in range(*segment.terms.field_range("words"))]
    by_stem: dict[str, set[str]] = {}
    for word in words:
        if word.isascii() and word.isalpha():
            by_stem.setdefault(stem(word), set()).add(word)
    assert any(len(forms) > 2 for forms in by_stem.values())
    for root, forms in by_stem.items():
        found = segment.sharing(root)
        assert found is not None
        same = {word for one in found if stem(word := segment.terms.term(one)) == root}
        assert same == forms
    assert segment.sharing("nosuchstem") == []


@pytest.mark.parametrize("suffix", _SUFFIXES)
@pytest.mark.parametrize("harm", ["truncated", "emptied", "garbage"])
def test_a_broken_file_is_noticed_and_mended(
    large_index: Index,
    large_library: ListedLibrary,
    tmp_path: Path,
    suffix: str,
    harm: str,
) -> None:
    expected = answers(large_index)
    large_index.close()
    file = file_of(tmp_path, suffix)
    data = file.read_bytes()
    harmed = {
        "truncated": data[: len(data) // 2],
        "emptied": b"",
        "garbage": data[:16] + bytes((7 * at + 13) % 256 for at in range(len(data) - 16)),
    }
    file.write_bytes(harmed[harm])
    answers(large_index)
    assert health(large_index) == "damaged"
    if harm == "truncated":  # the others are mended alike
        large_index.catch_up(large_library)
        assert health(large_index) == "current"
        assert answers(large_index) == expected


def test_flipped_bits_never_raise(large_build: Path, tmp_path: Path) -> None:
    rng = random.Random(12)
    folder = tmp_path / "index"
    shutil.copytree(large_build, folder)
    whole = {path: path.read_bytes() for s in _SUFFIXES for path in folder.rglob(f"*{s}")}
    for _ in range(60):
        path = rng.choice(list(whole))
        data = bytearray(whole[path])
        # The head and what follows it hold all that says where things are.
        reach = rng.choice([64, 4_096, len(data)])
        for _ in range(rng.randint(1, 40)):
            data[rng.randrange(min(reach, len(data)))] = rng.randrange(256)
        path.write_bytes(data)
        with Index.open(folder, library_id=LIBRARY_ID) as opened:
            answers(opened)
        path.write_bytes(whole[path])
