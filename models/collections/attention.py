"""What waits for somebody: read for Home by a few narrow SELECTs, never as whole incidents.

The rules are those of `models.figures.known` and `models.policy`: drills, duplicates and the trash
owe nothing, and an action item counts while it answers an incident outside the trash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from models.attention import ActionIds, Drafts, OwingRow
from models.collections.actions import in_register
from models.policy import required
from models.store.tables import (
    ActionItemRecord,
    IncidentRecord,
    LinkRecord,
    PostmortemRecord,
)
from models.vocabulary import (
    ActionStatus,
    Effectiveness,
    IncidentKind,
    LinkKind,
    PostmortemStatus,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, Select

    from models.policy import Policy
    from models.store.store import Store

_INCIDENT, _DOCUMENT, _ITEM = IncidentRecord, PostmortemRecord, ActionItemRecord
_WRITING = (PostmortemStatus.DRAFT, PostmortemStatus.IN_REVIEW)
_OPEN = tuple(one for one in ActionStatus if not one.is_closed)
_IS_LIVE = IncidentRecord.trashed_at.is_(None)


class Attention:
    """Reads as of an instant; nothing here looks at the clock."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def owing(
        self, policy: Policy, *, as_of: datetime, unclear_since: datetime, most: int
    ) -> tuple[OwingRow, ...]:
        """Resolved incidents whose postmortem is required and neither final nor waived.

        The `most` that were resolved last; with them those resolved since `unclear_since` of which
        nobody can say whether one is required.
        """
        with self._store.reading() as connection:
            return _owing(connection.execute(_unsettled(as_of)), policy, as_of, unclear_since, most)

    def drafts(self, *, besides: Collection[UUID], most: int) -> Drafts:
        """Postmortems in writing or in review, but for those of some incidents; the first `most`.

        Incidents without a start come last.
        """
        query = (
            select(_INCIDENT.id)
            .join(_DOCUMENT, _DOCUMENT.incident_id == _INCIDENT.id)
            .where(_IS_LIVE, _DOCUMENT.status.in_(_WRITING))
        )
        with self._store.reading() as connection:
            total: int = connection.execute(
                select(func.count()).select_from(query.subquery())
            ).scalar_one()
            newest = query.order_by(
                _INCIDENT.started_at.is_(None), _INCIDENT.started_at.desc(), _INCIDENT.key.desc()
            ).limit(most + len(besides))
            ids = [one for one in connection.execute(newest).scalars() if one not in besides]
        return Drafts(ids=tuple(ids[:most]), total=total)

    def overdue(self, day: date, *, most: int) -> ActionIds:
        """Open items due before a day, those that are late the longest first."""
        return self._items(
            (_ITEM.status.in_(_OPEN), _ITEM.due_on < day), (_ITEM.due_on, _ITEM.id), most
        )

    def to_confirm(self, day: date, *, most: int) -> ActionIds:
        """Done items of which it is time to say whether they helped, longest waiting first."""
        unanswered = or_(
            _ITEM.effectiveness.is_(None), _ITEM.effectiveness == Effectiveness.UNTESTED.value
        )
        return self._items(
            (_ITEM.status == ActionStatus.DONE, _ITEM.check_on <= day, unanswered),
            (_ITEM.check_on, _ITEM.id),
            most,
        )

    def due_between(self, first: date, last: date) -> tuple[date, ...]:
        """The due dates of open items from one day to another, both included."""
        query = select(_ITEM.due_on).where(
            _ITEM.status.in_(_OPEN), _ITEM.due_on >= first, _ITEM.due_on <= last, in_register()
        )
        with self._store.reading() as connection:
            return tuple(one for one in connection.execute(query).scalars() if one is not None)

    def has_history_before(self, instant: datetime) -> bool:
        """Whether any incident started before an instant."""
        query = select(exists().where(_IS_LIVE, _INCIDENT.started_at < instant))
        with self._store.reading() as connection:
            return bool(connection.execute(query).scalar_one())

    def _items(
        self, wanted: Sequence[ColumnElement[bool]], order: Sequence[Any], most: int
    ) -> ActionIds:
        with self._store.reading() as connection:
            total: int = connection.execute(
                select(func.count(_ITEM.id)).where(*wanted, in_register())
            ).scalar_one()
            if not total:
                return ActionIds(ids=(), total=0)
            ids = connection.execute(
                select(_ITEM.id).where(*wanted, in_register()).order_by(*order).limit(most)
            ).scalars()
            return ActionIds(ids=tuple(ids), total=total)


def _owing(
    rows: Iterable[Any], policy: Policy, as_of: datetime, unclear_since: datetime, most: int
) -> tuple[OwingRow, ...]:
    """Judge from the one resolved last, until neither kind can come any more."""
    found: list[OwingRow] = []
    unclear: list[OwingRow] = []
    for row in rows:
        is_recent = row.resolved_at >= unclear_since
        if len(found) >= most and not is_recent:
            break
        one = OwingRow(**row._mapping)
        answer = required(one, policy, as_of)
        if answer and len(found) < most:
            found.append(one)
        elif answer is None and is_recent:
            unclear.append(one)
    return (*found, *unclear)


def _unsettled(as_of: datetime) -> Select[*tuple[Any, ...]]:
    """Real incidents resolved by then without a final or waived postmortem, the last first."""
    return (
        select(
            _INCIDENT.id,
            _INCIDENT.key,
            _INCIDENT.title,
            _INCIDENT.severity,
            _INCIDENT.started_at,
            _INCIDENT.resolved_at,
            _DOCUMENT.status,
            _DOCUMENT.meeting_held_at,
            _INCIDENT.user_impact_minutes.label("stated_impact_minutes"),
            _INCIDENT.slo,
            _INCIDENT.slo_violated,
            _INCIDENT.data_loss,
            _INCIDENT.security,
            _INCIDENT.manual_rollback,
        )
        .outerjoin(_DOCUMENT, _DOCUMENT.incident_id == _INCIDENT.id)
        .where(
            _IS_LIVE,
            _INCIDENT.kind == IncidentKind.INCIDENT,
            _INCIDENT.resolved_at <= as_of,
            or_(_INCIDENT.started_at.is_(None), _INCIDENT.started_at <= as_of),
            or_(_DOCUMENT.status.is_(None), _DOCUMENT.status.in_(_WRITING)),
            ~_is_duplicate(as_of),
        )
        .order_by(_INCIDENT.resolved_at.desc(), _INCIDENT.id)
    )


def _is_duplicate(as_of: datetime) -> ColumnElement[bool]:
    """Whether a person said by then that it is another live incident once more."""
    other = aliased(IncidentRecord)
    return exists().where(
        and_(
            LinkRecord.from_id == _INCIDENT.id,
            LinkRecord.kind == LinkKind.DUPLICATE_OF,
            LinkRecord.removed_at.is_(None),
            LinkRecord.made_at <= as_of,
            other.id == LinkRecord.to_id,
            other.trashed_at.is_(None),
        )
    )
