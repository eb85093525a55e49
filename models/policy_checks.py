"""What a postmortem needs before it is published (DESIGN section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from models.guidance import is_written
from models.vocabulary import EventKind, SectionKind, Severity, Strength

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from models.incident import Incident, TimelineEvent

_SERIOUS = (Severity.SEV_1, Severity.SEV_2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One condition for publishing; it can be overridden with a reason, which is kept.

    Attributes:
        name: stable, for overrides.
        passed: whether it is met.
        text: what is asked.
        detail: what is missing, or how much is there; may be empty.
    """

    name: str
    passed: bool
    text: str
    detail: str = ""


def publish_checks(incident: Incident, hints: Collection[object] = ()) -> tuple[Check, ...]:
    """Every check, met or not, in the order in which a writer would take them.

    Args:
        incident: the aggregate as it would be published.
        hints: the blameless hints in its texts that nobody has answered.
    """
    return (
        _timeline(incident),
        _root_cause(incident),
        _factors(incident),
        _owners_and_dates(incident),
        *_strength(incident),
        _reviewer(incident),
        _hints(hints),
    )


def unmet(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks that are not met."""
    return tuple(check for check in checks if not check.passed)


def _timeline(incident: Incident) -> Check:
    events = incident.timeline
    if not events:
        problem = "no events"
    elif any(second.at < first.at for first, second in pairwise(events)):
        problem = "not in order"
    else:
        outside = [event for event in events if _is_outside(event, incident)]
        problem = f"{len(outside)} outside the incident" if outside else ""
    return Check(
        name="timeline",
        passed=not problem,
        text="Timeline is in order, inside the incident",
        detail=problem or _counted(len(events), "event"),
    )


def _is_outside(event: TimelineEvent, incident: Incident) -> bool:
    """Changes may lie before the start (what set it off), communication after the end."""
    if incident.started_at and event.at < incident.started_at:
        return event.kind is not EventKind.CHANGE
    if incident.resolved_at and event.at > incident.resolved_at:
        return event.kind is not EventKind.COMMUNICATION
    return False


def _root_cause(incident: Incident) -> Check:
    section = incident.section(SectionKind.ROOT_CAUSE)
    there = section is not None and is_written(section.markdown)
    return Check(name="root cause", passed=there, text="Root cause is written")


def _factors(incident: Incident) -> Check:
    count = len(incident.contributing_factors)
    return Check(
        name="contributing factors",
        passed=count > 0,
        text="At least one contributing factor",
        detail=str(count) if count else "",
    )


def _owners_and_dates(incident: Incident) -> Check:
    items = incident.action_items
    complete = sum(item.owner is not None and item.due_on is not None for item in items)
    return Check(
        name="owners and due dates",
        passed=complete == len(items),
        text="Each action item has owner and due date",
        detail=f"{complete}/{len(items)}" if items else "",
    )


def _strength(incident: Incident) -> tuple[Check, ...]:
    """Asked of SEV-1 and SEV-2 alone; an item of unknown strength does not count."""
    if incident.severity not in _SERIOUS:
        return ()
    count = sum(
        item.strength in (Strength.STRONG, Strength.INTERMEDIATE) for item in incident.action_items
    )
    return (
        Check(
            name="action that is not weak",
            passed=count > 0,
            text="At least one action item that is not weak",
            detail=str(count) if count else "",
        ),
    )


def _reviewer(incident: Incident) -> Check:
    document = incident.postmortem
    authors = {one.casefold() for one in document.authors} if document else set()
    reviewers = {one.casefold() for one in document.reviewers} if document else set()
    return Check(
        name="reviewer",
        passed=bool(reviewers - authors),
        text="A reviewer who is not the author",
    )


def _hints(hints: Collection[object]) -> Check:
    return Check(
        name="blameless hints",
        passed=not hints,
        text="No unanswered blameless hint",
        detail=_counted(len(hints), "hint") if hints else "",
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")
