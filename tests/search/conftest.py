"""Libraries and indexes for the tests of finding."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from search.index import Index
from tests.search.generated import incidents
from tests.search.listed import ListedLibrary
from tests.search.small_library import small_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


LIBRARY_ID = UUID("01950000-0000-7000-8000-00000000ffff")


@pytest.fixture
def listed() -> ListedLibrary:
    return small_library()


@pytest.fixture
def open_index(tmp_path: Path) -> Iterator[Callable[[], Index]]:
    """Opens the index of the test's library, as often as wanted; all are closed afterwards."""
    opened: list[Index] = []

    def open_one() -> Index:
        opened.append(Index.open(tmp_path / "index", library_id=LIBRARY_ID))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def index(open_index: Callable[[], Index], listed: ListedLibrary) -> Index:
    found = open_index()
    found.rebuild(listed)
    return found


@pytest.fixture(scope="module")
def shared_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The small library's index, for tests that only ask."""
    with Index.open(tmp_path_factory.mktemp("index"), library_id=LIBRARY_ID) as found:
        found.rebuild(small_library())
        yield found


@pytest.fixture(scope="session")
def large_library() -> ListedLibrary:
    """Large enough for the files beside a segment."""
    return ListedLibrary(incidents(230))


@pytest.fixture(scope="session")
def large_build(large_library: ListedLibrary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its index, only to be looked at or copied."""
    folder = tmp_path_factory.mktemp("large")
    with Index.open(folder, library_id=LIBRARY_ID) as found:
        found.rebuild(large_library)
    return folder


@pytest.fixture
def large_index(large_build: Path, tmp_path: Path) -> Iterator[Index]:
    """A copy of that index, in ``tmp_path / "index"``."""
    shutil.copytree(large_build, tmp_path / "index")
    with Index.open(tmp_path / "index", library_id=LIBRARY_ID) as found:
        yield found
