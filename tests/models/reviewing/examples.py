"""A review and its incidents, for the tests of what they show together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.incident import Defence, Incident
from models.review import Disposition, Review, ReviewedIncident

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.vocabulary import DefenceOutcome

DB = "payments/payment-db"
POOLER = "platform/pgbouncer"


def incident(key: str, category: str | None, *services: str, **fields: Any) -> Incident:
    return Incident(key=key, title=f"About {key}", category=category, services=services, **fields)


def defence(outcome: DefenceOutcome, text: str, *services: str) -> Defence:
    return Defence(outcome=outcome, text=text, services=services)


def review_of(
    incidents: Sequence[Incident],
    services: tuple[str, ...] = (DB, POOLER),
    dispositions: Sequence[Disposition] = (),
) -> Review:
    given = [*dispositions, *[Disposition.OPEN] * len(incidents)]
    return Review(
        title="Checkout v2",
        services=services,
        incidents=tuple(
            ReviewedIncident(incident_id=one.id, key=one.key, disposition=disposition)
            for one, disposition in zip(incidents, given, strict=False)
        ),
    )
