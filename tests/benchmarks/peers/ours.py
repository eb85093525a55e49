"""Afterword itself, asked as the others are: on an index that is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.peers.questions import SHOWN

if TYPE_CHECKING:
    from pathlib import Path

    from search.index import Index
    from search.results import SearchResults
    from tests.benchmarks.peers.questions import Question


class Ours:
    """The index in the folder: the exact total and the best hits, as any list of them needs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "index"
        self._index: Index | None = None

    def open(self) -> None:
        from search.index import Index
        from tests.benchmarks.search_bench import LIBRARY_ID

        self._index = Index.open(self._folder, library_id=LIBRARY_ID)

    def ask(self, question: Question) -> list[str]:
        return [hit.key for hit in self._found(question).hits if hit.title]

    def ask_all(self, question: Question) -> list[str]:
        """With all facets too, as the Library page shows them."""
        found = self._found(question)
        if found.total and not found.facets["severity"]:
            msg = "nothing was counted"
            raise RuntimeError(msg)
        return [hit.key for hit in found.hits if hit.title]

    def _found(self, question: Question) -> SearchResults:
        from tests.search.listed import NOW

        assert self._index is not None
        return self._index.search(
            question.text,
            sort=question.sort,  # type: ignore[arg-type]
            as_of=NOW,
            limit=SHOWN,
            typing=question.how == "beginning",
        )
