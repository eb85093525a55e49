"""Finding without an index: keys and titles of the store that hold the words typed.

Used while the index is missing or being rebuilt, so that the library can be used from the first
second. The answer says what it is.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from search.query.lexer import TokenKind, tokenise
from search.query_text import active_filters
from search.results import NO_VALUE, FacetCounts, Hit, SearchResults, Shown

if TYPE_CHECKING:
    from datetime import datetime

    from models.library import Library
    from models.rows import IncidentRow

_FACETS = ("severity", "service", "category", "status", "year")
NOTE = "The index is not ready. Only keys and titles are searched."


def search_store(
    library: Library, query: str, *, limit: int, offset: int = 0, as_of: datetime
) -> SearchResults:
    """Incidents whose key or title holds every word, newest first.

    Filters on what the facets show are honoured, all others are left out.
    """
    started = time.perf_counter()
    rows = library.incidents.listing(as_of=as_of)
    found = [row for row in rows if _matches(row, query)]
    hits = tuple(
        Hit(
            Shown(
                id=row.id,
                key=row.key,
                title=row.title,
                severity=row.severity,
                started_at=row.started_at,
            ),
        )
        for row in found[offset : offset + limit]
    )
    return SearchResults(
        query=query,
        total=len(found),
        elapsed_ms=(time.perf_counter() - started) * 1000,
        hits=hits,
        counts=FacetCounts(lambda: _facets(found)),
        note=NOTE if query.strip() else "",
    )


def _matches(row: IncidentRow, query: str) -> bool:
    words = [
        token.text.casefold()
        for token in tokenise(query)
        if token.kind in (TokenKind.WORD, TokenKind.PHRASE) and token.text
    ]
    text = f"{row.key} {row.title}".casefold()
    if not all(word in text for word in words):
        return False
    values = _values(row)
    return all(
        not wanted or not values.get(name) or _any(wanted, values[name])
        for name, wanted in active_filters(query).items()
    )


def _any(wanted: set[str], values: set[str]) -> bool:
    folded = {value.casefold() for value in values}
    return any(one.casefold() in folded for one in wanted)


def _facets(rows: list[IncidentRow]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in _FACETS}
    for row in rows:
        for name, values in _values(row).items():
            counts[name].update(values)
    return {name: dict(counter) for name, counter in counts.items()}


def _values(row: IncidentRow) -> dict[str, set[str]]:
    """What a row counts under in each facet; a service counts for those above it too."""
    services = {
        "/".join(path.split("/")[:depth])
        for path in row.services
        for depth in range(1, path.count("/") + 2)
    }
    return {
        "severity": {row.severity.value if row.severity else NO_VALUE},
        "service": services or {NO_VALUE},
        "category": {row.category or NO_VALUE},
        "status": {row.status.value if row.status else NO_VALUE},
        "year": {str(row.started_at.year)} if row.started_at else set(),
    }
