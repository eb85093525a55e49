"""Did it help? What the data answers for action items that were done some time ago.

Ineffective: an incident of the class started after the day on which the item was done. Effective:
none did until the check date. Untested: the check date has not come, nobody knows when it was
done, or nothing says of which class its incidents are, so that a repeat could not be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from models.figures.periods import start_of_day
from models.vocabulary import Effectiveness

if TYPE_CHECKING:
    from models.figures.classes import Classes
    from models.figures.facts import ActionFact
    from models.figures.known import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What the data says of one action item.

    Attributes:
        said: what a person said before; None or "untested" where the answer is open.
        recurred: keys of the incidents that came after it was done, oldest first.
    """

    action_id: UUID
    computed: Effectiveness
    said: Effectiveness | None
    check_on: date | None
    completed_on: date | None
    recurred: tuple[str, ...] = ()


def effect_of(item: ActionFact, known: Known, classes: Classes) -> Effect:
    """What the data says of an item that is done."""
    day = item.completed_on
    after = start_of_day(day + timedelta(days=1), known.zone) if day is not None else None
    answered = [known.by_id[one] for one in item.incident_ids if one in known.by_id]
    seen = [one for one in answered if classes.is_classified(one)]
    came = {}
    if after is not None:
        came = {one.id: one for incident in seen for one in classes.later(incident, after)}
    recurred = sorted(came.values(), key=lambda one: (one.started_at or known.as_of, one.key))
    if recurred:
        computed = Effectiveness.INEFFECTIVE
    elif seen and day is not None and item.check_on is not None and item.check_on <= known.today:
        computed = Effectiveness.EFFECTIVE
    else:
        computed = Effectiveness.UNTESTED
    return Effect(
        action_id=item.id,
        computed=computed,
        said=item.effectiveness,
        check_on=item.check_on,
        completed_on=day,
        recurred=tuple(one.key for one in recurred),
    )


def to_confirm(known: Known, classes: Classes) -> list[Effect]:
    """Items that are done, whose check date has come, and of which nobody said whether they helped.

    The longest waiting first.
    """
    due = [
        item
        for item in known.items
        if item.check_on is not None
        and item.check_on <= known.today
        and known.is_done(item)
        and item.effectiveness in (None, Effectiveness.UNTESTED)
    ]
    due.sort(key=lambda item: (item.check_on, item.id))
    return [effect_of(item, known, classes) for item in due]
