"""What the window tells its user in passing, as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Notice:
    """One line for a toast, mirrored in the status line.

    Attributes:
        text: one sentence.
        kind: decides the icon and its colour.
        action_label: the word of the one action ("Undo"); empty for none.
        action: what that word does.
    """

    text: str
    kind: Literal["done", "warning", "error", "information"] = "done"
    action_label: str = ""
    action: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class IndexView:
    """How the search index is doing, in words for the status line and banners.

    Attributes:
        state: "opening" before anything is known; "current"; "catching up"; "rebuilding";
            "missing"; "failed".
        text: the words shown.
        percent: how much of a rebuild is done, 0-100; None when there is nothing to count.
        documents: incidents that the index holds.
        change: the last change that the index holds.
    """

    state: Literal["opening", "current", "catching up", "rebuilding", "missing", "failed"]
    text: str
    percent: int | None = None
    documents: int = 0
    change: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether results can be trusted to be all there is."""
        return self.state in ("current", "catching up")
