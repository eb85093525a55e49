"""Asking the trackers how their issues stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporters.trackers.failures import TrackerError
from exporters.trackers.sending import SyncProgress
from models.changes import Changes
from models.errors import NotFoundError
from models.operations.tracker_sync import record_issue
from models.trackers import SyncConflict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporters.trackers.push import Tracker
    from exporters.trackers.sending import Connect
    from models.library import Library
    from models.trackers import TrackedAction, TrackerAccount

_BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PulledAccount:
    """What one account told.

    Attributes:
        asked: issues asked for.
        changed: action items that are different now.
        missing: keys that the tracker does not have, or hides.
        problem: why it was not asked to the end; empty when it was.
    """

    name: str
    asked: int = 0
    changed: int = 0
    missing: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullReport:
    """What all accounts told.

    Attributes:
        conflicts: every disagreement that is open now, older ones too.
        changes: what was written.
    """

    accounts: tuple[PulledAccount, ...] = ()
    conflicts: tuple[SyncConflict, ...] = ()
    changes: Changes = field(default_factory=Changes)
    cancelled: bool = False

    @property
    def changed(self) -> int:
        """Action items that are different now."""
        return sum(one.changed for one in self.accounts)


def pull(
    library: Library,
    connect: Connect,
    *,
    progress: Callable[[SyncProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PullReport:
    """Bring status, assignee and due date of every issue here.

    An account that cannot be asked keeps no other from being asked.

    Args:
        library: whose action items.
        connect: opens an account's tracker; may raise `TrackerError`.
        progress: told before each batch.
        cancelled: asked before each batch.
    """
    puller = _Puller(library, progress, cancelled)
    for account in library.trackers.accounts():
        items = library.trackers.tracked(account) if account.has_issues else []
        if items:
            puller.pull(account, items, connect)
    return PullReport(
        accounts=tuple(puller.accounts),
        conflicts=tuple(library.trackers.conflicts()),
        changes=puller.changes,
        cancelled=puller.stopped,
    )


class _Puller:
    def __init__(
        self,
        library: Library,
        progress: Callable[[SyncProgress], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.accounts: list[PulledAccount] = []
        self.changes = Changes()
        self.stopped = False
        self._library = library
        self._progress = progress
        self._cancelled = cancelled
        self._asked = 0
        self._changed = 0
        self._missing: list[str] = []

    def pull(
        self, account: TrackerAccount, items: Sequence[TrackedAction], connect: Connect
    ) -> None:
        self._asked, self._changed, self._missing = 0, 0, []
        problem = ""
        try:
            with connect(account) as tracker:
                self._ask(account, tracker, items)
        except TrackerError as error:
            problem = str(error)
        self.accounts.append(
            PulledAccount(
                name=account.name,
                asked=self._asked,
                changed=self._changed,
                missing=tuple(self._missing),
                problem=problem,
            )
        )

    def _ask(
        self, account: TrackerAccount, tracker: Tracker, items: Sequence[TrackedAction]
    ) -> None:
        for start in range(0, len(items), _BATCH):
            if self._cancelled is not None and self._cancelled():
                self.stopped = True
                return
            if self._progress is not None:
                self._progress(SyncProgress(start, len(items), account.name))
            batch = items[start : start + _BATCH]
            issues = {one.key.casefold(): one for one in tracker.read([one.key for one in batch])}
            self._asked += len(batch)
            for item in batch:
                issue = issues.get(item.key.casefold())
                if issue is None:
                    self._missing.append(item.key)
                    continue
                try:
                    changes = record_issue(self._library, account, item.action_id, issue)
                except NotFoundError:
                    continue  # removed while we asked
                self._changed += bool(changes.last)
                self.changes = self.changes.merged(changes)
