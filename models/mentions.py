"""The keys of other incidents that stand in an incident's texts (``see INC-2024-112``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from models.keys import fold
from models.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.incident import Incident

KEY = re.compile(r"(?<![\w/-])[A-Z][A-Z0-9]{1,9}(?:-\d{2,4})?-\d{1,6}\b(?![/\w-])")
"""What keys look like in a text; most trackers' keys look alike, so a library is asked which is."""

_CODE = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1|\Z)|(`+)(?!`).+?(?<!`)\2(?!`)", re.M | re.S)
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedIncident:
    """As much of an incident as it takes to speak of it."""

    id: UUID
    key: str
    title: str
    severity: Severity | None


def mentioned_keys(text: str) -> frozenset[str]:
    """The folded keys that stand in a Markdown text, outside of code."""
    return frozenset(fold(key) for key in KEY.findall(_CODE.sub(" ", text)))


def mentions_of(incident: Incident) -> tuple[str, ...]:
    """The folded keys that the incident's texts name, without its own; 500 at most."""
    found: set[str] = set()
    for text in _texts(incident):
        if "-" in text:
            found |= mentioned_keys(text)
    found.discard(fold(incident.key))
    return tuple(sorted(found)[:_MOST])


def _texts(incident: Incident) -> Iterator[str]:
    yield from (one.markdown for one in incident.sections)
    yield from (one.text for one in incident.timeline)
    for factor in incident.contributing_factors:
        yield factor.title
        yield factor.text
    yield from (one.text for one in incident.defences)
    yield from (one.title for one in incident.action_items)
