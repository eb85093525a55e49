"""Answers to blameless hints: a person keeps a wording, says why, and is not asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.blameless.hints import Hint
    from models.incident import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptHint:
    """A hint that a person set aside.

    Attributes:
        rule: which rule had found it.
        passage: the sentence it stood in; an edit of it asks again.
        reason: why the words stay.
        made_by: handle of who kept it, if known.
    """

    id: UUID
    incident_id: UUID
    rule: str
    passage: str
    reason: str
    made_by: str | None
    made_at: datetime


def unanswered(hints: Iterable[Hint], kept: Iterable[KeptHint]) -> tuple[Hint, ...]:
    """The hints that nobody has answered, in their order."""
    answered = {(one.rule, _sentence(one.passage)) for one in kept}
    return tuple(one for one in hints if (one.rule, _sentence(one.passage)) not in answered)


def _sentence(passage: str) -> str:
    """The passage without the mark at its end, which belongs to it only where a text ends."""
    return passage.rstrip(" .!?…")


def people_of(incident: Incident) -> tuple[str, ...]:
    """Whom an incident names as taking part: authors, reviewers, owners of action items."""
    document = incident.postmortem
    named = [one.owner for one in incident.action_items if one.owner]
    if document is not None:
        named += [*document.authors, *document.reviewers]
    return tuple(dict.fromkeys(named))
