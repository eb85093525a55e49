"""What was learned in a month, ready to be sent: what happened, why, what changes, what held."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from exporters.document import (
    Item,
    ItemList,
    Lead,
    Masthead,
    Note,
    Paragraph,
    Part,
    Report,
    ReportBlock,
    Run,
    Tone,
)
from exporters.reports.cells import paragraph
from exporters.reports.review_words import number_word, plural
from exporters.rich_text.parsing import MarkdownReader
from exporters.wording import listed, minutes_in_words, opened
from models.lead import plain_text
from models.vocabulary import ActionStatus, DefenceOutcome, SectionKind, Strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.document import Block
    from exporters.report_context import ReportContext
    from models.figures.periods import Period
    from models.incident import Incident

_LONGEST = 420
_MOST_LESSONS = 3
_MOST_ACTIONS = 4


def digest_report(incidents: Sequence[Incident], period: Period, context: ReportContext) -> Report:
    """The digest of a month.

    Args:
        incidents: those whose postmortem became final in the month, in the order of publication.
        period: the month.
        context: names the library and the instant.
    """
    reader = MarkdownReader()
    blocks: list[ReportBlock] = [
        Masthead("", None, "", f"What was learned in {period.label}", _dateline(context)),
        Lead((paragraph(_sentence(incidents, period)),)),
    ]
    blocks += [_part(one, reader) for one in incidents]
    blocks += _defences(incidents, reader)
    blocks.append(Note((Run("Postmortems describe systems and decisions, not people."),)))
    told = "\n".join(f"{one.key} {one.version}" for one in incidents)
    return Report(
        title=f"What was learned in {period.label}",
        kind="Monthly digest",
        running=f"Digest of {period.label}",
        status="",
        library_name=context.library_name,
        author="",
        subject=period.label,
        keywords=("postmortems", period.label),
        as_of=context.as_of,
        statement=f"Postmortems published in {period.label}: {len(incidents)}.",
        fingerprint=hashlib.sha256(told.encode("utf-8", "replace")).hexdigest(),
        generated_by=context.generated_by,
        formats=context.formats,
        blocks=tuple(blocks),
    )


def _dateline(context: ReportContext) -> str:
    return (
        f"{context.library_name}, {context.formats.long_date(context.local(context.as_of).date())}."
    )


def _sentence(incidents: Sequence[Incident], period: Period) -> str:
    number = len(incidents)
    if not number:
        return f"No postmortem was published in {period.label}."
    noun, verb = plural(number, "postmortem"), "was" if number == 1 else "were"
    first = f"{opened(number_word(number))} {noun} {verb} published."
    categories = Counter(one.category for one in incidents if one.category)
    repeated = [name for name, times in categories.most_common(2) if times > 1]
    if repeated:
        names = listed([name.rpartition(" / ")[2].lower() for name in repeated])
        return f"{first} What came up more than once: {names}."
    return first


def _part(incident: Incident, reader: MarkdownReader) -> Part:
    blocks: list[Block] = []
    summary = _first(incident, SectionKind.SUMMARY)
    if summary:
        blocks.append(paragraph(summary))
    cause = _first(incident, SectionKind.ROOT_CAUSE)
    if cause:
        blocks.append(Paragraph((Run("Why: ", bold=True), Run(cause))))
    blocks += _lessons(incident, reader)
    blocks += _actions(incident)
    facts = [one for one in (incident.key, incident.severity and incident.severity.value) if one]
    if incident.duration_minutes:
        facts.append(minutes_in_words(incident.duration_minutes))
    if incident.services:
        facts.append(", ".join(path.rsplit("/", 1)[-1] for path in incident.services))
    title = incident.title or "Untitled incident"
    return Part(title, tuple(blocks) or (paragraph("Nothing was written yet."),), ", ".join(facts))


def _first(incident: Incident, kind: SectionKind) -> str:
    section = incident.section(kind)
    text = plain_text(section.markdown[: 4 * _LONGEST]) if section else ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"


def _lessons(incident: Incident, reader: MarkdownReader) -> list[Block]:
    """What the team says that it learned; else the conditions that made it possible."""
    section = incident.section(SectionKind.LESSONS)
    lists = [
        block
        for block in (reader.blocks(section.markdown) if section else ())
        if isinstance(block, ItemList)
    ]
    items = tuple(item for one in lists for item in one.items)[:_MOST_LESSONS]
    if not items:
        factors = incident.contributing_factors[:_MOST_LESSONS]
        items = tuple(Item(reader.cell(one.title)) for one in factors if one.title)
    if not items:
        return []
    return [Paragraph((Run("Learned:", bold=True),)), ItemList(items)]


def _actions(incident: Incident) -> list[Block]:
    """The strong items, and whether they are done; no owners, for readers of other teams."""
    strong = [
        one
        for one in incident.action_items
        if one.strength is Strength.STRONG and one.status is not ActionStatus.WONT_DO
    ][:_MOST_ACTIONS]
    if not strong:
        return []
    items = tuple(
        Item((Paragraph((Run(one.title),)),), checked=one.status is ActionStatus.DONE)
        for one in strong
    )
    return [Paragraph((Run("What changes:", bold=True),)), ItemList(items)]


def _with_key(blocks: tuple[Block, ...], key: str) -> tuple[Block, ...]:
    """What was said, and of which incident on the same line, so that no page parts them."""
    if blocks and isinstance(last := blocks[-1], Paragraph):
        return (*blocks[:-1], Paragraph((*last.runs, Run(f"  {key}", tone=Tone.QUIET))))
    return (*blocks, Paragraph((Run(key, tone=Tone.QUIET),)))


def _defences(incidents: Sequence[Incident], reader: MarkdownReader) -> list[Part]:
    worked = tuple(
        Item(_with_key(reader.cell(one.text), incident.key))
        for incident in incidents
        for one in incident.defences
        if one.outcome is DefenceOutcome.WORKED and one.text.strip()
    )
    return [Part("Defences that worked", (ItemList(worked),))] if worked else []
