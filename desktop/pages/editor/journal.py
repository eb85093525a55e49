"""Drafts on this device: what was typed and is not in the library yet, as files that survive."""

from __future__ import annotations

import itertools
import os
import secrets
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.pages.editor.journal_format import JournalEntry, read_entry, write_entry
from desktop.pages.editor.origin import is_of_a_copy
from desktop.pages.editor.writer_lock import WriterLock, is_held
from models.errors import BadInputError, NewerLibraryError

if TYPE_CHECKING:
    from uuid import UUID

__all__ = ["Draft", "DraftTrouble", "Journal", "JournalEntry", "Scan"]

_LARGEST = 64 * 1024 * 1024
_DAMAGED = "damaged"
_SET_ASIDE = "~"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry and the file that it was read from."""

    entry: JournalEntry
    file: Path

    @property
    def incident_id(self) -> UUID:
        """The incident that it was typed onto."""
        return self.entry.base.id


@dataclass(frozen=True, slots=True)
class DraftTrouble:
    """A file that cannot be read: where it lies now, and why, in plain words."""

    file: Path
    text: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What lies in the folder for one library, the newest first."""

    drafts: tuple[Draft, ...] = ()
    troubles: tuple[DraftTrouble, ...] = ()


class Journal:
    """The folder of drafts; safe to use from several threads, and beside other processes.

    Each process writes files of its own, `<library>/<incident>.<writer>.json`, and holds a lock
    that says it is alive: two windows on one incident never write over each other's text, and a
    start does not take for lost what another window is still writing.
    """

    def __init__(self, folder: Path) -> None:
        """Over a folder, which is made with the first draft.

        Args:
            folder: `desktop.configuration.drafts_folder()`, unless a test says otherwise.
        """
        self._folder = folder
        self._writer = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._alive = WriterLock(self._lock_file(self._writer))
        self._guard = threading.Lock()
        self._stamps = itertools.count(1)
        self._written: dict[tuple[UUID, UUID], int] = {}
        self._held: dict[tuple[UUID, UUID], int] = {}

    @property
    def folder(self) -> Path:
        """Where the drafts lie."""
        return self._folder

    def stamp(self) -> int:
        """A number that rises with every edit; it orders writes that overtake each other."""
        return next(self._stamps)

    def write(self, entry: JournalEntry, stamp: int) -> None:
        """Keep a draft: on the disk, whole, when this returns.

        Args:
            entry: the draft.
            stamp: of the newest edit in it; an older one than the last written is dropped.

        Raises:
            OSError: when it cannot be written; the draft before it stays.
        """
        key = (entry.library_id, entry.base.id)
        data = write_entry(entry)
        with self._guard:
            if stamp <= max(self._written.get(key, 0), self._held.get(key, 0)):
                return
            file = self._file(*key)
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._alive.hold()
            _write_whole(file, data)
            self._written[key] = stamp

    def forget(self, library_id: UUID, incident_id: UUID, stamp: int) -> None:
        """The library holds everything up to this stamp: a draft that says no more goes."""
        key = (library_id, incident_id)
        with self._guard:
            self._held[key] = max(stamp, self._held.get(key, 0))
            if self._written.get(key, 0) <= stamp:
                _remove(self._file(*key))

    def remove(self, draft: Draft) -> None:
        """The library holds this one, or nobody wants it."""
        with self._guard:
            _remove(draft.file)
            if draft.file.suffix == ".json":
                writer = _writer_of(draft.file)
                if writer != self._writer and not self._files_of(writer):
                    _remove(self._lock_file(writer))

    def scan(self, library_id: UUID, incident_id: UUID | None = None, *, here: str = "") -> Scan:
        """What lies here of this library that nobody else is writing.

        What cannot be read is put aside and told; what a newer Afterword wrote stays in its place.

        Args:
            library_id: of which library.
            incident_id: of which incident; None for all.
            here: where the library is: what was typed in another copy of it is left alone.
        """
        drafts: list[Draft] = []
        troubles: list[DraftTrouble] = []
        pattern = f"{incident_id or '*'}.*.json"
        try:
            files = sorted((self._folder / str(library_id)).glob(pattern))
        except OSError:
            return Scan()
        self._tidy()
        for file in files:
            writer = _writer_of(file)
            if writer != self._writer and is_held(self._lock_file(writer)):
                continue
            found = self._read(self._made_free(file), library_id)
            if isinstance(found, Draft):
                if not here or not is_of_a_copy(found.entry, here):
                    drafts.append(found)
            elif found is not None:
                troubles.append(found)
        drafts.sort(key=lambda one: one.entry.written_at, reverse=True)
        return Scan(tuple(drafts), tuple(troubles))

    def close(self) -> None:
        """No more is written: drafts that are left are for the next start to find."""
        with self._guard:
            self._alive.release()
            if not self._files_of(self._writer):
                _remove(self._lock_file(self._writer))

    def _tidy(self) -> None:
        """Remove the locks of processes that are gone and left nothing."""
        for lock in self._folder.glob("*.lock"):
            if lock.stem != self._writer and not self._files_of(lock.stem) and not is_held(lock):
                _remove(lock)

    def _read(self, file: Path, library_id: UUID) -> Draft | DraftTrouble | None:
        entry: JournalEntry | None = None
        try:
            if file.stat().st_size <= _LARGEST:
                entry = read_entry(file.read_bytes())
        except FileNotFoundError:
            return None
        except NewerLibraryError as error:
            return DraftTrouble(file, str(error))
        except BadInputError:
            return self._put_aside(file)
        except OSError as error:
            return DraftTrouble(file, f"A draft cannot be read: {error.strerror or error}.")
        is_here = entry is not None and entry.library_id == library_id
        if entry is None or not (is_here and file.name.startswith(f"{entry.base.id}.")):
            return self._put_aside(file)
        return Draft(entry, file)

    def _made_free(self, file: Path) -> Path:
        """The file under a name that this process will not write to again."""
        if file.stem.partition(".")[2] != self._writer:
            return file
        free = file.with_name(f"{file.stem}{_SET_ASIDE}{self.stamp()}.json")
        with self._guard:
            try:
                file.replace(free)
            except OSError:
                return file
        return free

    def _put_aside(self, file: Path) -> DraftTrouble:
        place = self._folder / _DAMAGED / file.name
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.replace(place)
        except OSError:
            place = file
        return DraftTrouble(place, "A draft is damaged and cannot be read. Its file is kept.")

    def _file(self, library_id: UUID, incident_id: UUID) -> Path:
        return self._folder / str(library_id) / f"{incident_id}.{self._writer}.json"

    def _lock_file(self, writer: str) -> Path:
        return self._folder / f"{writer}.lock"

    def _files_of(self, writer: str) -> list[Path]:
        return list(self._folder.glob(f"*/*.{writer}*.json"))


def _writer_of(file: Path) -> str:
    return file.stem.partition(".")[2].partition(_SET_ASIDE)[0]


def _write_whole(file: Path, data: bytes) -> None:
    """Write beside, then rename: a reader sees the old or the new, also after a power cut."""
    beside = file.with_suffix(".new")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """Have the rename on the disk; systems that cannot open folders do so by themselves."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()
