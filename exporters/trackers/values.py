"""What goes to a tracker and what comes back, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from models.trackers import MappedField, TrackerAccount, TrackerIssue, TrackerKind

__all__ = ["Credentials", "NewIssue", "TrackerAccount", "TrackerIssue", "TrackerKind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who is asking. The secret is never shown by `repr`, so it reaches no log.

    Attributes:
        user: Jira's e-mail address; empty for GitHub.
        secret: API token.
    """

    secret: str = field(repr=False)
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIssue:
    """One action item on its way out.

    Attributes:
        marker: stands in the issue, so that a crash between send and answer makes no second one.
        body: plain text; each client puts it into its service's format.
        assignee: the owner's account there; empty leaves it to the tracker.
        mapped: what can go into fields of one's own, where the account says which (Jira).
    """

    marker: str
    title: str
    body: str
    due_on: date | None = None
    assignee: str = ""
    mapped: tuple[tuple[MappedField, str], ...] = ()
