"""What stands in the form of an incident: every field as the text that was typed.

A draft can hold anything, also what cannot be saved yet; `reading.read_draft` says what it means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.dialogs.typed_numbers import format_number
from desktop.dialogs.typed_time import format_date, format_instant
from desktop.pages.editor.several_words import text_of
from models.identifiers import new_id
from models.vocabulary import SectionKind

if TYPE_CHECKING:
    from models.incident import (
        ActionItem,
        ContributingFactor,
        Defence,
        Impact,
        Incident,
        Section,
        TimelineEvent,
    )

TIMES = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")
AMOUNTS = (
    "users_affected",
    "failed_transactions",
    "revenue",
    "error_budget_consumed_percent",
    "user_impact_minutes",
)
WHOLE_AMOUNTS = frozenset({"users_affected", "failed_transactions", "user_impact_minutes"})
FLAGS = ("slo_violated", "data_loss", "security", "manual_rollback")

# The practice's template, in its order; a form offers each of these even while it is empty.
STANDARD_SECTIONS = (
    (SectionKind.SUMMARY, "Summary"),
    (SectionKind.IMPACT, "Impact"),
    (SectionKind.ROOT_CAUSE, "Root Cause"),
    (SectionKind.RESOLUTION, "Resolution"),
    (SectionKind.LESSONS, "Lessons Learned"),
    (SectionKind.NOTES, "Notes on Blameless Culture"),
)
_OFFERED = frozenset(kind for kind, _title in STANDARD_SECTIONS)
_SECTION_RANK = {kind: rank for rank, kind in enumerate(SectionKind)}


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table in the form: texts by column, and the id of the record it edits."""

    values: Mapping[str, str]
    id: UUID = field(default_factory=new_id)

    def text(self, name: str) -> str:
        """The text of one column, without the space around it."""
        return self.values.get(name, "").strip()

    @property
    def is_blank(self) -> bool:
        """Whether nobody typed anything into it (a choice that has a default says nothing)."""
        return not any(self.text(name) for name in self.values if name not in _CHOICES)


_CHOICES = frozenset({"kind", "outcome", "status", "strength"})


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentDraft:
    """Every field of the form.

    Attributes:
        times: text of each of `TIMES`, and `meeting_held_at`.
        amounts: text of each of `AMOUNTS`; blank is unknown, a leading `~` an estimate.
        flags: each of `FLAGS`; None is unknown.
        timezone: IANA zone in which times are read and shown.
        writes_postmortem: whether the incident has a document (at least a draft).
    """

    key: str = ""
    title: str = ""
    severity: str = ""
    kind: str = "incident"
    timezone: str = "UTC"
    times: Mapping[str, str] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    category: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    amounts: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    slo: str = ""
    flags: Mapping[str, bool | None] = field(default_factory=dict)
    sections: tuple[Record, ...] = ()
    timeline: tuple[Record, ...] = ()
    factors: tuple[Record, ...] = ()
    defences: tuple[Record, ...] = ()
    actions: tuple[Record, ...] = ()
    writes_postmortem: bool = True


def draft_of(incident: Incident, *, zone: str) -> IncidentDraft:
    """The form's texts for an incident, its times shown in `zone`."""
    postmortem = incident.postmortem
    times = {name: format_instant(getattr(incident, name), zone) for name in TIMES}
    held = postmortem.meeting_held_at if postmortem else None
    times["meeting_held_at"] = format_instant(held, zone)
    return IncidentDraft(
        key=incident.key,
        title=incident.title,
        severity=incident.severity or "",
        kind=incident.kind,
        timezone=zone,
        times=times,
        services=incident.services,
        category=incident.category or "",
        tags=incident.tags,
        authors=postmortem.authors if postmortem else (),
        reviewers=postmortem.reviewers if postmortem else (),
        amounts=amount_texts(incident.impact),
        currency=incident.impact.currency or "",
        slo=incident.impact.slo or "",
        flags={name: getattr(incident.impact, name) for name in FLAGS},
        sections=_section_records(incident.sections),
        timeline=tuple(event_record(one, zone) for one in incident.timeline),
        factors=tuple(factor_record(one) for one in incident.contributing_factors),
        defences=tuple(defence_record(one) for one in incident.defences),
        actions=tuple(action_record(one) for one in incident.action_items),
        writes_postmortem=postmortem is not None,
    )


def amount_texts(impact: Impact) -> dict[str, str]:
    """The text of each amount."""
    return {
        name: format_number(getattr(impact, name), estimated=name in impact.estimated)
        for name in AMOUNTS
    }


def event_record(event: TimelineEvent, zone: str) -> Record:
    """The row of a timeline event."""
    texts = {"at": format_instant(event.at, zone), "kind": event.kind.value, "text": event.text}
    return Record(texts, event.id)


def factor_record(factor: ContributingFactor) -> Record:
    """The row of a contributing factor."""
    texts = {
        "title": factor.title,
        "text": factor.text,
        "tags": text_of(factor.tags),
        "services": text_of(factor.services),
    }
    return Record(texts, factor.id)


def defence_record(defence: Defence) -> Record:
    """The row of a defence."""
    texts = {
        "outcome": defence.outcome.value,
        "text": defence.text,
        "tags": text_of(defence.tags),
        "services": text_of(defence.services),
    }
    return Record(texts, defence.id)


def action_record(item: ActionItem) -> Record:
    """The row of an action item."""
    texts = {
        "title": item.title,
        "owner": item.owner or "",
        "due_on": format_date(item.due_on),
        "kind": item.kind or "",
        "strength": item.strength or "",
        "tracker_key": item.tracker_key or "",
        "status": item.status.value,
        "status_reason": item.status_reason,
    }
    return Record(texts, item.id)


def _section_records(sections: tuple[Section, ...]) -> tuple[Record, ...]:
    """The sections that are there, with the template's missing ones at their places."""
    records = [_section_record(one.kind, one.title, one.markdown, one.id) for one in sections]
    present = {one.kind for one in sections}
    for kind, title in STANDARD_SECTIONS:
        if kind not in present:
            place = _place_for(kind, records)
            records.insert(place, _section_record(kind, title, "", new_id()))
    return tuple(records)


def _section_record(kind: SectionKind, title: str, markdown: str, identifier: UUID) -> Record:
    return Record({"kind": kind.value, "title": title, "markdown": markdown}, identifier)


def _place_for(kind: SectionKind, records: list[Record]) -> int:
    rank = _SECTION_RANK[kind]
    for place, record in enumerate(records):
        if _SECTION_RANK[SectionKind(record.values["kind"])] > rank:
            return place
    return len(records)
