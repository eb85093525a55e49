"""Which kind of event a line of a timeline tells of, inferred from its wording, conservatively."""

from __future__ import annotations

from models.reading.wordlists import event_rules
from models.vocabulary import EventKind

_READ = 400
"""Characters that are looked at: what an event is, it says at its start."""


def infer_kind(text: str) -> EventKind:
    """The kind that the wording shows; `OTHER` where it shows none."""
    head = text[:_READ]
    for rule in event_rules():
        if rule.pattern.search(head):
            return rule.kind
    return EventKind.OTHER
