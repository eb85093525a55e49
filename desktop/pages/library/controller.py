"""Runs the Library page's search: asks, fetches what becomes visible, asks again after changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.search_lane import Question
from search.query_text import without
from search.results import Chip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from desktop.item_models.results import ResultsModel
    from desktop.search_lane import Answer
    from desktop.session import LibrarySession
    from models.rows import IncidentRow, SavedSearch
    from search.results import Hit, SearchResults, Sort

SLOW_MS = 150
PAGE = 200


@dataclass(frozen=True, slots=True)
class Relief:
    """The filter whose removal helps most.

    Attributes:
        total: incidents found without it.
    """

    chip: Chip
    query: str
    total: int


class SearchController(QObject):
    """Holds the question; the page shows the answers.

    Signals:
        answered: `Answer` to the question that holds.
        slow: the answer takes longer than 150 ms.
        relieved: `Relief` for a question without results, or None.
        saved_found: (list of `SavedSearch`, counts by id) of the library.
    """

    answered = Signal(object)
    slow = Signal()
    relieved = Signal(object)
    saved_found = Signal(object, object)

    def __init__(
        self, session: LibrarySession, model: ResultsModel, parent: QObject | None = None
    ) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self._session = session
        self._model = model
        self._question = Question(query="", as_of=session.clock())
        self._answer: Answer | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SLOW_MS)
        self._patience.timeout.connect(self.slow)
        model.page_wanted.connect(self._on_page_wanted)
        model.details_wanted.connect(self._on_details_wanted)

    @property
    def query(self) -> str:
        """The query that holds."""
        return self._question.query

    @property
    def answer(self) -> Answer | None:
        """The newest answer shown."""
        return self._answer

    def search(self, query: str, *, typing: bool = False) -> None:
        """Ask another query; an older one that is still on its way is dropped."""
        self._ask(replace(self._question, query=query, typing=typing))

    def sort(self, sort: Sort) -> None:
        """Ask the same in another order."""
        self._ask(replace(self._question, sort=sort))

    def refresh(self) -> None:
        """Ask the same again: the library or the index moved on."""
        self._ask(self._question)

    def read_all(self, done: Callable[[Sequence[Hit]], None]) -> None:
        """Every hit of the query that holds, in order, however many there are."""
        answer = self._answer
        if answer is None:
            return
        question = answer.question
        self._session.search(
            self,
            question.query,
            lambda results: done(results.hits),
            sort=question.sort,
            limit=max(1, answer.results.total),
            typing=question.typing,
            replaces="all",
        )

    def take_out(self, chip: Chip) -> str:
        """The query without one of its parts."""
        return without(self.query, chip)

    def read_saved(self) -> None:
        """Read the saved searches, then count what each finds."""
        self._session.read(
            self,
            lambda library: library.saved_searches.all(),
            self._on_saved,
            replaces="saved",
        )

    def _ask(self, question: Question) -> None:
        self._question = replace(question, as_of=self._session.clock())
        self._patience.start()
        self._session.answer(self, self._question, self._on_answer)

    def _on_answer(self, answer: Answer) -> None:
        self._patience.stop()
        self._answer = answer
        self._model.show_answer(answer)
        self.answered.emit(answer)
        if not answer.results.total:
            self._look_for_relief(answer)

    def _look_for_relief(self, answer: Answer) -> None:
        """Ask the query once more without each of its filters; the best one is offered."""
        query = answer.question.query
        chips = answer.results.understood
        found: list[Relief] = []

        def take(chip: Chip, is_last: bool, results: SearchResults) -> None:
            found.append(Relief(chip, results.query, results.total))
            if is_last and self.query == query:
                best = max(found, key=lambda one: one.total)
                self.relieved.emit(best if best.total else None)

        for place, chip in enumerate(chips):
            is_last = place == len(chips) - 1
            self._session.search(
                self,
                without(query, chip),
                partial(take, chip, is_last),
                limit=1,
                replaces=None,
            )
        if not chips:
            self.relieved.emit(None)

    @Slot(int)
    def _on_page_wanted(self, offset: int) -> None:
        question = self._question

        def show(results: SearchResults) -> None:
            if self._question == question:
                self._model.add_page(offset, results.hits)

        self._session.search(
            self,
            question.query,
            show,
            sort=question.sort,
            limit=PAGE,
            offset=offset,
            typing=question.typing,
            replaces=None,
        )

    @Slot(object)
    def _on_details_wanted(self, ids: Sequence[UUID]) -> None:
        query = self.query
        as_of = self._question.as_of

        def show_rows(rows: list[IncidentRow]) -> None:
            self._model.add_details({row.id: row for row in rows}, {})

        self._session.read(
            self, lambda library: library.incidents.rows(ids, as_of=as_of), show_rows
        )
        if query.strip():
            self._session.snippets(
                self, query, ids, lambda snippets: self._model.add_details({}, snippets)
            )

    def _on_saved(self, saved: list[SavedSearch]) -> None:
        self.saved_found.emit(saved, {})
        counts: dict[str, int] = {}

        def take(one: SavedSearch, results: SearchResults) -> None:
            counts[str(one.id)] = results.total
            if len(counts) == len(saved):
                self.saved_found.emit(saved, counts)

        for one in saved:
            self._session.search(
                self,
                one.query,
                partial(take, one),
                limit=1,
                replaces=f"saved {one.id}",
            )
