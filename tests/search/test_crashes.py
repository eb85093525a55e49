"""A writer killed at any moment leaves an index that holds exactly what it says it holds."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import random
import signal
from typing import TYPE_CHECKING

import pytest

from search.errors import IndexWriteError
from search.index import Index
from tests.search.conftest import LIBRARY_ID
from tests.search.listed import NOW
from tests.search.small_library import small_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from tests.search.listed import ListedLibrary

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="needs fork and kill"
)
FIRST = 8


def edit(library: ListedLibrary, number: int) -> UUID:
    """An edit: which incident it changes, and its new title, follow from its number."""
    held = list(library.incidents.held.values())
    chosen = held[number % len(held)]
    library.save(dataclasses.replace(chosen, title=f"edit{number}"))
    return chosen.id


def killed(work: Callable[[], None], after: float) -> None:
    """Run `work` in a process of its own, and kill it after so many seconds."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(after)
    if process.is_alive():
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def check(index: Index, library: ListedLibrary) -> int:
    """The index holds the library as it was after the last change that it names."""
    state = index.state
    assert state.health == "current"
    assert state.documents == FIRST
    edits = state.last_change - FIRST
    titles = {one: "" for one in library.incidents.ids()}
    for number in range(edits):
        titles[list(titles)[number % FIRST]] = f"edit{number}"
    for one, title in titles.items():
        if title:
            assert [hit.id for hit in index.search(f"title:{title}", as_of=NOW).hits] == [one]
    for number in range(max(0, edits - 3 * FIRST), edits - FIRST):
        assert index.search(f"title:edit{number}", as_of=NOW).total == 0
    return edits


@pytest.mark.slow
def test_killed_while_saving(tmp_path: Path) -> None:
    rng = random.Random(5)
    folder = tmp_path / "index"
    library = small_library()
    with Index.open(folder, library_id=LIBRARY_ID) as index:
        index.rebuild(library)
        done = 0
        for _ in range(25):

            def work(begin: int = done) -> None:
                with Index.open(folder, library_id=LIBRARY_ID) as writer:
                    for number in range(begin, begin + 10_000):
                        edit(library, number)
                        writer.catch_up(library)

            killed(work, rng.uniform(0.01, 0.2))
            now = check(index, library)
            for number in range(done, now):
                edit(library, number)
            done = now
            edit(library, done)
            assert index.catch_up(library) == 1
            done = check(index, library)
        assert done > 25


@pytest.mark.slow
def test_killed_while_rebuilding(tmp_path: Path) -> None:
    rng = random.Random(6)
    folder = tmp_path / "index"
    library = small_library()
    with Index.open(folder, library_id=LIBRARY_ID) as index:
        index.rebuild(library)

        def work() -> None:
            with Index.open(folder, library_id=LIBRARY_ID) as writer:
                while True:
                    writer.rebuild(library)

        for _ in range(15):
            killed(work, rng.uniform(0.01, 0.15))
            assert check(index, library) == 0
        index.rebuild(library)
        assert len(list(folder.glob("build-*"))) == 1


def test_a_full_disk_leaves_the_old_index(tmp_path: Path) -> None:
    """As a disk without space does, a limit on the size of files makes writing fail half-way."""
    folder = tmp_path / "index"
    library = small_library()
    with Index.open(folder, library_id=LIBRARY_ID) as index:
        index.rebuild(library)
        edit(library, 0)

        def work() -> None:
            import resource  # POSIX only, like forking

            resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, 3_000))
            with Index.open(folder, library_id=LIBRARY_ID) as writer:
                for attempt in (writer.catch_up, writer.rebuild):
                    with pytest.raises(IndexWriteError):
                        attempt(library)
                assert writer.state.health == "current"
            os._exit(0)

        process = multiprocessing.get_context("fork").Process(target=work)
        process.start()
        process.join()
        assert process.exitcode == 0
        assert check(index, library) == 0
        assert index.catch_up(library) == 1
        assert check(index, library) == 1
