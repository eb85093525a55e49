"""With whom a final postmortem was shared, by which way, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from models.vocabulary import Severity


class Channel(StrEnum):
    """By which way somebody was given a postmortem."""

    REPORT = "report"
    SITE = "site"
    MESSAGE = "message"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One time that a postmortem was given to somebody.

    Attributes:
        recipients: teams or people, in the words of who shared it.
    """

    id: UUID
    incident_id: UUID
    channel: Channel
    recipients: str
    note: str
    shared_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsharedRow:
    """A final postmortem that nobody was given yet.

    Attributes:
        published_at: when it became final; None where that is not known.
    """

    incident_id: UUID
    key: str
    title: str
    severity: Severity | None
    published_at: datetime | None
