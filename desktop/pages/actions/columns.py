"""The columns of the register: how wide they are, and which of them are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages.actions.register import COLUMNS, Column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

WIDTHS = {
    Column.CHECK: 34,
    Column.NUMBER: 64,
    Column.INCIDENT: 126,
    Column.OWNER: 142,
    Column.DUE: 166,
    Column.SLIPS: 54,
    Column.KIND: 68,
    Column.STRENGTH: 110,
    Column.TRACKER: 106,
    Column.STATUS: 110,
}
# What gives way first in a narrow window, from the first to the last.
_NARROW = (
    (1160, Column.SLIPS),
    (1100, Column.KIND),
    (1020, Column.TRACKER),
    (920, Column.STRENGTH),
)
KEPT = frozenset({Column.CHECK, Column.ACTION})
"""Columns that are always there."""
CHOOSABLE = tuple(one for one in COLUMNS if one not in KEPT)


def hidden_columns(chosen: Collection[Column], width: int) -> set[Column]:
    """What is not shown of `chosen` and the rest in a table of that width."""
    narrow = {column for least, column in _NARROW if width < least}
    return {one for one in COLUMNS if one not in KEPT and (one not in chosen or one in narrow)}


def columns_named(names: Iterable[str]) -> frozenset[Column]:
    """Remembered columns; every one when none is remembered, or none of the names is known."""
    known = {one.name.lower(): one for one in CHOOSABLE}
    found = frozenset(known[name] for name in names if name in known)
    return found or frozenset(CHOOSABLE)


def names_of(columns: Collection[Column]) -> tuple[str, ...]:
    """Columns as they are remembered."""
    return tuple(one.name.lower() for one in CHOOSABLE if one in columns)
