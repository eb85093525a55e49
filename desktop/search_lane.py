"""The index as the search lane uses it: opened, asked and closed in that one thread.

While the index is missing or being rebuilt, the library still answers: incidents whose key or
title contains the words, newest first. Nothing here touches Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from models.rows import IncidentRow
from search.results import SearchResults, Snippet, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.library import Library
    from search.index import Index
    from search.results import Completion, Explanation, SimilarPair

FIRST_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the index.

    Attributes:
        typing: the last word may be unfinished.
        as_of: the instant that "overdue" and ages are computed for.
        zone: where days and years begin; None reads the library's at each question.
        nearest: where nothing has all that is asked for, what has most of it is found instead.
    """

    query: str
    sort: Sort = "relevance"
    limit: int = 50
    offset: int = 0
    typing: bool = False
    nearest: bool = False
    as_of: datetime
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Results with all that the first rows on the screen show.

    Attributes:
        rows: what the store says of the first hits.
        snippets: the words around their matches.
        from_index: False when the store answered because the index could not.
    """

    question: Question
    results: SearchResults
    rows: dict[UUID, IncidentRow]
    snippets: dict[UUID, Snippet]
    from_index: bool


class SearchLane:
    """Holds the open index. Only tasks of the search lane may call it."""

    def __init__(self, cache_root: Path) -> None:
        """Open nothing yet.

        Args:
            cache_root: the folder under which each library has its index folder.
        """
        self._cache_root = cache_root
        self._index: Index | None = None

    @property
    def root(self) -> Path:
        """The folder under which each library has its index folder. Safe from any thread."""
        return self._cache_root

    def folder(self, library: Library) -> Path:
        """The folder of this library's index."""
        from search.folder import index_folder  # noqa: PLC0415

        return index_folder(self._cache_root, library.id, library.location)

    def search(self, library: Library, question: Question) -> tuple[SearchResults, bool]:
        """Search the index; the store where the index cannot answer.

        Returns:
            The results, and whether the index gave them.
        """
        index = self._usable(library)
        if index is not None:
            results = index.search(
                question.query,
                sort=question.sort,
                limit=question.limit,
                offset=question.offset,
                as_of=question.as_of,
                zone=question.zone or library.settings.zone_info,
                typing=question.typing,
                nearest=question.nearest,
            )
            _ = results.facets  # counted here, in the lane, not where they are shown
            return results, True
        from desktop.store_search import search_store  # noqa: PLC0415

        results = search_store(
            library,
            question.query,
            limit=question.limit,
            offset=question.offset,
            as_of=question.as_of,
        )
        return results, False

    def answer(self, library: Library, question: Question) -> Answer:
        """Search, and fetch what the first rows on the screen show."""
        results, from_index = self.search(library, question)
        first = [hit.id for hit in results.hits[:FIRST_ROWS]]
        rows = {row.id: row for row in library.incidents.rows(first, as_of=question.as_of)}
        return Answer(
            question, results, rows, self.snippets(library, question.query, first), from_index
        )

    def snippets(self, library: Library, query: str, ids: Sequence[UUID]) -> dict[UUID, Snippet]:
        """The words around the matches; none where the index cannot answer."""
        index = self._usable(library)
        return index.snippets(query, ids) if index is not None and query.strip() else {}

    def complete(self, library: Library, query: str, cursor: int) -> tuple[Completion, ...]:
        """Ways to go on with a query at the cursor; none where the index cannot answer."""
        index = self._usable(library)
        return index.complete(query, cursor) if index is not None else ()

    def marks(self, library: Library, query: str, text: str) -> tuple[tuple[int, int], ...] | None:
        """Where a query's words stand in a shown text; None where the index cannot answer."""
        index = self._usable(library)
        return index.marks(query, text) if index is not None else None

    def explain(
        self, library: Library, query: str, incident: UUID, *, as_of: datetime
    ) -> Explanation | None:
        """Why a query finds an incident; None where the index cannot answer."""
        index = self._usable(library)
        if index is None:
            return None
        return index.explain(query, incident, as_of=as_of, zone=library.settings.zone_info)

    def similar(self, library: Library, incident: UUID, *, limit: int) -> list[SimilarPair]:
        """Incidents that resemble one; none where the index cannot answer."""
        index = self._usable(library)
        return index.similar(incident_id=incident, limit=limit) if index is not None else []

    def nearest_texts(self, library: Library, incident: UUID, *, limit: int) -> list[SimilarPair]:
        """Incidents whose texts resemble one's; none where the index cannot answer."""
        index = self._usable(library)
        return index.nearest_texts(incident, limit) if index is not None else []

    def similar_to_text(self, library: Library, text: str, *, limit: int) -> list[SimilarPair]:
        """Incidents that resemble a text; none where the index cannot answer."""
        index = self._usable(library)
        return index.similar(text=text, limit=limit) if index is not None else []

    def close(self) -> None:
        """Close the index; the next question opens it anew."""
        index, self._index = self._index, None
        if index is not None:
            index.close()

    def _usable(self, library: Library) -> Index | None:
        if self._index is None:
            from search.index import Index  # noqa: PLC0415

            self._index = Index.open(self.folder(library), library_id=library.id)
        # It follows what the indexer commits by itself, a rebuild included.
        return self._index if self._index.state.health == "current" else None
