"""An architecture review: a design, the incidents that matter to it, and how it answers them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from models.identifiers import new_id
from models.vocabulary import Severity


class ReviewStatus(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    DECIDED = "decided"
    REOPENED = "reopened"


class Disposition(StrEnum):
    """How the design answers an incident."""

    OPEN = "open"
    ADDRESSED = "addressed"
    ACCEPTED_RISK = "accepted risk"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedIncident:
    """An incident found for the review.

    Attributes:
        key: filled when read, like `title`, `severity` and `started_at`.
        score: how much it matters, as the search gave it; None when a person added it.
        evidence: why it was found, in words.
        note: how the design answers it.
        disposed_by: the handle of who gave the disposition; empty where nobody did.
        disposed_at: when.
    """

    incident_id: UUID
    disposition: Disposition = Disposition.OPEN
    note: str = ""
    disposed_by: str = ""
    disposed_at: datetime | None = None
    score: float | None = None
    evidence: tuple[str, ...] = ()
    key: str = ""
    title: str = ""
    severity: Severity | None = None
    started_at: datetime | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIncident:
    """An incident that touched the services of a review after it was decided.

    Attributes:
        services: paths of the review's services that it touched, or that lie below them.
        accepted: keys of incidents of the same category whose risk the design accepted.
    """

    incident_id: UUID
    key: str
    title: str
    severity: Severity | None = None
    started_at: datetime | None = None
    services: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQuestion:
    """A question to ask of the design; `source` says what raised it."""

    text: str
    answer: str = ""
    source: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The whole review.

    Attributes:
        design: the text under review, Markdown or plain.
        services: paths that the design touches.
        participants: handles, the author of the design first.
        window_months: how far back incidents count; None for no limit.
        version: counts up at each save; 0 is unsaved.
    """

    title: str
    status: ReviewStatus = ReviewStatus.OPEN
    design: str = ""
    summary: str = ""
    services: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    window_months: int | None = None
    meeting_on: date | None = None
    decision: str = ""
    decided_on: date | None = None
    incidents: tuple[ReviewedIncident, ...] = ()
    questions: tuple[ReviewQuestion, ...] = ()
    action_item_ids: tuple[UUID, ...] = ()
    id: UUID = field(default_factory=new_id)
    version: int = 0
    created_at: datetime | None = None
    updated_at: datetime | None = None
    trashed_at: datetime | None = None
