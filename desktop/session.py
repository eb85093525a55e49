"""One open library with its index, as the window uses it.

The session owns no thread; it hands work to the `TaskRunner`. The library is opened inside the
store lane and the index inside the search lane, so that neither SQLAlchemy nor Whoosh is imported
before the window is shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from typing_extensions import override

from desktop.notices import IndexView
from desktop.open_library import LibraryFacts, OpenLibrary
from desktop.repeat_finder import RepeatFinder
from desktop.search_lane import Question
from desktop.wording import zone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from desktop.search_lane import Answer, SearchLane
    from desktop.tasks import Task, TaskContext, TaskRunner
    from models.library import Library
    from search.results import SearchResults, SimilarPair, Snippet, Sort

__all__ = ["LibraryFacts", "LibrarySession"]

T = TypeVar("T")


REST_MS = 1_000
"""Longer than a pause within a query that is being typed."""


class LibrarySession(OpenLibrary):
    """The library behind the window, and its index.

    Attributes:
        repeats: finds pairs that look like repeats.

    Signals:
        index_state_changed: `IndexView`.
    """

    index_state_changed = Signal(object)

    def __init__(
        self,
        opener: Callable[[], Library],
        *,
        runner: TaskRunner,
        clock: Callable[[], datetime],
        search_lane: SearchLane,
        parent: QObject | None = None,
    ) -> None:
        """Remember how to open; `open` does it.

        Args:
            opener: opens (or creates) the library; runs in the store lane.
            runner: the one task runner.
            clock: aware UTC now.
            search_lane: the index, used in the search lane only.
            parent: Qt parent.
        """
        super().__init__(opener, runner=runner, clock=clock, parent=parent)
        self._search_lane = search_lane
        self._index = IndexView("opening", "Opening library")
        self._asked = QElapsedTimer()
        self.repeats = RepeatFinder(self, search_lane)

    @property
    def index(self) -> IndexView:
        """How the index is doing."""
        return self._index

    @property
    def cache_root(self) -> Path:
        """The folder under which each library has its index."""
        return self._search_lane.root

    @override
    def close(self) -> None:
        lane = self._search_lane
        self._runner.run(
            lambda _context: lane.close(), lane="search", owner=self._runner, durable=True
        )
        super().close()
        self.repeats.stop()

    def search(
        self,
        owner: QObject,
        query: str,
        done: Callable[[SearchResults], None],
        *,
        sort: Sort = "relevance",
        limit: int = 50,
        offset: int = 0,
        typing: bool = False,
        replaces: str | None = "search",
    ) -> Task[SearchResults]:
        """Search in the search lane; an unusable index answers from the store instead."""
        question = Question(
            query=query,
            sort=sort,
            limit=limit,
            offset=offset,
            typing=typing,
            as_of=self.clock(),
            zone=self._known_zone(),
        )

        def work(_context: TaskContext) -> SearchResults:
            return self._search_lane.search(self._opened_library(), question)[0]

        return self._runner.run(work, lane="search", owner=owner, done=done, replaces=replaces)

    def answer(
        self,
        owner: QObject,
        question: Question,
        done: Callable[[Answer], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> Task[Answer]:
        """Search, with all that the first rows show; a newer question drops an older one."""
        question = replace(question, zone=question.zone or self._known_zone())
        self._asked.start()
        return self._runner.run(
            lambda _context: self._search_lane.answer(self._opened_library(), question),
            lane="search",
            owner=owner,
            done=done,
            failed=failed,
            replaces="answer",
        )

    def _known_zone(self) -> ZoneInfo | None:
        """The library's zone as of its last settings change; None before it is open."""
        return zone_of(self.zone) if self.location else None

    def snippets(
        self,
        owner: QObject,
        query: str,
        ids: Sequence[UUID],
        done: Callable[[dict[UUID, Snippet]], None],
    ) -> Task[dict[UUID, Snippet]]:
        """The words around the matches, for the rows that are visible."""
        wanted = tuple(ids)

        def work(_context: TaskContext) -> dict[UUID, Snippet]:
            return self._search_lane.snippets(self._opened_library(), query, wanted)

        return self._runner.run(work, lane="search", owner=owner, done=done)

    def ask_index(
        self,
        owner: QObject,
        work: Callable[[SearchLane, Library], T],
        done: Callable[[T], None],
        *,
        replaces: str | None = None,
    ) -> Task[T]:
        """A short question to the index itself (completion, marks, reasons), in the search lane."""
        return self._runner.run(
            lambda _context: work(self._search_lane, self._opened_library()),
            lane="search",
            owner=owner,
            done=done,
            replaces=replaces,
        )

    def rest_ms(self) -> int:
        """Milliseconds that work nobody waits for should wait: somebody has just asked."""
        return max(0, REST_MS - self._asked.elapsed()) if self._asked.isValid() else 0

    def look_up(
        self,
        owner: QObject,
        work: Callable[[Library], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> Task[T]:
        """A short question for the index, in the search lane, behind what waits there."""
        return self._runner.run(
            lambda _context: work(self._opened_library()),
            lane="search",
            owner=owner,
            done=done,
            failed=failed,
        )

    def similar_to_text(
        self,
        owner: QObject,
        text: str,
        done: Callable[[list[SimilarPair]], None],
        *,
        limit: int = 20,
    ) -> Task[list[SimilarPair]]:
        """Incidents that resemble a text, the most similar first; none without an index."""

        def work(_context: TaskContext) -> list[SimilarPair]:
            return self._search_lane.similar_to_text(self._opened_library(), text, limit=limit)

        return self._runner.run(work, lane="search", owner=owner, done=done, replaces="similar")

    def show_index_state(self, view: IndexView) -> None:
        """Take the indexer's newest state; one that is ahead of us tells of another writer."""
        if view == self._index:
            return
        self._index = view
        self.index_state_changed.emit(view)
        if view.change > self._last_change and self.is_open:
            self.look_for_changes()
