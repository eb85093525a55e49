"""The order of the results, as it was left the last time."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from desktop.pages.library.results import SORTS

if TYPE_CHECKING:
    from desktop.pages.library.controller import SearchController
    from desktop.pages.library.results import ResultsColumn
    from desktop.remembered import LibraryMemory
    from search.results import Sort


class KeptOrder:
    """Has a chosen order remembered, and asks for it with the first question."""

    def __init__(
        self, search: SearchController, results: ResultsColumn, memory: LibraryMemory | None
    ) -> None:
        """Follow the choice.

        Args:
            search: asks.
            results: where the order is chosen.
            memory: keeps it; None for nobody.
        """
        self._search = search
        self._wanted = memory.sort if memory is not None else ""
        results.sort_chosen.connect(search.sort)
        if memory is not None:
            results.sort_chosen.connect(memory.note_sort)

    def refresh(self) -> None:
        """Ask again; the first time in the order that was left."""
        wanted, self._wanted = self._wanted, ""
        if wanted in SORTS:
            self._search.sort(cast("Sort", wanted))
        else:
            self._search.refresh()
