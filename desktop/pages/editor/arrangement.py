"""In which order the form shows its blocks: text sections and tables, woven into one document.

The author's own order of sections holds; a table stands below the text of its kind, or, without
one, where the practice's template has it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from models.vocabulary import SectionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.pages.editor.draft import Record

BlockName = Literal["impact", "timeline", "factors", "defences", "actions"]

BLOCKS: dict[SectionKind, BlockName] = {
    SectionKind.IMPACT: "impact",
    SectionKind.TIMELINE: "timeline",
    SectionKind.FACTORS: "factors",
    SectionKind.DEFENCES: "defences",
    SectionKind.ACTIONS: "actions",
}
_RANKS = {kind: rank for rank, kind in enumerate(SectionKind)}
# Their place is where their author put them: they say nothing of where a table belongs.
_ANYWHERE = frozenset({SectionKind.OTHER, SectionKind.APPENDIX})
# Offered by the form, but a postmortem is whole without them.
_OPTIONAL = frozenset(
    {SectionKind.IMPACT, SectionKind.RESOLUTION, SectionKind.DETECTION, SectionKind.LESSONS}
)
_COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the form's column: a block of its own, or a text section.

    Attributes:
        name: what it is gone to by: the kind's word; with a number from the second section on.
        kind: what it is about.
        block: the block that stands here; None for a text section.
        place: of the section in the draft, from 0; -1 for a block.
        is_optional: an empty section that nobody misses.
    """

    name: str
    kind: SectionKind
    block: BlockName | None = None
    place: int = -1
    is_optional: bool = False


def written(markdown: str) -> str:
    """What somebody wrote in a section: its text without a template's hidden guidance."""
    return _COMMENT.sub("", markdown).strip()


def arrange(sections: Sequence[Record]) -> tuple[Place, ...]:
    """Every block once and every section, in the order in which they are read."""
    waiting = sorted(BLOCKS, key=_RANKS.__getitem__)
    slots: list[Place] = []
    seen: Counter[SectionKind] = Counter()

    def place_blocks(kinds: Sequence[SectionKind]) -> None:
        for kind in kinds:
            waiting.remove(kind)
            slots.append(Place(kind.value, kind, block=BLOCKS[kind]))

    for place, record in enumerate(sections):
        kind = SectionKind(record.values["kind"])
        if kind not in _ANYWHERE:
            place_blocks([one for one in waiting if _RANKS[one] < _RANKS[kind]])
        # The numbers come before what they do not say; a table comes after its introduction.
        if kind is SectionKind.IMPACT and kind in waiting:
            place_blocks([kind])
        blank = not record.text("markdown")  # a template's guidance asks for the section
        seen[kind] += 1
        name = kind.value if seen[kind] == 1 else f"{kind.value} {seen[kind]}"
        slots.append(Place(name, kind, place=place, is_optional=blank and kind in _OPTIONAL))
        if kind in waiting:
            place_blocks([kind])
    place_blocks(tuple(waiting))
    return tuple(slots)
