"""What waits for somebody, as flat values: a few columns each, whatever the size of the library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models.vocabulary import PostmortemStatus, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class OwingRow:
    """An incident that owes a postmortem, or may owe one: what policy and clocks look at.

    Attributes:
        status: None when there is no postmortem; never final or waived.
        stated_impact_minutes: user impact as a person stated it.
    """

    id: UUID
    key: str
    title: str
    severity: Severity | None
    started_at: datetime | None
    resolved_at: datetime | None
    status: PostmortemStatus | None
    meeting_held_at: datetime | None
    stated_impact_minutes: int | None
    slo: str | None
    slo_violated: bool | None
    data_loss: bool | None
    security: bool | None
    manual_rollback: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionIds:
    """The first of some action items, and how many there are."""

    ids: tuple[UUID, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """The first of the postmortems that are being written, and how many there are.

    Attributes:
        ids: their incidents, newest start first.
    """

    ids: tuple[UUID, ...]
    total: int
