"""Rows of two people: which row of one is which row of the other, and in what order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.pages.editor.draft import Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Keyed:
    """The rows of one table by key, on each side (see `draft_merging.Sides`)."""

    shown: Mapping[str, Record]
    mine: Mapping[str, Record]
    base: Mapping[str, Record]
    theirs: Mapping[str, Record]


def keyed_records(
    name: str,
    shown: Sequence[Record],
    mine: Sequence[Record],
    base: Sequence[Record],
    theirs: Sequence[Record],
) -> Keyed:
    """Name each row.

    A row is its id. A section that is not stored yet has a new id in every form that offers it:
    it is its kind and title. Rows of theirs that say nothing are no rows.
    """
    if name != "sections":
        return Keyed(
            shown=_by_id(shown),
            mine=_by_id(mine),
            base=_by_id([one for one in base if not one.is_blank]),
            theirs=_by_id([one for one in theirs if not one.is_blank]),
        )
    stored = {one.id for one in base if one.text("markdown")}
    return Keyed(*(_by_place(one, stored) for one in (shown, mine, base, theirs)))


def _by_id(records: Sequence[Record]) -> dict[str, Record]:
    return {str(one.id): one for one in records}


def _by_place(records: Sequence[Record], stored: set[UUID]) -> dict[str, Record]:
    named: dict[str, Record] = {}
    for one in records:
        name = str(one.id) if one.id in stored else f"{one.text('kind')}|{one.text('title')}"
        count = 1
        key = name
        while key in named:
            count += 1
            key = f"{name}|{count}"
        named[key] = one
    return named


def merged_order(sides: Keyed) -> list[str]:
    """Every key once: in the order of whoever moved rows, the other's new ones at their places."""
    common = [key for key in sides.mine if key in sides.theirs]
    before = [key for key in sides.base if key in sides.mine and key in sides.theirs]
    i_moved = [key for key in common if key in sides.base] != before
    first, second = (sides.mine, sides.theirs) if i_moved else (sides.theirs, sides.mine)
    if common == [key for key in sides.theirs if key in sides.mine]:
        first, second = sides.mine, sides.theirs
    order = list(first)
    for place, key in enumerate(second):
        if key in first:
            continue
        earlier = [one for one in list(second)[:place] if one in order]
        order.insert(order.index(earlier[-1]) + 1 if earlier else 0, key)
    return order
