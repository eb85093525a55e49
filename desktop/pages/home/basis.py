"""Reads what Home says of today: a few columns of what waits for somebody, and nothing else.

Runs in the store lane. What is computed from it can be said again for a later moment of the same
day without reading anything. Last month's figures need a few columns of everything; they are read
apart (`desktop.pages.home.figures`), so that nobody waits for them to see what is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.pages.actions.register import end_of_week
from desktop.pages.facts import read_policy
from desktop.pages.home.reminder import TREND_EXPORTED
from desktop.wording import local
from models.attention import OwingRow
from models.figures.periods import last_closed
from models.policy import Policy
from models.rows import ActionRow, IncidentRow
from models.sharing import UnsharedRow
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from models.library import Library

SHOWN = 6
MOST_DOCUMENTS = 500
_MOST_UNSHARED = 60
_RECENT = timedelta(days=30)
_SHARED_WITHIN = timedelta(days=90)
_WRITING = (PostmortemStatus.DRAFT, PostmortemStatus.IN_REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeBasis:
    """What was read.

    Attributes:
        day: the day in the library's zone for which items are overdue.
        incidents: how many incidents the library has.
        documents: incidents that owe a postmortem, and recent ones that nobody can judge.
        overdue: the action items that are late the longest.
        due_dates: of open action items, from that day to the end of its week.
        drafts: postmortems being written that are not among the documents, newest start first.
        drafts_total: how many of those there are.
        has_history: whether the library reaches back into the last closed month.
        trend_exported: the latest month whose report somebody exported; empty for none.
        trend_seen: the latest month, ``2025-02``, whose trend somebody looked at; None when nobody
            wants to be reminded.
        unshared: final postmortems that nobody was given, published not long ago.
    """

    zone: str
    day: date
    policy: Policy
    policy_name: str
    incidents: int
    documents: tuple[OwingRow, ...]
    overdue: tuple[ActionRow, ...]
    overdue_total: int
    due_dates: tuple[date, ...]
    drafts: tuple[IncidentRow, ...]
    drafts_total: int
    has_history: bool
    trend_seen: str | None = ""
    trend_exported: str = ""
    unshared: tuple[UnsharedRow, ...] = ()


def read_basis(library: Library, as_of: datetime) -> HomeBasis:
    """Read it as of a moment."""
    policy, policy_name = read_policy(library)
    zone = library.settings.zone
    day = local(as_of, zone).date()
    waits = library.attention
    documents = waits.owing(policy, as_of=as_of, unclear_since=as_of - _RECENT, most=MOST_DOCUMENTS)
    shown = {one.id for one in documents}
    drafts = waits.drafts(besides=shown, most=SHOWN)
    overdue = waits.overdue(day, most=SHOWN)
    return HomeBasis(
        zone=zone,
        day=day,
        policy=policy,
        policy_name=policy_name,
        incidents=library.incidents.count(),
        documents=documents,
        overdue=tuple(library.actions.some(overdue.ids, as_of=as_of)),
        overdue_total=overdue.total,
        due_dates=waits.due_between(day, end_of_week(day)),
        drafts=tuple(library.incidents.rows(drafts.ids, as_of=as_of)),
        drafts_total=drafts.total - sum(one.status in _WRITING for one in documents),
        has_history=waits.has_history_before(last_closed(as_of, zone).bounds(zone)[1]),
        trend_seen=_trend_seen(library),
        trend_exported=str(library.settings.get(TREND_EXPORTED, "")),
        unshared=_unshared(library, as_of),
    )


def _unshared(library: Library, as_of: datetime) -> tuple[UnsharedRow, ...]:
    return tuple(
        one
        for one in library.shares.unshared(limit=_MOST_UNSHARED)
        if one.published_at and as_of - _SHARED_WITHIN <= one.published_at <= as_of
    )


def _trend_seen(library: Library) -> str | None:
    if not library.settings.get("remind_of_trend", True):
        return None
    return str(library.settings.get("trend_seen", ""))
