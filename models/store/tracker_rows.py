"""Rows of the tracker tables as the values that cross folders, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.store.tables import TrackerLinkRecord
from models.trackers import (
    MappedField,
    SyncedField,
    SyncedValues,
    TrackerAccount,
    TrackerKind,
    TrackerLink,
)
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from sqlalchemy.engine import Row

LINK: Any = TrackerLinkRecord.__table__


def account_of(row: Row[*tuple[Any, ...]]) -> TrackerAccount:
    """An account from its row; words that this version does not know are left out."""
    known_fields, known_statuses = set(MappedField), set(ActionStatus)
    return TrackerAccount(
        id=row.id,
        version=row.version,
        kind=TrackerKind(row.kind),
        name=row.name,
        base_url=row.base_url,
        project=row.project,
        issue_type=row.issue_type,
        label=row.label,
        done_status=row.done_status,
        user=row.user_name,
        allow_plain_http=row.allow_plain_http,
        fields=tuple(
            (MappedField(name), target)
            for name, target in row.field_mapping
            if name in known_fields
        ),
        statuses=tuple(
            (name, ActionStatus(status))
            for name, status in row.status_mapping
            if status in known_statuses
        ),
    )


def link_of(row: Row[*tuple[Any, ...]]) -> TrackerLink:
    """A link from its row (columns of `tracker_links`)."""
    return TrackerLink(
        action_id=row.action_item_id,
        account_id=row.account_id,
        key=row.key,
        here=_side(row.here_status, row.here_owner, row.here_due_on),
        there=_side(row.there_status, row.there_owner, row.there_due_on),
        conflicts=tuple(one for one in SyncedField if one.value in (row.conflicts or {})),
        updated_at=row.there_updated_at,
        synced_at=row.synced_at,
    )


def columns_of(side: str, values: SyncedValues) -> dict[str, Any]:
    """One side's values (``here``, ``there``) as columns of `tracker_links`."""
    return {
        f"{side}_status": values.status,
        f"{side}_owner": values.owner,
        f"{side}_due_on": values.due_on,
    }


def _side(status: ActionStatus | None, owner: str | None, due_on: Any) -> SyncedValues | None:
    if status is None:
        return None
    return SyncedValues(status=status, owner=owner, due_on=due_on)
