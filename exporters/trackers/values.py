"""What goes to a tracker and what comes back, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.vocabulary import ActionStatus


class TrackerKind(StrEnum):
    """Which service an account speaks to."""

    JIRA = "jira"
    GITHUB = "github"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerAccount:
    """One place that action items go to.

    Attributes:
        base_url: ``https://example.atlassian.net`` or ``https://api.github.com``; nothing outside
            its host is ever contacted.
        project: Jira project key, or ``owner/repository``.
        issue_type: Jira issue type by name.
        label: put on every issue that Afterword makes (the practice's ``POSTMORTEM-FINAL``).
        done_status: name of the Jira status to move to; empty takes the first of category done.
        allow_plain_http: for a server inside one's own network.
    """

    kind: TrackerKind
    base_url: str
    project: str
    issue_type: str = "Task"
    label: str = "POSTMORTEM-FINAL"
    done_status: str = ""
    allow_plain_http: bool = False


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
    """

    marker: str
    title: str
    body: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerIssue:
    """One issue as the tracker has it.

    Attributes:
        key: ``PAY-456`` or ``owner/repository#12``.
        url: where a person opens it.
        status: in Afterword's words.
        status_name: in the tracker's.
        assignee: display name or login.
        due_on: None where the tracker has none (GitHub).
        updated_at: by the tracker's clock, UTC.
    """

    key: str
    url: str
    title: str
    status: ActionStatus
    status_name: str
    assignee: str | None = None
    due_on: date | None = None
    updated_at: datetime | None = None
