"""How an incident begins: a draft from a template, or a record of a small one without one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.incident import Incident, Postmortem, TimelineEvent

if TYPE_CHECKING:
    from datetime import datetime

    from models.templates import Template


def start_postmortem(incident: Incident, template: Template) -> Incident:
    """The incident with a draft made from the template.

    Args:
        incident: what is known so far.
        template: gives sections, tags, and what is known of every incident of its kind.
    """
    known = {
        name: value
        for name in ("slo_violated", "data_loss", "security", "manual_rollback")
        if (value := getattr(template.impact, name)) is not None
    }
    return replace(
        incident,
        tags=tuple(dict.fromkeys((*incident.tags, *template.tags))),
        impact=replace(incident.impact, **known),
        postmortem=Postmortem(sections=template.sections(), template=template.name),
    )


def log_small(incident: Incident, summary: str, *, now: datetime) -> Incident:
    """The incident without a document; its summary becomes the one event of its timeline.

    Args:
        incident: what is known.
        summary: one line; blank says nothing.
        now: when it is logged; the event stands there when no time of the incident is known.
    """
    words = " ".join(summary.split())
    if not words:
        return replace(incident, postmortem=None)
    at = incident.started_at or incident.resolved_at or now
    return replace(incident, postmortem=None, timeline=(TimelineEvent(at=at, text=words),))
