"""Values that tell what happened to a library: change log entries, revisions, policy versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from models.vocabulary import LinkKind, PostmortemStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """One entry of the change log.

    Attributes:
        number: rises strictly, in the order of commits.
        entity: a word of DESIGN section 2 ("incident", "action item", "link", "service" …).
        entity_id: its UUID as text; a setting's name.
        incident_id: the incident whose document changed by it; None where there is none.
        verb: "created", "changed", "imported", "trashed", "restored", "purged" …
    """

    number: int
    at: datetime
    entity: str
    entity_id: str
    incident_id: UUID | None
    verb: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionInfo:
    """One kept snapshot of an incident, without its content.

    Attributes:
        number: from 1 within the incident.
        incident_version: the version that the incident had.
    """

    id: UUID
    incident_id: UUID
    number: int
    incident_version: int
    note: str
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    """A revision as a list shows it.

    Attributes:
        info: the revision.
        changed: what differs from the revision before it (`models.comparison.changed_parts`);
            empty for the first one, and for one that was kept without a change.
        is_first: whether there is none before it.
    """

    info: RevisionInfo
    changed: tuple[str, ...] = ()
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """The policy's TOML as it stood from `made_at` on."""

    id: UUID
    number: int
    toml: str
    note: str
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusStep:
    """One step of a postmortem's status; None before there was a postmortem."""

    from_status: PostmortemStatus | None
    to_status: PostmortemStatus
    reason: str
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDateMove:
    """One move of an action item's due date, and why."""

    from_due_on: date | None
    to_due_on: date | None
    reason: str
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkStep:
    """A link as it was made, and when it was taken back if it was."""

    from_key: str
    to_key: str
    kind: LinkKind
    reason: str
    made_by: str | None
    made_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionReview:
    """One time that the open action items were gone through.

    Attributes:
        kept: items left as they were; the other counts say what was done to the rest.
        note: which of the items were gone through, in words.
    """

    held_at: datetime
    made_by: str | None
    kept: int
    closed: int
    redated: int
    reassigned: int
    dropped: int
    note: str = ""

    @property
    def seen(self) -> int:
        """How many items were gone through."""
        return self.kept + self.closed + self.redated + self.reassigned + self.dropped
