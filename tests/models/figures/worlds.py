"""Small worlds of facts for the tests of figures."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from models.figures.facts import ActionFact, Facts, IncidentFact, LinkFact
from models.vocabulary import ActionStatus, IncidentKind, LinkKind, PostmortemStatus, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

AS_OF = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)
_numbers = count(1)


def at(text: str) -> datetime:
    """An instant from ``2025-03-15 14:23``, UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def an_id() -> UUID:
    return UUID(int=next(_numbers))


def incident(
    start: str | datetime | None, minutes: float | None = 60, **changes: Any
) -> IncidentFact:
    """A SEV-3 without a postmortem that lasted so many minutes; None: still going on."""
    started = at(start) if isinstance(start, str) else start
    resolved = started + timedelta(minutes=minutes) if started and minutes is not None else None
    identifier = changes.pop("id", None) or an_id()
    values: dict[str, Any] = {
        "id": identifier,
        "key": f"INC-{identifier.int}",
        "title": "x",
        "severity": Severity.SEV_3,
        "kind": IncidentKind.INCIDENT,
        "started_at": started,
        "detected_at": None,
        "mitigated_at": None,
        "resolved_at": resolved,
        "services": frozenset({"payments/payment-db"}),
        "category": None,
        "status": None,
        "published_at": None,
        "reviewed_by_other": True,
        "stated_impact_minutes": None,
        "slo": None,
        "slo_violated": False,
        "data_loss": False,
        "security": False,
        "manual_rollback": False,
    }
    return IncidentFact(**(values | changes))


def required(start: str, published: str | None = None, **changes: Any) -> IncidentFact:
    """A SEV-1, which needs a postmortem; final since `published`."""
    values: dict[str, Any] = {"severity": Severity.SEV_1}
    if published:
        values |= {"status": PostmortemStatus.FINAL, "published_at": at(published)}
    return incident(start, **(values | changes))


def pool(start: str | datetime, minutes: float | None = 60, **changes: Any) -> IncidentFact:
    """An incident of the class "connection pool of payment-db"."""
    return incident(start, minutes, **({"category": "Database / Connection pool"} | changes))


def action(
    of: IncidentFact,
    due: str | None,
    done: str | None = None,
    **changes: Any,
) -> ActionFact:
    """An action item; done on a date, or open."""
    day = date.fromisoformat(due) if due else None
    values: dict[str, Any] = {
        "id": an_id(),
        "incident_ids": (of.id,),
        "owner": "@a",
        "due_on": day,
        "original_due_on": day,
        "slips": 0,
        "status": ActionStatus.DONE if done else ActionStatus.OPEN,
        "completed_on": date.fromisoformat(done) if done else None,
        "strength": None,
        "tracker_key": "PAY-1",
        "created_at": None,
    }
    return ActionFact(**(values | changes))


def link(
    first: IncidentFact,
    second: IncidentFact,
    kind: LinkKind = LinkKind.SAME_CLASS,
    made: str = "2020-01-01 00:00",
) -> LinkFact:
    return LinkFact(from_id=first.id, to_id=second.id, kind=kind, made_at=at(made))


def facts(
    incidents: Iterable[IncidentFact],
    actions: Iterable[ActionFact] = (),
    links: Iterable[LinkFact] = (),
    zone: str = "UTC",
) -> Facts:
    return Facts(incidents=tuple(incidents), actions=tuple(actions), links=tuple(links), zone=zone)
