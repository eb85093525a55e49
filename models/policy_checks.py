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
_BOUNDS = {"start not recorded": "started_at", "recovery not recorded": "resolved_at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One condition for publishing; it can be overridden with a reason, which is kept.

    Attributes:
        name: stable, for overrides.
        passed: whether it is met; never while that cannot be known.
        text: what is asked.
        detail: what is missing, or how much is there; may be empty.
        place: where it is met: a section of the postmortem, or a field.
        binding: whether publishing waits for it; else it is advice (`models.policy_advice`).
        known: False when a field is missing without which it cannot be said.
    """

    name: str
    passed: bool
    text: str
    detail: str = ""
    place: str = ""
    binding: bool = True
    known: bool = True


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
        _hints(incident, hints),
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
    unknown = "" if problem else _unknown_bounds(incident)
    return Check(
        name="timeline",
        passed=not problem and not unknown,
        text="Timeline is in order, inside the incident",
        detail=problem or unknown or _counted(len(events), "event"),
        place=_BOUNDS.get(unknown, "timeline"),
        known=not unknown,
    )


def _unknown_bounds(incident: Incident) -> str:
    """Which end of the incident is not recorded, so that nobody can say what lies inside."""
    if incident.started_at is None:
        return "start not recorded"
    return "" if incident.resolved_at else "recovery not recorded"


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
    return Check(name="root cause", passed=there, text="Root cause is written", place="root cause")


def _factors(incident: Incident) -> Check:
    count = len(incident.contributing_factors)
    return Check(
        name="contributing factors",
        passed=count > 0,
        text="At least one contributing factor",
        detail=str(count) if count else "",
        place="contributing factors",
    )


def _owners_and_dates(incident: Incident) -> Check:
    items = incident.action_items
    complete = sum(item.owner is not None and item.due_on is not None for item in items)
    return Check(
        name="owners and due dates",
        passed=complete == len(items),
        text="Each action has owner and due date",
        detail=f"{complete}/{len(items)}" if items else "no actions",
        place="action items",
    )


def _strength(incident: Incident) -> tuple[Check, ...]:
    """Asked of SEV-1 and SEV-2 alone; an item of unknown strength does not count."""
    if incident.severity is not None and incident.severity not in _SERIOUS:
        return ()
    count = sum(
        item.strength in (Strength.STRONG, Strength.INTERMEDIATE) for item in incident.action_items
    )
    unknown = incident.severity is None and not count
    return (
        Check(
            name="action that is not weak",
            passed=count > 0,
            text="At least one action that is not weak",
            detail="severity not recorded" if unknown else str(count) if count else "",
            place="severity" if unknown else "action items",
            known=not unknown,
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
        place="reviewers",
    )


def _hints(incident: Incident, hints: Collection[object]) -> Check:
    """Hints say where they are: `section_id`, or `section_title` and `place` of a table."""
    kinds = {one.id: one for one in incident.sections}
    ids = [getattr(one, "section_id", None) for one in hints]
    found = [kinds.get(one) for one in ids if one is not None]
    sections = list(dict.fromkeys(one for one in found if one is not None))
    tables = [one for one in hints if getattr(one, "section_id", None) is None]
    named = [one.title for one in sections]
    named += [getattr(one, "section_title", "") for one in tables]
    titles = ", ".join(one for one in dict.fromkeys(named) if one)
    places = [one.kind.value for one in sections] + [getattr(one, "place", "") for one in tables]
    counted = _counted(len(hints), "hint")
    return Check(
        name="blameless hints",
        passed=not hints,
        text=f"Resolve {_counted(len(hints), 'blameless hint')}"
        if hints
        else "No unanswered blameless hint",
        detail=(titles or counted) if hints else "",
        place=places[0] if places else "",
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")
