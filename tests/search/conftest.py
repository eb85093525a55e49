"""Libraries and indexes for the tests of finding."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from search.index import Index
from tests.search.small_library import small_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.search.listed import ListedLibrary

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
