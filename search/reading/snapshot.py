"""The whole index at one commit: its segments side by side, documents numbered through."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from typing_extensions import override
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from search.document import SEPARATOR
from search.errors import DamagedIndexError
from search.facts import Flag
from search.reading.catalogue import Catalogue
from search.reading.segment import Segment
from search.schema import new_schema

if TYPE_CHECKING:
    import numpy.typing as npt

INDEX_NAME = "MAIN"


@dataclass(frozen=True, slots=True)
class Bookkeeping:
    """What a commit says of itself, written in that very commit.

    Attributes:
        last_change: number of the last entry of `changes` that the index holds.
        documents: incidents in it; a count that differs shows a lost part.
        mark: what that entry was, so that a library put back from a backup, whose numbers begin
            again, is not taken for the one that was indexed.
    """

    last_change: int
    documents: int
    mark: str = ""

    def to_bytes(self) -> bytes:
        """As the index keeps it."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Bookkeeping:
        """Read back.

        Raises:
            DamagedIndexError: when it is not that.
        """
        try:
            values = json.loads(data)
            return cls(int(values["last_change"]), int(values["documents"]), str(values["mark"]))
        except (ValueError, KeyError, TypeError) as error:
            msg = "the index's bookkeeping cannot be read"
            raise DamagedIndexError(msg) from error


class Snapshot:
    """One commit of the index, open for reading.

    Not thread-safe: its caches are filled while it is read.

    Attributes:
        generation: Whoosh's number of the commit.
        segments: its segments.
        bookkeeping: what the commit says of itself, kept in a document of its own.
        bases: for each segment, the number of its first document.
        size: documents, deleted and bookkeeping ones included.
        live: for each document, whether it is an incident that is not deleted.
        facts: the facts of all documents.
    """

    def __init__(self, folder: Path, previous: Snapshot | None = None) -> None:
        """Open the last commit in `folder`, taking over open segments from `previous`.

        A new reader each time, never Whoosh's `Searcher.refresh`: that brings deleted and old
        documents back.

        Raises:
            DamagedIndexError: when the index cannot be read.
        """
        self.folder = folder
        contents = table_of_contents(folder)
        self.generation = int(contents.generation)
        known = {one.name: one for one in previous.segments} if previous else {}
        self.segments: list[Segment] = []
        self.bases: list[int] = []
        self.size = 0
        deleted: list[int] = []
        for entry in contents.segments:
            name, size = entry.segment_id(), entry.doc_count_all()
            segment = known.get(name) or Segment(folder, name, size)
            deleted.extend(self.size + number for number in entry.deleted_docs())
            self.segments.append(segment)
            self.bases.append(self.size)
            self.size += size
        self.facts = _joined([segment.facts for segment in self.segments])
        self.live = (self.facts["flags"] & Flag.DOCUMENT) != 0
        present = np.ones(self.size, bool)
        present[deleted] = False
        self.live &= present
        self.has_deletions = bool(deleted)
        self.bookkeeping, self.bookkeeping_document = self._read_bookkeeping(present)
        self.documents = int(self.live.sum())
        if self.documents != self.bookkeeping.documents:
            # Whoosh reports success for a parallel build whose sub-process was killed.
            msg = f"{self.documents} documents where {self.bookkeeping.documents} were written"
            raise DamagedIndexError(msg)

    def _read_bookkeeping(self, present: npt.NDArray[np.bool_]) -> tuple[Bookkeeping, int]:
        found: list[tuple[int, Bookkeeping]] = []
        for base, segment in zip(self.bases, self.segments, strict=True):
            for number in np.flatnonzero(segment.meta.lengths).tolist():
                if present[base + number]:
                    entry = Bookkeeping.from_bytes(segment.meta[number])
                    found.append((base + number, entry))
        if len(found) != 1:
            msg = f"the index has {len(found)} entries of bookkeeping"
            raise DamagedIndexError(msg)
        return found[0][1], found[0][0]

    def column(self, name: str) -> npt.NDArray[Any]:
        """One fact of all documents, contiguous."""
        found = self._columns.get(name)
        if found is None:
            found = self._columns[name] = np.ascontiguousarray(self.facts[name])
        return found

    @cached_property
    def _columns(self) -> dict[str, npt.NDArray[Any]]:
        return {}

    @cached_property
    def recency(self) -> npt.NDArray[np.float32]:
        """For each document its place by start, from 0 (oldest or unknown) to 1 (newest)."""
        started = self.column("started")
        ranks = np.empty(self.size, np.float32)
        order = np.argsort(started, kind="stable")
        ranks[order] = np.arange(self.size, dtype=np.float32) / max(self.size - 1, 1)
        return ranks

    @cached_property
    def catalogue(self) -> Catalogue:
        """The names in use: services, categories, tags, people, keys."""
        return Catalogue(self.segments, self.bases, self.size)

    def located(self, document: int) -> tuple[Segment, int]:
        """The segment of a document and its number there."""
        at = int(np.searchsorted(self.bases, document, "right")) - 1
        return self.segments[at], document - self.bases[at]

    def label(self, document: int) -> tuple[str, str]:
        """Key and title of a document."""
        segment, number = self.located(document)
        key, _, title = segment.labels[number].decode("utf-8", "replace").partition(SEPARATOR)
        return key, title

    def body(self, document: int) -> bytes:
        """The packed texts of a document (`search.document.unpack_body`)."""
        segment, number = self.located(document)
        return segment.bodies[number]

    def incident_id(self, document: int) -> UUID:
        """The id of the incident that a document is of."""
        row = self.facts[document]
        return UUID(int=(int(row["id_high"]) << 64) | int(row["id_low"]))

    def document_of(self, incident: UUID) -> int | None:
        """The live document of an incident."""
        high, low = np.uint64(incident.int >> 64), np.uint64(incident.int & (2**64 - 1))
        candidates = np.flatnonzero(self.column("id_low") == low)
        for document in candidates.tolist():
            if self.live[document] and self.facts["id_high"][document] == high:
                return int(document)
        return None


class _ReadWhole(FileStorage):
    """Opens a file by reading it whole: Whoosh leaves the file open when it is damaged."""

    @override
    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        return StructFile(io.BytesIO(Path(self.folder, name).read_bytes()), name=name)


def table_of_contents(folder: Path) -> Any:
    """Whoosh's table of contents of the last commit in `folder`.

    Raises:
        DamagedIndexError: when there is none, or it is broken.
    """
    try:
        storage = _ReadWhole(str(folder))  # type: ignore[no-untyped-call]
        # Our own schema is passed in, so that the pickled one is skipped.
        return TOC.read(storage, INDEX_NAME, schema=new_schema())  # type: ignore[no-untyped-call]
    except Exception as error:  # a damaged pickle can raise nearly anything
        msg = f"the table of contents cannot be read: {error!r}"
        raise DamagedIndexError(msg) from error


def _joined(rows: list[npt.NDArray[np.void]]) -> npt.NDArray[np.void]:
    if not rows:
        msg = "the index is empty"
        raise DamagedIndexError(msg)
    return rows[0] if len(rows) == 1 else np.concatenate(rows)
