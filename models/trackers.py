"""What Afterword knows of issue trackers: accounts, issues, what waits to be sent, conflicts.

An account never holds its secret; see `desktop.trackers.secrets` for where that is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from models.identifiers import new_id
from models.vocabulary import ActionStatus


class TrackerKind(StrEnum):
    """Which service an account speaks to."""

    JIRA = "jira"
    GITHUB = "github"
    WEBHOOK = "slack"

    @property
    def shown(self) -> str:
        """The service's name as people write it."""
        return _SHOWN[self]


_SHOWN = {
    TrackerKind.JIRA: "Jira",
    TrackerKind.GITHUB: "GitHub",
    TrackerKind.WEBHOOK: "Slack or webhook",
}


class MappedField(StrEnum):
    """What of an action item can go into a field of one's own in Jira."""

    INCIDENT = "incident"
    SEVERITY = "severity"
    OWNER = "owner"
    KIND = "kind"
    STRENGTH = "strength"
    SERVICES = "services"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerAccount:
    """One place that action items or messages go to.

    Attributes:
        version: as it was read; 0 for one that was not stored yet.
        name: what people call it; unique in the library.
        base_url: ``https://example.atlassian.net`` or ``https://api.github.com``; nothing outside
            its host is ever contacted. Of a webhook, the host alone: the rest is the secret.
        project: Jira project key, or ``owner/repository``; empty for a webhook.
        issue_type: Jira issue type by name.
        label: put on every issue that Afterword makes (the practice's ``POSTMORTEM-FINAL``);
            several are parted by commas.
        done_status: name of the Jira status to move to; empty takes the first of category done.
        allow_plain_http: for a server inside one's own network.
        user: Jira's e-mail address; empty elsewhere.
        fields: what goes into which field of Jira's, by its id (``customfield_10042``).
        statuses: what a status of the tracker means here, where its category would mislead.
    """

    kind: TrackerKind
    base_url: str
    project: str = ""
    issue_type: str = "Task"
    label: str = "POSTMORTEM-FINAL"
    done_status: str = ""
    allow_plain_http: bool = False
    user: str = ""
    name: str = ""
    fields: tuple[tuple[MappedField, str], ...] = ()
    statuses: tuple[tuple[str, ActionStatus], ...] = ()
    version: int = 0
    id: UUID = field(default_factory=new_id)

    @property
    def labels(self) -> tuple[str, ...]:
        """Each of the labels."""
        return tuple(one for part in self.label.split(",") if (one := part.strip()))

    @property
    def has_issues(self) -> bool:
        """Whether action items can become issues there."""
        return self.kind is not TrackerKind.WEBHOOK

    def owns(self, key: str) -> bool:
        """Whether an issue key (``PAY-456``, ``owner/repository#12``) is one of this account's."""
        if not self.project or not self.has_issues:
            return False
        mark = "#" if self.kind is TrackerKind.GITHUB else "-"
        head, found, number = key.strip().rpartition(mark)
        return bool(found) and number.isdecimal() and head.casefold() == self.project.casefold()

    def meaning(self, status_name: str, guessed: ActionStatus) -> ActionStatus:
        """What a status of the tracker means here: as it was set, else as its category says."""
        for name, status in self.statuses:
            if name.casefold() == status_name.casefold():
                return status
        return guessed


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerIssue:
    """One issue as the tracker has it.

    Attributes:
        key: ``PAY-456`` or ``owner/repository#12``.
        url: where a person opens it.
        status: in Afterword's words.
        status_name: in the tracker's.
        assignee: display name or login.
        assignee_account: Jira's account id or GitHub's login; empty for nobody.
        due_on: None where the tracker has none (GitHub).
        updated_at: by the tracker's clock, UTC.
    """

    key: str
    url: str
    title: str
    status: ActionStatus
    status_name: str
    assignee: str | None = None
    assignee_account: str = ""
    due_on: date | None = None
    updated_at: datetime | None = None


class OutboxVerb(StrEnum):
    """What waits to be done at the tracker."""

    CREATE = "create"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """One thing that waits to be sent.

    Attributes:
        title: of the action item as it is now.
        register_number: the item's (118 for ``A-118``).
        incident_key: of the incident that it was asked for.
        not_before: it was tried and may have arrived, the service asked for a pause, or another
            Afterword is at it; None when it can go at once.
        problem: what went wrong last, in plain words; empty when it was not tried.
    """

    id: UUID
    account_id: UUID
    account_name: str
    action_id: UUID
    register_number: int
    title: str
    incident_key: str
    verb: OutboxVerb
    queued_at: datetime
    attempts: int
    not_before: datetime | None
    problem: str


class SyncedField(StrEnum):
    """What of an action item is kept the same here and there."""

    STATUS = "status"
    OWNER = "owner"
    DUE_ON = "due_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncedValues:
    """The values of the synced fields, on one side at one moment."""

    status: ActionStatus
    owner: str | None
    due_on: date | None

    def of(self, name: SyncedField) -> str:
        """One of them as text; empty for none."""
        value = getattr(self, name.value)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerLink:
    """An action item that has an issue, and what both said when they last met.

    Attributes:
        here: the item's values at the last sync; None before the first one.
        there: the issue's values at the last sync, its assignee as the owner.
        updated_at: when the issue was last changed then, by the tracker's clock.
        conflicts: fields that changed on both sides since then.
    """

    action_id: UUID
    account_id: UUID
    key: str
    here: SyncedValues | None
    there: SyncedValues | None
    conflicts: tuple[SyncedField, ...] = ()
    updated_at: datetime | None = None
    synced_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedAction:
    """An action item with an issue of an account, as it is now.

    Attributes:
        key: the issue's.
        here: the item's values.
        link: None when the two never met: the key was typed or imported.
    """

    action_id: UUID
    title: str
    key: str
    here: SyncedValues
    link: TrackerLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncConflict:
    """A field that was changed here and there since the last sync; a person chooses.

    Attributes:
        here: the value in the library, as text; empty for none.
        there: the value in the tracker.
        before: what it was when both last agreed.
    """

    action_id: UUID
    register_number: int
    title: str
    key: str
    url: str
    field: SyncedField
    here: str
    there: str
    before: str
