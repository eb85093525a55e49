"""Reads what was known of earlier incidents when one came back. Nothing here is Qt's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from models.library import Library
    from models.recurrence.known_then import KnownThen


def read_known(library: Library, pair: tuple[UUID, UUID], *, turn: bool) -> KnownThen:
    """What was known of the earlier incident and of those before the repeat that are its class.

    Args:
        library: the library.
        pair: the repeat, and what it repeats.
        turn: whether the later of the two is the repeat, however they are named.

    Returns:
        What was known; the earlier incident of the pair comes first.
    """
    from models.recurrence.known_then import known_then  # noqa: PLC0415

    later, earlier = library.incidents.get(pair[0]), library.incidents.get(pair[1])
    starts = (later.started_at, earlier.started_at)
    if turn and starts[0] is not None and (starts[1] is None or starts[0] < starts[1]):
        later, earlier = earlier, later
    apart = {link.incident_id for link in later.links if link.kind is LinkKind.NOT_RELATED}
    members = library.links.class_of(earlier.id) - apart - {later.id, earlier.id}
    others = [
        one
        for one in library.incidents.documents(sorted(members))
        if _began_before(one.started_at, later.started_at)
    ]
    known = known_then(later, [earlier, *others], library.settings.zone)
    named = next(one for one in known.earlier if one.id == earlier.id)
    rest = tuple(one for one in known.earlier if one.id != earlier.id)
    return replace(known, earlier=(named, *rest))


def _began_before(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other
