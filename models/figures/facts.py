"""The facts that figures are made of: flat values, a few columns of each record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from models.policy_rules import Policy
from models.vocabulary import (
    ActionStatus,
    Effectiveness,
    IncidentKind,
    LinkKind,
    PostmortemStatus,
    Severity,
    Strength,
)

WINDOW_MONTHS = 6
"""How far back a repeat may lie where nobody set it (DESIGN section 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFact:
    """What figures need of one incident that is not in the trash.

    Attributes:
        status: None when there is no postmortem.
        reviewed_by_other: whether a reviewer is named who is no author.
        stated_impact_minutes: user impact as a person stated it.
    """

    id: UUID
    key: str
    title: str
    severity: Severity | None
    kind: IncidentKind
    started_at: datetime | None
    detected_at: datetime | None
    mitigated_at: datetime | None
    resolved_at: datetime | None
    services: frozenset[str]
    category: str | None
    status: PostmortemStatus | None
    published_at: datetime | None
    reviewed_by_other: bool
    stated_impact_minutes: int | None
    slo: str | None
    slo_violated: bool | None
    data_loss: bool | None
    security: bool | None
    manual_rollback: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFact:
    """What figures need of one action item.

    Attributes:
        incident_ids: the incidents that it answers.
        created_at: None where it has to be derived from them.
        check_on: when it is asked whether it helped; None for items that are not done, and for
            those that were imported as done.
        effectiveness: what a person said to that.
    """

    id: UUID
    incident_ids: tuple[UUID, ...]
    owner: str | None
    due_on: date | None
    original_due_on: date | None
    slips: int
    status: ActionStatus
    completed_on: date | None
    strength: Strength | None
    tracker_key: str | None
    created_at: datetime | None
    check_on: date | None = None
    effectiveness: Effectiveness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFact:
    """A link between two incidents, read from the first to the second.

    Attributes:
        known: what a person says was known at this repeat, where it is not what was computed
            then (a value of `models.figures.repeats.WasKnown`).
        known_at: when that was said.
    """

    from_id: UUID
    to_id: UUID
    kind: LinkKind
    made_at: datetime
    known: str | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFact:
    """An architecture review.

    Attributes:
        incidents: incidents looked at in it.
        decided: of those, how many have a disposition.
    """

    id: UUID
    meeting_on: date | None
    created_at: datetime
    incidents: int
    decided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that figures are computed from, in any order; the trash is left out.

    Attributes:
        actions: each answers at least one of the incidents.
        zone: the library's IANA zone, in which months begin and days end.
        window: how far back a repeat may lie, in calendar months; what the library sets.
        judged: the policies of final postmortems that another one judged, when they were
            published, than the one that holds now.
    """

    incidents: tuple[IncidentFact, ...]
    actions: tuple[ActionFact, ...] = ()
    links: tuple[LinkFact, ...] = ()
    reviews: tuple[ReviewFact, ...] = ()
    zone: str = "UTC"
    window: int = WINDOW_MONTHS
    judged: Mapping[UUID, Policy] = field(default_factory=dict)
