"""What the rows of the form's tables mean: timeline, factors, defences, action items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from desktop.dialogs.typed_time import read_date, zone_named
from desktop.pages.editor.several_words import words_of
from desktop.pages.editor.timeline_times import read_event_time
from models.errors import BadInputError
from models.incident import (
    ActionItem,
    ContributingFactor,
    Defence,
    Incident,
    TimelineEvent,
)
from models.vocabulary import ActionKind, ActionStatus, DefenceOutcome, EventKind, Strength

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from uuid import UUID

    from desktop.pages.editor.draft import IncidentDraft, Record


class _Identified(Protocol):
    @property
    def id(self) -> UUID: ...


R = TypeVar("R", bound=_Identified)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why one cell cannot be read."""

    table: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsReading:
    """The records of all tables, and what is wrong with the rows that are not among them."""

    timeline: tuple[TimelineEvent, ...]
    factors: tuple[ContributingFactor, ...]
    defences: tuple[Defence, ...]
    actions: tuple[ActionItem, ...]
    problems: tuple[RowProblem, ...]


def handle(text: str) -> str | None:
    """A person's handle with its `@`; a name that has spaces stays as written; blank is nobody."""
    cleaned = " ".join(text.split())
    if not cleaned:
        return None
    return cleaned if cleaned.startswith("@") or " " in cleaned else f"@{cleaned}"


def read_records(
    draft: IncidentDraft,
    before: IncidentDraft,
    base: Incident,
    *,
    zone: str,
    now: datetime,
    started: datetime | None,
) -> RecordsReading:
    """Read every table of the draft.

    Args:
        draft: the texts of the form.
        before: the texts it was opened with; a row that is the same keeps its record.
        base: the incident it was opened with.
        zone: zone of times in the timeline and of today's date.
        now: the present moment.
        started: the incident's start, which a time without a date is close to.
    """
    problems: list[RowProblem] = []
    today = now.astimezone(zone_named(zone)).date()
    timeline = _Timeline(zone, now, started)
    return RecordsReading(
        timeline=_read_table(
            "timeline", draft.timeline, before.timeline, base.timeline, timeline.read, problems
        ),
        factors=_read_table(
            "factors",
            draft.factors,
            before.factors,
            base.contributing_factors,
            _read_factor,
            problems,
        ),
        defences=_read_table(
            "defences", draft.defences, before.defences, base.defences, _read_defence, problems
        ),
        actions=_numbered(
            _read_table(
                "actions",
                draft.actions,
                before.actions,
                base.action_items,
                lambda record, old: _read_action(record, old, today),
                problems,
            )
        ),
        problems=tuple(problems),
    )


class _CellError(Exception):
    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def _read_table(
    table: str,
    records: tuple[Record, ...],
    before: tuple[Record, ...],
    base: tuple[R, ...],
    read: Callable[[Record, R | None], R],
    problems: list[RowProblem],
) -> tuple[R, ...]:
    known = {one.id: one for one in base}
    unchanged = {one.id: dict(one.values) for one in before}
    found = []
    for row, record in enumerate(records):
        old = known.get(record.id)
        if old is None and record.is_blank:
            continue
        try:
            kept = old is not None and unchanged[record.id] == dict(record.values)
            value = old if kept and old is not None else read(record, old)
        except _CellError as error:
            problems.append(RowProblem(table, row, error.column, str(error)))
            continue
        found.append(value)
    return tuple(found)


class _Timeline:
    """Reads rows in order: each time without a date is close to the row before it."""

    def __init__(self, zone: str, now: datetime, started: datetime | None) -> None:
        self._zone = zone
        self._now = now
        self._near = started

    def read(self, record: Record, old: TimelineEvent | None) -> TimelineEvent:
        try:
            at = read_event_time(
                record.text("at"), zone=self._zone, now=self._now, previous=self._near
            )
        except BadInputError as error:
            raise _CellError("at", str(error)) from error
        if at is None:
            raise _CellError("at", "When was this? Write it like 14:25.")
        if not record.text("text"):
            raise _CellError("text", "Say what happened then.")
        self._near = at
        kind = EventKind(record.text("kind") or EventKind.OTHER)
        if old is not None:
            return replace(old, at=at, kind=kind, text=record.text("text"))
        return TimelineEvent(at=at, kind=kind, text=record.text("text"), id=record.id)


def _read_factor(record: Record, old: ContributingFactor | None) -> ContributingFactor:
    title, text = record.text("title"), record.text("text")
    tags, services = words_of(record.text("tags")), words_of(record.text("services"))
    if not title:
        raise _CellError("title", "Name the condition in a few words.")
    if old is not None:
        return replace(old, title=title, text=text, tags=tags, services=services)
    return ContributingFactor(title=title, text=text, tags=tags, services=services, id=record.id)


def _read_defence(record: Record, old: Defence | None) -> Defence:
    text = record.text("text")
    tags, services = words_of(record.text("tags")), words_of(record.text("services"))
    outcome = DefenceOutcome(record.text("outcome") or DefenceOutcome.WORKED)
    if not text:
        raise _CellError("text", "Say which defence this was.")
    if old is not None:
        return replace(old, outcome=outcome, text=text, tags=tags, services=services)
    return Defence(outcome=outcome, text=text, tags=tags, services=services, id=record.id)


def _read_action(record: Record, old: ActionItem | None, today: date) -> ActionItem:
    if not record.text("title"):
        raise _CellError("title", "Say what will change.")
    try:
        due_on = read_date(record.text("due_on"), today=today)
    except BadInputError as error:
        raise _CellError("due_on", str(error)) from error
    status = ActionStatus(record.text("status") or ActionStatus.OPEN)
    reason = record.text("status_reason")
    if status is ActionStatus.WONT_DO and not reason:
        raise _CellError("status_reason", "Say why it will not be done.")
    item = old or ActionItem(number=0, title="", id=record.id)
    return replace(
        item,
        title=record.text("title"),
        owner=handle(record.text("owner")),
        due_on=due_on,
        kind=ActionKind(record.text("kind")) if record.text("kind") else None,
        strength=Strength(record.text("strength")) if record.text("strength") else None,
        tracker_key=record.text("tracker_key") or None,
        status=status,
        status_reason=reason,
        completed_on=_completed_on(item, status, today),
    )


def _completed_on(item: ActionItem, status: ActionStatus, today: date) -> date | None:
    if status is not ActionStatus.DONE:
        return None
    return item.completed_on or today


def _numbered(items: tuple[ActionItem, ...]) -> tuple[ActionItem, ...]:
    """The items with their places in the table, unless the old numbers still run upwards."""
    numbers = [one.number for one in items]
    if all(numbers) and numbers == sorted(set(numbers)):
        return items
    return tuple(replace(one, number=place) for place, one in enumerate(items, 1))
