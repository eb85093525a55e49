"""Since when a library stands on its maturity levels, as far as its dates can say.

Each closed month is looked at as of its end, from the latest one back. What has a date counts as
it stood then: starts, resolutions, publications, completions, links. What has none (tracker keys,
strengths, categories, who reviewed) counts as it stands now: a past level is what today's records
say of that month, not what somebody read then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.figures.classes import Classes
from models.figures.known import Known
from models.figures.maturity import maturity
from models.figures.periods import Period, last_closed

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.figures.facts import Facts
    from models.policy_rules import Policy

LONGEST_LOOK = 24
"""Months that are looked at, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """Since when a level has been held without a break.

    Attributes:
        month: the first closed month at whose end it was held and after which it never was not.
        is_all: it was held in every month that was looked at: perhaps longer.
    """

    month: Period
    is_all: bool = False


def held_since(
    known: Known,
    level: int,
    *,
    most: int = LONGEST_LOOK,
    check: Callable[[], None] | None = None,
) -> dict[int, Since]:
    """Since when each level up to `level` has been held, by level; 1 is not asked for.

    A level that was reached only after the last closed month is left out, and so is every level of
    a month before the library's history begins.

    Args:
        known: the present; its facts, policy and window are looked at.
        level: the present level.
        most: months to look back at most.
        check: called before each month; may raise to stop.
    """
    found: dict[int, Since] = {}
    held = level
    last = last_closed(known.as_of, known.zone)
    for month in (last.back(number) for number in range(most)):
        if held < 2 or not known.reaches(month):
            break
        if check is not None:
            check()
        held = min(held, _level_at(known.facts, month, known.policy, known.zone))
        for one in range(2, held + 1):
            found[one] = Since(month=month)
    else:
        for one in range(2, held + 1):
            found[one] = Since(month=found[one].month, is_all=True)
    return found


def _level_at(facts: Facts, month: Period, policy: Policy, zone: str) -> int:
    """The level as of the end of a month."""
    then = Known(facts, as_of=month.bounds(zone)[1], policy=policy)
    return maturity(then, Classes(then)).level
