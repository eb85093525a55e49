"""The timeline as a register: time, type, event, minutes after the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.document import Align, Block, Column, Face, Paragraph, Register, Run, Tone
from exporters.wording import clock_time, minutes_in_words, signed, whole_minutes
from models.vocabulary import EventKind

if TYPE_CHECKING:
    from datetime import datetime

    from exporters.report_context import ReportContext
    from exporters.rich_text.parsing import MarkdownReader
    from models.incident import Incident, TimelineEvent

_LONG = 10 * 60  # minutes; from there on a plain number of minutes says nothing to anybody

Cell = tuple[Block, ...]


def timeline_register(
    incident: Incident, context: ReportContext, reader: MarkdownReader
) -> tuple[Register, ...]:
    """The events in the order kept; nothing when there are none."""
    if not incident.timeline:
        return ()
    typed = any(event.kind is not EventKind.OTHER for event in incident.timeline)
    columns = [Column(_time_label(context), Face.MONO)]
    cells = [[_text(told) for told in _times(incident, context)]]
    if typed:
        columns.append(Column("Type", tone=Tone.QUIET))
        cells.append([_text(_kind(event)) for event in incident.timeline])
    columns.append(Column("Event", Face.SERIF, grows=True))
    cells.append([reader.cell(event.text) for event in incident.timeline])
    if incident.started_at is not None:
        label, told = _offsets(incident.timeline, incident.started_at)
        columns.append(Column(label, Face.SERIF, Align.RIGHT, Tone.QUIET))
        cells.append([_text(one) for one in told])
    return (Register(tuple(columns), tuple(zip(*cells, strict=True))),)


def timeline_note(incident: Incident, context: ReportContext) -> str:
    """``detected after 2 min, decided after 12, mitigated after 22, recovered after 47``."""
    start = incident.started_at
    if start is None:
        return ""
    decided = next((one.at for one in incident.timeline if one.kind is EventKind.DECISION), None)
    moments = (
        ("detected", incident.detected_at),
        ("decided", decided),
        ("mitigated", incident.mitigated_at),
        ("recovered", incident.resolved_at),
    )
    told: list[str] = []
    for word, at in moments:
        if at is None or at < start:
            continue
        minutes = whole_minutes(at - start)
        plain = told and minutes < 120
        told.append(f"{word} after {minutes if plain else minutes_in_words(minutes)}")
    return ", ".join(told)


def _time_label(context: ReportContext) -> str:
    return f"Time, {context.zone_label()}"


def _times(incident: Incident, context: ReportContext) -> list[str]:
    local = [context.local(event.at) for event in incident.timeline]
    days = {at.date() for at in local}
    if context.local(incident.timeline[0].at).date() == _day(incident, context):
        dated = len(days) > 1
    else:
        dated = True
    years = len({day.year for day in days}) > 1
    return [
        f"{context.formats.short_date(at.date(), year=years)} {clock_time(at)}"
        if dated
        else clock_time(at)
        for at in local
    ]


def _day(incident: Incident, context: ReportContext) -> object:
    at = incident.started_at
    return context.local(at).date() if at is not None else None


def _kind(event: TimelineEvent) -> str:
    return "" if event.kind is EventKind.OTHER else event.kind.value.capitalize()


def _offsets(events: tuple[TimelineEvent, ...], start: datetime) -> tuple[str, list[str]]:
    minutes = [whole_minutes(event.at - start) for event in events]
    if max(map(abs, minutes)) >= _LONG:
        told = [minutes_in_words(abs(one), hours_from=60) if one else "0" for one in minutes]
        return "after start", [signed(*both) for both in zip(told, minutes, strict=True)]
    return "min after start", [signed(str(abs(one)), one) for one in minutes]


def _text(words: str) -> Cell:
    return (Paragraph((Run(words),)),) if words else ()
