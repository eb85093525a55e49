"""What Home computes from a few columns of everything: last month, maturity, what helped.

Read in the background, on a connection of its own: what is due today does not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.pages.calendar_words import month_words
from desktop.pages.facts import read_known
from desktop.pages.figure_words import FigureTile, completion_tile, days_tile, share_tile
from desktop.pages.home.basis import SHOWN
from desktop.pages.home.contents import EffectRow, MaturityStep
from desktop.pages.home.effects import effect_rows
from desktop.wording import count_words
from models.figures.actions import action_completion
from models.figures.maturity import NAMES, Maturity, maturity
from models.figures.obligations import obligations
from models.figures.periods import last_closed
from models.figures.repeats import repeat_rate

if TYPE_CHECKING:
    from datetime import datetime

    from models.figures.classes import Classes
    from models.figures.known import Known
    from models.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFigures:
    """The right side of Home, and what the data says of action items that are done.

    Attributes:
        levels: the ladder with the criteria of every level.
        effects: the items to be confirmed, as many as are shown.
        effects_total: how many there are.
    """

    month: str
    tiles: tuple[FigureTile, ...]
    maturity: tuple[MaturityStep, ...]
    levels: tuple[MaturityStep, ...] = ()
    effects: tuple[EffectRow, ...] = ()
    effects_total: int = 0


def read_figures(library: Library, as_of: datetime) -> HomeFigures:
    """Read and compute them as of a moment."""
    known, classes = read_known(library, as_of)
    checks = library.attention.to_confirm(known.today, most=SHOWN)
    rows = library.actions.some(checks.ids, as_of=as_of)
    return replace(
        home_figures(known, classes),
        effects=effect_rows(rows, known, classes),
        effects_total=checks.total,
    )


def home_figures(known: Known, classes: Classes) -> HomeFigures:
    """The last closed month in four figures, and the maturity ladder."""
    month = last_closed(known.as_of, known.zone)
    owed = obligations(known, month)
    tiles = (
        completion_tile(
            owed.completion,
            explanation="Required postmortems whose deadline has passed: published ÷ all",
        ),
        days_tile(
            "Time to postmortem",
            owed.time_to_postmortem,
            none="none was required",
            explanation="From resolution to publication; unfinished ones count as waiting still",
        ),
        share_tile(
            "Action items on time",
            action_completion(known, month).on_time,
            none="none was due",
            explanation="Due in the month by their first date: done by then ÷ all",
        ),
        share_tile(
            "Repeat incident rate",
            repeat_rate(known, classes, month).figure,
            none="no incident to compare",
            explanation="Incidents with an earlier one of their class in the 6 months before",
        ),
    )
    found = maturity(known, classes)
    return HomeFigures(
        month=month_words(month),
        tiles=tiles,
        maturity=maturity_steps(found) if known.incidents else (),
        levels=explained_steps(found),
    )


def explained_steps(found: Maturity) -> tuple[MaturityStep, ...]:
    """The same with the criteria of every level, as they are listed where levels are explained."""
    return tuple(
        replace(
            step,
            criteria=tuple(
                (one.met, one.text, one.evidence)
                for one in found.criteria
                if one.level == step.level
            ),
        )
        for step in maturity_steps(found)
    )


def maturity_steps(found: Maturity) -> tuple[MaturityStep, ...]:
    """The ladder from the top down, the criteria of the next level spelled out."""
    steps = []
    missing = len(found.missing)
    for level in sorted(NAMES, reverse=True):
        if level == found.level:
            step = MaturityStep(level=level, name=NAMES[level], state="here", note="You are here")
        elif level < found.level:
            step = MaturityStep(level=level, name=NAMES[level], state="reached")
        elif level == found.level + 1:
            step = MaturityStep(
                level=level,
                name=NAMES[level],
                state="next",
                note=f"{count_words(missing, 'criterion', 'criteria')} missing",
                criteria=tuple(
                    (one.met, one.text, one.evidence)
                    for one in sorted(found.criteria, key=lambda one: one.met)
                    if one.level == level
                ),
            )
        else:
            step = MaturityStep(level=level, name=NAMES[level], state="ahead")
        steps.append(step)
    return tuple(steps)
