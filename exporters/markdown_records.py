"""The records of a postmortem as the practice's tables and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.markdown_times import instant, is_exact, local_time, zone_of
from models.reading.event_kinds import infer_kind
from models.reading.notation import (
    ACTION_COLUMNS,
    EXTRA_ACTION_COLUMNS,
    encode,
    encode_cell,
    entry_lines,
    note,
)
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

    from models.incident import ActionItem, Incident, TimelineEvent
    from models.vocabulary import DefenceOutcome

_RULES = {
    "#": "---",
    "Action": "--------",
    "Owner": "-------",
    "Due Date": "----------",
    "Jira": "------",
}


def timeline_table(incident: Incident) -> list[str]:
    """The timeline; with a column for kinds where the wording does not show them."""
    events = incident.timeline
    if not events:
        return []
    zone = zone_of(incident)
    kinds = any(infer_kind(event.text) is not event.kind for event in events)
    lines = [
        f"| Time ({zone}) | {'Kind | ' if kinds else ''}Event |",
        f"|-----------|{'------|' if kinds else ''}---------|",
    ]
    started = incident.started_at
    day = started.astimezone(zone).date() if started else None
    for event in events:
        cell, day = _time_cell(event, zone, day)
        kind = f"{event.kind.value} | " if kinds else ""
        lines.append(f"| {cell} | {kind}{encode_cell(event.text)} |")
    return lines


def _time_cell(event: TimelineEvent, zone: tzinfo, day: date | None) -> tuple[str, date]:
    """A time, with its date where that differs from the row above; UTC in the repeated hour."""
    local = event.at.astimezone(zone).date()
    if not is_exact(event.at, zone):
        return instant(event.at), local
    return local_time(event.at, zone, dated=local != day), local


def factor_list(incident: Incident) -> list[str]:
    """Contributing factors as a numbered list; tags and services in a comment."""
    lines: list[str] = []
    for place, factor in enumerate(incident.contributing_factors, 1):
        title = encode(factor.title).replace(":**", ":&#42;&#42;")
        lines.extend(entry_lines(f"{place}. **{title}:** ", factor.text, "   "))
        lines.extend(_ties(factor.tags, factor.services, "   "))
    return lines


def defence_list(incident: Incident, outcome: DefenceOutcome) -> list[str]:
    """The defences that did so, as bullets; tags and services in a comment."""
    lines: list[str] = []
    for defence in incident.defences:
        if defence.outcome is outcome:
            lines.extend(entry_lines("- ", defence.text, "  "))
            lines.extend(_ties(defence.tags, defence.services, "  "))
    return lines


def _ties(tags: Sequence[str], services: Sequence[str], indent: str) -> list[str]:
    values: dict[str, object] = {}
    if tags:
        values["tags"] = list(tags)
    if services:
        values["services"] = list(services)
    return [indent + note(values)] if values else []


def action_table(incident: Incident) -> list[str]:
    """The action items; further columns only where an item needs them."""
    items = incident.action_items
    if not items:
        return []
    extra = [name for name in EXTRA_ACTION_COLUMNS if any(_needs(item, name) for item in items)]
    head = [*ACTION_COLUMNS, *extra]
    lines = [
        f"| {' | '.join(head)} |",
        f"|{'|'.join(_RULES.get(name, '-' * (len(name) + 2)) for name in head)}|",
    ]
    lines.extend(f"| {' | '.join(_cell(item, name) for name in head)} |" for item in items)
    return lines


def _needs(item: ActionItem, column: str) -> bool:
    if column == "Status":
        return item.status is not ActionStatus.OPEN
    if column == "Original Due Date":
        return item.original_due_on != item.due_on
    return _cell(item, column) not in ("", "0")


def _cell(item: ActionItem, column: str) -> str:
    values = {
        "#": str(item.number),
        "Action": encode_cell(item.title),
        "Owner": encode_cell(item.owner),
        "Due Date": _date(item.due_on),
        "Jira": encode_cell(item.tracker_key),
        "Status": item.status.value,
        "Completed": _date(item.completed_on),
        "Kind": item.kind.value if item.kind else "",
        "Strength": item.strength.value if item.strength else "",
        "Original Due Date": _date(item.original_due_on),
        "Slips": str(item.slips),
        "Reason": encode_cell(item.status_reason or None),
        "Created": instant(item.created_at) if item.created_at else "",
    }
    return values[column]


def _date(value: date | None) -> str:
    return value.isoformat() if value else ""
