"""The parts of a postmortem that text is found in, what each is worth, and how it is counted.

All words go into one Whoosh field. A posting says in one number how much the word weighs in the
document (over all parts, each normalised by its own length: the term frequency of BM25F) and in
another which parts it stands in. One list to read for each word, whatever part it is sought in;
and the known fault of several boosted fields in Whoosh, which lose true hits from the top of a
conjunction, cannot arise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Part(IntEnum):
    """A part of a postmortem; the value is its bit in a posting."""

    KEY = 0
    TITLE = 1
    SUMMARY = 2
    ROOT_CAUSE = 3
    FACTORS = 4
    IMPACT = 5
    TIMELINE = 6
    LESSONS = 7
    ACTIONS = 8
    DEFENCES = 9
    RESOLUTION = 10
    SERVICES = 11
    CATEGORY = 12
    TAGS = 13
    PEOPLE = 14
    OTHER = 15

    @property
    def bit(self) -> int:
        """The part as a mask."""
        return 1 << self.value


@dataclass(frozen=True, slots=True)
class Weighting:
    """What a part is worth.

    Attributes:
        words: the name people read.
        boost: worth of one occurrence.
        typical: usual length in words; an occurrence in a longer part counts for less. Fixed,
            not measured, so that the weight of a posting never changes once it is written.
        slope: how much the length matters, 0–1 (BM25's b).
    """

    words: str
    boost: float
    typical: int
    slope: float = 0.6


WEIGHTS: dict[Part, Weighting] = {
    Part.KEY: Weighting("key", 12.0, 4, 0.0),
    Part.TITLE: Weighting("title", 6.0, 8, 0.4),
    Part.SUMMARY: Weighting("summary", 2.0, 80),
    Part.ROOT_CAUSE: Weighting("root cause", 2.2, 120),
    Part.FACTORS: Weighting("contributing factors", 1.8, 100),
    Part.IMPACT: Weighting("impact", 1.2, 80),
    Part.TIMELINE: Weighting("timeline", 1.0, 200),
    Part.LESSONS: Weighting("lessons learned", 1.2, 100),
    Part.ACTIONS: Weighting("action items", 1.2, 80),
    Part.DEFENCES: Weighting("defences", 1.0, 60),
    Part.RESOLUTION: Weighting("resolution", 1.2, 100),
    Part.SERVICES: Weighting("services", 3.0, 4, 0.2),
    Part.CATEGORY: Weighting("category", 3.0, 3, 0.0),
    Part.TAGS: Weighting("tags", 2.0, 3, 0.2),
    Part.PEOPLE: Weighting("people", 1.0, 6, 0.0),
    Part.OTHER: Weighting("other text", 0.8, 200),
}

WEIGHT_SCALE = 512
"""A posting keeps its weight in 16 bits, in steps of 1/512, up to 127.99."""

SATURATION = 1.2
"""BM25's k1: how soon more occurrences stop counting."""

TITLE_WORTH, KEY_WORTH = 0.5, 1.0
"""What a word in the title or the key adds beyond its weight, in shares of its rarity: weights are
damped, and a long text that repeats a word must not come before an incident that is named so."""

SECTION_PARTS: dict[str, tuple[Part, ...]] = {
    "title": (Part.TITLE,),
    "summary": (Part.SUMMARY,),
    "cause": (Part.ROOT_CAUSE,),
    "factor": (Part.FACTORS,),
    "impact": (Part.IMPACT,),
    "action": (Part.ACTIONS,),
    "lesson": (Part.LESSONS, Part.DEFENCES),
    "resolution": (Part.RESOLUTION,),
    "defence": (Part.DEFENCES,),
    "timeline": (Part.TIMELINE,),
}
"""The fields of the query language that look in one part (``cause:``) and where they look."""

EVERYWHERE = (1 << 16) - 1


def mask_of(parts: tuple[Part, ...]) -> int:
    """Several parts as one mask."""
    mask = 0
    for part in parts:
        mask |= part.bit
    return mask


def part_names(mask: int) -> tuple[str, ...]:
    """The parts in a mask, in words, in the order of the document."""
    return tuple(WEIGHTS[part].words for part in Part if mask & part.bit)
