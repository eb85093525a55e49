"""The library: the one door to everything that is stored."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self
from uuid import UUID

from models.clock import Clock, system_clock
from models.collections.actions import Actions
from models.collections.attention import Attention
from models.collections.change_log import ChangeLog
from models.collections.incidents import Incidents
from models.collections.policies import Policies
from models.collections.settings import Settings
from models.collections.shares import Shares
from models.collections.suggestions import Suggestions
from models.store import opening
from models.store.identity import id_in_file
from models.store.locations import locate
from models.store.settings import LIBRARY_ID, NAME, read_setting

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from models.collections.attachments import Attachments
    from models.collections.counts import Counts
    from models.collections.hints import HintAnswers
    from models.collections.links import Links
    from models.collections.mentions import Mentions
    from models.collections.publishing import Publishing
    from models.collections.reports import Reports
    from models.collections.reviews import Reviews
    from models.collections.revisions import Revisions
    from models.collections.saved_searches import SavedSearches
    from models.collections.spelling import Spelling
    from models.collections.trackers import Trackers
    from models.collections.vocabulary import Vocabulary
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
        suggestions: pairs that look like repeats and wait for a verdict.
        shares: with whom final postmortems were shared.
        settings: what is set for everybody who opens the library.
        policies: versions of the policy.
        changes: the change log.
    """

    def __init__(self, store: Store) -> None:
        """Over a store that is open and current; use `create` or `open`.

        What the first page of the window does not need is imported when it is first asked for.
        """
        self.store = store
        with store.reading() as connection:
            self.id = UUID(read_setting(connection, LIBRARY_ID))
        self.incidents = Incidents(store)
        self.actions = Actions(store)
        self.attention = Attention(store)
        self.suggestions = Suggestions(store)
        self.shares = Shares(store)
        self.settings = Settings(store)
        self.policies = Policies(store)
        self.changes = ChangeLog(store)

    @cached_property
    def mentions(self) -> Mentions:
        """Which incidents name which in their texts."""
        from models.collections.mentions import Mentions  # noqa: PLC0415  (see `__init__`)

        return Mentions(self.store)

    @cached_property
    def hints(self) -> HintAnswers:
        """The answers that people gave to blameless hints."""
        from models.collections.hints import HintAnswers  # noqa: PLC0415  (see `__init__`)

        return HintAnswers(self.store)

    @cached_property
    def spelling(self) -> Spelling:
        """Words that are right here, whatever a dictionary says."""
        from models.collections.spelling import Spelling  # noqa: PLC0415  (see `__init__`)

        return Spelling(self.store)

    @cached_property
    def attachments(self) -> Attachments:
        """Files kept with incidents."""
        from models.collections.attachments import Attachments  # noqa: PLC0415  (see `__init__`)

        return Attachments(self.store)

    @cached_property
    def revisions(self) -> Revisions:
        """What incidents were, and the history of their status."""
        from models.collections.revisions import Revisions  # noqa: PLC0415  (see `__init__`)

        return Revisions(self.store)

    @cached_property
    def reports(self) -> Reports:
        """Words that people added to reports."""
        from models.collections.reports import Reports  # noqa: PLC0415  (see `__init__`)

        return Reports(self.store)

    @cached_property
    def reviews(self) -> Reviews:
        """Architecture reviews."""
        from models.collections.reviews import Reviews  # noqa: PLC0415  (see `__init__`)

        return Reviews(self.store)

    @cached_property
    def publishing(self) -> Publishing:
        """What was decided about publishing postmortems."""
        from models.collections.publishing import Publishing  # noqa: PLC0415  (see `__init__`)

        return Publishing(self.store)

    @cached_property
    def trackers(self) -> Trackers:
        """Accounts of issue trackers, and what waits to be sent there."""
        from models.collections.trackers import Trackers  # noqa: PLC0415  (see `__init__`)

        return Trackers(self.store)

    @cached_property
    def saved_searches(self) -> SavedSearches:
        """Queries kept under a name."""
        from models.collections.saved_searches import SavedSearches  # noqa: PLC0415  (see `__init__`)

        return SavedSearches(self.store)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Services, categories, tags and people with their counts."""
        from models.collections.vocabulary import Vocabulary  # noqa: PLC0415  (see `__init__`)

        return Vocabulary(self.store)

    @cached_property
    def counts(self) -> Counts:
        """Rows that figures are computed from."""
        from models.collections.counts import Counts  # noqa: PLC0415  (see `__init__`)

        return Counts(self.store)

    @cached_property
    def links(self) -> Links:
        """What people said about pairs of incidents."""
        from models.collections.links import Links  # noqa: PLC0415  (see `__init__`)

        return Links(self.store)

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
        from models.store.fact_rows import read_facts  # noqa: PLC0415  (see `__init__`)

        judged = self.publishing.other_policies()
        with self.store.reading() as connection:
            return read_facts(connection, judged)

    def check(self) -> list[str]:
        """Look at everything that is stored; what is wrong, in plain words. Empty: it is sound."""
        from models.store.checking import check_store  # noqa: PLC0415  (see `__init__`)

        return check_store(self.store)

    def backup(self, target: Path) -> Path:
        """A verified copy as of now, while the library stays in use.

        Raises:
            LibraryError: when there is such a file already, or it cannot be written.
        """
        from models.store import copies  # noqa: PLC0415  (see `__init__`)

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
        from models.store import copies  # noqa: PLC0415  (see `__init__`)

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
