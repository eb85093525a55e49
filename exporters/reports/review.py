"""What a review pack says: past incidents, what the design does about them, what to ask."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporters.charts.definitions import Chart, ChartTable, Heat
from exporters.document import (
    Beside,
    Column,
    Face,
    Item,
    ItemList,
    Lead,
    Masthead,
    NewPage,
    Note,
    Paragraph,
    Part,
    Register,
    Report,
    ReportBlock,
    Run,
    Tone,
)
from exporters.reports.cells import cell, paragraph, words
from exporters.reports.review_appendix import appendix
from exporters.reports.review_words import lead_sentence, number_word, plural
from models.review import Disposition, Review, ReviewStatus
from models.reviewing.board import Board, some_of_each
from models.rows import ActionRow
from models.vocabulary import DefenceOutcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporters.document import Block
    from exporters.formats import Formats
    from exporters.report_context import ReportContext
    from models.review import ReviewedIncident
    from models.reviewing.board import Matrix, SeenDefence

CAUTION = (
    "No recorded incident does not mean that a design is safe: it means that nothing like it was "
    "written down in this library."
)
_MARKS = {
    Disposition.ADDRESSED: ("✓ Addressed", Tone.SUCCESS),
    Disposition.ACCEPTED_RISK: ("▲ Accepted risk", Tone.NORMAL),
    Disposition.NOT_APPLICABLE: ("– Not applicable", Tone.QUIET),
    Disposition.OPEN: ("○ Open", Tone.WARNING),
}
_OUTCOMES = {
    DefenceOutcome.FAILED: ("✕ Failed", Tone.DANGER),
    DefenceOutcome.LUCKY: ("○ Luck", Tone.WARNING),
    DefenceOutcome.WORKED: ("✓ Worked", Tone.SUCCESS),
}
_MOST_COLUMNS = 8
_MOST_DEFENCES = 4  # of each outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PackMaterial:
    """Everything that a pack is made of.

    Attributes:
        board: what the review's incidents show together.
        actions: open strong action items of those incidents, and those that the review led to.
        total: how many incidents the library has.
        with_appendix: whether each cited incident gets a page.
    """

    review: Review
    board: Board
    actions: tuple[ActionRow, ...]
    total: int
    with_appendix: bool = True


def review_report(material: PackMaterial, context: ReportContext) -> Report:
    """The whole pack, ready to be set."""
    review = material.review
    author = review.participants[0] if review.participants else ""
    return Report(
        title=review.title,
        kind="Architecture review pack",
        running=review.title,
        status="" if review.status is ReviewStatus.DECIDED else review.status.value,
        library_name=context.library_name,
        author=author,
        subject="Architecture review",
        keywords=("architecture review", *review.services),
        as_of=context.as_of,
        statement=_statement(material, context.formats),
        fingerprint=_fingerprint(material),
        generated_by=context.generated_by,
        formats=context.formats,
        blocks=(*_first_pages(material, context), *_appendix(material, context)),
    )


def _appendix(material: PackMaterial, context: ReportContext) -> list[ReportBlock]:
    if not material.with_appendix:
        return []
    made: list[ReportBlock] = []
    answers = {one.incident_id: one for one in material.review.incidents}
    for incident in material.board.incidents:
        made.append(NewPage())
        made += appendix(incident, answers[incident.id], context)
    return made


def _first_pages(material: PackMaterial, context: ReportContext) -> list[ReportBlock]:
    review = material.review
    # The author's own words go before those that were counted together.
    told = review.summary.strip() or lead_sentence(review)
    blocks: list[ReportBlock] = [
        Masthead("", None, "", review.title, _dateline(review, context.formats)),
        Lead(tuple(paragraph(one) for one in told.split("\n\n") if one.strip())),
    ]
    if review.incidents:
        note = "ranked by match"
        table = (_incidents(material, context.formats),)
        blocks.append(Part("Past incidents and what the design does about them", table, note))
    blocks += _beside(material, context)
    blocks += _questions(review)
    blocks += _findings(material)
    blocks += _decision(review, context.formats)
    blocks.append(Note((Run(CAUTION),)))
    return blocks


# ---------------------------------------------------------------------------- words


def _dateline(review: Review, formats: Formats) -> str:
    sentences = []
    if review.meeting_on:
        sentences.append(f"Review on {formats.long_date(review.meeting_on)}.")
    if review.participants:
        others = len(review.participants) - 1
        told = f", {number_word(others)} {plural(others, 'reviewer')}" if others else ""
        sentences.append(f"Author {review.participants[0]}{told}.")
    if review.status is ReviewStatus.DECIDED and review.decided_on:
        sentences.append(f"Decided {formats.long_date(review.decided_on)}.")
    return " ".join(sentences)


def _statement(material: PackMaterial, formats: Formats) -> str:
    review = material.review
    number = len(review.services)
    window = f"last {review.window_months} months" if review.window_months else "all years"
    services = f"{number} {plural(number, 'service')}" if number else "no service named"
    return (
        f"Filters: {services}, all severities, {window}. "
        f"Library of {formats.number(material.total)} {plural(material.total, 'incident')}."
    )


def _fingerprint(material: PackMaterial) -> str:
    """SHA-256 over the canonical JSON of the review's values and the actions printed."""
    told = [review_values(material), [one.register_number for one in material.actions]]
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


# ---------------------------------------------------------------------------- parts


def _incidents(material: PackMaterial, formats: Formats) -> Register:
    columns = (
        Column("#", Face.SERIF, tone=Tone.QUIET),
        Column("Incident", Face.SERIF, grows=True),
        Column("Disposition"),
        Column("Note", Face.SERIF, grows=True),
    )
    rows = tuple(
        (words(str(place)), _incident(one), _disposition(one, formats), words(_note(one)))
        for place, one in enumerate(material.review.incidents, 1)
    )
    return Register(columns, rows)


def _incident(one: ReviewedIncident) -> tuple[Block, ...]:
    severity = Run(one.severity.value, pill=one.severity) if one.severity else Run("")
    return (
        *cell(Run(one.key, code=True), Run(" " if one.severity else ""), severity),
        *cell(Run(one.title, bold=True)),
        *words(", ".join(one.evidence), Tone.QUIET),
    )


def _disposition(one: ReviewedIncident, formats: Formats) -> tuple[Block, ...]:
    mark, tone = _MARKS[one.disposition]
    by = one.disposed_by
    if by and one.disposed_at:
        by = f"{by}, {formats.short_date(one.disposed_at.date(), year=False)}"
    return (*cell(Run(mark, bold=True, tone=tone)), *words(by, Tone.QUIET))


def _note(one: ReviewedIncident) -> str:
    if one.note:
        return one.note
    return "No answer recorded yet." if one.disposition is Disposition.OPEN else ""


def _beside(material: PackMaterial, context: ReportContext) -> list[ReportBlock]:
    matrix = material.board.matrix
    left = [_matrix_part(matrix)] if matrix.categories and matrix.services else []
    right = [_actions_part(material.actions, context)]
    if not material.review.incidents:
        return []
    return [Beside(tuple(left), tuple(right))] if left else list(right)


def _matrix_part(matrix: Matrix) -> Part:
    shown = len(matrix.categories[:_MOST_COLUMNS])
    rest = len(matrix.categories) - shown
    note = "a ring: includes an open one"
    if rest:
        note = f"{rest} more {plural(rest, 'category', 'categories')}; {note}"
    names = tuple(one.rsplit(" / ", 1)[-1] for one in matrix.categories[:shown])
    services = tuple(one.rsplit("/", 1)[-1] for one in matrix.services)
    values = tuple(tuple(len(one.incident_ids) for one in row[:shown]) for row in matrix.cells)
    rings = tuple(tuple(one.is_open for one in row[:shown]) for row in matrix.cells)
    table = ChartTable(
        heads=("Service", *names),
        rows=tuple(
            (service, *(f"{value}{' (open)' if ring else ''}" for value, ring in
                        zip(row, marks, strict=True)))
            for service, row, marks in zip(services, values, rings, strict=True)
        ),
    )  # fmt: skip
    chart = Chart(
        name="service_by_category",
        title="Service by category",
        says="How many of the incidents touched a service, by category.",
        plot=Heat(rows=services, columns=names, values=values, open=rings),
        table=table,
    )
    return Part("Service by category", (chart,), note)


def _actions_part(actions: Sequence[ActionRow], context: ReportContext) -> Part:
    if not actions:
        return Part("Open strong actions", (paragraph("None of these incidents has one."),))
    columns = (Column("Action", Face.SERIF, grows=True), Column("Due"))
    rows = tuple(
        (
            (
                *words(one.title),
                *words(
                    ", ".join(filter(None, (f"A-{one.register_number}", one.owner))), Tone.QUIET
                ),
            ),
            _due(one, context.formats),
        )
        for one in actions
    )
    return Part("Open strong actions", (Register(columns, rows),))


def _due(one: ActionRow, formats: Formats) -> tuple[Block, ...]:
    if one.overdue_days > 0:
        return cell(Run(f"Overdue\u00a0{one.overdue_days}\u00a0d", bold=True, tone=Tone.DANGER))
    if not one.owner:
        return cell(Run("No\u00a0owner", bold=True, tone=Tone.WARNING))
    return words(formats.short_date(one.due_on, year=True) if one.due_on else "no date")


def _questions(review: Review) -> list[ReportBlock]:
    if not review.questions:
        return []
    items = tuple(
        Item(
            (
                Paragraph((Run(one.text), Run(f"  {one.source}", tone=Tone.QUIET))),
                *(cell(Run("Answer: ", bold=True), Run(one.answer)) if one.answer else ()),
            ),
            checked=bool(one.answer),
        )
        for one in review.questions
    )
    return [Part("Questions to ask in the review", (ItemList(items),))]


def _findings(material: PackMaterial) -> list[ReportBlock]:
    made: list[ReportBlock] = []
    classes = material.board.classes
    if classes:
        columns = (
            Column("Class", Face.SERIF, grows=True),
            Column("Incidents", Face.SERIF),
            Column("Which"),
        )
        rows = tuple(
            (words(one.category), words(f"{len(one.incidents)}"), words(", ".join(one.keys)))
            for one in classes
        )
        made.append(Part("Classes that repeat", (Register(columns, rows),)))
    if material.board.defences:
        made.append(_defences(material.board.defences))
    return made


def _defences(defences: Sequence[SeenDefence]) -> Part:
    columns = (Column("Outcome"), Column("Defence", Face.SERIF, grows=True), Column("Incident"))
    shown = some_of_each(defences, _MOST_DEFENCES)
    rows = tuple(
        (
            cell(Run(_OUTCOMES[one.outcome][0], bold=True, tone=_OUTCOMES[one.outcome][1])),
            words(one.text),
            cell(Run(one.key, code=True)),
        )
        for one in shown
    )
    rest = len(defences) - len(shown)
    note = f"{rest} more in the appendix" if rest else ""
    return Part("Defences of these services", (Register(columns, rows),), note)


def _decision(review: Review, formats: Formats) -> list[ReportBlock]:
    if not review.decision:
        return []
    note = (
        f"decided {formats.long_date(review.decided_on)}" if review.decided_on else "not closed yet"
    )
    told = tuple(paragraph(one) for one in review.decision.split("\n\n") if one.strip())
    return [Part("Decision", told, note)]


# ---------------------------------------------------------------------------- JSON


def review_values(material: PackMaterial) -> dict[str, object]:
    """The review as JSON values, beside what the report prints."""
    review = material.review
    counts = Counter(one.disposition.value for one in review.incidents)
    return {
        "id": str(review.id),
        "title": review.title,
        "status": review.status.value,
        "participants": list(review.participants),
        "services": list(review.services),
        "window_months": review.window_months,
        "meeting_on": review.meeting_on.isoformat() if review.meeting_on else None,
        "decision": review.decision,
        "decided_on": review.decided_on.isoformat() if review.decided_on else None,
        "dispositions": {one.value: counts[one.value] for one in Disposition},
        "incidents": [
            {
                "key": one.key,
                "title": one.title,
                "severity": one.severity.value if one.severity else None,
                "score": one.score,
                "evidence": list(one.evidence),
                "disposition": one.disposition.value,
                "note": one.note,
                "disposed_by": one.disposed_by or None,
            }
            for one in review.incidents
        ],
        "questions": [
            {"text": one.text, "answer": one.answer, "source": one.source}
            for one in review.questions
        ],
    }
