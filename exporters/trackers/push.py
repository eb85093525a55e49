"""Making each issue once, whatever happens between the question and the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from exporters.trackers.failures import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from types import TracebackType
    from typing import Self

    from exporters.trackers.values import NewIssue, TrackerIssue
    from models.tracker_people import TrackerPerson


class Tracker(Protocol):
    """What Jira and GitHub have in common; used as a context manager."""

    def __enter__(self) -> Self:
        """The tracker itself."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End its connections."""

    def check(self) -> str:
        """Who we are there; raises `TrackerError` when nothing can be sent."""

    def find(self, marker: str) -> TrackerIssue | None:
        """The issue that carries the marker."""

    def create(self, issue: NewIssue) -> TrackerIssue:
        """Make an issue, without looking whether it exists."""

    def read(self, keys: Sequence[str]) -> list[TrackerIssue]:
        """The issues by key."""

    def close(self, key: str, *, done: bool) -> None:
        """Close the issue as done, or as won't do."""

    def reopen(self, key: str) -> None:
        """Make it work to be done again."""

    def set_due(self, key: str, due_on: date | None) -> None:
        """Move its due date, where issues have one."""

    def find_person(self, handle: str, name: str) -> TrackerPerson | None:
        """Who is called so there; None when nobody is, or it is not sure who."""

    def assign(self, key: str, account: str) -> None:
        """Give the issue to an account; empty for nobody."""


def push_once(tracker: Tracker, issue: NewIssue) -> TrackerIssue:
    """The issue for an action item: found by its marker, else made.

    An answer that was lost, or a crash after sending, leaves an issue that the next call finds.

    Raises:
        TrackerError: when the tracker could not be asked, or did not make it.
    """
    return tracker.find(issue.marker) or make(tracker, issue)


def make(tracker: Tracker, issue: NewIssue) -> TrackerIssue:
    """Make an issue that was looked for and not found; without its assignee if need be.

    Raises:
        TrackerError: when the tracker did not make it.
    """
    try:
        return tracker.create(issue)
    except RefusedError:
        # Nothing was made, perhaps for whom it was to be given to; that stops no push.
        if not issue.assignee:
            raise
        return tracker.create(replace(issue, assignee=""))
