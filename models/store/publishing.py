"""What has to be so before a postmortem becomes final, and what is kept when it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from models.blameless.answers import people_of
from models.blameless.hints import BlamelessReader
from models.blameless.rules import RuleBook
from models.errors import BadInputError
from models.policy_checks import publish_checks
from models.publishing import left_to_do
from models.store.loading import load_incidents
from models.store.tables import IncidentRecord, OverrideRecord, PolicyVersionRecord

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.engine import Connection, Row

    from models.incident import Incident
    from models.store.store import WriteTransaction

CHECK = "check"
"""The subject of an override that sets a publishing check aside."""
_HINT = "hint"


def require_publishable(write: WriteTransaction, incident_id: UUID) -> None:
    """Refuse to publish what is stored while a check is neither met nor set aside.

    Raises:
        BadInputError: with the list of what is left.
    """
    incident = load_incidents(write.connection, [incident_id])[0]
    checks = publish_checks(incident, unanswered_hints(write.connection, incident))
    left = left_to_do(checks, _overridden(write.connection, incident_id))
    if not left:
        return
    listed = "; ".join(f"{one.text} ({one.detail})" if one.detail else one.text for one in left)
    count = "one check is" if len(left) == 1 else f"{len(left)} checks are"
    raise BadInputError(
        f"{incident.key} cannot be published yet, {count} not met: {listed}.",
        "Do what is left, or set it aside with a reason.",
    )


def keep_policy(write: WriteTransaction, incident_id: UUID) -> None:
    """Keep which version of the policy judges it from now on; none means the shipped one."""
    record = PolicyVersionRecord
    newest = select(func.max(record.number)).scalar_subquery()
    current = write.connection.execute(
        select(record.id).where(record.number == newest)
    ).scalar_one_or_none()
    write.connection.execute(
        update(IncidentRecord)
        .where(IncidentRecord.id == incident_id)
        .values(policy_version_id=current)
    )


def approval_columns(
    stored: Row[Any] | None, asked_at: datetime | None
) -> dict[str, datetime | str | None]:
    """What a row of `postmortem_people` says of asking and approving; a new one was just asked."""
    if stored is None:
        return {"asked_at": asked_at, "approved_at": None, "approved_digest": ""}
    return {
        "asked_at": stored.asked_at,
        "approved_at": stored.approved_at,
        "approved_digest": stored.approved_digest,
    }


def unanswered_hints(connection: Connection, incident: Incident) -> list[object]:
    """The blameless hints in its sections whose words nobody has kept with a reason."""
    record = OverrideRecord
    kept = {
        (row.rule, row.passage)
        for row in connection.execute(
            select(record.rule, record.passage).where(
                record.incident_id == incident.id,
                record.subject == _HINT,
                record.removed_at.is_(None),
            )
        )
    }
    reader = BlamelessReader(RuleBook.shipped(), people_of(incident))
    return [
        hint
        for section in incident.sections
        for hint in reader.hints(section.markdown)
        if (hint.rule, hint.passage) not in kept
    ]


def _overridden(connection: Connection, incident_id: UUID) -> list[str]:
    record = OverrideRecord
    return list(
        connection.execute(
            select(record.rule).where(
                record.incident_id == incident_id,
                record.subject == CHECK,
                record.removed_at.is_(None),
            )
        ).scalars()
    )
