"""Keeps the facet column in step: counts of the newest answer, saved searches, what is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.pages.library.facet_groups import facet_groups

if TYPE_CHECKING:
    from desktop.pages.library.controller import SearchController
    from desktop.pages.library.facets import FacetColumn
    from models.rows import SavedSearch


class Filters(QObject):
    """Shows the groups anew whenever one of these moved."""

    def __init__(self, search: SearchController, column: FacetColumn) -> None:
        """Follow a search."""
        super().__init__(column)
        self._search = search
        self._column = column
        self._saved: list[SavedSearch] = []
        self._counts: dict[str, int] = {}
        self._opened: set[str] = set()
        search.answered.connect(lambda _answer: self._show())
        search.saved_found.connect(self._on_saved_found)
        column.opened.connect(self._on_opened)

    def _show(self) -> None:
        answer = self._search.answer
        self._column.show_groups(
            facet_groups(
                answer.results.facets if answer else {},
                self._search.query,
                self._saved,
                opened=self._opened,
                saved_counts=self._counts,
            )
        )

    @Slot(object, object)
    def _on_saved_found(self, saved: list[SavedSearch], counts: dict[str, int]) -> None:
        self._saved = saved
        self._counts = counts or self._counts
        self._show()

    @Slot(str)
    def _on_opened(self, field: str) -> None:
        self._opened.add(field)
        self._show()
