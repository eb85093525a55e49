"""One library, opened in the store lane: every read and every write of the window passes here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.notices import Notice
from desktop.outside_changes import changes_since
from models.errors import LibraryError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from desktop.tasks import Task, TaskContext, TaskRunner
    from models.changes import Changes
    from models.library import Library

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """What the window shows of the library itself, and its id once it is known."""

    name: str
    location: str
    zone: str
    incidents: int
    id: UUID | None = None


class OpenLibrary(QObject):
    """A library on its way to being open, open, or closed. It owns no thread.

    Signals:
        opened: `LibraryFacts`, once the library can be read.
        facts_changed: `LibraryFacts`, when name, zone or size became others.
        open_failed: the exception that kept it shut.
        changed: `Changes` of each committed write, by this window or another process.
        notice: `Notice`, for a toast.
        published: UUID of an incident whose postmortem was made final in this window.
        handle_changed: the handle of whoever works on this device.
    """

    opened = Signal(object)
    facts_changed = Signal(object)
    open_failed = Signal(object)
    changed = Signal(object)
    notice = Signal(object)
    published = Signal(object)
    handle_changed = Signal(str)

    def __init__(
        self,
        opener: Callable[[], Library],
        *,
        runner: TaskRunner,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        """Remember how to open; `open` does it."""
        super().__init__(parent)
        self._opener = opener
        self._runner = runner
        self._library: Library | None = None
        self._facts = LibraryFacts("", "", "UTC", 0)
        self._last_change = 0
        self._handle = ""
        self.clock = clock

    @property
    def library_name(self) -> str:
        """The library's name; empty until opened."""
        return self._facts.name

    @property
    def handle(self) -> str:
        """Who works on this device, as documents name them; empty while nobody said."""
        return self._handle

    def set_handle(self, handle: str) -> None:
        """Remember who works here: the one who makes approvals, overrides and revisions."""
        tidy = " ".join(handle.split())
        if tidy and not tidy.startswith("@"):
            tidy = f"@{tidy}"
        if tidy.strip("@") == "":
            tidy = ""
        if tidy != self._handle:
            self._handle = tidy
            self.handle_changed.emit(tidy)

    @property
    def location(self) -> str:
        """Where it is kept: a path, or a URL with its password hidden."""
        return self._facts.location

    @property
    def zone(self) -> str:
        """The IANA zone that times are shown in."""
        return self._facts.zone

    @property
    def facts(self) -> LibraryFacts:
        """Name, place, zone and size as of the last opening or settings change."""
        return self._facts

    @property
    def runner(self) -> TaskRunner:
        """The task runner, for work that needs no library."""
        return self._runner

    @property
    def is_open(self) -> bool:
        """Whether the library can be read."""
        return self._library is not None

    def open(self) -> None:
        """Open the library in the store lane; `opened` or `open_failed` follows."""

        def work(_context: TaskContext) -> tuple[LibraryFacts, int]:
            library = self._opener()
            self._library = library
            return _facts(library), library.changes.last()

        self._runner.run(
            work, lane="store", owner=self, done=self._on_opened, failed=self.open_failed.emit
        )

    def close(self) -> None:
        """Close it, in its lane. It is of no use afterwards."""

        def work(_context: TaskContext) -> None:
            library, self._library = self._library, None
            if library is not None:
                library.close()

        self._runner.run(work, lane="store", owner=self._runner, durable=True)

    def read(
        self,
        owner: QObject,
        work: Callable[[Library], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        replaces: str | None = None,
    ) -> Task[T]:
        """Read from the library in the store lane; `done` runs in the interface thread.

        Args:
            owner: whoever waits; the answer is dropped once it was destroyed.
            work: gets the library; returns plain values.
            done: takes them.
            failed: takes the exception; without it a `UserError` becomes a toast.
            replaces: a newer read with the same owner and word makes this one stale.
        """
        return self._runner.run(
            lambda _context: work(self._opened_library()),
            lane="store",
            owner=owner,
            done=done,
            failed=failed,
            replaces=replaces,
        )

    def perform(
        self,
        owner: QObject,
        operation: Callable[[Library], Changes],
        done: Callable[[Changes], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> Task[Changes]:
        """Write through an operation; then everyone hears `changed` and the index catches up.

        A write is never dropped: `changed` is told even when `owner` is gone by then.
        """

        def finished(changes: Changes) -> None:
            self.announce(changes)
            if done is not None and isValid(owner):
                done(changes)

        def broke(error: Exception) -> None:
            if failed is not None and isValid(owner):
                failed(error)
            elif isinstance(error, UserError):
                self.notice.emit(Notice(str(error), "error"))

        return self._runner.run(
            lambda _context: operation(self._opened_library()),
            lane="store",
            owner=self,
            done=finished,
            failed=broke,
            durable=True,
        )

    def background(
        self,
        owner: QObject,
        work: Callable[[Library, TaskContext], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[Any], None] | None = None,
    ) -> Task[T]:
        """Long work beside the lanes (import, export). Call `announce` in `done` if it wrote."""
        return self._runner.run(
            lambda context: work(self._opened_library(), context),
            lane="background",
            owner=owner,
            done=done,
            failed=failed,
            progress=progress,
        )

    def announce(self, changes: Changes) -> None:
        """Tell everyone of a committed write that did not go through `perform`."""
        self._last_change = max(self._last_change, changes.last)
        self.read(self, _facts, self._on_facts, replaces="facts")
        self.changed.emit(changes)

    def look_for_changes(self) -> None:
        """Tell what another process or a long import wrote, if anything."""
        last = self._last_change

        def tell(changes: Changes) -> None:
            if changes.last > self._last_change:
                self.announce(changes)

        self.read(self, lambda library: changes_since(library, last), tell, replaces="changes")

    def _opened_library(self) -> Library:
        library = self._library
        if library is None:
            msg = "No library is open."
            raise LibraryError(msg, "Open one, or create a new one.")
        return library

    def _on_opened(self, opened: tuple[LibraryFacts, int]) -> None:
        self._facts, self._last_change = opened
        self.opened.emit(self._facts)

    def _on_facts(self, facts: LibraryFacts) -> None:
        if facts != self._facts:
            self._facts = facts
            self.facts_changed.emit(facts)


def _facts(library: Library) -> LibraryFacts:
    return LibraryFacts(
        name=library.name,
        location=library.location,
        zone=library.settings.zone,
        incidents=library.incidents.count(),
        id=library.id,
    )
