"""The incident aggregate: what one incident is, with its postmortem, as frozen values.

These dataclasses cross every folder; rows of the database never do. Instants are aware `datetime`
values in UTC; dates without a time (due dates) are `date`. Definitions: DESIGN section 2.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from models.identifiers import new_id
from models.vocabulary import (
    ActionKind,
    ActionStatus,
    DefenceOutcome,
    EventKind,
    IncidentKind,
    LinkKind,
    PostmortemStatus,
    SectionKind,
    Severity,
    Strength,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What users and the business felt. `None` means unknown, which is never the same as zero.

    Attributes:
        users_affected: people.
        failed_transactions: requests, payments, jobs that failed.
        revenue: money not collected, in `currency`.
        currency: ISO 4217 code.
        slo: name of the service level objective touched.
        slo_violated: whether that objective was violated.
        error_budget_consumed_percent: of the objective's monthly budget, 0–100 and above.
        user_impact_minutes: as stated by a person; `Incident.user_impact_minutes` falls back to
            the duration.
        data_loss: any extent counts.
        security: a security incident with production impact.
        manual_rollback: a deployment was rolled back by hand.
        estimated: names of the fields above that are estimates ("about 12,000").
    """

    users_affected: int | None = None
    failed_transactions: int | None = None
    revenue: Decimal | None = None
    currency: str | None = None
    slo: str | None = None
    slo_violated: bool | None = None
    error_budget_consumed_percent: Decimal | None = None
    user_impact_minutes: int | None = None
    data_loss: bool | None = None
    security: bool | None = None
    manual_rollback: bool | None = None
    estimated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One thing that happened, at a UTC instant."""

    at: datetime
    kind: EventKind = EventKind.OTHER
    text: str
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributingFactor:
    """One condition that made the incident possible, never a person; `text` says why it was so."""

    title: str
    text: str = ""
    tags: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Defence:
    """What worked, failed, or was luck."""

    outcome: DefenceOutcome
    text: str
    tags: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """Work that changes the system.

    Attributes:
        number: place in the postmortem's table, from 1.
        register_number: number in the library's register, shown as ``A-118``; 0 until stored.
        owner: a handle with its ``@``, or None.
        due_on: the date that holds now.
        original_due_on: the first date ever set; on-time figures use it (DESIGN section 5).
        slips: how often the date was moved later.
        status_reason: why it is won't do, or the evidence that it is done.
        tracker_key: the issue in Jira or GitHub.
        created_at: when it was recorded; None for imported items, whose creation is derived.
    """

    number: int
    title: str
    owner: str | None = None
    due_on: date | None = None
    original_due_on: date | None = None
    slips: int = 0
    status: ActionStatus = ActionStatus.OPEN
    status_reason: str = ""
    completed_on: date | None = None
    kind: ActionKind | None = None
    strength: Strength | None = None
    tracker_key: str | None = None
    created_at: datetime | None = None
    register_number: int = 0
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One text section of a postmortem, in Markdown; `title` is the heading as written."""

    kind: SectionKind
    title: str
    markdown: str
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A link as seen from one incident.

    Attributes:
        key: the other incident's key.
        kind: as stored, read from the incident that `outgoing` names as first.
        outgoing: True when the incident at hand is the first of the two.
        known: what a person says was known when the repeat happened; empty when nobody did.
        made_by: who linked the two, and `made_at` when.
    """

    key: str
    kind: LinkKind
    reason: str = ""
    outgoing: bool = True
    title: str = ""
    severity: Severity | None = None
    started_at: datetime | None = None
    incident_id: UUID | None = None
    id: UUID = field(default_factory=new_id)
    known: str = ""
    made_by: str | None = None
    made_at: datetime | None = None

    @property
    def phrase(self) -> str:
        """The link in words, from this incident's side."""
        return self.kind.value if self.outgoing else self.kind.inverse


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentInfo:
    """A file kept with the incident; its bytes are fetched by `sha256`."""

    name: str
    sha256: str
    media_type: str
    size: int
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmortem:
    """The document about one incident.

    Attributes:
        template: name of the template that it was started from; empty when it is not known.
    """

    status: PostmortemStatus = PostmortemStatus.DRAFT
    sections: tuple[Section, ...] = ()
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    meeting_held_at: datetime | None = None
    published_at: datetime | None = None
    waived_reason: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The whole aggregate. Without `postmortem` it is a recorded incident and nothing more.

    Attributes:
        version: counts up at each save; a save states the version that it read. 0 is unsaved.
        timezone: IANA zone of the clock times in the text.
        services: paths in the service tree, ``payments/payment-db``.
        category: the failure mode, ``Database / Missing index``.
        extra: front matter that Afterword does not know, kept as it was read.
        links: filled when read; changed through link operations, never by saving.
    """

    key: str
    title: str
    severity: Severity | None = None
    kind: IncidentKind = IncidentKind.INCIDENT
    started_at: datetime | None = None
    detected_at: datetime | None = None
    acknowledged_at: datetime | None = None
    mitigated_at: datetime | None = None
    resolved_at: datetime | None = None
    timezone: str = "UTC"
    services: tuple[str, ...] = ()
    category: str | None = None
    tags: tuple[str, ...] = ()
    impact: Impact = Impact()
    timeline: tuple[TimelineEvent, ...] = ()
    contributing_factors: tuple[ContributingFactor, ...] = ()
    defences: tuple[Defence, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    postmortem: Postmortem | None = None
    links: tuple[LinkView, ...] = ()
    attachments: tuple[AttachmentInfo, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    id: UUID = field(default_factory=new_id)
    version: int = 0
    created_at: datetime | None = None
    updated_at: datetime | None = None
    trashed_at: datetime | None = None

    @property
    def status(self) -> PostmortemStatus | None:
        """The postmortem's status; None when there is no postmortem."""
        return self.postmortem.status if self.postmortem else None

    @property
    def meeting_held_at(self) -> datetime | None:
        """When its meeting was held; None while nobody said so."""
        return self.postmortem.meeting_held_at if self.postmortem else None

    @property
    def sections(self) -> tuple[Section, ...]:
        """The postmortem's text sections, in order; empty when there is no postmortem."""
        return self.postmortem.sections if self.postmortem else ()

    @property
    def duration_minutes(self) -> int | None:
        """Whole minutes from start to resolution; None while either is unknown."""
        if self.started_at is None or self.resolved_at is None:
            return None
        return round((self.resolved_at - self.started_at).total_seconds() / 60)

    @property
    def user_impact_minutes(self) -> int | None:
        """Minutes that users felt it: as stated, else the duration."""
        stated = self.impact.user_impact_minutes
        return stated if stated is not None else self.duration_minutes

    def section(self, kind: SectionKind) -> Section | None:
        """The first section of that kind."""
        return next((one for one in self.sections if one.kind is kind), None)
