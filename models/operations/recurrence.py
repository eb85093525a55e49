"""Confirming that an incident came back, with what was known of it then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from models.errors import BadInputError, NotFoundError
from models.figures.repeats import WasKnown
from models.identifiers import new_id
from models.operations.links import make_link
from models.store.tables import KnownVerdictRecord, LinkRecord
from models.store.words import Vocabulary
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from uuid import UUID

    from models.changes import Changes
    from models.library import Library
    from models.store.store import WriteTransaction

REPEATS = frozenset({LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS})
"""Links that make two incidents one class."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What was known at a repeat.

    Attributes:
        known: what a person says.
        computed: what was computed at that moment; a person may have corrected it.
        note: why the two differ, or more about it.
    """

    known: WasKnown
    computed: WasKnown | None = None
    note: str = ""


def confirm_repeat(
    library: Library,
    later_id: UUID,
    earlier_id: UUID,
    kind: LinkKind,
    filing: Filing | None = None,
    *,
    reason: str = "",
    made_by: str | None = None,
) -> Changes:
    """Link an incident to an earlier one of its class, and file what was known then.

    Args:
        library: the library.
        later_id: the repeat.
        earlier_id: what it repeats.
        kind: recurrence of, or same class.
        filing: what was known; None files nothing.
        reason: why the two are one class.
        made_by: a handle.

    Raises:
        BadInputError: for another kind of link, or an incident and itself.
        NotFoundError: when either is not in the library, or in the trash.
    """
    if kind not in REPEATS:
        raise BadInputError(f"“{kind.value}” does not say that an incident came back.")
    with library.store.writing() as write:
        link_id = make_link(write, later_id, earlier_id, kind, reason, made_by)
        if filing is not None:
            _file(write, link_id, filing, made_by)
            for one in (later_id, earlier_id):
                write.log("link", link_id, "changed", incident_id=one)
    return write.changes


def file_known(
    library: Library,
    link_id: UUID,
    known: WasKnown,
    *,
    note: str = "",
    made_by: str | None = None,
) -> Changes:
    """Say once more what was known at a confirmed repeat; what was filed before stays kept.

    Raises:
        NotFoundError: when the link was taken back or never was.
        BadInputError: when it does not say that an incident came back.
    """
    with library.store.writing() as write:
        link = write.connection.execute(
            select(LinkRecord.from_id, LinkRecord.to_id, LinkRecord.kind).where(
                LinkRecord.id == link_id, LinkRecord.removed_at.is_(None)
            )
        ).one_or_none()
        if link is None:
            raise NotFoundError("This link is not in the library any more.")
        if link.kind not in REPEATS:
            raise BadInputError("Only of an incident that came back can it be said what was known.")
        computed = write.connection.execute(
            select(KnownVerdictRecord.computed)
            .where(KnownVerdictRecord.link_id == link_id)
            .order_by(KnownVerdictRecord.made_at.desc(), KnownVerdictRecord.id.desc())
            .limit(1)
        ).scalar_one_or_none()
        before = WasKnown(computed) if computed else None
        _file(write, link_id, Filing(known, before, note), made_by)
        for one in (link.from_id, link.to_id):
            write.log("link", link_id, "changed", incident_id=one)
    return write.changes


def _file(
    write: WriteTransaction,
    link_id: UUID,
    filing: Filing,
    made_by: str | None,
) -> None:
    person = Vocabulary(write).people.ids([made_by]).get(made_by) if made_by else None
    write.connection.execute(
        insert(KnownVerdictRecord),
        [
            {
                "id": new_id(),
                "link_id": link_id,
                "known": filing.known.value,
                "computed": filing.computed.value if filing.computed else None,
                "note": filing.note,
                "made_by": person,
                "made_at": write.now,
            }
        ],
    )
