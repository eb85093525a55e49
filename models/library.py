"""The library: the one door to everything that is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from models.clock import Clock, system_clock
from models.collections.actions import Actions
from models.collections.attachments import Attachments
from models.collections.attention import Attention
from models.collections.change_log import ChangeLog
from models.collections.counts import Counts
from models.collections.hints import HintAnswers
from models.collections.incidents import Incidents
from models.collections.links import Links
from models.collections.mentions import Mentions
from models.collections.policies import Policies
from models.collections.publishing import Publishing
from models.collections.reports import Reports
from models.collections.reviews import Reviews
from models.collections.revisions import Revisions
from models.collections.saved_searches import SavedSearches
from models.collections.settings import Settings
from models.collections.shares import Shares
from models.collections.spelling import Spelling
from models.collections.suggestions import Suggestions
from models.collections.trackers import Trackers
from models.collections.vocabulary import Vocabulary
from models.store import copies, opening
from models.store.checking import check_store
from models.store.fact_rows import read_facts
from models.store.identity import id_in_file
from models.store.locations import locate
from models.store.settings import LIBRARY_ID, NAME, read_setting

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from models.figures.facts import Facts
    from models.store.store import Store


class Library:
    """One store with its collections; safe to use from several threads at once.

    Attributes:
        store: its transactions, for operations.
        id: the library's own id, the same on every machine that shares it.
        incidents: whole incidents and rows of them.
        actions: the register of action items.
        attention: what waits for somebody: owed postmortems, late and unproven action items.
        links: what people said about pairs of incidents.
        suggestions: pairs that look like repeats and wait for a verdict.
        mentions: which incidents name which in their texts.
        hints: the answers that people gave to blameless hints.
        spelling: words that are right here, whatever a dictionary says.
        vocabulary: services, categories, tags and people with their counts.
        attachments: files kept with incidents.
        revisions: what incidents were, and the history of their status.
        reports: words that people added to reports.
        reviews: architecture reviews.
        shares: with whom final postmortems were shared.
        saved_searches: queries kept under a name.
        settings: what is set for everybody who opens the library.
        policies: versions of the policy.
        publishing: what was decided about publishing postmortems.
        counts: rows that figures are computed from.
        changes: the change log.
        trackers: accounts of issue trackers, and what waits to be sent there.
    """

    def __init__(self, store: Store) -> None:
        """Over a store that is open and current; use `create` or `open`."""
        self.store = store
        with store.reading() as connection:
            self.id = UUID(read_setting(connection, LIBRARY_ID))
        self.incidents = Incidents(store)
        self.actions = Actions(store)
        self.attention = Attention(store)
        self.links = Links(store)
        self.suggestions = Suggestions(store)
        self.mentions = Mentions(store)
        self.hints = HintAnswers(store)
        self.spelling = Spelling(store)
        self.vocabulary = Vocabulary(store)
        self.attachments = Attachments(store)
        self.revisions = Revisions(store)
        self.reports = Reports(store)
        self.reviews = Reviews(store)
        self.shares = Shares(store)
        self.saved_searches = SavedSearches(store)
        self.settings = Settings(store)
        self.policies = Policies(store)
        self.publishing = Publishing(store)
        self.counts = Counts(store)
        self.changes = ChangeLog(store)
        self.trackers = Trackers(store)

    @classmethod
    def create(
        cls, location: Path | str, *, clock: Clock = system_clock, name: str = ""
    ) -> Library:
        """A new library at a path, or in an empty PostgreSQL database.

        Raises:
            LibraryError: when there is something already, or it cannot be written there.
            BadInputError: for an address that cannot be read.
        """
        return cls(opening.create(locate(location), clock=clock, name=name))

    @classmethod
    def open(cls, location: Path | str, *, clock: Clock = system_clock) -> Library:
        """The library there; brought up to date first, after a backup, when it is older.

        Raises:
            NotFoundError: when there is none.
            NewerLibraryError: when a newer Afterword wrote it; it is left untouched.
            LibraryError: when it is no library, is damaged, or cannot be reached.
        """
        return cls(opening.open_store(locate(location), clock=clock))

    @staticmethod
    def id_in(path: Path) -> UUID | None:
        """The id of the library in a file, which is not opened; None when none can be read."""
        return id_in_file(path)

    @property
    def location(self) -> str:
        """The path, or the URL with its password hidden."""
        return self.store.location.shown

    @property
    def url_for_processes(self) -> str:
        """What a child process passes to `open`; may hold a password, so never log it."""
        return self.store.location.for_processes

    @property
    def name(self) -> str:
        """What people call it; the file's name when they gave none."""
        with self.store.reading() as connection:
            given = str(read_setting(connection, NAME))
        return given or self.store.location.default_name

    def facts(self) -> Facts:
        """All that figures are computed from (`models.figures`), as one state of the library."""
        judged = self.publishing.other_policies()
        with self.store.reading() as connection:
            return read_facts(connection, judged)

    def check(self) -> list[str]:
        """Look at everything that is stored; what is wrong, in plain words. Empty: it is sound."""
        return check_store(self.store)

    def backup(self, target: Path) -> Path:
        """A verified copy as of now, while the library stays in use.

        Raises:
            LibraryError: when there is such a file already, or it cannot be written.
        """
        return copies.back_up(self.store, target)

    @staticmethod
    def restore(
        source: Path,
        target: Path | str,
        *,
        overwrite: bool = False,
        clock: Clock = system_clock,
    ) -> str:
        """Make a library of a backup; returns where it is, as `open` takes it.

        With `overwrite`, a library file that is replaced is kept beside it under another name.

        Raises:
            NotFoundError: when there is no backup.
            BadInputError: when it is no backup, or damaged.
            NewerLibraryError: when a newer Afterword wrote it.
            LibraryError: when there is a library already, or it cannot be written.
        """
        location = locate(target)
        copies.restore(source, location, overwrite=overwrite, clock=clock)
        return location.for_processes

    def close(self) -> None:
        """End every connection; the library is not to be used after it."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
