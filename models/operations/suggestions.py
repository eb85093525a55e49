"""Keeping which pairs look like repeats. What is kept is computed; verdicts are links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, or_, select

from models.store.batches import batches
from models.store.tables import ComparedRecord, IncidentRecord, SuggestionRecord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from models.changes import Changes
    from models.library import Library
    from models.recurrence.ranking import Suggestion
    from models.store.store import WriteTransaction


def keep_suggestions(
    library: Library, compared: Mapping[UUID, int], found: Sequence[Suggestion]
) -> Changes:
    """Put the suggestions of some incidents in the place of those that they had.

    Args:
        library: the library.
        compared: incidents that were compared with all others, with their versions then.
        found: every suggestion that one of them is part of.
    """
    with library.store.writing() as write:
        alive = _alive(
            write, [*compared, *(one.later_id for one in found), *(one.earlier_id for one in found)]
        )
        wanted = {one.pair: one for one in found if {one.later_id, one.earlier_id} <= alive}
        before = _stored(write, list(compared))
        gone = [pair for pair in before if pair not in wanted]
        stale = [pair for pair, one in wanted.items() if before.get(pair) != one.confidence]
        for some in batches([*gone, *stale]):
            write.connection.execute(
                delete(SuggestionRecord).where(SuggestionRecord.pair.in_(some))
            )
        if stale:
            write.connection.execute(
                insert(SuggestionRecord), [_row(write, wanted[pair]) for pair in stale]
            )
        _mark(write, {one: version for one, version in compared.items() if one in alive})
        for pair in gone:
            write.log("suggestion", pair, "dropped")
        for pair in stale:
            write.log("suggestion", pair, "changed" if pair in before else "found")
    return write.changes


def compare_again(library: Library) -> Changes:
    """Have every incident compared with all others anew; suggestions stay until they are.

    What comparing finds changes with the program; what a person judged is never asked again.
    """
    with library.store.writing() as write:
        write.connection.execute(delete(ComparedRecord))
    return write.changes


def _alive(write: WriteTransaction, ids: Sequence[UUID]) -> set[UUID]:
    """Those that are still there: somebody may have purged one meanwhile."""
    found: set[UUID] = set()
    for some in batches(list(dict.fromkeys(ids))):
        query = select(IncidentRecord.id).where(IncidentRecord.id.in_(some))
        found.update(write.connection.execute(query).scalars())
    return found


def _stored(write: WriteTransaction, ids: Sequence[UUID]) -> dict[str, float]:
    record = SuggestionRecord
    found: dict[str, float] = {}
    for some in batches(ids):
        query = select(record.pair, record.confidence).where(
            or_(record.later_id.in_(some), record.earlier_id.in_(some))
        )
        found.update((pair, confidence) for pair, confidence in write.connection.execute(query))
    return found


def _row(write: WriteTransaction, one: Suggestion) -> dict[str, object]:
    return {
        "pair": one.pair,
        "later_id": one.later_id,
        "earlier_id": one.earlier_id,
        "confidence": one.confidence,
        "evidence": list(one.evidence),
        "found_at": write.now,
    }


def _mark(write: WriteTransaction, compared: Mapping[UUID, int]) -> None:
    record = ComparedRecord
    for some in batches(list(compared)):
        write.connection.execute(delete(record).where(record.incident_id.in_(some)))
    if compared:
        write.connection.execute(
            insert(record),
            [
                {"incident_id": one, "version": version, "compared_at": write.now}
                for one, version in compared.items()
            ],
        )
