"""Facts from whole incidents, where they are at hand anyway."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from models.figures.facts import ActionFact, Facts, IncidentFact, LinkFact, ReviewFact
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from models.incident import ActionItem, Incident


class NamedLink(Protocol):
    """A link by keys, such as `models.rows.LinkRow`."""

    @property
    def from_key(self) -> str:
        """The first incident."""

    @property
    def to_key(self) -> str:
        """The second."""

    @property
    def kind(self) -> str:
        """A word of `LinkKind`."""

    @property
    def made_at(self) -> datetime:
        """When somebody said so."""


def facts_of(
    incidents: Iterable[Incident],
    links: Iterable[NamedLink] = (),
    *,
    reviews: Iterable[ReviewFact] = (),
    zone: str = "UTC",
) -> Facts:
    """The facts of incidents, without those in the trash and the links to them."""
    kept = [one for one in incidents if one.trashed_at is None]
    ids = {one.key: one.id for one in kept}
    return Facts(
        incidents=tuple(_incident_fact(one) for one in kept),
        actions=_action_facts(kept),
        links=tuple(
            LinkFact(
                from_id=ids[one.from_key],
                to_id=ids[one.to_key],
                kind=LinkKind(one.kind),
                made_at=one.made_at,
            )
            for one in links
            if one.from_key in ids and one.to_key in ids
        ),
        reviews=tuple(reviews),
        zone=zone,
    )


def _incident_fact(incident: Incident) -> IncidentFact:
    document, impact = incident.postmortem, incident.impact
    return IncidentFact(
        id=incident.id,
        key=incident.key,
        title=incident.title,
        severity=incident.severity,
        kind=incident.kind,
        started_at=incident.started_at,
        detected_at=incident.detected_at,
        mitigated_at=incident.mitigated_at,
        resolved_at=incident.resolved_at,
        services=frozenset(incident.services),
        category=incident.category,
        status=incident.status,
        published_at=document.published_at if document else None,
        reviewed_by_other=bool(document and set(document.reviewers) - set(document.authors)),
        stated_impact_minutes=impact.user_impact_minutes,
        slo=impact.slo,
        slo_violated=impact.slo_violated,
        data_loss=impact.data_loss,
        security=impact.security,
        manual_rollback=impact.manual_rollback,
    )


def _action_facts(incidents: Iterable[Incident]) -> tuple[ActionFact, ...]:
    """One fact for each item, also where it answers several incidents."""
    facts: dict[UUID, ActionFact] = {}
    for incident in incidents:
        for item in incident.action_items:
            known = facts.get(item.id)
            facts[item.id] = (
                replace(known, incident_ids=(*known.incident_ids, incident.id))
                if known
                else _action_fact(item, incident.id)
            )
    return tuple(facts.values())


def _action_fact(item: ActionItem, incident_id: UUID) -> ActionFact:
    return ActionFact(
        id=item.id,
        incident_ids=(incident_id,),
        owner=item.owner,
        due_on=item.due_on,
        original_due_on=item.original_due_on or item.due_on,
        slips=item.slips,
        status=item.status,
        completed_on=item.completed_on,
        strength=item.strength,
        tracker_key=item.tracker_key,
        created_at=item.created_at,
    )
