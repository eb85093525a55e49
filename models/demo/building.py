"""Builds the demo library's incidents, links, reviews and searches for a given present."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml

from models.demo.company import (
    DemoLink,
    DemoReview,
    handle,
    paths,
    read_link,
    read_review,
    read_saved_search,
)
from models.demo.lines import LineReader, unwrapped
from models.demo.story_time import StoryTime, moved_keys, read_instant, shift_to
from models.incident import Impact, Incident, Postmortem, Section
from models.rows import SavedSearch
from models.vocabulary import (
    DefenceOutcome,
    IncidentKind,
    PostmortemStatus,
    SectionKind,
    Severity,
)
from resources import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import timedelta

_COMPANY = "demo/company.yaml"
_YES_NO = ("slo_violated", "data_loss", "security", "manual_rollback")
_COUNTS = ("users_affected", "failed_transactions", "user_impact_minutes")
_AMOUNTS = ("revenue", "error_budget_consumed_percent")
_SECTIONS = {
    "summary": (SectionKind.SUMMARY, "Summary"),
    "root_cause": (SectionKind.ROOT_CAUSE, "Root Cause"),
    "lessons": (SectionKind.LESSONS, "Lessons Learned"),
    "notes": (SectionKind.NOTES, "Notes on Blameless Culture"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStory:
    """Everything that the demo library holds.

    Attributes:
        now: the story's present after the move: the reader's week, Wednesday 09:40 UTC.
        services: every path of the service tree.
        categories: every category, ``Database / Missing index``.
        people: every handle.
        incidents: oldest first; links are told apart from them.
    """

    name: str
    zone: str
    now: datetime
    services: tuple[str, ...]
    categories: tuple[str, ...]
    people: tuple[str, ...]
    incidents: tuple[Incident, ...]
    links: tuple[DemoLink, ...]
    reviews: tuple[DemoReview, ...]
    saved_searches: tuple[SavedSearch, ...]


def build_demo_incidents(anchor: datetime) -> list[Incident]:
    """The incidents of the demo library, oldest first.

    Args:
        anchor: the reader's present, aware. All dates move by whole weeks so that the story's
            present is the last one not after it. The same anchor gives the same incidents.
    """
    return list(build_demo_story(anchor).incidents)


def build_demo_story(anchor: datetime) -> DemoStory:
    """The whole demo library for a present; see `build_demo_incidents`."""
    company = _load(files.text(_COMPANY))
    told = _told_incidents()
    story_now = read_instant(company["library"]["story_now"])
    shift = shift_to(anchor, story_now)
    starts = {one["key"]: read_instant(one["started"]) for one in told}
    time = StoryTime(shift, moved_keys(starts, shift))
    now = story_now + shift
    incidents = _numbered(
        sorted((_incident(one, time) for one in told), key=lambda one: (_start(one), one.key))
    )
    ids = {one.key: one.id for one in incidents}
    return DemoStory(
        name=company["library"]["name"],
        zone=company["library"]["zone"],
        now=now,
        services=paths(company["services"], "/"),
        categories=paths(company["categories"], " / "),
        people=tuple(handle(one) for team in company["people"].values() for one in team),
        incidents=tuple(incidents),
        links=tuple(read_link(one, time) for one in company["links"]),
        reviews=tuple(read_review(one, ids, time) for one in company["reviews"]),
        saved_searches=tuple(
            read_saved_search(one, now, time) for one in company["saved_searches"]
        ),
    )


def _told_incidents() -> list[dict[str, Any]]:
    folder = files.path("demo")
    names = sorted(one.name for one in folder.glob("*.yaml") if f"demo/{one.name}" != _COMPANY)
    return [one for name in names for one in _load(files.text(f"demo/{name}"))]


def _load(text: str) -> Any:
    """YAML in which every scalar is text, so that 14:23 is no number of seconds."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(text, Loader=loader)


def _start(incident: Incident) -> datetime:
    assert incident.started_at is not None
    return incident.started_at


def _incident(told: Mapping[str, Any], time: StoryTime) -> Incident:
    started = read_instant(told["started"])
    reader = LineReader(told["key"], started, time)
    instants = _instants(told, started, time.shift)
    recorded = _instant(told, "meeting", time.shift) or instants["resolved"]
    return Incident(
        key=time.keys[told["key"]],
        title=time.text(told["title"]),
        severity=Severity(told["severity"]),
        kind=IncidentKind(told.get("kind", "incident")),
        started_at=started + time.shift,
        detected_at=instants["detected"],
        acknowledged_at=instants["acknowledged"],
        mitigated_at=instants["mitigated"],
        resolved_at=instants["resolved"],
        services=tuple(told["services"]),
        category=told.get("category"),
        tags=tuple(told.get("tags", ())),
        impact=_impact(told.get("impact", {})),
        timeline=tuple(reader.timeline(told.get("timeline", ""))),
        contributing_factors=tuple(reader.factors(told.get("factors", ""))),
        defences=tuple(
            defence
            for outcome in DefenceOutcome
            for defence in reader.defences(outcome, told.get(outcome.value, ""))
        ),
        action_items=tuple(reader.actions(told.get("actions", ""), recorded)),
        postmortem=_postmortem(told, reader) if "postmortem" in told else None,
        id=reader.id("incident"),
        created_at=instants["detected"],
    )


def _instants(
    told: Mapping[str, Any], started: datetime, shift: timedelta
) -> dict[str, datetime | None]:
    names = ("detected", "acknowledged", "mitigated", "resolved")
    return {
        name: read_instant(told[name], started) + shift if name in told else None for name in names
    }


def _instant(told: Mapping[str, Any], name: str, shift: timedelta) -> datetime | None:
    return read_instant(told[name]) + shift if name in told else None


def _postmortem(told: Mapping[str, Any], reader: LineReader) -> Postmortem:
    shift = reader.time.shift
    return Postmortem(
        status=PostmortemStatus(told["postmortem"]),
        sections=tuple(
            Section(
                kind=kind,
                title=title,
                markdown=reader.time.text(unwrapped(told[name])),
                id=reader.id(f"section/{name}"),
            )
            for name, (kind, title) in _SECTIONS.items()
            if name in told
        ),
        authors=tuple(handle(one) for one in told.get("authors", ())),
        reviewers=tuple(handle(one) for one in told.get("reviewers", ())),
        meeting_held_at=_instant(told, "meeting", shift),
        published_at=_instant(told, "published", shift),
        waived_reason=told.get("waived", ""),
    )


def _impact(told: Mapping[str, str]) -> Impact:
    """The impact; a leading ``~`` marks an estimate, ``?`` an unknown."""
    values: dict[str, Any] = {name: False for name in _YES_NO}
    estimated = set()
    for name, text in told.items():
        if text.startswith("~"):
            estimated.add(name)
        values[name] = _impact_value(name, text.removeprefix("~"))
    return Impact(**values, estimated=frozenset(estimated))


def _impact_value(name: str, text: str) -> int | Decimal | bool | str | None:
    if text == "?":
        return None
    if name in _YES_NO:
        return {"yes": True, "no": False}[text]
    if name in _COUNTS:
        return int(text)
    return Decimal(text) if name in _AMOUNTS else text


def _numbered(incidents: Iterable[Incident]) -> list[Incident]:
    """The incidents, their action items numbered in the register.

    Items that the story numbers keep their number; the others take the free ones in order.
    """
    known = list(incidents)
    taken = {item.register_number for one in known for item in one.action_items}
    free = iter(number for number in range(1, 10_000) if number not in taken)
    return [
        replace(
            one,
            action_items=tuple(
                item if item.register_number else replace(item, register_number=next(free))
                for item in one.action_items
            ),
        )
        for one in known
    ]
