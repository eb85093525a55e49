"""What the story says of the company: its vocabulary, links, saved searches and reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from models.demo.identity import story_id
from models.demo.story_time import StoryTime, read_instant
from models.rows import SavedSearch
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLink:
    """A link that a person made between two incidents; the keys are the moved ones."""

    from_key: str
    to_key: str
    kind: LinkKind
    reason: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReviewIncident:
    """One incident in an architecture review, and how the design answers it."""

    key: str
    disposition: str
    note: str
    decided_by: str | None
    decided_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReview:
    """One architecture review."""

    id: UUID
    title: str
    status: str
    author: str
    participants: tuple[str, ...]
    services: tuple[str, ...]
    meeting_on: date
    created_at: datetime
    design: str
    incidents: tuple[DemoReviewIncident, ...]
    decision: str


def paths(tree: Mapping[str, list[str]], separator: str) -> tuple[str, ...]:
    """Every leaf of a two-level tree as a path."""
    return tuple(f"{top}{separator}{leaf}" for top, leaves in tree.items() for leaf in leaves)


def handle(name: str) -> str:
    """A handle as it is kept, with its ``@``."""
    return f"@{name}"


def read_link(told: Mapping[str, str], time: StoryTime) -> DemoLink:
    """One link of the story."""
    return DemoLink(
        from_key=time.keys[told["from"]],
        to_key=time.keys[told["to"]],
        kind=LinkKind(told["kind"]),
        reason=time.text(told["reason"]),
        made_by=handle(told["by"]),
        made_at=read_instant(told["made"]) + time.shift,
    )


def read_review(
    told: Mapping[str, Any], services: Mapping[str, str], time: StoryTime
) -> DemoReview:
    """One architecture review of the story; `services` maps what may be written to paths."""
    created = read_instant(told["created"]) + time.shift
    return DemoReview(
        id=story_id(created, f"review/{told['title']}"),
        title=told["title"],
        status=told["status"],
        author=handle(told["author"]),
        participants=tuple(handle(one) for one in told["participants"]),
        services=tuple(services[one] for one in told["services"]),
        meeting_on=time.day(told["meeting"]),
        created_at=created,
        design=time.text(told["design"].strip()),
        incidents=tuple(
            DemoReviewIncident(
                key=time.keys[one["key"]],
                disposition=one["disposition"],
                note=one["note"],
                decided_by=handle(one["by"]) if one["by"] else None,
                decided_on=time.day(one["on"]) if one["on"] else None,
            )
            for one in told["incidents"]
        ),
        decision=told["decision"],
    )


def read_saved_search(told: Mapping[str, str], now: datetime, time: StoryTime) -> SavedSearch:
    """One saved search; a date after ``after:`` moves with the story."""
    words = []
    for word in told["query"].split(" "):
        field, _, value = word.partition(":")
        words.append(f"{field}:{time.day(value)}" if field == "after" else word)
    return SavedSearch(
        id=story_id(now, f"saved search/{told['name']}"),
        name=told["name"],
        query=" ".join(words),
    )
