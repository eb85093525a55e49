"""What can be done to the record of who was given a postmortem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from models.errors import BadInputError, NotFoundError
from models.identifiers import new_id
from models.store.batches import batches
from models.store.tables import IncidentRecord, PostmortemRecord, ShareRecord
from models.store.words import one_line
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from models.changes import Changes
    from models.library import Library
    from models.sharing import Channel
    from models.store.store import WriteTransaction


def record_sharing(
    library: Library,
    incident_ids: Iterable[UUID],
    channel: Channel,
    recipients: str,
    *,
    note: str = "",
) -> Changes:
    """Keep that final postmortems were given to somebody, now.

    Incidents whose postmortem is not final, or that are gone, are left out: a draft that somebody
    was shown is not shared yet.

    Args:
        library: where they are.
        incident_ids: incidents.
        channel: by which way.
        recipients: teams or people.
        note: what else there is to say.

    Raises:
        BadInputError: when nobody is named, or none of them has a final postmortem.
    """
    named = one_line(recipients)
    if not named:
        raise BadInputError("Nobody is named.", "Say which teams were given it.")
    with library.store.writing() as write:
        final = _final(write, incident_ids)
        if not final:
            raise BadInputError(
                "Only a final postmortem is shared with other teams.", "Publish it first."
            )
        shares = {new_id(): one for one in final}
        rows = [
            {
                "id": id,
                "incident_id": incident_id,
                "channel": channel.value,
                "recipients": named,
                "note": note.strip(),
                "shared_at": write.now,
            }
            for id, incident_id in shares.items()
        ]
        write.connection.execute(insert(ShareRecord), rows)
        for id, incident_id in shares.items():
            write.log("share", id, "created", incident_id=incident_id)
    return write.changes


def forget_sharing(library: Library, share_id: UUID) -> Changes:
    """Take back one record that was made by mistake.

    Raises:
        NotFoundError: when there is no such record.
    """
    with library.store.writing() as write:
        incident = write.connection.execute(
            select(ShareRecord.incident_id).where(ShareRecord.id == share_id)
        ).scalar_one_or_none()
        if incident is None:
            raise NotFoundError("That record of sharing is not in the library any more.")
        write.connection.execute(delete(ShareRecord).where(ShareRecord.id == share_id))
        write.log("share", share_id, "removed", incident_id=incident)
    return write.changes


def take_back_sharing(
    library: Library, incident_ids: Iterable[UUID], channel: Channel, recipients: str
) -> Changes:
    """Take back the last record of each incident that says just this, in one step.

    Args:
        library: where they are.
        incident_ids: incidents; those without such a record are left out.
        channel: by which way.
        recipients: in the words of the record.
    """
    record = ShareRecord
    wanted = list(dict.fromkeys(incident_ids))
    with library.store.writing() as write:
        last: dict[UUID, UUID] = {}
        for some in batches(wanted):
            query = (
                select(record.id, record.incident_id)
                .where(
                    record.incident_id.in_(some),
                    record.channel == channel.value,
                    record.recipients == one_line(recipients),
                )
                .order_by(record.shared_at, record.id)
            )
            last |= {row.incident_id: row.id for row in write.connection.execute(query)}
        for incident_id, share_id in last.items():
            write.connection.execute(delete(record).where(record.id == share_id))
            write.log("share", share_id, "removed", incident_id=incident_id)
    return write.changes


def _final(write: WriteTransaction, incident_ids: Iterable[UUID]) -> list[UUID]:
    """Those of the incidents that have a final postmortem, in their order, each once."""
    wanted = list(dict.fromkeys(incident_ids))
    found = {
        one
        for some in batches(wanted)
        for one in write.connection.execute(
            select(IncidentRecord.id)
            .join(PostmortemRecord, PostmortemRecord.incident_id == IncidentRecord.id)
            .where(
                IncidentRecord.id.in_(some),
                IncidentRecord.trashed_at.is_(None),
                PostmortemRecord.status == PostmortemStatus.FINAL,
            )
        ).scalars()
    }
    return [one for one in wanted if one in found]
