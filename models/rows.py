"""Flat rows for lists: each made by one SELECT of just these columns, never the whole aggregate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from models.vocabulary import (
    ActionKind,
    ActionStatus,
    IncidentKind,
    PostmortemStatus,
    Severity,
    Strength,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident in a list.

    Attributes:
        status: None when there is no postmortem.
        lead: the first words of the summary (else of another section), plain text, for rows
            without a search snippet.
        open_actions: action items neither done nor won't do.
        overdue_actions: of those, past their due date as of the instant asked for.
        total_actions: all action items.
        repeats: confirmed links (recurrence of, same class) to other incidents.
    """

    id: UUID
    key: str
    title: str
    severity: Severity | None
    kind: IncidentKind
    status: PostmortemStatus | None
    started_at: datetime | None
    resolved_at: datetime | None
    duration_minutes: int | None
    services: tuple[str, ...]
    category: str | None
    lead: str
    open_actions: int
    overdue_actions: int
    total_actions: int
    repeats: int
    version: int
    trashed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One action item in the register.

    Attributes:
        overdue_days: whole days past the due date in the library's zone; 0 when not overdue
            (due today is not overdue) or closed.
        slips: how often the due date was moved later.
        status_reason: why it will not be done, or the evidence that it is.
        incident_keys: of every incident that it answers, the first recorded one first.
        wants_evidence: one of them is a SEV-1 or SEV-2, so that being done has to be shown.
        tracker_url: where its issue is opened.
        not_pushed: something changed here that its tracker was not told yet.
        in_conflict: something changed here and there; a person has to choose.
    """

    id: UUID
    register_number: int
    number: int
    title: str
    owner: str | None
    due_on: date | None
    original_due_on: date | None
    status: ActionStatus
    completed_on: date | None
    kind: ActionKind | None
    strength: Strength | None
    tracker_key: str | None
    overdue_days: int
    incident_id: UUID
    incident_key: str
    incident_title: str
    incident_severity: Severity | None
    services: tuple[str, ...]
    version: int
    slips: int = 0
    status_reason: str = ""
    incident_keys: tuple[str, ...] = ()
    wants_evidence: bool = False
    tracker_url: str | None = None
    tracker_synced_at: datetime | None = None
    not_pushed: bool = False
    in_conflict: bool = False

    @property
    def lacks_evidence(self) -> bool:
        """Whether it is done and nobody said what shows that, though that has to be shown."""
        is_done = self.status is ActionStatus.DONE
        return self.wants_evidence and is_done and not self.status_reason.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCounts:
    """How many open action items are late, and how many are due until the week's Sunday."""

    overdue: int
    due_this_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """One link between two incidents, as a person made it."""

    id: UUID
    from_key: str
    to_key: str
    kind: str
    reason: str
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionRow:
    """Two incidents that look like the same failure and that nobody judged yet.

    Attributes:
        pair: names the two, whichever comes first.
        confidence: 0 to 1.
        evidence: what they share, in words.
    """

    pair: str
    later_id: UUID
    later_key: str
    later_title: str
    later_started_at: datetime | None
    earlier_id: UUID
    earlier_key: str
    earlier_title: str
    earlier_started_at: datetime | None
    confidence: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """One architecture review in a list.

    Attributes:
        new_incidents: how many touched its services after it was decided.
        accepted_again: how many of those are of a category whose risk it accepted.
    """

    id: UUID
    title: str
    status: str
    services: tuple[str, ...]
    incidents: int
    decided: int
    meeting_on: date | None
    updated_at: datetime
    new_incidents: int = 0
    accepted_again: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCount:
    """A word of the vocabulary (service path, category, tag, handle) and how often it is used."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A query kept under a name."""

    id: UUID
    name: str
    query: str
