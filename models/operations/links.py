"""What can be said about two incidents, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, or_, select, update

from models.changes import Changes
from models.errors import BadInputError, NotFoundError
from models.identifiers import new_id
from models.recurrence.ranking import pair_of
from models.store.tables import IncidentRecord, LinkRecord
from models.store.words import Vocabulary
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from uuid import UUID

    from models.library import Library
    from models.store.store import WriteTransaction

VERDICTS = frozenset({LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS, LinkKind.NOT_RELATED})
"""Of these a pair has one at most: a new one takes the place of the one before."""

SYMMETRIC = frozenset({LinkKind.SAME_CLASS, LinkKind.RELATED, LinkKind.NOT_RELATED})
"""These say the same whichever incident is named first."""


def link_incidents(
    library: Library,
    from_id: UUID,
    to_id: UUID,
    kind: LinkKind,
    reason: str = "",
    made_by: str | None = None,
) -> Changes:
    """Say that the first incident is `kind` the second. The same again: nothing happens.

    Recurrence of, same class and not related are verdicts about the pair: the new one replaces the
    one that holds, which stays in the history.

    Raises:
        BadInputError: for a link of an incident to itself.
        NotFoundError: when either is not in the library, or in the trash.
    """
    with library.store.writing() as write:
        make_link(write, from_id, to_id, kind, reason, made_by)
    return write.changes


def make_link(
    write: WriteTransaction,
    from_id: UUID,
    to_id: UUID,
    kind: LinkKind,
    reason: str,
    made_by: str | None,
) -> UUID:
    """The same inside a transaction; returns the link's id, made now or before.

    Raises:
        BadInputError: for a link of an incident to itself.
        NotFoundError: when either is not in the library, or in the trash.
    """
    if from_id == to_id:
        raise BadInputError("An incident cannot be linked to itself.", "Choose another one.")
    _check_both(write, from_id, to_id)
    known = _live_id(write, from_id, to_id, kind)
    if known is not None:
        return known
    pair = pair_of(from_id, to_id)
    if kind in VERDICTS:
        _take_back_verdict(write, pair)
    person = Vocabulary(write).people.ids([made_by]).get(made_by) if made_by else None
    identifier = new_id()
    write.connection.execute(
        insert(LinkRecord),
        [
            {
                "id": identifier,
                "from_id": from_id,
                "to_id": to_id,
                "kind": kind,
                "pair": pair if kind in VERDICTS else None,
                "reason": reason,
                "made_by": person,
                "made_at": write.now,
                "removed_at": None,
            }
        ],
    )
    _log(write, identifier, "created", from_id, to_id)
    return identifier


def unlink(library: Library, link_id: UUID) -> Changes:
    """Take a link back; it stays in the history. Taken back already: nothing happens.

    Raises:
        NotFoundError: when there never was such a link.
    """
    with library.store.writing() as write:
        row = write.connection.execute(
            select(LinkRecord.from_id, LinkRecord.to_id, LinkRecord.removed_at).where(
                LinkRecord.id == link_id
            )
        ).one_or_none()
        if row is None:
            raise NotFoundError("This link is not in the library any more.")
        if row.removed_at is not None:
            return Changes()
        _take_back(write, link_id, row.from_id, row.to_id)
    return write.changes


def _check_both(write: WriteTransaction, from_id: UUID, to_id: UUID) -> None:
    found = write.connection.execute(
        select(IncidentRecord.key, IncidentRecord.trashed_at).where(
            IncidentRecord.id.in_([from_id, to_id])
        )
    ).all()
    if len(found) < 2:
        raise NotFoundError("One of the two incidents is not in the library any more.")
    trashed = [row.key for row in found if row.trashed_at is not None]
    if trashed:
        raise NotFoundError(f"{trashed[0]} is in the trash.", "Restore it first.")


def _live_id(write: WriteTransaction, from_id: UUID, to_id: UUID, kind: LinkKind) -> UUID | None:
    """The link that says so already."""
    either = [(from_id, to_id), *([(to_id, from_id)] if kind in SYMMETRIC else [])]
    rows = write.connection.execute(
        select(LinkRecord.id, LinkRecord.from_id, LinkRecord.to_id).where(
            LinkRecord.kind == kind,
            LinkRecord.removed_at.is_(None),
            or_(LinkRecord.from_id == from_id, LinkRecord.to_id == from_id),
        )
    )
    return next((row.id for row in rows if (row.from_id, row.to_id) in either), None)


def _take_back_verdict(write: WriteTransaction, pair: str) -> None:
    row = write.connection.execute(
        select(LinkRecord.id, LinkRecord.from_id, LinkRecord.to_id).where(
            LinkRecord.pair == pair, LinkRecord.removed_at.is_(None)
        )
    ).one_or_none()
    if row is not None:
        _take_back(write, row.id, row.from_id, row.to_id)


def _take_back(write: WriteTransaction, link_id: UUID, from_id: UUID, to_id: UUID) -> None:
    write.connection.execute(
        update(LinkRecord).where(LinkRecord.id == link_id).values(removed_at=write.now)
    )
    _log(write, link_id, "removed", from_id, to_id)


def _log(write: WriteTransaction, link_id: UUID, verb: str, from_id: UUID, to_id: UUID) -> None:
    for one in (from_id, to_id):
        write.log("link", link_id, verb, incident_id=one)
