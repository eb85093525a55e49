"""The index of one library: searched, kept in step, built anew.

Importing this module loads Whoosh and NumPy; the window does so in its search thread.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Self, TypeVar

from search.errors import DamagedIndexError, IndexBusyError, IndexWriteError
from search.following import Follower
from search.results import SearchResults
from search.searcher import Asked
from search.upkeep import CancelledError, Upkeep
from search.writing import merge_segments, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, tzinfo
    from pathlib import Path
    from types import TracebackType
    from uuid import UUID

    from search.results import Completion, Explanation, IndexState, SimilarPair, Snippet, Sort
    from search.searcher import Searcher
    from search.source import DocumentSource

Found = TypeVar("Found")
Nothing = TypeVar("Nothing")

WAIT_SECONDS = 120.0
"""How long upkeep waits for another process that writes to the same index."""

_NOT_READY = "The search index is not ready yet."


class Index:
    """The index in one folder.

    Not thread-safe: everything but `open` must be called from one thread at a time, because
    what is decoded is remembered without locks. Several `Index` objects, in threads or processes,
    may read one folder while one of them writes; each notices a newer commit by itself.
    """

    def __init__(self, folder: Path, library_id: UUID) -> None:
        """Use `open`."""
        self._folder = folder
        self._library_id = library_id
        self._follower = Follower(folder, library_id)

    @classmethod
    def open(cls, folder: Path, *, library_id: UUID) -> Index:
        """Open the index in `folder`, whatever its state; `state` says what that is.

        Args:
            folder: as `search.folder.index_folder` names it; need not exist.
            library_id: of the library that it must have been built from.
        """
        index = cls(folder, library_id)
        index._follower.refresh()
        return index

    @property
    def state(self) -> IndexState:
        """Of the newest commit on disk."""
        self._follower.refresh()
        return self._follower.state

    @property
    def segments(self) -> int:
        """How many segments the newest commit has; each commit of a change adds one."""
        searcher = self._follower.refresh()
        return len(searcher.snapshot.segments) if searcher else 0

    def search(  # noqa: PLR0913  (each is one wish of a search, and has a default)
        self,
        query: str,
        *,
        sort: Sort = "relevance",
        limit: int = 50,
        offset: int = 0,
        as_of: datetime,
        zone: tzinfo = UTC,
        typing: bool = False,
        with_snippets: bool = False,
        with_facets: bool = True,
        nearest: bool = False,
    ) -> SearchResults:
        """Answer any text as a query; never raises for what it says.

        Args:
            query: in the language of `search.query.parser`; empty finds everything.
            sort: by relevance (newest first where no words are sought), newest, severity (worst
                first) or duration (longest first); what is unknown comes last.
            limit: most hits to return; the total is exact all the same.
            offset: hits to leave out at the front.
            as_of: the instant that ``last:`` and ``overdue:`` count from.
            zone: the library's, where its days, months and years begin.
            typing: whether the query is still being typed, so that its last word may be
                unfinished.
            with_snippets: whether hits carry a plain snippet; else ask `snippets` for those shown.
            with_facets: whether to count the facets; a list of suggestions needs none.
            nearest: whether, where no incident has all that is asked for, those that have most of
                the words are found instead (`SearchResults.nearest` says so). Not for what must
                be exact, such as a count or a filter.
        """
        asked = Asked(as_of, zone, sort, typing, with_snippets, with_facets, nearest)
        found = self._ask(
            lambda searcher: searcher.search(query, asked=asked, limit=limit, offset=offset), None
        )
        return found or SearchResults(query=query, note=_NOT_READY)

    def complete(self, query: str, cursor: int, *, limit: int = 8) -> tuple[Completion, ...]:
        """Ways to go on with a query at the cursor, from the library's own fields and words.

        Each says which part of the query it takes the place of; none where nothing is being typed.
        """
        return self._ask(lambda searcher: searcher.complete(query, cursor, limit), ())

    def snippets(self, query: str, ids: Sequence[UUID]) -> dict[UUID, Snippet]:
        """A passage with its matches marked for each of these incidents that is in the index."""
        return self._ask(lambda searcher: searcher.snippets(query, ids), {})

    def marks(self, query: str, text: str) -> tuple[tuple[int, int], ...]:
        """Where the words of a query stand in a text as it is shown, in order: (start, end).

        For a reader of a document: the first mark is where to scroll to, the others are the next
        and the next. Offsets count characters of `text`; Qt counts those beyond U+FFFF twice.
        """
        return self._ask(lambda searcher: searcher.marks(query, text), ())

    def explain(
        self, query: str, incident_id: UUID, *, as_of: datetime, zone: tzinfo = UTC
    ) -> Explanation | None:
        """Why an incident is found by a query and what each word adds, in words and numbers.

        None when the incident is not in the index. One that is not found is explained too: the
        reasons then say what is missing.
        """
        asked = Asked(as_of, zone)
        return self._ask(lambda searcher: searcher.explain(query, incident_id, asked), None)

    def similar(
        self, *, incident_id: UUID | None = None, text: str | None = None, limit: int = 10
    ) -> list[SimilarPair]:
        """The incidents most like one of the library, or like a text, with the evidence."""
        if incident_id is not None:
            return self._ask(lambda searcher: searcher.similar_to(incident_id, limit), [])
        return self._ask(lambda searcher: searcher.similar_to_text(text or "", limit), [])

    def nearest_texts(self, incident_id: UUID, limit: int) -> list[SimilarPair]:
        """The incidents whose texts are most like those of one, whatever services they touched."""
        return self._ask(lambda searcher: searcher.nearest_texts(incident_id, limit), [])

    def catch_up(
        self,
        library: DocumentSource,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> int:
        """Bring the index up to date from the library's changes; build it where it must be.

        Args:
            library: the library.
            progress: told (incidents done, incidents in all).
            cancelled: asked now and then; when it says so, what is committed stays.

        Returns:
            How many incidents were written or removed.

        Raises:
            IndexBusyError: when another process goes on writing for two minutes.
            IndexWriteError: when the folder cannot be written.
        """
        upkeep = self._upkeep(library, progress, cancelled)
        if self._is_up_to_date(library, upkeep):
            return 0

        def work() -> int:
            searcher = self._follower.refresh()
            if searcher is None or not upkeep.is_of_this_library(searcher.snapshot.bookkeeping):
                return upkeep.rebuild()
            try:
                return upkeep.catch_up(searcher.snapshot)
            except DamagedIndexError as error:
                self._follower.reject(str(error))
                return upkeep.rebuild()

        return self._work(work, cancelled)

    def rebuild(
        self,
        library: DocumentSource,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> int:
        """Build the index from nothing, beside the old one, which serves until it is replaced.

        Returns:
            The incidents in it; 0 when cancelled, and then the old index stays.

        Raises:
            IndexBusyError: when another process goes on writing for two minutes.
            IndexWriteError: when the folder cannot be written.
        """
        return self._work(self._upkeep(library, progress, cancelled).rebuild, cancelled)

    def merge(self) -> bool:
        """Merge small segments where many have gathered; for idle moments. True when it did.

        Leaves at once when another process is writing.
        """
        searcher = self._follower.refresh()
        if searcher is None:
            return False
        try:
            with writing(self._folder):
                return merge_segments(searcher.snapshot.folder)
        except IndexBusyError:
            return False

    def close(self) -> None:
        """Let go of the index's files."""
        self._follower.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, question: Callable[[Searcher], Found], nothing: Nothing) -> Found | Nothing:
        """Ask the newest commit; `nothing` when there is none, or it turns out to be broken."""
        searcher = self._follower.refresh()
        if searcher is None:
            return nothing
        try:
            return question(searcher)
        except DamagedIndexError as error:
            self._follower.reject(str(error))
            return nothing

    def _upkeep(
        self,
        library: DocumentSource,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> Upkeep:
        return Upkeep(self._folder, self._library_id, library, progress, cancelled)

    def _is_up_to_date(self, library: DocumentSource, upkeep: Upkeep) -> bool:
        """Whether nothing needs to be written, found out without the lock."""
        searcher = self._follower.refresh()
        if searcher is None:
            return False
        held = searcher.snapshot.bookkeeping
        return held.last_change == library.changes.last() and upkeep.is_of_this_library(held)

    def _work(self, work: Callable[[], int], cancelled: Callable[[], bool] | None) -> int:
        try:
            with writing(self._folder, wait=WAIT_SECONDS, cancelled=cancelled):
                return work()
        except CancelledError:
            return 0
        except OSError as error:
            msg = f"The search index cannot be written: {error.strerror or error}."
            raise IndexWriteError(msg, f"Look after the folder {self._folder}.") from error
        finally:
            self._follower.refresh()
