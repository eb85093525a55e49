"""What would be made of an incident's action items: the preview, and the text of each issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from exporters.trackers.values import NewIssue
from models.trackers import MappedField
from models.vocabulary import SectionKind

if TYPE_CHECKING:
    from models.incident import ActionItem, Incident
    from models.library import Library

_LONGEST_CAUSE = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedIssue:
    """One action item of the preview.

    Attributes:
        reason: why no issue would be made of it; empty when one would.
        issue: what would be sent.
        warning: what the practice misses (an owner, a due date); empty when all is there.
    """

    action_id: UUID
    number: int
    reason: str
    warning: str
    issue: NewIssue


def plan_issues(library: Library, incident_id: UUID) -> tuple[PlannedIssue, ...]:
    """What would become of each action item of an incident, in its table's order.

    Raises:
        NotFoundError: when the incident is not in the library any more.
    """
    incident = library.incidents.get(incident_id)
    waiting = library.trackers.waiting_for([item.id for item in incident.action_items])
    return tuple(
        PlannedIssue(
            action_id=item.id,
            number=item.number,
            reason=_reason(item, waits=item.id in waiting),
            warning=_warning(item),
            issue=issue_for(incident, item),
        )
        for item in incident.action_items
    )


def issue_for(incident: Incident, item: ActionItem) -> NewIssue:
    """The issue of an action item; its marker is the item's id, which never changes."""
    return NewIssue(
        marker=str(item.id),
        title=item.title,
        body=_body(incident, item),
        due_on=item.due_on,
        mapped=(
            (MappedField.INCIDENT, incident.key),
            (MappedField.SEVERITY, incident.severity or ""),
            (MappedField.OWNER, item.owner or ""),
            (MappedField.KIND, item.kind or ""),
            (MappedField.STRENGTH, item.strength or ""),
            (MappedField.SERVICES, ", ".join(incident.services)),
            (MappedField.CATEGORY, incident.category or ""),
        ),
    )


def _reason(item: ActionItem, *, waits: bool) -> str:
    if item.tracker_key:
        return f"has {item.tracker_key}"
    if item.status.is_closed:
        return item.status.value
    return "waits to be sent" if waits else ""


def _warning(item: ActionItem) -> str:
    missing = [
        word for word, value in (("owner", item.owner), ("due date", item.due_on)) if not value
    ]
    return f"No {' and no '.join(missing)}" if missing else ""


def _body(incident: Incident, item: ActionItem) -> str:
    severity = f" ({incident.severity})" if incident.severity else ""
    about = [
        f"Action item of postmortem {incident.key}: {' '.join(incident.title.split())}{severity}"
    ]
    facts = [
        f"{label}: {value}"
        for label, value in (
            ("Owner", item.owner),
            ("Kind", item.kind),
            ("Strength", item.strength),
            ("Services", ", ".join(incident.services)),
            ("Register", f"A-{item.register_number}" if item.register_number else ""),
        )
        if value
    ]
    parts = [*about, "\n".join(facts), _cause(incident)]
    return "\n\n".join(part for part in parts if part)


def _cause(incident: Incident) -> str:
    """Why it matters: the root cause as the postmortem tells it."""
    if incident.postmortem is None:
        return ""
    for section in incident.postmortem.sections:
        text = section.markdown.strip()
        if section.kind is SectionKind.ROOT_CAUSE and text:
            cut = text if len(text) <= _LONGEST_CAUSE else text[: _LONGEST_CAUSE - 1] + "…"
            return f"Root cause:\n{cut}"
    return ""
