"""What the palette lists, and how a typed text finds it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from PySide6.QtGui import QAction

    from models.library import Library
    from models.rows import ActionRow
    from search.results import Hit

Kind = Literal["recent", "incident", "action", "review", "command"]
TITLES: dict[Kind, str] = {
    "recent": "Recent searches",
    "incident": "Incidents",
    "action": "Actions",
    "review": "Architecture reviews",
    "command": "Commands",
}
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One line that can be chosen.

    Attributes:
        detail: the key, register number or keyboard shortcut at the right.
        marks: spans of the title that the text matches.
        choose: what choosing it does.
        is_shortcut: whether `detail` names keys.
    """

    kind: Kind
    title: str
    detail: str
    icon: str
    marks: tuple[tuple[int, int], ...]
    choose: Callable[[], None]
    is_shortcut: bool = False


def marks_in(title: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a text stand in a title; overlapping places are joined."""
    spans: list[tuple[int, int]] = []
    folded = title.casefold()
    # Folding may lengthen a text; then no place can be trusted.
    if len(folded) != len(title):
        return ()
    for word in _WORD.findall(text.casefold()):
        at = folded.find(word)
        if at >= 0:
            spans.append((at, at + len(word)))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def matches(title: str, text: str) -> bool:
    """Whether every word of the text stands in the title."""
    folded = title.casefold()
    return all(word in folded for word in _WORD.findall(text.casefold()))


def command_entries(
    actions: Iterable[QAction], text: str, icons: dict[str, str], *, limit: int
) -> list[PaletteEntry]:
    """Commands that can be used now and whose words match."""
    entries = []
    for action in actions:
        words = action.text().replace("&", "")
        if action.isSeparator() or not (action.isEnabled() and action.isVisible()):
            continue
        if not matches(words, text):
            continue
        keys = action.shortcut().toString().replace("+", " ")
        icon = icons.get(action.objectName(), "chevron-right")
        entries.append(
            PaletteEntry(
                "command",
                words,
                keys,
                icon,
                marks_in(words, text),
                action.trigger,
                is_shortcut=bool(keys),
            )
        )
    return entries[:limit]


def recent_entries(
    queries: Iterable[str], text: str, choose: Callable[[str], None], *, limit: int
) -> list[PaletteEntry]:
    """What was searched for lately, with the words that are typed."""
    found = [query for query in queries if matches(query, text)]
    return [
        PaletteEntry(
            "recent",
            query,
            "",
            "history",
            marks_in(query, text),
            lambda query=query: choose(query),  # type: ignore[misc]
        )
        for query in found[:limit]
    ]


def incident_entries(
    hits: Sequence[Hit], text: str, choose: Callable[[Hit], None]
) -> list[PaletteEntry]:
    """Incidents that a search found."""
    return [
        PaletteEntry(
            "incident",
            hit.title,
            hit.key,
            "file-text",
            marks_in(hit.title, text),
            lambda hit=hit: choose(hit),  # type: ignore[misc]
        )
        for hit in hits
    ]


def action_entries(
    library: Library, text: str, choose: Callable[[ActionRow], None], *, limit: int, as_of: datetime
) -> list[PaletteEntry]:
    """Action items whose title or number matches; open ones first."""
    words = _WORD.findall(text)
    if not words:
        return []
    found = library.actions.titled(words, as_of=as_of, limit=limit)
    return [
        PaletteEntry(
            "action",
            row.title,
            f"A-{row.register_number}",
            "list-checks",
            marks_in(row.title, text),
            lambda row=row: choose(row),  # type: ignore[misc]
        )
        for row in found
    ]


def review_entries(
    titles: Mapping[UUID, str], text: str, choose: Callable[[UUID], None], *, limit: int
) -> list[PaletteEntry]:
    """Architecture reviews whose title matches; "review" alone names them all."""
    if not text.strip():
        return []
    found = [(id, title) for id, title in titles.items() if matches(f"{title} review", text)]
    return [
        PaletteEntry(
            "review",
            title,
            "Review",
            "drafting-compass",
            marks_in(title, text),
            lambda id=id: choose(id),  # type: ignore[misc]
        )
        for id, title in found[:limit]
    ]
