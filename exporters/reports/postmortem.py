"""What the document about one incident says, in the order in which people read it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from exporters.document import (
    Beside,
    Block,
    Grid,
    Heading,
    Item,
    ItemList,
    Lead,
    Masthead,
    Note,
    Paragraph,
    Part,
    Quote,
    Report,
    ReportBlock,
    Run,
    plain_runs,
)
from exporters.reports.actions import action_register
from exporters.reports.impact import figure_band
from exporters.reports.timeline import timeline_note, timeline_register
from exporters.reports.wordings import class_sentences, dateline, statement
from exporters.rich_text.parsing import MarkdownReader
from models.snapshot import to_json
from models.vocabulary import DefenceOutcome, IncidentKind, PostmortemStatus, SectionKind

if TYPE_CHECKING:
    from exporters.report_context import ReportContext
    from models.incident import Incident, Section

CLOSING = "This document describes systems and decisions, not people."

_ORDER = (
    SectionKind.SUMMARY,
    SectionKind.IMPACT,
    SectionKind.TIMELINE,
    SectionKind.ROOT_CAUSE,
    SectionKind.FACTORS,
    SectionKind.DEFENCES,
    SectionKind.DETECTION,
    SectionKind.RESOLUTION,
    SectionKind.LESSONS,
    SectionKind.ACTIONS,
    SectionKind.NOTES,
    SectionKind.APPENDIX,
)
_TITLES = {
    SectionKind.TIMELINE: "Timeline",
    SectionKind.ROOT_CAUSE: "Root cause",
    SectionKind.FACTORS: "Contributing factors",
    SectionKind.ACTIONS: "Action items",
    SectionKind.NOTES: "Notes on blameless culture",
}
_DEFENCES = {
    DefenceOutcome.WORKED: "What worked well",
    DefenceOutcome.FAILED: "What did not work",
    DefenceOutcome.LUCKY: "Where we got lucky",
}
_LONGEST_LEAD = 700  # characters; the rest of a long summary is set as running text


def postmortem_report(incident: Incident, context: ReportContext) -> Report:
    """Everything that the document about `incident` says, ready to be set."""
    document = incident.postmortem
    kind = "Postmortem" if document else "Incident record"
    if incident.kind is IncidentKind.DRILL:
        kind = f"{kind} of a drill"
    status = incident.status
    subject = ", ".join(filter(None, (incident.severity, *incident.services, incident.category)))
    return Report(
        title=incident.title or incident.key or "Untitled incident",
        kind=kind,
        running=f"{kind} {incident.key}".strip(),
        status=status.value if status not in (None, PostmortemStatus.FINAL) else "",
        library_name=context.library_name,
        author=", ".join(document.authors) if document else "",
        subject=subject,
        keywords=tuple(dict.fromkeys(filter(None, (incident.key, *incident.tags)))),
        as_of=context.as_of,
        statement=statement(context),
        fingerprint=fingerprint(incident),
        generated_by=context.generated_by,
        formats=context.formats,
        blocks=_Composer(incident, context).blocks(),
        brand=context.brand,
    )


def fingerprint(incident: Incident) -> str:
    """SHA-256 over the canonical JSON of the aggregate: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(
        to_json(incident), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class _Composer:
    """Puts the parts of one incident's document together."""

    def __init__(self, incident: Incident, context: ReportContext) -> None:
        self._incident = incident
        self._context = context
        self._reader = MarkdownReader()

    def blocks(self) -> tuple[ReportBlock, ...]:
        parts = self._parts()
        return (
            self._masthead(),
            figure_band(self._incident, self._context),
            *self._lead(),
            *_side_by_side(parts),
            *self._notes(),
        )

    def _masthead(self) -> Masthead:
        incident = self._incident
        return Masthead(
            key=incident.key,
            severity=incident.severity,
            services=", ".join(service.rsplit("/", 1)[-1] for service in incident.services),
            title=incident.title or "Untitled incident",
            dateline=dateline(incident, self._context),
        )

    def _lead(self) -> tuple[ReportBlock, ...]:
        """The summary: what fits the eye as a lead, the rest as running text without a title."""
        sections = [one for one in self._incident.sections if one.kind is SectionKind.SUMMARY]
        blocks = self._prose(sections)
        length = 0
        for place, block in enumerate(blocks):
            length += sum(len(run.text) for run in getattr(block, "runs", ()))
            if not isinstance(block, Paragraph) or (place and length > _LONGEST_LEAD):
                return tuple(filter(None, (_lead_of(blocks[:place]), Part("", blocks[place:]))))
        lead = _lead_of(blocks)
        return (lead,) if lead else ()

    def _notes(self) -> tuple[Note, ...]:
        document = self._incident.postmortem
        sentences = list(class_sentences(self._incident, self._context.formats))
        if document and document.waived_reason:
            sentences.insert(0, f"Postmortem waived: {document.waived_reason}")
        sentences.append(CLOSING)
        return tuple(Note((Run(sentence),)) for sentence in sentences)

    # ------------------------------------------------------------------ parts

    def _parts(self) -> list[tuple[SectionKind, Part]]:
        by_kind = _in_slots(self._incident.sections)
        parts: list[tuple[SectionKind, Part]] = []
        for kind in _ORDER[1:]:
            own = [one for one in by_kind.get(kind, []) if one.kind is kind]
            following = [one for one in by_kind.get(kind, []) if one.kind is not kind]
            parts += [(kind, part) for part in self._of_kind(kind, own) if part.blocks]
            parts += [(SectionKind.OTHER, self._section(one)) for one in following]
        summary = [one for one in by_kind.get(SectionKind.SUMMARY, []) if one.kind is not _ORDER[0]]
        before = [(SectionKind.OTHER, self._section(one)) for one in summary]
        return [(kind, part) for kind, part in (*before, *parts) if part.blocks]

    def _of_kind(self, kind: SectionKind, sections: list[Section]) -> list[Part]:
        """The parts of one kind: its prose, and the records that belong to it."""
        if kind is SectionKind.TIMELINE:
            return [self._with_records(kind, sections)]
        if kind is SectionKind.FACTORS:
            return [self._with_records(kind, sections)]
        if kind is SectionKind.ACTIONS:
            return [self._with_records(kind, sections)]
        prose = [self._section(one) for one in sections]
        return prose + self._defences() if kind is SectionKind.DEFENCES else prose

    def _with_records(self, kind: SectionKind, sections: list[Section]) -> Part:
        title = (self._plain(sections[0].title) if sections else "") or _TITLES[kind]
        part = Part(title, self._prose(sections))
        if kind is SectionKind.FACTORS:
            return replace(part, blocks=part.blocks + self._factors())
        if kind is SectionKind.ACTIONS:
            register = action_register(self._incident, self._context, self._reader)
            return replace(part, blocks=part.blocks + register)
        register = timeline_register(self._incident, self._context, self._reader)
        note = timeline_note(self._incident, self._context)
        return replace(part, blocks=part.blocks + register, note=note)

    def _section(self, section: Section) -> Part:
        title = self._plain(section.title) or _TITLES.get(
            section.kind, section.kind.value.capitalize()
        )
        return Part(title, _levelled(self._reader.blocks(section.markdown)))

    def _plain(self, title: str) -> str:
        return plain_runs(self._reader.runs(title))

    def _prose(self, sections: list[Section]) -> tuple[Block, ...]:
        blocks: tuple[Block, ...] = ()
        for place, one in enumerate(sections):
            told = _levelled(self._reader.blocks(one.markdown))
            if place and told and one.title:
                blocks += (Heading(1, self._reader.runs(one.title)),)
            blocks += told
        return blocks

    def _factors(self) -> tuple[Block, ...]:
        items = []
        for factor in self._incident.contributing_factors:
            title = self._reader.runs(factor.title)
            told = _levelled(self._reader.blocks(factor.text))
            if told:
                title = tuple(replace(run, bold=True) for run in title)
            if told and isinstance(first := told[0], Paragraph):
                stop = " " if factor.title.rstrip().endswith((".", ":", "!", "?")) else ". "
                items.append(Item((Paragraph((*title, Run(stop), *first.runs)), *told[1:])))
            else:
                items.append(Item((Paragraph(title), *told)))
        return (ItemList(tuple(items)),) if items else ()

    def _defences(self) -> list[Part]:
        parts = []
        for outcome, title in _DEFENCES.items():
            told = [
                self._reader.cell(one.text)
                for one in self._incident.defences
                if one.outcome is outcome
            ]
            kept = [blocks for blocks in told if blocks]
            if len(kept) == 1:
                parts.append(Part(title, kept[0]))
            elif kept:
                parts.append(Part(title, (ItemList(tuple(Item(blocks) for blocks in kept)),)))
        return parts


def _lead_of(blocks: tuple[Block, ...]) -> Lead | None:
    return Lead(blocks) if blocks else None


def _in_slots(sections: tuple[Section, ...]) -> dict[SectionKind, list[Section]]:
    """Sections by kind; one of no known kind stays behind the section that its author put first."""
    slots: dict[SectionKind, list[Section]] = {}
    slot = SectionKind.SUMMARY
    for section in sections:
        slot = section.kind if section.kind is not SectionKind.OTHER else slot
        slots.setdefault(slot, []).append(section)
    return slots


def _side_by_side(parts: list[tuple[SectionKind, Part]]) -> list[ReportBlock]:
    """Why it happened beside what held, where both are there and nothing stands between."""
    left_kinds = (SectionKind.ROOT_CAUSE, SectionKind.FACTORS)
    sides = {**dict.fromkeys(left_kinds, "left"), SectionKind.DEFENCES: "right"}
    made: list[ReportBlock] = []
    runs = [
        (side, [part for _, part in group])
        for side, group in groupby(parts, lambda one: sides.get(one[0], ""))
    ]
    place = 0
    while place < len(runs):
        side, group = runs[place]
        follows = runs[place + 1][0] if place + 1 < len(runs) else ""
        if side == "left" and follows == "right":
            made.append(Beside(tuple(group), tuple(runs[place + 1][1])))
            place += 2
            continue
        made += group
        place += 1
    return made


def _levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Headings counted from 1, wherever their author began."""
    levels = sorted({level for block in blocks for level in _levels(block)})
    ranks = {level: rank for rank, level in enumerate(levels, 1)}
    return tuple(_at_level(block, ranks) for block in blocks) if levels else blocks


def _levels(block: Block) -> list[int]:
    match block:
        case Heading(level=level):
            return [level]
        case Quote(blocks=blocks):
            return [level for inner in blocks for level in _levels(inner)]
        case ItemList(items=items):
            return [level for item in items for inner in item.blocks for level in _levels(inner)]
        case Grid() | _:
            return []


def _at_level(block: Block, ranks: dict[int, int]) -> Block:
    match block:
        case Heading(level=level):
            return replace(block, level=ranks[level])
        case Quote(blocks=blocks):
            return Quote(tuple(_at_level(inner, ranks) for inner in blocks))
        case ItemList(items=items):
            told = (
                replace(item, blocks=tuple(_at_level(inner, ranks) for inner in item.blocks))
                for item in items
            )
            return replace(block, items=tuple(told))
        case _:
            return block
