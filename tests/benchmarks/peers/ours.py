"""Afterword itself, asked as the others are: on an index that is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.peers.questions import SHOWN

if TYPE_CHECKING:
    from pathlib import Path

    from search.index import Index
    from tests.benchmarks.peers.questions import Question


class Ours:
    """The index in the folder, with facets, exact totals and hits as the window shows them."""

    with_facets = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "index"
        self._index: Index | None = None

    def open(self) -> None:
        from search.index import Index
        from tests.benchmarks.search_bench import LIBRARY_ID

        self._index = Index.open(self._folder, library_id=LIBRARY_ID)

    def ask(self, question: Question) -> list[str]:
        from tests.search.listed import NOW

        assert self._index is not None
        found = self._index.search(
            question.text,
            sort=question.sort,  # type: ignore[arg-type]
            as_of=NOW,
            limit=SHOWN,
            typing=question.how == "beginning",
            with_facets=self.with_facets,
        )
        if self.with_facets:
            assert found.facets is not None
        return [hit.key for hit in found.hits if hit.title]


class OursBare(Ours):
    """Without facets, which the others do not count either."""

    with_facets = False
