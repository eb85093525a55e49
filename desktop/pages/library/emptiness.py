"""What the results column says when there is nothing to list. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.pages.library.controller import Relief

_NUMBERS = {1: "this filter", 2: "both filters", 3: "all three filters"}


@dataclass(frozen=True, slots=True)
class Emptiness:
    """Why there is nothing, and the one thing that helps.

    Attributes:
        action: the button's words.
        query: what the button searches; None when it imports files.
        icon: a Lucide icon.
    """

    title: str
    text: str
    action: str
    query: str | None
    icon: str = "search"


def without_results(query: str) -> Emptiness:
    """A query that finds nothing; the empty one finds nothing in an empty library only."""
    if query.strip():
        return Emptiness("No incident matches", f"“{query}”", "Clear the search", "")
    return Emptiness(
        "This library has no incidents yet",
        "Drop Markdown files on the window, or bring in a folder of them.",
        "Import files…",
        None,
        "file-plus",
    )


def relieved(relief: Relief, filters: int) -> Emptiness:
    """Several filters that together find nothing, and the one whose removal helps most."""
    verb = "is" if relief.total == 1 else "are"
    return Emptiness(
        f"No incident matches {_NUMBERS.get(filters, f'all {filters} filters')}",
        f"Without “{relief.chip.label}” there {verb} {relief.total:,}.",
        "Remove that filter",
        relief.query,
    )
