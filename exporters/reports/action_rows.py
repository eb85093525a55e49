"""Action items of a whole register as a table: the same columns in every report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.document import Block, Column, Face, Register, Run, Tone
from exporters.formats import ENGLISH, Formats
from exporters.reports.cells import cell, words
from models.vocabulary import ActionStatus, Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from models.rows import ActionRow

Cell = tuple[Block, ...]


def has_slipped(one: ActionRow) -> bool:
    """Whether its date was moved later."""
    first, now = one.original_due_on, one.due_on
    return first is not None and now is not None and first < now


def action_table(
    rows: Sequence[ActionRow], *, incidents: bool = True, formats: Formats = ENGLISH
) -> Register:
    """One line an item; what nobody filled in anywhere gets no column, what one lacks is said.

    Args:
        rows: in the order to print.
        incidents: whether each says which incident it answers.
        formats: how its days are written.
    """

    def day(on: date) -> str:
        return formats.short_date(on, year=True)

    done = bool(rows) and all(one.status is ActionStatus.DONE for one in rows)
    columns: list[tuple[Column, Callable[[ActionRow], Cell]]] = [
        (Column("Item", Face.MONO), lambda one: words(f"A-{one.register_number}")),
        (Column("Action", Face.SERIF, grows=True), lambda one: _title(one, incidents)),
        (Column("Owner"), _owner),
        (
            Column("Done" if done else "Due", Face.SERIF),
            (lambda one: _done(one, day)) if done else (lambda one: _due(one, day)),
        ),
    ]
    if any(one.strength for one in rows):
        columns.append((Column("Strength"), _strength))
    told = tuple(tuple(made(one) for _, made in columns) for one in rows)
    return Register(tuple(column for column, _ in columns), told)


def _title(one: ActionRow, incidents: bool) -> Cell:
    """What it is, and below what it answers, where it is tracked, and how far it is."""
    severity = one.incident_severity.value if one.incident_severity else ""
    parts = [one.incident_key, severity] if incidents else []
    state = one.status.value if one.status is not ActionStatus.OPEN else ""
    parts += [one.tracker_key or "", "" if one.status is ActionStatus.DONE else state]
    told = ", ".join(filter(None, parts))
    return (*words(one.title), *cell(Run(told, tone=Tone.QUIET)))


def _owner(one: ActionRow) -> Cell:
    return words(one.owner) if one.owner else words("no owner", Tone.WARNING)


def _due(one: ActionRow, day: Callable[[date], str]) -> Cell:
    if one.due_on is None:
        return words("no date", Tone.WARNING)
    due = words(day(one.due_on), Tone.DANGER if one.overdue_days else Tone.NORMAL)
    if one.overdue_days:
        due += words(f"{one.overdue_days}\u00a0d\u00a0overdue", Tone.DANGER)
    if has_slipped(one) and one.original_due_on is not None:
        due += words(f"first\u00a0{day(one.original_due_on)}", Tone.QUIET)
    return due


def _done(one: ActionRow, day: Callable[[date], str]) -> Cell:
    return words(day(one.completed_on) if one.completed_on else "date unknown")


def _strength(one: ActionRow) -> Cell:
    if one.strength is None:
        return ()
    return cell(Run(one.strength.value, bold=one.strength is Strength.STRONG))
