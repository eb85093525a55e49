"""The index as the search lane uses it: opened, asked and closed in that one thread.

While the index is missing or being rebuilt, the library still answers: incidents whose key or
title contains the words, newest first. Nothing here touches Qt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from models.library import Library
    from search.index import Index
    from search.results import SearchResults, Snippet


class SearchLane:
    """Holds the open index. Only tasks of the search lane may call it."""

    def __init__(self, cache_root: Path) -> None:
        """Open nothing yet.

        Args:
            cache_root: the folder under which each library has its index folder.
        """
        self._cache_root = cache_root
        self._index: Index | None = None

    def folder(self, library: Library) -> Path:
        """The folder of this library's index."""
        from search.folder import index_folder  # noqa: PLC0415

        return index_folder(self._cache_root, library.id, library.location)

    def search(
        self,
        library: Library,
        query: str,
        *,
        sort: str,
        limit: int,
        as_of: datetime,
        typing: bool,
    ) -> SearchResults:
        """Search the index; the store where the index cannot answer."""
        index = self._opened(library)
        if index.state.health == "current":
            return index.search(query, sort=sort, limit=limit, as_of=as_of, typing=typing)
        from desktop.store_search import search_store  # noqa: PLC0415

        return search_store(library, query, limit=limit, as_of=as_of)

    def snippets(self, library: Library, query: str, ids: Sequence[UUID]) -> dict[UUID, Snippet]:
        """The words around the matches; none where the index cannot answer."""
        index = self._opened(library)
        if index.state.health != "current":
            return {}
        return index.snippets(query, ids)

    def forget(self) -> None:
        """Close the index; the next question opens it anew (after a rebuild)."""
        index, self._index = self._index, None
        if index is not None:
            index.close()

    def close(self) -> None:
        """Close the index for good."""
        self.forget()

    def _opened(self, library: Library) -> Index:
        if self._index is not None and self._index.state.health != "current":
            self.forget()
        if self._index is None:
            from search.index import Index  # noqa: PLC0415

            self._index = Index.open(self.folder(library), library_id=library.id)
        return self._index
