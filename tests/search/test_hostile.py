"""A small part of `tests.search.hostile_run`: nothing that is asked raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.index import Index
from tests.search.conftest import LIBRARY_ID
from tests.search.generated import incidents
from tests.search.hostile_run import examine, words_of
from tests.search.listed import ListedLibrary

if TYPE_CHECKING:
    from pathlib import Path


def test_hostile_queries_are_answered(tmp_path: Path) -> None:
    library = ListedLibrary(incidents(160))
    with Index.open(tmp_path / "index", library_id=LIBRARY_ID) as index:
        index.rebuild(library)
        found = examine(index, words_of(library), 500)
    assert found.failed == []
    assert found.asked >= 500
