"""What of one library is remembered on this device: where one was, the order, the searches.

It is kept in the configuration, not in the library: what somebody searched for is theirs alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Remembered:
    """One library as it was left.

    Attributes:
        place: name of the page that was shown last; empty for none.
        sort: order of the results; empty for the usual one.
        queries: what was searched for, newest first.
    """

    place: str = ""
    sort: str = ""
    queries: tuple[str, ...] = ()


class LibraryMemory:
    """Takes note of one library while it is open, and says what was noted before."""

    def __init__(
        self, kept: Remembered | None = None, keep: Callable[[Remembered], None] | None = None
    ) -> None:
        """Begin with what was remembered.

        Args:
            kept: from the last time; None for the first.
            keep: takes each change; None for a library that is not remembered.
        """
        self._kept = kept or Remembered()
        self._keep = keep

    @property
    def place(self) -> str:
        """Name of the page that was shown last; empty for none."""
        return self._kept.place

    @property
    def sort(self) -> str:
        """Order of the results; empty for the usual one."""
        return self._kept.sort

    @property
    def queries(self) -> tuple[str, ...]:
        """What was searched for, newest first."""
        return self._kept.queries

    def note_place(self, name: str) -> None:
        """This page is shown now."""
        self._note(replace(self._kept, place=name))

    def note_sort(self, sort: str) -> None:
        """Results are in this order now."""
        self._note(replace(self._kept, sort=sort))

    def note_queries(self, queries: tuple[str, ...]) -> None:
        """These are the searches now."""
        self._note(replace(self._kept, queries=queries))

    def _note(self, kept: Remembered) -> None:
        if kept != self._kept:
            self._kept = kept
            if self._keep is not None:
                self._keep(kept)


def read_libraries(read: object) -> dict[str, Remembered]:
    """Libraries by their locations, out of a configuration that may hold anything."""
    if not isinstance(read, dict):
        return {}
    return {
        location: _remembered(value)
        for location, value in read.items()
        if isinstance(location, str) and isinstance(value, dict)
    }


def read_panes(read: object) -> dict[str, tuple[int, ...]]:
    """Widths of panes by their pages, out of a configuration that may hold anything."""
    if not isinstance(read, dict):
        return {}
    return {
        name: tuple(widths)
        for name, widths in read.items()
        if isinstance(name, str) and _are_widths(widths)
    }


def _are_widths(value: object) -> bool:
    most = 100_000  # logical pixels: no screen is wider
    return isinstance(value, list) and all(
        isinstance(one, int) and not isinstance(one, bool) and 0 < one < most for one in value
    )


def _remembered(value: Mapping[str, Any]) -> Remembered:
    texts = {name: value.get(name) for name in ("place", "sort")}
    queries = value.get("queries")
    return Remembered(
        **{name: text for name, text in texts.items() if isinstance(text, str)},
        queries=tuple(one for one in queries if isinstance(one, str))
        if isinstance(queries, list)
        else (),
    )
