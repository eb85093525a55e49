"""One chapter at a time: its records into the aggregate's lists, its text into sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from models.incident import ContributingFactor, Defence, Section
from models.reading.action_items import ReadAction, labelled_action, orders_in, read_actions
from models.reading.bearings import Bearings
from models.reading.document import Line, Part, markdown_of
from models.reading.factors import factors_in_cause, read_defences, read_factors
from models.reading.markup import is_table_row, split_blocks
from models.reading.timeline import ReadEvent, read_timeline
from models.reading.timeline_table import read_rows
from models.reading.wordlists import heading_word
from models.vocabulary import DefenceOutcome, SectionKind

if TYPE_CHECKING:
    from models.reading.outline import Chapter


@dataclass(slots=True)
class Contents:
    """The records of a document, gathered from its chapters.

    Attributes:
        bearings: those of the first timeline, whose zone is the document's.
        section_lines: where each section begins, by its id.
    """

    events: list[ReadEvent] = field(default_factory=list)
    factors: list[tuple[ContributingFactor, int]] = field(default_factory=list)
    factor_confidence: float = 0.9
    defences: list[tuple[Defence, int]] = field(default_factory=list)
    actions: list[ReadAction] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    bearings: Bearings | None = None
    section_lines: dict[UUID, int] = field(default_factory=dict)


def read_chapter(chapter: Chapter, bearings: Bearings, contents: Contents) -> list[Section]:
    """Read a chapter's records into `contents`; its sections, none where no text is left."""
    reader = {
        SectionKind.TIMELINE: _timeline,
        SectionKind.FACTORS: _factors,
        SectionKind.DEFENCES: _defences,
        SectionKind.ACTIONS: _actions,
        SectionKind.ROOT_CAUSE: _cause,
    }.get(chapter.kind, _text)
    kind, lines = reader(chapter, bearings, contents)
    text = markdown_of(lines)
    if not text:
        return []
    section = Section(kind=kind, title=chapter.title, markdown=text)
    contents.section_lines[section.id] = chapter.line
    return [section]


def _timeline(
    chapter: Chapter, bearings: Bearings, contents: Contents
) -> tuple[SectionKind, list[Line]]:
    found = read_timeline(chapter.parts, bearings)
    contents.events.extend(found.events)
    contents.warnings.extend(found.warnings)
    if contents.bearings is None and found.zone is not None:
        contents.bearings = bearings.with_zone(found.zone if found.stated else None)
    return SectionKind.TIMELINE, found.prose


def _factors(
    chapter: Chapter, bearings: Bearings, contents: Contents
) -> tuple[SectionKind, list[Line]]:
    found = read_factors(chapter.parts)
    contents.factors.extend(found.factors)
    return SectionKind.FACTORS, found.prose


def _defences(
    chapter: Chapter, bearings: Bearings, contents: Contents
) -> tuple[SectionKind, list[Line]]:
    found = read_defences(chapter.parts, chapter.heading.outcome or DefenceOutcome.WORKED)
    contents.defences.extend(found.defences)
    return SectionKind.DEFENCES, found.prose


def _actions(
    chapter: Chapter, bearings: Bearings, contents: Contents
) -> tuple[SectionKind, list[Line]]:
    found = read_actions(chapter.parts, bearings, len(contents.actions) + 1)
    contents.actions.extend(found.items)
    contents.warnings.extend(found.warnings)
    kind = SectionKind.ACTIONS
    if not found.items and heading_word(chapter.title) == "remediation":
        kind = SectionKind.RESOLUTION
    return kind, found.prose


def _cause(
    chapter: Chapter, bearings: Bearings, contents: Contents
) -> tuple[SectionKind, list[Line]]:
    plural = heading_word(chapter.title) == "root causes"
    found = factors_in_cause(chapter.lines, plural=plural)
    if found:
        contents.factors.extend(found)
        contents.factor_confidence = 0.6
    return _text(chapter, bearings, contents)


def _text(
    chapter: Chapter, bearings: Bearings, contents: Contents
) -> tuple[SectionKind, list[Line]]:
    lines = chapter.lines
    for line in lines:
        if not line.code and "ction" in line.text[:40]:
            action = labelled_action(line, bearings, len(contents.actions) + 1)
            if action is not None:
                contents.actions.append(action)
    if chapter.kind is SectionKind.RESOLUTION:
        contents.actions.extend(orders_in(lines, bearings, len(contents.actions) + 1))
    if any(is_table_row(line) for line in lines):
        _stray_tables(lines, bearings, contents)
    return chapter.kind, lines


def _stray_tables(lines: list[Line], bearings: Bearings, contents: Contents) -> None:
    """A table of events under a heading that does not say so; its text stays where it is."""
    for block in split_blocks(lines):
        if block.table is None or not block.table.head or read_rows(block.table) is None:
            continue
        found = read_timeline([Part(0, "", "", block.table.first, block.lines)], bearings)
        if len(found.events) >= 2:
            contents.events.extend(found.events)
            contents.warnings.extend(found.warnings)
