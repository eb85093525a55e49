"""The repeat incident rate: how often the same battle is fought again, and whether it was known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from models.business_days import local_date
from models.errors import BadInputError
from models.figures.figure import Aim, Figure, Target, proportion
from models.figures.periods import months_from
from models.vocabulary import ActionStatus, Effectiveness, PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from models.figures.classes import Classes
    from models.figures.facts import ActionFact, IncidentFact
    from models.figures.known import Known
    from models.figures.periods import Period

RARELY = Target(0.2, Aim.BELOW)
LONGEST_WINDOW = 24


class WasKnown(StrEnum):
    """What had become of the earlier incidents' action items when the repeat started."""

    LATE = "late"
    UNFIXED = "unfixed"
    INEFFECTIVE = "done but ineffective"
    NEVER_REVIEWED = "never reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """One incident that repeats an earlier one.

    Attributes:
        of_id: the earlier incident of its class that was resolved last.
        earlier: all of them inside the window, that one first.
        days: from the earlier start to this one's, in the library's zone.
    """

    id: UUID
    key: str
    of_id: UUID
    of_key: str
    earlier: tuple[UUID, ...]
    days: int
    known: WasKnown


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatRate:
    """How many incidents of a period are repeats.

    Attributes:
        figure: repeats ÷ classified incidents with a whole window behind them. Target < 20 %.
        coverage: classified ÷ all with a whole window behind them.
        bounds: the rate if all unclassified ones were new, and if all were repeats.
        repeats: each of them, oldest first.
        no_look_back: incidents in the first window of the library's history; left out.
    """

    figure: Figure
    coverage: Figure
    bounds: tuple[float, float] | None
    repeats: tuple[Repeat, ...]
    no_look_back: tuple[UUID, ...]


def repeat_rate(
    known: Known, classes: Classes, period: Period, *, window: int | None = None
) -> RepeatRate:
    """The repeat incident rate of a period.

    Args:
        known: the base.
        classes: its classes.
        period: incidents that started in it.
        window: how far back an earlier incident may have been resolved, in calendar months; as the
            library sets it where none is given.

    Raises:
        BadInputError: for a window that is not 1 to 24 months.
    """
    window = known.window if window is None else window
    if not 1 <= window <= LONGEST_WINDOW:
        raise BadInputError(
            f"The window for repeats cannot be {window} months.", "Choose 1 to 24 months."
        )
    started = known.started_in(period)
    base = known.with_look_back(started, window)
    classified = [one for one in base if classes.is_classified(one)]
    reach = [(one, _since(known, one, window)) for one in classified]
    pairs = [(one, since, classes.latest(one, since)) for one, since in reach]
    found = [(one, since, last) for one, since, last in pairs if last is not None]
    unclassified = len(base) - len(classified)
    seen = {one.id for one in base}
    return RepeatRate(
        figure=proportion([one.id for one, _, _ in found], [one.id for one in classified], RARELY),
        coverage=proportion([one.id for one in classified], [one.id for one in base]),
        bounds=(len(found) / len(base), (len(found) + unclassified) / len(base)) if base else None,
        repeats=tuple(
            _repeat(known, one, last, classes.earlier(one, since)) for one, since, last in found
        ),
        no_look_back=tuple(one.id for one in started if one.id not in seen),
    )


def was_known(known: Known, repeat: IncidentFact, earlier: Sequence[IncidentFact]) -> WasKnown:
    """What had become of the earlier incidents' action items when the repeat started.

    Late: an item was open past its original date. Unfixed: an item was open, or won't be done, or
    nobody wrote one down. Ineffective: all were done, or a person said of one that was done that it
    did not help. Never reviewed: no postmortem at all.
    """
    assert repeat.started_at is not None
    day = local_date(repeat.started_at, known.zone)
    if all(one.status in (None, PostmortemStatus.WAIVED) for one in earlier):
        return WasKnown.NEVER_REVIEWED
    items = [
        item
        for one in earlier
        for item in known.actions_of.get(one.id, ())
        if item.created_at is None or item.created_at < repeat.started_at
    ]
    still_open = [item for item in items if not _done_before(item, day)]
    if any(
        item.original_due_on is not None
        and item.original_due_on < day
        and item.status is not ActionStatus.WONT_DO
        for item in still_open
    ):
        return WasKnown.LATE
    failed = any(
        item.effectiveness is Effectiveness.INEFFECTIVE and _done_before(item, day)
        for item in items
    )
    return WasKnown.UNFIXED if not failed and (still_open or not items) else WasKnown.INEFFECTIVE


def _done_before(item: ActionFact, day: date) -> bool:
    """Whether it was done when the repeat started; undated completions count as done."""
    done = item.status is ActionStatus.DONE
    return done and (item.completed_on is None or item.completed_on <= day)


def _since(known: Known, incident: IncidentFact, window: int) -> datetime:
    assert incident.started_at is not None
    return months_from(incident.started_at, -window, known.zone)


def _repeat(
    known: Known, incident: IncidentFact, last: IncidentFact, earlier: Sequence[IncidentFact]
) -> Repeat:
    assert incident.started_at is not None
    assert last.started_at is not None
    gap = local_date(incident.started_at, known.zone) - local_date(last.started_at, known.zone)
    return Repeat(
        id=incident.id,
        key=incident.key,
        of_id=last.id,
        of_key=last.key,
        earlier=tuple(one.id for one in earlier),
        days=gap.days,
        known=_corrected(known, incident, earlier) or was_known(known, incident, earlier),
    )


def _corrected(
    known: Known, incident: IncidentFact, earlier: Sequence[IncidentFact]
) -> WasKnown | None:
    """What a person filed against what was computed then: they know what no data says.

    What was filed as computed is computed anew, since the data may be better by now.
    """
    before = {one.id for one in earlier}
    filed = [
        (at, verdict)
        for at, verdict, link in known.corrections
        if (link.from_id == incident.id and link.to_id in before)
        or (link.to_id == incident.id and link.from_id in before)
    ]
    return WasKnown(max(filed)[1]) if filed else None
