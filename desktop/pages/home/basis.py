"""Reads what Home is computed from: a few columns of everything, documents of what owes something.

Runs in the store lane. What is computed from it can be said again for a later moment of the same
day without reading anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.pages.facts import read_policy
from desktop.wording import local
from models.figures.facts import Facts
from models.figures.known import Known
from models.incident import Incident
from models.policy import Policy, required
from models.rows import ActionRow, IncidentRow
from models.sharing import UnsharedRow
from models.vocabulary import ActionStatus, Effectiveness, PostmortemStatus

if TYPE_CHECKING:
    from models.figures.facts import ActionFact, IncidentFact
    from models.library import Library

_SHOWN = 6
_MOST_DOCUMENTS = 500
_MOST_DRAFTS = 60
_RECENT = timedelta(days=30)
_SHARED_WITHIN = timedelta(days=90)
_DONE = (PostmortemStatus.FINAL, PostmortemStatus.WAIVED)
_WRITING = (PostmortemStatus.DRAFT, PostmortemStatus.IN_REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeBasis:
    """What was read.

    Attributes:
        day: the day in the library's zone for which items are overdue.
        incidents: how many incidents the library has.
        documents: incidents that owe a postmortem, and recent ones that nobody can judge.
        overdue: the action items that are late the longest.
        due_dates: of all open action items.
        draft_ids: incidents whose postmortem is being written, newest start first.
        drafts: rows of the first of them.
        trend_seen: the latest month, ``2025-02``, whose trend somebody looked at; None when nobody
            wants to be reminded.
        unshared: final postmortems that nobody was given, published not long ago.
        checks: done items of which it is time to say whether they helped, longest waiting first.
    """

    zone: str
    day: date
    facts: Facts
    policy: Policy
    policy_name: str
    incidents: int
    documents: tuple[Incident, ...]
    overdue: tuple[ActionRow, ...]
    overdue_total: int
    due_dates: tuple[date, ...]
    draft_ids: tuple[UUID, ...]
    drafts: tuple[IncidentRow, ...]
    checks: tuple[ActionRow, ...] = ()
    checks_total: int = 0
    trend_seen: str | None = ""
    unshared: tuple[UnsharedRow, ...] = ()


def read_basis(library: Library, as_of: datetime) -> HomeBasis:
    """Read it as of a moment."""
    policy, policy_name = read_policy(library)
    facts = library.facts()
    day = local(as_of, facts.zone).date()
    late = sorted(
        (one for one in facts.actions if _is_open(one) and one.due_on and one.due_on < day),
        key=lambda one: (one.due_on, one.id),
    )
    checks = sorted(
        (one for one in facts.actions if _is_due_for_check(one, day)),
        key=lambda one: (one.check_on, one.id),
    )
    drafts = sorted(
        (one for one in facts.incidents if one.status in _WRITING),
        key=lambda one: (one.started_at is not None, one.started_at, one.key),
        reverse=True,
    )
    draft_ids = tuple(one.id for one in drafts)
    return HomeBasis(
        zone=facts.zone,
        day=day,
        facts=facts,
        policy=policy,
        policy_name=policy_name,
        incidents=len(facts.incidents),
        documents=_documents(library, facts, policy, as_of),
        overdue=_rows_of(library, late[:_SHOWN], as_of),
        overdue_total=len(late),
        due_dates=tuple(one.due_on for one in facts.actions if _is_open(one) and one.due_on),
        draft_ids=draft_ids,
        drafts=tuple(library.incidents.rows(draft_ids[:_MOST_DRAFTS], as_of=as_of)),
        checks=_rows_of(library, checks[:_SHOWN], as_of),
        checks_total=len(checks),
        trend_seen=_trend_seen(library),
        unshared=_unshared(library, as_of),
    )


def _unshared(library: Library, as_of: datetime) -> tuple[UnsharedRow, ...]:
    return tuple(
        one
        for one in library.shares.unshared(limit=_MOST_DRAFTS)
        if one.published_at and as_of - _SHARED_WITHIN <= one.published_at <= as_of
    )


def _trend_seen(library: Library) -> str | None:
    if not library.settings.get("remind_of_trend", True):
        return None
    return str(library.settings.get("trend_seen", ""))


def _documents(
    library: Library, facts: Facts, policy: Policy, as_of: datetime
) -> tuple[Incident, ...]:
    known = Known(facts, as_of=as_of, policy=policy)
    owing: list[IncidentFact] = []
    unclear: list[IncidentFact] = []
    for fact in (*known.incidents, *known.unplaced):
        resolved = known.resolved_at(fact)
        if fact.status in _DONE or resolved is None:
            continue
        answer = required(fact, policy, as_of)
        if answer:
            owing.append(fact)
        elif answer is None and as_of - resolved <= _RECENT:
            unclear.append(fact)
    owing.sort(key=lambda one: one.resolved_at or as_of, reverse=True)
    ids = [one.id for one in (*owing[:_MOST_DOCUMENTS], *unclear)]
    return tuple(library.incidents.documents(ids)) if ids else ()


def _rows_of(library: Library, items: list[ActionFact], as_of: datetime) -> tuple[ActionRow, ...]:
    """The rows of a few items, in their order."""
    found: dict[UUID, ActionRow] = {}
    for incident_id in dict.fromkeys(one.incident_ids[0] for one in items):
        found.update((row.id, row) for row in library.actions.for_incident(incident_id, as_of))
    return tuple(found[one.id] for one in items if one.id in found)


def _is_due_for_check(item: ActionFact, day: date) -> bool:
    asked = item.check_on is not None and item.check_on <= day
    return (
        asked
        and item.status is ActionStatus.DONE
        and item.effectiveness in (None, Effectiveness.UNTESTED)
    )


def _is_open(item: ActionFact) -> bool:
    return not item.status.is_closed
