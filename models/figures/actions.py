"""Action items: whether they get done, and what stands in the register today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from models.figures.figure import Aim, Count, Figure, Target, count, proportion
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from models.figures.facts import ActionFact
    from models.figures.known import Known
    from models.figures.periods import Period

MOSTLY = Target(0.8, Aim.AT_LEAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCompletion:
    """What became of action items.

    Attributes:
        on_time: due (by their original date) in the period and past: done by then ÷ all.
            Target 80 %.
        created: items created in the period.
        completed: of those, done by *as of* ÷ all.
        wont_do: due in the period and dropped with a reason; not in `on_time`.
        not_yet_due: due in the period, later than *as of*.
        undated_done: due in the period and done, nobody knows when; not on time.
        undated: created in the period without any due date.
        slipped: due in the period, their date moved later since.
    """

    on_time: Figure
    created: Count
    completed: Figure
    wont_do: tuple[UUID, ...]
    not_yet_due: tuple[UUID, ...]
    undated_done: tuple[UUID, ...]
    undated: tuple[UUID, ...]
    slipped: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionTally:
    """What stands in the register at *as of*; ids of action items.

    Attributes:
        overdue: due before today in the library's zone; due today is not overdue.
        due_this_week: due from today to Sunday.
        incidents: the incidents that open items answer.
    """

    open: tuple[UUID, ...]
    overdue: tuple[UUID, ...]
    due_this_week: tuple[UUID, ...]
    no_owner: tuple[UUID, ...]
    no_due_date: tuple[UUID, ...]
    incidents: tuple[UUID, ...]


def action_completion(known: Known, period: Period) -> ActionCompletion:
    """Completion of the items due, and of those created, in a period."""
    falling_due = known.actions_due_in(period)
    due = [item for item in falling_due if item.status is not ActionStatus.WONT_DO]
    dropped = [item for item in falling_due if item.status is ActionStatus.WONT_DO]
    past = [item for item in due if item.original_due_on and item.original_due_on < known.today]
    made = known.actions_created_in(period)
    return ActionCompletion(
        on_time=proportion(
            [item.id for item in past if _done_in_time(item)], [item.id for item in past], MOSTLY
        ),
        created=count([item.id for item in made]),
        completed=proportion(
            [item.id for item in made if known.is_done(item)], [item.id for item in made]
        ),
        wont_do=tuple(item.id for item in dropped),
        not_yet_due=tuple(
            item.id for item in due if item.original_due_on and item.original_due_on >= known.today
        ),
        undated_done=tuple(
            item.id
            for item in past
            if item.status is ActionStatus.DONE and item.completed_on is None
        ),
        undated=tuple(item.id for item in made if item.original_due_on is None),
        slipped=tuple(item.id for item in due if item.slips > 0),
    )


def action_tally(known: Known) -> ActionTally:
    """The register at *as of*."""
    still_open = [item for item in known.items if known.is_open(item)]
    sunday = known.today + timedelta(days=6 - known.today.weekday())
    answered = dict.fromkeys(
        one for item in still_open for one in item.incident_ids if one in known.by_id
    )
    return ActionTally(
        open=tuple(item.id for item in still_open),
        overdue=tuple(item.id for item in still_open if item.due_on and item.due_on < known.today),
        due_this_week=tuple(
            item.id for item in still_open if item.due_on and known.today <= item.due_on <= sunday
        ),
        no_owner=tuple(item.id for item in still_open if not item.owner),
        no_due_date=tuple(item.id for item in still_open if item.due_on is None),
        incidents=tuple(answered),
    )


def _done_in_time(item: ActionFact) -> bool:
    return (
        item.status is ActionStatus.DONE
        and item.completed_on is not None
        and item.original_due_on is not None
        and item.completed_on <= item.original_due_on
    )
