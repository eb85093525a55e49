"""The blocks of the template: sections in their order, records under the practice's headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporters.markdown_impact import impact_bullets, unstated_bullets
from exporters.markdown_records import action_table, defence_list, factor_list, timeline_table
from models.incident import Section
from models.reading.notation import (
    DEFENCE_TITLES,
    FIGURES,
    NOTHING,
    RECORD_KINDS,
    TITLES,
    encode,
    frame,
    is_plain,
    note,
)
from models.reading.wordlists import HeadingKind, heading_words
from models.vocabulary import DefenceOutcome, SectionKind

if TYPE_CHECKING:
    from models.incident import Incident

_ORDER = (
    SectionKind.SUMMARY,
    SectionKind.IMPACT,
    SectionKind.TIMELINE,
    SectionKind.DETECTION,
    SectionKind.ROOT_CAUSE,
    SectionKind.FACTORS,
    SectionKind.RESOLUTION,
    SectionKind.DEFENCES,
    SectionKind.LESSONS,
    SectionKind.ACTIONS,
    SectionKind.NOTES,
    SectionKind.APPENDIX,
)
"""The practice's order of headings; others have no place of their own."""


@dataclass(slots=True)
class _Block:
    """A heading with a section's text, records, or both."""

    heading: HeadingKind
    title: str
    section: Section | None
    records: list[str]


def blocks_of(incident: Incident) -> list[list[str]]:
    """The lines of each block, in order.

    Sections keep their order. Records stand in the first section about them, else under a heading
    of their own at the practice's place.
    """
    blocks = [_of_section(section, incident) for section in incident.sections]
    if (bullets := impact_bullets(incident)) and not _has(blocks, HeadingKind(SectionKind.IMPACT)):
        heading = HeadingKind(SectionKind.IMPACT)
        _insert(blocks, _Block(heading, TITLES[heading.kind], None, [FIGURES, *bullets]))
    for heading, title, lines in _records(incident):
        holder = next((one for one in blocks if one.heading == heading), None)
        if not lines:
            continue
        if holder is not None:
            holder.records = lines
        else:
            _insert(blocks, _Block(heading, title, None, lines))
    return [_lines(block) for block in blocks]


def _records(incident: Incident) -> list[tuple[HeadingKind, str, list[str]]]:
    kind = SectionKind
    found = [
        (HeadingKind(kind.TIMELINE), TITLES[kind.TIMELINE], timeline_table(incident)),
        (HeadingKind(kind.FACTORS), TITLES[kind.FACTORS], factor_list(incident)),
    ]
    for outcome in DefenceOutcome:
        lines = defence_list(incident, outcome)
        found.append((HeadingKind(kind.DEFENCES, outcome), DEFENCE_TITLES[outcome], lines))
    found.append((HeadingKind(kind.ACTIONS), TITLES[kind.ACTIONS], action_table(incident)))
    return found


def _of_section(section: Section, incident: Incident) -> _Block:
    known = heading_words().kind(section.title)
    heading = HeadingKind(section.kind)
    if known is not None and known.kind is section.kind:
        heading = known
    elif section.kind is SectionKind.DEFENCES:
        heading = HeadingKind(section.kind, DefenceOutcome.WORKED)
    bullets: list[str] = []
    if section.kind is SectionKind.IMPACT and section is incident.section(SectionKind.IMPACT):
        bullets = unstated_bullets(incident, section.markdown)
    return _Block(heading, section.title, section, [FIGURES, *bullets] if bullets else [])


def _has(blocks: list[_Block], heading: HeadingKind) -> bool:
    return any(block.heading == heading for block in blocks)


def _insert(blocks: list[_Block], block: _Block) -> None:
    rank = _rank(block)
    place = next((at for at, other in enumerate(blocks) if _rank(other) > rank >= 0), len(blocks))
    blocks.insert(place, block)


def _rank(block: _Block) -> float:
    """The block's place in the practice's order; -1 for one without a place."""
    if block.heading.kind not in _ORDER:
        return -1
    within = list(DefenceOutcome).index(block.heading.outcome) if block.heading.outcome else 0
    return _ORDER.index(block.heading.kind) + within / 10


def _lines(block: _Block) -> list[str]:
    title = encode(block.title) if block.title else NOTHING
    lines = [f"## {title}", ""]
    section = block.section
    if section is not None:
        lines.extend(_text(section, block))
    if block.records:
        if lines[-1]:
            lines.append("")
        lines.extend(block.records)
    while not lines[-1]:
        lines.pop()
    return lines


def _text(section: Section, block: _Block) -> list[str]:
    """A section's text, with the note and the frame that it needs to be read back."""
    known = heading_words().kind(section.title)
    inferred = known.kind if known else SectionKind.OTHER
    lines: list[str] = []
    if inferred is not section.kind or not section.markdown:
        lines.append(note({"kind": section.kind.value}))
    if section.kind in RECORD_KINDS or block.records or not is_plain(section.markdown):
        if section.markdown:
            lines.extend(frame(section.markdown))
    else:
        lines.extend(section.markdown.split("\n"))
    return lines
