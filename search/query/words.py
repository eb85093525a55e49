"""The field names of the query language and what each of them takes."""

from __future__ import annotations

from enum import Enum


class FieldKind(Enum):
    """What stands after the colon."""

    NAMES = "names"
    """Words of the library: services, tags, people, keys."""
    SEVERITY = "severity"
    STATUS = "status"
    INSTANT = "instant"
    """A year, quarter, month or day."""
    AGE = "age"
    """A span before the present instant: ``90d``."""
    NUMBER = "number"
    HAS = "has"
    FLAG = "flag"
    """``yes`` or ``no``."""
    TEXT = "text"
    """Words that must stand in one part of the postmortem."""


FIELDS: dict[str, FieldKind] = {
    "severity": FieldKind.SEVERITY,
    "service": FieldKind.NAMES,
    "category": FieldKind.NAMES,
    "tag": FieldKind.NAMES,
    "owner": FieldKind.NAMES,
    "author": FieldKind.NAMES,
    "reviewer": FieldKind.NAMES,
    "tracker": FieldKind.NAMES,
    "key": FieldKind.NAMES,
    "kind": FieldKind.NAMES,
    "status": FieldKind.STATUS,
    "before": FieldKind.INSTANT,
    "after": FieldKind.INSTANT,
    "in": FieldKind.INSTANT,
    "year": FieldKind.INSTANT,
    "last": FieldKind.AGE,
    "duration": FieldKind.NUMBER,
    "users": FieldKind.NUMBER,
    "has": FieldKind.HAS,
    "overdue": FieldKind.FLAG,
    "repeat": FieldKind.FLAG,
    "postmortem": FieldKind.FLAG,
    "review": FieldKind.FLAG,
    "title": FieldKind.TEXT,
    "summary": FieldKind.TEXT,
    "cause": FieldKind.TEXT,
    "factor": FieldKind.TEXT,
    "impact": FieldKind.TEXT,
    "action": FieldKind.TEXT,
    "lesson": FieldKind.TEXT,
    "resolution": FieldKind.TEXT,
    "defence": FieldKind.TEXT,
    "timeline": FieldKind.TEXT,
}
"""Every field that a query may name, with what it takes."""

FIELD_EXAMPLES: dict[str, str] = {
    "severity": "SEV-1, or <=2",
    "service": "payments: it and all below it",
    "category": "Database, or a whole path",
    "tag": "canary",
    "owner": "of an action item",
    "author": "of the postmortem",
    "reviewer": "of the postmortem",
    "tracker": "PAY-456",
    "key": "INC-2025-034",
    "kind": "incident or drill",
    "status": "draft, in review, final, waived, none",
    "before": "2024-06",
    "after": "2024: from its first day on",
    "in": "2024, 2024-Q3, 2024-06, 2024-06-30",
    "year": "2024",
    "last": "90d, 12w, 6m, 1y",
    "duration": ">60, >=2h",
    "users": ">=1000",
    "has": "attachment, actions, links, timeline …",
    "overdue": "yes: an action item is overdue",
    "repeat": "yes: happened before",
    "postmortem": "missing",
    "review": "open: waiting for review",
    "title": "words of the title",
    "summary": "words of the summary",
    "cause": "words of the root cause",
    "factor": "words of contributing factors",
    "impact": "words of the impact",
    "action": "words of action items",
    "lesson": "words of the lessons",
    "resolution": "words of detection and resolution",
    "defence": "words of what worked or failed",
    "timeline": "words of the timeline",
}
"""What a field takes, by example: for completion and Help."""

ALIASES: dict[str, str] = {
    "sev": "severity",
    "services": "service",
    "component": "service",
    "categories": "category",
    "tags": "tag",
    "label": "tag",
    "state": "status",
    "since": "after",
    "until": "before",
    "on": "in",
    "id": "key",
    "minutes": "duration",
    "causes": "cause",
    "factors": "factor",
    "actions": "action",
    "lessons": "lesson",
    "defences": "defence",
    "customers": "users",
}
"""Other names that people type for the same field."""


def field_name(typed: str) -> str | None:
    """The field meant by what stands before a colon; None when it is no field."""
    name = typed.casefold()
    name = ALIASES.get(name, name)
    return name if name in FIELDS else None
