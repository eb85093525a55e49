"""Keeps the index in step with a library: built anew, or brought up to date from the changes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from search.document import document_of
from search.errors import DamagedIndexError
from search.folder import Pointer, new_build, remove_other_builds, write_pointer
from search.reading.snapshot import Bookkeeping, Snapshot
from search.schema import SCHEMA_VERSION
from search.writing import MANY, commit, create

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from uuid import UUID

    from search.document import IndexDocument
    from search.source import Change, DocumentSource

COMMIT_EVERY = 8_000
"""Documents a commit: Whoosh keeps their postings in memory until then."""

_REPORT_EVERY = 25


class CancelledError(Exception):
    """The work was called off; the index is as it was before."""


class Upkeep:
    """One piece of upkeep on one index folder; call it under `search.writing.writing`."""

    def __init__(
        self,
        folder: Path,
        library_id: UUID,
        source: DocumentSource,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        commit_every: int = COMMIT_EVERY,
    ) -> None:
        """Work on the index in `folder` of the library `source`.

        Args:
            folder: the index folder.
            library_id: written beside the index.
            source: the library.
            progress: told (incidents done, incidents in all).
            cancelled: asked now and then.
            commit_every: documents a commit.
        """
        self._folder = folder
        self._library_id = library_id
        self._source = source
        self._progress = progress
        self._cancelled = cancelled
        self._commit_every = commit_every
        self._done = 0
        self._total = 0

    def is_of_this_library(self, held: Bookkeeping) -> bool:
        """Whether the library's log holds the change that the index says it saw last.

        Not so after a library was put back from a backup.
        """
        if not held.last_change:
            return True
        found = self._source.changes.since(held.last_change - 1, limit=1)
        return bool(found) and _mark(found[0]) == held.mark

    def rebuild(self) -> int:
        """Build a new index beside the old one, which serves until the new one is whole.

        Returns:
            The incidents in it.

        Raises:
            CancelledError: when called off; the old index stays in use.
            DamagedIndexError: when the new index does not hold what was written, twice.
        """
        try:
            return self._rebuild(parallel=True)
        except DamagedIndexError:
            # Whoosh does not notice when one of its processes dies: once more, with none.
            return self._rebuild(parallel=False)

    def _rebuild(self, *, parallel: bool) -> int:
        newest = self._source.changes.last()
        log = self._source.changes.since(newest - 1, limit=1) if newest else []
        ids = list(self._source.incidents.ids())
        self._done, self._total = 0, len(ids)
        build = new_build(self._folder)
        try:
            create(build)
            self._write_all(build, ids, _mark(log[-1]) if log else "", newest, parallel=parallel)
            written = Snapshot(build).documents
        except BaseException:
            shutil.rmtree(build, ignore_errors=True)
            raise
        write_pointer(self._folder, Pointer(build.name, SCHEMA_VERSION, str(self._library_id)))
        remove_other_builds(self._folder, keep=build.name)
        return written

    def _write_all(
        self, build: Path, ids: list[UUID], mark: str, newest: int, *, parallel: bool
    ) -> None:
        parts = self._parts(ids) or [[]]
        for at, part in enumerate(parts):
            last = at == len(parts) - 1
            commit(
                build,
                self._documents(part),
                bookkeeping=(lambda: Bookkeeping(newest, self._done, mark)) if last else None,
                many=parallel and len(part) >= MANY,
            )

    def catch_up(self, snapshot: Snapshot) -> int:
        """Bring an index up to date; each incident once, however often it changed.

        Args:
            snapshot: the index as it is.

        Returns:
            The incidents whose documents were written or removed.

        Raises:
            CancelledError: when called off; commits made so far stay, and say so.
        """
        log = self._source.changes.since(snapshot.bookkeeping.last_change)
        firsts: dict[UUID, int] = {}
        for at, entry in enumerate(log):
            if entry.incident_id is not None:
                firsts.setdefault(entry.incident_id, at)
        parts = self._parts(list(firsts))
        self._done, self._total = 0, len(firsts)
        for at, part in enumerate(parts):
            if at:
                snapshot = Snapshot(snapshot.folder, snapshot)
            # All before the first change that is still to come is in the index then.
            seen = firsts[parts[at + 1][0]] - 1 if at + 1 < len(parts) else len(log) - 1
            self._write_part(snapshot, part, log[seen])
        return len(firsts)

    def _write_part(self, snapshot: Snapshot, part: list[UUID], seen: Change) -> None:
        before = [snapshot.document_of(one) for one in part]
        removed = [one for one in before if one is not None]
        done = self._done
        counted = snapshot.documents - len(removed)

        def bookkeeping() -> Bookkeeping:
            written = self._done - done
            return Bookkeeping(seen.number, counted + written, _mark(seen))

        commit(
            snapshot.folder,
            self._documents(part),
            bookkeeping=bookkeeping,
            removed=removed,
            before=snapshot,
            many=len(part) >= MANY,
        )

    def _parts(self, ids: list[UUID]) -> list[list[UUID]]:
        every = self._commit_every
        return [ids[at : at + every] for at in range(0, len(ids), every)]

    def _documents(self, ids: Sequence[UUID]) -> Iterator[IndexDocument]:
        for incident in self._source.incidents.documents(ids) if ids else ():
            if self._cancelled is not None and self._cancelled():
                raise CancelledError
            yield document_of(incident)
            self._done += 1
            if self._progress and (self._done % _REPORT_EVERY == 0 or self._done == self._total):
                self._progress(self._done, self._total)


def _mark(entry: Change) -> str:
    return f"{entry.number} {entry.at.isoformat()} {entry.entity_id}"
