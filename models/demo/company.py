"""What the story says of the company: its vocabulary, links, saved searches and reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from models.demo.identity import story_id
from models.demo.story_time import StoryTime, read_instant
from models.review import Disposition, Review, ReviewedIncident, ReviewQuestion, ReviewStatus
from models.rows import SavedSearch
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


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
class DemoReview:
    """One architecture review, and when it was last saved.

    Attributes:
        action_numbers: register numbers of the action items that it names.
    """

    review: Review
    action_numbers: tuple[int, ...]
    saved_at: datetime


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


def read_review(told: Mapping[str, Any], ids: Mapping[str, UUID], time: StoryTime) -> DemoReview:
    """One architecture review of the story.

    Args:
        told: as written.
        ids: the incidents' ids by their moved keys.
        time: moves dates and keys.
    """
    created = read_instant(told["created"]) + time.shift
    name = f"review/{told['title']}"
    review = Review(
        id=story_id(created, name),
        title=told["title"],
        status=ReviewStatus(told["status"]),
        design=time.text(told["design"].strip()),
        summary=time.text(told["summary"].strip()),
        services=tuple(told["services"]),
        participants=tuple(handle(one) for one in told["participants"]),
        meeting_on=time.day(told["meeting"]),
        decision=told["decision"],
        decided_on=time.day(told["decided"]) if told["decided"] else None,
        incidents=tuple(
            ReviewedIncident(
                incident_id=ids[time.keys[one["key"]]],
                disposition=Disposition(one["disposition"]),
                note=one["note"],
                disposed_by=handle(one["by"]) if "by" in one else "",
                disposed_at=read_instant(one["at"]) + time.shift if "at" in one else None,
                evidence=tuple(one["evidence"]),
                id=story_id(created, f"{name}/{one['key']}"),
            )
            for one in told["incidents"]
        ),
        questions=tuple(
            ReviewQuestion(
                text=one["text"],
                source=time.text(one["source"]),
                answer=one.get("answer", ""),
                id=story_id(created, f"{name}/question/{number}"),
            )
            for number, one in enumerate(told["questions"])
        ),
        created_at=created,
    )
    return DemoReview(
        review=review,
        action_numbers=tuple(int(one) for one in told["actions"]),
        saved_at=read_instant(told["saved"]) + time.shift,
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
