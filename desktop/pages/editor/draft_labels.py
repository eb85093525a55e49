"""What the fields and rows of a draft are called when something is said about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.pages.editor.draft import Record

_FIELDS = {
    "started_at": "Started",
    "detected_at": "Detected",
    "acknowledged_at": "Acknowledged",
    "mitigated_at": "Mitigated",
    "resolved_at": "Resolved",
    "meeting_held_at": "Meeting held",
    "slo": "SLO",
    "slo_violated": "SLO violated",
    "error_budget_consumed_percent": "Error budget used",
    "user_impact_minutes": "User impact",
    "revenue": "Revenue not collected",
    "timezone": "Time zone",
    "writes_postmortem": "Whether a postmortem is written",
    "at": "Time",
    "due_on": "Due date",
    "tracker_key": "Tracker key",
    "status_reason": "Reason",
    "markdown": "Text",
}
_ROWS = {
    "timeline": "Timeline",
    "factors": "Contributing factor",
    "defences": "Defence",
    "actions": "Action item",
    "sections": "Section",
}
_LONGEST = 40


def field_label(name: str) -> str:
    """The name of a field, as a form shows it."""
    return _FIELDS.get(name) or name.replace("_", " ").capitalize()


def record_label(table: str, record: Record | None) -> str:
    """The name of a row: its table, and what tells it from the others."""
    name = _ROWS.get(table, field_label(table))
    if record is None:
        return name
    if table == "sections":
        return record.text("title") or record.text("kind").capitalize() or name
    if table == "timeline":
        said = record.text("at").rpartition(" ")[2] or record.text("text")
    else:
        said = record.text("title") or record.text("text")
    if not said:
        return name
    short = said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip() + "…"
    return f"{name} {short}" if table == "timeline" else f"{name} “{short}”"
