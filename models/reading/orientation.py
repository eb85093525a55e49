"""Before a document is read: its labels, its zone, its day, the order of day and month."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.reading.bearings import default_bearings, is_zone_statement, name_date, stated_zone
from models.reading.dates import find_dates, find_numeric_dates, is_day_first
from models.reading.fields import orient_by_labels
from models.reading.labels import labels_in
from models.reading.prose import prose_day
from models.reading.wordlists import heading_word, vocabulary
from models.vocabulary import SectionKind

if TYPE_CHECKING:
    from datetime import date

    from models.reading.bearings import Bearings
    from models.reading.document import Line
    from models.reading.extracts import Extract, Source
    from models.reading.labels import Label
    from models.reading.outline import Chapter, Outline

_IN_IMPACT = frozenset(
    {
        "severity",
        "duration",
        "user_impact",
        "window",
        "users_affected",
        "failed_transactions",
        "revenue",
        "slo",
        "error_budget",
        "data_loss",
        "security",
        "manual_rollback",
        "started",
        "resolved",
        "detected",
        "mitigated",
        "services",
    }
)
_IN_TIMELINE = frozenset(
    {"duration", "user_impact", "window", "started", "resolved", "detected", "mitigated"}
)


def told_lines(outline: Outline, prose: list[Line]) -> list[Line]:
    """The lines that tell what happened: the preamble's prose, then summary and impact."""
    told = list(prose)
    for chapter in outline.chapters:
        if chapter.kind in (SectionKind.SUMMARY, SectionKind.IMPACT):
            told.extend(chapter.lines)
    return told


def inner_labels(outline: Outline) -> list[Label]:
    """The labels inside chapters, as far as a chapter of that kind may state the field."""
    labels: list[Label] = []
    for chapter in outline.chapters:
        allowed = _allowed(chapter)
        if allowed is None or allowed:
            found, _ = labels_in(chapter.lines, mostly_known=allowed is None)
            labels.extend(one for one in found if allowed is None or one.field in allowed)
    return labels


def _allowed(chapter: Chapter) -> frozenset[str] | None:
    """The fields that labels in a chapter may state; None for all."""
    details = frozenset(vocabulary()["details"]["titles"])
    if chapter.kind is SectionKind.SUMMARY or heading_word(chapter.title) in details:
        return None
    if chapter.kind in (SectionKind.IMPACT, SectionKind.OTHER, SectionKind.DETECTION):
        return _IN_IMPACT
    return _IN_TIMELINE if chapter.kind is SectionKind.TIMELINE else frozenset()


def document_bearings(
    extract: Extract, source: Source, outline: Outline, labels: list[Label], told: list[Line]
) -> Bearings:
    """What clock times and short dates in the document are relative to.

    The day comes from labels, else from the title, else from the text, else from the file's name.
    """
    known = name_date(source.name)
    bearings = default_bearings(source.zone)
    bearings = replace(bearings, day_first=_is_day_first(extract, known))
    bearings = bearings.with_day(known, "the file's name", 0.3, 0)
    for line in [*outline.preamble, *told[:40]]:
        if is_zone_statement(line.text):
            bearings = bearings.with_zone(stated_zone(line.text))
    day = prose_day(told, bearings)
    if day is not None:
        bearings = bearings.with_day(day[0], "the text", 0.5, day[1])
    headings = [(outline.title, outline.title_line, 0.85)]
    if extract.heading is not None:
        headings.append((extract.heading.title, extract.heading.line, 0.95))
    for heading, number, confidence in headings:
        for found in find_dates(heading):
            on = bearings.date_of(found)
            bearings = bearings.with_day(on, "the title", confidence, number)
    return orient_by_labels(labels, bearings)


def _is_day_first(extract: Extract, known: date | None) -> bool:
    texts = [part.title for part in extract.parts]
    texts.extend(
        line.text
        for part in extract.parts
        for line in part.lines
        if "/" in line.text or "-" in line.text
    )
    return is_day_first([one for text in texts for one in find_numeric_dates(text)], known)
