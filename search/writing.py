"""Writes to the index through Whoosh, with the options and the care that it needs.

Every function here must be called under `writing`, the lock of the index folder. What was measured
and found about Whoosh, and followed here: segments are not put together into one file (that copies
them at each opening), not merged in the commit of a save (half a second), committed every few
thousand documents, and written by two processes when there are many.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, LockError
from whoosh.multiproc import MpWriter
from whoosh.reading import SegmentReader
from whoosh.util.filelock import FileLock

from search.errors import IndexBusyError
from search.folder import LOCK
from search.reading.segment import Segment
from search.reading.shortcuts import lacks_shortcuts, write_shortcuts
from search.reading.snapshot import INDEX_NAME, table_of_contents
from search.schema import fields_of, new_codec, new_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from search.document import IndexDocument
    from search.reading.snapshot import Bookkeeping, Snapshot

MANY = 600
"""From so many documents on, a commit is written by two processes."""

_MEMORY_MB = 256
_SMALL_TIERS = (64, 512, 4096)
_SEGMENTS_A_TIER = 12
_RETRY_SECONDS = 0.1


@contextmanager
def writing(
    folder: Path, *, wait: float = 0.0, cancelled: Callable[[], bool] | None = None
) -> Iterator[None]:
    """Hold the right to write to the index in `folder`.

    The operating system frees the lock of a process that dies.

    Args:
        folder: the index folder.
        wait: seconds to wait for another writer.
        cancelled: asked while waiting.

    Raises:
        IndexBusyError: when another writer is still there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(folder / LOCK))
    deadline = time.monotonic() + wait
    while not lock.acquire():
        if time.monotonic() >= deadline or (cancelled and cancelled()):
            msg = "The search index is being written by another Afterword."
            raise IndexBusyError(msg, "It will be current in a moment; nothing is lost.")
        time.sleep(_RETRY_SECONDS)
    try:
        yield
    finally:
        lock.release()


def create(build: Path) -> None:
    """Make an empty Whoosh index in the folder `build`."""
    FileIndex.create(_storage(build), new_schema(), INDEX_NAME)  # type: ignore[no-untyped-call]


def commit(
    build: Path,
    documents: Iterable[IndexDocument],
    *,
    bookkeeping: Callable[[], Bookkeeping] | None,
    removed: Iterable[int] = (),
    before: Snapshot | None = None,
    many: bool = False,
) -> None:
    """Add documents and remove others, in one step: readers see all of it or nothing.

    Args:
        build: the folder of the Whoosh index.
        documents: what to add; an incident at most once, since Whoosh would keep both.
        bookkeeping: asked once the documents are added: what the index holds after this commit.
            None for a part of a first build, which nobody reads before its last commit.
        removed: documents to remove, by their numbers in `before`.
        before: the index as it is; its entry of bookkeeping is replaced.
        many: whether to write with two processes.

    Raises:
        IndexBusyError: when something else holds Whoosh's own lock.
    """
    writer = _open_writer(build, many=many)
    try:
        _check_generation(writer, before)
        for number in removed:
            writer.delete_document(number)
        if before is not None and bookkeeping is not None:
            writer.delete_document(before.bookkeeping_document)
        for document in documents:
            writer.add_document(**fields_of(document))
        if bookkeeping is not None:
            writer.add_document(meta=bookkeeping().to_bytes())
        writer.commit(merge=False)
    except BaseException:
        _abandon(writer)
        raise
    _add_shortcuts(build)


def merge_segments(build: Path) -> bool:
    """Merge where many small segments have gathered; True when anything was merged.

    For an idle moment: it takes as long as writing those documents again. Large segments are left
    alone, unless half of what they hold is deleted.
    """
    chosen = _worth_merging(table_of_contents(build).segments)
    if not chosen:
        return False
    writer = _open_writer(build, many=False)
    try:
        writer.commit(mergetype=_merging(chosen))
    except BaseException:
        _abandon(writer)
        raise
    _add_shortcuts(build)
    return True


def _add_shortcuts(build: Path) -> None:
    for entry in table_of_contents(build).segments:
        name, size = entry.segment_id(), entry.doc_count_all()
        if lacks_shortcuts(build, name, size):
            write_shortcuts(build, Segment(build, name, size))


def _worth_merging(segments: list[Any]) -> set[str]:
    chosen: set[str] = set()
    lower = 0
    for upper in _SMALL_TIERS:
        tier = [one for one in segments if lower <= one.doc_count_all() < upper]
        if len(tier) > _SEGMENTS_A_TIER:
            chosen.update(one.segment_id() for one in tier)
        lower = upper
    for one in segments:
        if 2 * one.deleted_count() > one.doc_count_all():
            chosen.add(one.segment_id())
    return chosen


def _merging(chosen: set[str]) -> Callable[[Any, list[Any]], list[Any]]:
    """A merge policy (whoosh.writing) that takes just these segments into the new one."""

    def policy(writer: Any, segments: list[Any]) -> list[Any]:
        for segment in segments:
            if segment.segment_id() in chosen:
                reader = SegmentReader(writer.storage, writer.schema, segment)
                try:
                    writer.add_reader(reader)
                finally:
                    reader.close()
        return [one for one in segments if one.segment_id() not in chosen]

    return policy


def _open_writer(build: Path, *, many: bool) -> Any:
    index = FileIndex(_storage(build), schema=new_schema())  # type: ignore[no-untyped-call]
    options: dict[str, Any] = {"limitmb": _MEMORY_MB, "compound": False, "codec": new_codec()}
    if many and (os.cpu_count() or 1) > 1:
        options |= {
            "procs": 2,
            "multisegment": True,
            "start_method": _start_method(),
            "batchsize": 50,
        }
    try:
        return index.writer(**options)
    except LockError as error:
        msg = "The search index is being written by another program."
        raise IndexBusyError(msg, "Close it and try again.") from error


def _start_method() -> str:
    """Forking is quick and safe here: indexing has a process of its own, with one thread."""
    return "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"


def _check_generation(writer: Any, before: Snapshot | None) -> None:
    """Document numbers hold for one commit only; under the lock nothing can come between."""
    if before is not None and writer.generation != before.generation + 1:
        msg = "The search index was changed by another program."
        raise IndexBusyError(msg, "It will be brought up to date again in a moment.")


def _abandon(writer: Any) -> None:
    """Give up a commit. Whoosh would leave its sub-processes waiting for work for ever."""
    if isinstance(writer, MpWriter):
        for task in writer.tasks:
            if task.is_alive():
                task.terminate()
            task.join()
        writer.jobqueue.cancel_join_thread()
        writer.tasks.clear()
    if not writer.is_closed:
        writer.cancel()


def _storage(build: Path) -> FileStorage:
    return FileStorage(str(build))  # type: ignore[no-untyped-call]
