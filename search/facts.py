"""The facts of an incident that queries filter, count and sort by: one fixed row per document.

Kept as one fixed-width column, which NumPy reads as an array without decoding anything. Whether
an action item is overdue is not in it, because that changes with time: the earliest open due date
is, and a query compares it with its own instant.
"""

from __future__ import annotations

import struct
from datetime import UTC, date, datetime
from enum import IntFlag
from typing import TYPE_CHECKING

from models.guidance import is_written
from models.vocabulary import IncidentKind, LinkKind, PostmortemStatus, SectionKind, Severity

if TYPE_CHECKING:
    from models.incident import Incident

FACT_TYPES = [
    ("id_high", "<u8"),
    ("id_low", "<u8"),
    ("started", "<i8"),
    ("users", "<i8"),
    ("duration", "<i4"),
    ("due", "<i4"),
    ("flags", "<u4"),
    ("severity", "u1"),
    ("status", "u1"),
    ("year", "<i2"),
]
"""The row as a NumPy structured type; `_ROW` packs the same."""

_ROW = struct.Struct("<QQqqiiIBBh")
ROW_SIZE = _ROW.size

UNKNOWN_START = -(2**62)
"""Stands for no start known: before every instant, so that it sorts last among the newest."""

UNKNOWN = -1
"""Stands for an unknown amount or duration."""

_LARGEST = 2**62
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Flag(IntFlag):
    """What an incident has; `DOCUMENT` tells incidents from the index's own bookkeeping."""

    DOCUMENT = 1 << 0
    ATTACHMENT = 1 << 1
    ACTIONS = 1 << 2
    OPEN_ACTIONS = 1 << 3
    LINKS = 1 << 4
    REPEAT = 1 << 5
    TIMELINE = 1 << 6
    FACTORS = 1 << 7
    CAUSE = 1 << 8
    POSTMORTEM = 1 << 9
    LESSONS = 1 << 10
    DEFENCES = 1 << 11
    AUTHOR = 1 << 12
    REVIEWER = 1 << 13
    SERVICE = 1 << 14
    CATEGORY = 1 << 15
    TAG = 1 << 16
    USERS = 1 << 17
    SLO = 1 << 18
    DATA_LOSS = 1 << 19
    SECURITY = 1 << 20
    ROLLBACK = 1 << 21
    RESOLVED = 1 << 22
    SUMMARY = 1 << 23
    DRILL = 1 << 24


HAS: dict[str, Flag] = {
    "attachment": Flag.ATTACHMENT,
    "attachments": Flag.ATTACHMENT,
    "action": Flag.ACTIONS,
    "actions": Flag.ACTIONS,
    "open": Flag.OPEN_ACTIONS,
    "link": Flag.LINKS,
    "links": Flag.LINKS,
    "repeat": Flag.REPEAT,
    "timeline": Flag.TIMELINE,
    "factor": Flag.FACTORS,
    "factors": Flag.FACTORS,
    "cause": Flag.CAUSE,
    "postmortem": Flag.POSTMORTEM,
    "lesson": Flag.LESSONS,
    "lessons": Flag.LESSONS,
    "defence": Flag.DEFENCES,
    "defences": Flag.DEFENCES,
    "author": Flag.AUTHOR,
    "reviewer": Flag.REVIEWER,
    "service": Flag.SERVICE,
    "category": Flag.CATEGORY,
    "tag": Flag.TAG,
    "tags": Flag.TAG,
    "users": Flag.USERS,
    "slo": Flag.SLO,
    "data-loss": Flag.DATA_LOSS,
    "security": Flag.SECURITY,
    "rollback": Flag.ROLLBACK,
    "resolved": Flag.RESOLVED,
    "summary": Flag.SUMMARY,
}
"""What ``has:`` takes."""

STATUSES = tuple(PostmortemStatus)
SEVERITIES = tuple(Severity)


def pack_facts(incident: Incident) -> bytes:
    """The incident's row."""
    started = incident.started_at
    duration = incident.duration_minutes
    return _ROW.pack(
        incident.id.int >> 64,
        incident.id.int & (2**64 - 1),
        UNKNOWN_START if started is None else seconds(started),
        _amount(incident.impact.users_affected, _LARGEST),
        _amount(duration, 2**31 - 1),
        _earliest_due(incident),
        int(_flags(incident)),
        incident.severity.rank if incident.severity else 0,
        STATUSES.index(incident.status) + 1 if incident.status else 0,
        started.astimezone(UTC).year if started else 0,
    )


def seconds(instant: datetime) -> int:
    """Whole seconds since 1970, UTC; a naive instant is taken as UTC."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return int((aware - _EPOCH).total_seconds() // 1)


def day_number(day: date) -> int:
    """A day as a number that sorts."""
    return day.toordinal()


def _amount(value: int | None, largest: int) -> int:
    return UNKNOWN if value is None else max(UNKNOWN, min(value, largest))


def _earliest_due(incident: Incident) -> int:
    due = [one.due_on for one in incident.action_items if one.due_on and not one.status.is_closed]
    return day_number(min(due)) if due else 0


def _flags(incident: Incident) -> Flag:
    """Every flag that holds."""
    sections = {one.kind for one in incident.sections if is_written(one.markdown)}
    impact = incident.impact
    postmortem = incident.postmortem
    kinds = {link.kind for link in incident.links}
    holds: dict[Flag, object] = {
        Flag.ATTACHMENT: incident.attachments,
        Flag.ACTIONS: incident.action_items,
        Flag.OPEN_ACTIONS: any(not one.status.is_closed for one in incident.action_items),
        Flag.LINKS: incident.links,
        Flag.REPEAT: kinds & {LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS},
        Flag.TIMELINE: incident.timeline or SectionKind.TIMELINE in sections,
        Flag.FACTORS: incident.contributing_factors or SectionKind.FACTORS in sections,
        Flag.CAUSE: SectionKind.ROOT_CAUSE in sections,
        Flag.POSTMORTEM: postmortem,
        Flag.LESSONS: SectionKind.LESSONS in sections,
        Flag.DEFENCES: incident.defences or SectionKind.DEFENCES in sections,
        Flag.AUTHOR: postmortem and postmortem.authors,
        Flag.REVIEWER: postmortem and postmortem.reviewers,
        Flag.SERVICE: incident.services,
        Flag.CATEGORY: incident.category,
        Flag.TAG: incident.tags,
        Flag.USERS: impact.users_affected,
        Flag.SLO: impact.slo_violated,
        Flag.DATA_LOSS: impact.data_loss,
        Flag.SECURITY: impact.security,
        Flag.ROLLBACK: impact.manual_rollback,
        Flag.RESOLVED: incident.resolved_at,
        Flag.SUMMARY: SectionKind.SUMMARY in sections,
        Flag.DRILL: incident.kind is IncidentKind.DRILL,
    }
    flags = Flag.DOCUMENT
    for flag, value in holds.items():
        if value:
            flags |= flag
    return flags
