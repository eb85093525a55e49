"""The field names of the query language for action items and what each of them takes."""

from __future__ import annotations

ACTION_FIELDS: dict[str, str] = {
    "owner": "@ana, or none",
    "due": "<2w, week, 2025-03, <2025-04-01, none",
    "overdue": "yes, or >7 days",
    "open": "yes: neither done nor dropped",
    "kind": "prevent, detect, mitigate, process, none",
    "strength": "strong, intermediate, weak, none",
    "status": "open, in progress, done, won't do",
    "tracker": "PAY-456, PAY, none, waiting, conflict",
    "service": "payments: it and all below it, none",
    "incident": "INC-2025-034",
    "severity": "SEV-1, or <=2",
    "slips": ">0",
    "done": "2025-03: done in that time",
    "evidence": "none: done, and nobody showed it; yes",
    "number": "A-118",
    "title": "words of the action",
}
"""Every field that a query for action items may name, with what it takes by example."""

_ALIASES = {
    "sev": "severity",
    "services": "service",
    "component": "service",
    "assignee": "owner",
    "late": "overdue",
    "state": "status",
    "key": "incident",
    "slip": "slips",
    "id": "number",
    "completed": "done",
    "action": "title",
    "issue": "tracker",
    "proof": "evidence",
}


def action_field_name(typed: str) -> str | None:
    """The field meant by what stands before a colon; None when it is no field."""
    name = typed.casefold()
    name = _ALIASES.get(name, name)
    return name if name in ACTION_FIELDS else None
