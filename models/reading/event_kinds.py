"""Which kind of event a line of a timeline tells of, inferred from its wording, conservatively."""

from __future__ import annotations

import re

from models.reading.markup import plain
from models.reading.wordlists import event_rules
from models.vocabulary import EventKind

_READ = 200
"""Characters that are looked at: what an event is, it says at its start."""

_SENTENCE_END = re.compile(r"[.!?;](?=\s)|\n")


def infer_kind(text: str) -> EventKind:
    """The kind that the wording shows; `OTHER` where it shows none."""
    head = plain(_SENTENCE_END.split(text[:_READ], maxsplit=1)[0])
    for rule in event_rules():
        if rule.pattern.search(head):
            return rule.kind
    return EventKind.OTHER
