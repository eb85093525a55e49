"""The searches of a person, newest first, and stepping through them in the search field."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT = 50


class QueryHistory:
    """What was searched for. A query that is made again moves to the front."""

    def __init__(self, queries: Iterable[str] = ()) -> None:
        """Begin with what was remembered, newest first."""
        self._queries = [query for query in queries if query.strip()][:KEPT]
        self._at = -1

    @property
    def queries(self) -> tuple[str, ...]:
        """All of them, newest first."""
        return tuple(self._queries)

    def add(self, query: str) -> None:
        """Remember a query; stepping begins anew."""
        plain = " ".join(query.split())
        self._at = -1
        if plain:
            rest = [one for one in self._queries if one != plain]
            self._queries = [plain, *rest][:KEPT]

    def is_at(self, text: str) -> bool:
        """Whether the field shows what the last step gave, or nothing at all."""
        return not text or (self._at >= 0 and text == self._queries[self._at])

    def older(self) -> str | None:
        """One step back; None at the oldest."""
        if self._at + 1 >= len(self._queries):
            return None
        self._at += 1
        return self._queries[self._at]

    def newer(self) -> str | None:
        """One step forward; an empty text after the newest, None where one was not stepping."""
        if self._at < 0:
            return None
        self._at -= 1
        return self._queries[self._at] if self._at >= 0 else ""

    def forget(self) -> None:
        """Remember none of them any more."""
        self._queries = []
        self._at = -1

    def start_over(self) -> None:
        """Something else was typed: the next step gives the newest."""
        self._at = -1
