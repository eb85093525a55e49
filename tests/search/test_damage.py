"""Ways to break an index; each is noticed, none raises, all are mended by catching up."""

from __future__ import annotations

import json
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from search.folder import POINTER
from search.index import Index
from tests.search.conftest import LIBRARY_ID
from tests.search.listed import NOW
from tests.search.small_library import incident

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.search.listed import ListedLibrary


def health(index: Index) -> str:
    return index.state.health


def build_of(folder: Path) -> Path:
    return next(folder.glob("build-*"))


def one_file(folder: Path, pattern: str) -> Path:
    return max(build_of(folder).glob(pattern), key=lambda path: path.stat().st_size)


def _truncate(folder: Path, pattern: str) -> None:
    path = one_file(folder, pattern)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(folder: Path, pattern: str) -> None:
    one_file(folder, pattern).write_bytes(b"")


def _delete(folder: Path, pattern: str) -> None:
    one_file(folder, pattern).unlink()


def _garbage(folder: Path, pattern: str) -> None:
    path = one_file(folder, pattern)
    path.write_bytes(bytes((7 * at + 13) % 256 for at in range(path.stat().st_size)))


_FILES = ("*.trm", "*.pst", "*.toc", "*.facts.col", "*.words.col", "*.label.col", "*.body.col")


@pytest.mark.parametrize("pattern", _FILES)
@pytest.mark.parametrize("harm", [_truncate, _empty, _delete, _garbage])
def test_a_broken_file_is_noticed_and_mended(
    index: Index,
    listed: ListedLibrary,
    tmp_path: Path,
    harm: Callable[[Path, str], None],
    pattern: str,
) -> None:
    index.close()
    harm(tmp_path / "index", pattern)
    with Index.open(tmp_path / "index", library_id=LIBRARY_ID) as opened:
        for query in ("pool", '"connection pool"', "service:payments", "p", ""):
            results = opened.search(query, as_of=NOW, typing=True, with_snippets=True)
            assert results.total <= 8
            opened.snippets("pool", [hit.id for hit in results.hits])
        for one in listed.incidents.ids():
            opened.similar(incident_id=one)
        assert health(opened) == "damaged"
        assert opened.state.reason
        listed.save(incident("INC-7", "Zebra"))
        opened.catch_up(listed)
        assert health(opened) == "current"
        assert opened.search("pool", as_of=NOW).total == 3
        assert opened.search("zebra", as_of=NOW).total == 1


def test_flipped_bits_never_raise(index: Index, listed: ListedLibrary, tmp_path: Path) -> None:
    index.close()
    whole = tmp_path / "whole"
    shutil.copytree(tmp_path / "index", whole)
    rng = random.Random(11)
    queries = ("pool", '"connection pool"~3', "severity:1 cert*", "poll~", "service:payments d", "")
    for _ in range(150):
        shutil.rmtree(tmp_path / "index")
        shutil.copytree(whole, tmp_path / "index")
        path = rng.choice(sorted(build_of(tmp_path / "index").glob("*.*")))
        data = bytearray(path.read_bytes())
        for _ in range(rng.randint(1, 40)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        with Index.open(tmp_path / "index", library_id=LIBRARY_ID) as opened:
            for query in queries:
                hits = opened.search(query, as_of=NOW, with_snippets=True).hits
                opened.snippets(query, [hit.id for hit in hits])
            opened.similar(incident_id=listed.incidents.ids()[0])


def test_a_broken_index_is_mended_though_nothing_changed(
    index: Index, listed: ListedLibrary, tmp_path: Path
) -> None:
    index.close()
    _truncate(tmp_path / "index", "*.trm")
    with Index.open(tmp_path / "index", library_id=LIBRARY_ID) as opened:
        assert opened.catch_up(listed) == 8
        assert health(opened) == "current"


@pytest.mark.parametrize("text", ["", "{}", "null", "[1]", '{"build": "../../etc"}', "\x00\xff"])
def test_an_unreadable_pointer_is_a_missing_index(
    index: Index, listed: ListedLibrary, tmp_path: Path, text: str
) -> None:
    (tmp_path / "index" / POINTER).write_text(text, encoding="latin-1")
    assert health(index) == "missing"
    index.catch_up(listed)
    assert health(index) == "current"


def test_an_index_of_another_schema_is_rebuilt(
    index: Index, listed: ListedLibrary, tmp_path: Path
) -> None:
    pointer = tmp_path / "index" / POINTER
    data = json.loads(pointer.read_text())
    pointer.write_text(json.dumps(data | {"schema": 0}))
    assert health(index) == "other schema"
    index.catch_up(listed)
    assert health(index) == "current"
    assert index.state.documents == 8


def test_a_lost_segment_is_noticed_by_the_count(
    index: Index, listed: ListedLibrary, tmp_path: Path
) -> None:
    listed.save(incident("INC-7", "Zebra"))
    index.catch_up(listed)
    index.close()
    build = build_of(tmp_path / "index")
    older = min(build.glob("_MAIN_*.toc"), key=lambda path: path.name)
    shutil.copy(older, build / "_MAIN_99.toc")
    with Index.open(tmp_path / "index", library_id=LIBRARY_ID) as opened:
        assert health(opened) == "damaged"
        opened.catch_up(listed)
        assert opened.state.documents == 9


def test_the_whole_folder_can_go_while_it_is_open(
    index: Index, listed: ListedLibrary, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "index")
    assert index.search("pool", as_of=NOW).total == 0
    assert health(index) == "missing"
    index.catch_up(listed)
    assert index.search("pool", as_of=NOW).total == 3


def test_leftovers_of_a_killed_rebuild_are_swept_up(
    index: Index, listed: ListedLibrary, tmp_path: Path
) -> None:
    half = tmp_path / "index" / "build-dead"
    half.mkdir()
    (half / "MAIN_x.trm").write_bytes(b"half")
    index.rebuild(listed)
    assert not half.exists()
