"""What people decided about publishing: approvals, checks set aside, the policy that judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.collections.policies import Policies
from models.history import PolicyVersion, StatusStep
from models.policy_rules import Policy
from models.publishing import Approval, CheckOverride, PublishState
from models.store.loading import REVIEWER
from models.store.publishing import CHECK
from models.store.tables import (
    IncidentRecord,
    OverrideRecord,
    PersonRecord,
    PolicyVersionRecord,
    PostmortemPersonRecord,
    PostmortemRecord,
    StatusChangeRecord,
)
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from models.store.store import Store


class Publishing:
    """Reads what the operations of the same name wrote."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def state(self, incident_id: UUID) -> PublishState:
        """All that was decided about one postmortem; empty for one that is not there."""
        with self._store.reading() as connection:
            policy, is_final = _judged_by(connection, incident_id)
            return PublishState(
                approvals=_approvals(connection, incident_id),
                overrides=_overrides(connection, incident_id),
                steps=_steps(connection, incident_id),
                judged_by=policy,
                is_judged=is_final,
            )

    def judging(self, incident_id: UUID) -> PolicyVersion | None:
        """The policy that judges one incident; None for the one that ships with Afterword.

        For a final postmortem the version kept at its publication, else the one that holds now.
        """
        with self._store.reading() as connection:
            policy, is_final = _judged_by(connection, incident_id)
        return policy if is_final else Policies(self._store).current()

    def judged_otherwise(self) -> dict[UUID, PolicyVersion | None]:
        """The final postmortems that another version judged than the one that holds now.

        By incident, with that version; None for the policy that ships with Afterword. Two
        statements, whatever the size of the library; one, while its policy never changed.
        """
        versions = Policies(self._store).versions()
        if not versions:
            return {}
        now, by_id = versions[0], {one.id: one for one in versions}
        document, incident = PostmortemRecord, IncidentRecord
        with self._store.reading() as connection:
            finals = connection.execute(
                select(incident.id, incident.policy_version_id, document.published_at)
                .join(document, document.incident_id == incident.id)
                .where(document.status == PostmortemStatus.FINAL)
            ).all()
        judged = {
            row.id: _version_of(row.policy_version_id, row.published_at, versions, by_id)
            for row in finals
        }
        return {key: one for key, one in judged.items() if one is None or one.id != now.id}

    def other_policies(self) -> dict[UUID, Policy]:
        """The same, read: the policies of those final postmortems."""
        read: dict[UUID | None, Policy] = {None: Policy.shipped()}
        found = {}
        for incident_id, version in self.judged_otherwise().items():
            key = version.id if version else None
            if version is not None and key not in read:
                read[key] = Policy.from_toml(version.toml)
            found[incident_id] = read[key]
        return found


def _version_of(
    kept: UUID | None,
    published_at: datetime | None,
    versions: Sequence[PolicyVersion],
    by_id: Mapping[UUID, PolicyVersion],
) -> PolicyVersion | None:
    """As `_judged_by` finds it, in versions that are in memory, newest first."""
    if kept is not None:
        return by_id.get(kept)
    if published_at is None:
        return None
    return next((one for one in versions if one.made_at <= published_at), None)


def _approvals(connection: Connection, incident_id: UUID) -> tuple[Approval, ...]:
    record = PostmortemPersonRecord
    rows = connection.execute(
        select(PersonRecord.handle, record.asked_at, record.approved_at, record.approved_digest)
        .join(PersonRecord, PersonRecord.id == record.person_id)
        .where(record.incident_id == incident_id, record.role == REVIEWER)
        .order_by(record.position)
    )
    return tuple(
        Approval(
            handle=row.handle,
            asked_at=row.asked_at,
            approved_at=row.approved_at,
            digest=row.approved_digest,
        )
        for row in rows
    )


def _overrides(connection: Connection, incident_id: UUID) -> tuple[CheckOverride, ...]:
    record = OverrideRecord
    rows = connection.execute(
        select(record.id, record.rule, record.reason, record.made_at, PersonRecord.handle)
        .outerjoin(PersonRecord, PersonRecord.id == record.made_by)
        .where(
            record.incident_id == incident_id,
            record.subject == CHECK,
            record.removed_at.is_(None),
        )
        .order_by(record.made_at, record.id)
    )
    return tuple(
        CheckOverride(
            id=row.id, check=row.rule, reason=row.reason, made_by=row.handle, made_at=row.made_at
        )
        for row in rows
    )


def _steps(connection: Connection, incident_id: UUID) -> tuple[StatusStep, ...]:
    record = StatusChangeRecord
    rows = connection.execute(
        select(
            record.from_status,
            record.to_status,
            record.reason,
            record.made_at,
            PersonRecord.handle,
        )
        .outerjoin(PersonRecord, PersonRecord.id == record.made_by)
        .where(record.incident_id == incident_id)
        .order_by(record.made_at, record.id)
    )
    return tuple(
        StatusStep(
            from_status=row.from_status,
            to_status=row.to_status,
            reason=row.reason,
            made_by=row.handle,
            made_at=row.made_at,
        )
        for row in rows
    )


def _judged_by(connection: Connection, incident_id: UUID) -> tuple[PolicyVersion | None, bool]:
    """The version kept at publication; for an import, the one that held when it was published."""
    document = connection.execute(
        select(
            PostmortemRecord.status, PostmortemRecord.published_at, IncidentRecord.policy_version_id
        )
        .join(IncidentRecord, IncidentRecord.id == PostmortemRecord.incident_id)
        .where(PostmortemRecord.incident_id == incident_id)
    ).one_or_none()
    if document is None or document.status is not PostmortemStatus.FINAL:
        return None, False
    record = PolicyVersionRecord
    query = select(
        record.id, record.number, record.toml, record.note, record.made_at, PersonRecord.handle
    ).outerjoin(PersonRecord, PersonRecord.id == record.made_by)
    if document.policy_version_id is not None:
        query = query.where(record.id == document.policy_version_id)
    elif document.published_at is not None:
        query = query.where(record.made_at <= document.published_at)
    else:
        return None, True
    row = connection.execute(query.order_by(record.number.desc()).limit(1)).one_or_none()
    if row is None:
        return None, True
    policy = PolicyVersion(
        id=row.id,
        number=row.number,
        toml=row.toml,
        note=row.note,
        made_by=row.handle,
        made_at=row.made_at,
    )
    return policy, True
