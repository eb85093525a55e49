"""One page about each incident that a review pack cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.document import (
    Code,
    FigureBand,
    Grid,
    Item,
    ItemList,
    Lead,
    Masthead,
    Paragraph,
    Part,
    Picture,
    Run,
    plain,
)
from exporters.reports.actions import action_register
from exporters.reports.impact import figure_band
from exporters.reports.wordings import class_sentences, dateline
from exporters.rich_text.parsing import MarkdownReader
from models.vocabulary import DefenceOutcome, SectionKind

if TYPE_CHECKING:
    from exporters.document import Block, ReportBlock
    from exporters.report_context import ReportContext
    from models.incident import Incident
    from models.review import ReviewedIncident

_LONGEST = 900  # characters of a section; a page has room for three of them
_OUTCOMES = {
    DefenceOutcome.WORKED: "Worked",
    DefenceOutcome.FAILED: "Failed",
    DefenceOutcome.LUCKY: "Luck",
}
_MOST_ITEMS = 6


def appendix(
    incident: Incident, answer: ReviewedIncident, context: ReportContext
) -> list[ReportBlock]:
    """What somebody in the review has to know of one incident, on about one page."""
    reader = MarkdownReader()
    blocks: list[ReportBlock] = [
        Masthead(
            incident.key,
            incident.severity,
            ", ".join(path.rsplit("/", 1)[-1] for path in incident.services),
            incident.title or "Untitled incident",
            dateline(incident, context),
        )
    ]
    band = figure_band(incident, context)
    if isinstance(band, FigureBand) and band.figures:
        blocks.append(band)
    told = _section(incident, SectionKind.SUMMARY, reader)
    if told:
        blocks.append(Lead(told))
    blocks += _answer(answer)
    cause = _section(incident, SectionKind.ROOT_CAUSE, reader)
    if cause:
        blocks.append(Part("Root cause", cause))
    blocks += _factors(incident, reader)
    blocks += _defences(incident, reader)
    actions = action_register(incident, context, reader)
    if actions:
        blocks.append(Part("Action items", actions))
    repeats = class_sentences(incident, context.formats)
    if repeats:
        blocks.append(Part("", tuple(Paragraph((Run(one),)) for one in repeats)))
    return blocks


def _answer(answer: ReviewedIncident) -> list[ReportBlock]:
    said = f"{answer.disposition.value.capitalize()}. {answer.note}".rstrip()
    return [Part("What the design does about it", (Paragraph((Run(said),)),))]


def _section(incident: Incident, kind: SectionKind, reader: MarkdownReader) -> tuple[Block, ...]:
    """The first paragraphs of a section: text that fits, without pictures, tables and code."""
    section = incident.section(kind)
    if section is None:
        return ()
    kept: list[Block] = []
    length = 0
    for block in reader.blocks(section.markdown):
        if isinstance(block, Picture | Grid | Code):
            continue
        length += len(plain((block,)))
        if kept and length > _LONGEST:
            kept.append(Paragraph((Run("The postmortem says more.", italic=True),)))
            break
        kept.append(block)
    return tuple(kept)


def _factors(incident: Incident, reader: MarkdownReader) -> list[ReportBlock]:
    factors = incident.contributing_factors[:_MOST_ITEMS]
    items = tuple(Item(reader.cell(one.title or one.text)) for one in factors)
    kept = tuple(one for one in items if one.blocks)
    return [Part("Contributing factors", (ItemList(kept),))] if kept else []


def _defences(incident: Incident, reader: MarkdownReader) -> list[ReportBlock]:
    items = []
    for one in incident.defences[:_MOST_ITEMS]:
        told = reader.cell(one.text)
        if told:
            label = Paragraph((Run(f"{_OUTCOMES[one.outcome]}:", bold=True),))
            first, *rest = told
            if isinstance(first, Paragraph):
                label = Paragraph((Run(f"{_OUTCOMES[one.outcome]}: ", bold=True), *first.runs))
                items.append(Item((label, *rest)))
            else:
                items.append(Item((label, *told)))
    return [Part("Defences", (ItemList(tuple(items)),))] if items else []
