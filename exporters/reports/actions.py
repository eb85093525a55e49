"""The action items as a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.document import Align, Block, Column, Face, Paragraph, Register, Run, Tone
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from exporters.formats import Formats
    from exporters.report_context import ReportContext
    from exporters.rich_text.parsing import MarkdownReader
    from models.incident import ActionItem, Incident

Cell = tuple[Block, ...]


def action_register(
    incident: Incident, context: ReportContext, reader: MarkdownReader
) -> tuple[Register, ...]:
    """Every item; what nobody filled in anywhere gets no column, what one lacks is said."""
    items = incident.action_items
    if not items:
        return ()
    day = context.local(context.as_of).date()
    year = context.local(incident.started_at).year if incident.started_at else day.year
    columns: list[tuple[Column, Callable[[ActionItem], Cell]]] = [
        (Column("Action", Face.SERIF, grows=True), lambda item: _title(item, reader)),
        (Column("Owner"), _owner),
        (Column("Due", Face.SERIF), lambda item: _due(item, day, year, context.formats)),
    ]
    if any(item.status is not ActionStatus.OPEN for item in items):
        columns.append((Column("Status"), lambda item: _status(item, year, context.formats)))
    if any(item.kind for item in items):
        columns.append((Column("Kind"), lambda item: _text(item.kind or "")))
    if any(item.strength for item in items):
        columns.append((Column("Strength"), lambda item: _text(item.strength or "")))
    if any(item.tracker_key for item in items):
        tracker = Column("Tracker", Face.MONO, Align.RIGHT)
        columns.append((tracker, lambda item: _text(item.tracker_key or "")))
    rows = tuple(tuple(cell(item) for _, cell in columns) for item in items)
    return (Register(tuple(column for column, _ in columns), rows),)


def _title(item: ActionItem, reader: MarkdownReader) -> Cell:
    blocks = reader.cell(item.title)
    if item.status is ActionStatus.WONT_DO and item.status_reason:
        return (*blocks, Paragraph((Run(item.status_reason, tone=Tone.QUIET),)))
    return blocks


def _owner(item: ActionItem) -> Cell:
    return _text(item.owner) if item.owner else _text("no owner", Tone.WARNING)


def _due(item: ActionItem, day: date, year: int, formats: Formats) -> Cell:
    if item.due_on is None:
        return _text("no date", Tone.WARNING)
    told = formats.short_date(item.due_on, year=item.due_on.year != year)
    late = item.due_on < day and not item.status.is_closed
    return _text(told, Tone.DANGER) if late else _text(told)


def _status(item: ActionItem, year: int, formats: Formats) -> Cell:
    if item.status is ActionStatus.DONE:
        on = item.completed_on
        told = f"done {formats.short_date(on, year=on.year != year)}" if on else "done"
        return _text(told, Tone.SUCCESS)
    return _text(item.status.value.replace(" ", "\u00a0"))


def _text(words: str, tone: Tone = Tone.NORMAL) -> Cell:
    return (Paragraph((Run(words, tone=tone),)),) if words else ()
