"""The end of a trend report: how mature the practice is, and how everything was defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.document import Item, ItemList, Paragraph, Part, Run

if TYPE_CHECKING:
    from exporters.formats import Formats
    from models.figures.trend import Trend

DEFINITIONS_VERSION = 1
"""Counts up whenever a definition below changes, so that two reports can be told apart."""

_HIGHEST_LEVEL = 5
_DEFINITIONS = (
    "The base is real incidents only: drills, duplicates and what is in the trash are left out. "
    "Months begin and end in the library’s time zone. Counts and repeats belong to the period in "
    "which an incident started, postmortems to the one in which it was resolved.",
    "Intervals are 95%: exact Poisson for counts, Wilson for proportions, from the order of the "
    "values for medians of six or more.",
    "“Could be chance” means that a difference at least as large is to be expected, by chance "
    "alone, in at least one of ten such comparisons; with few incidents a month only large changes "
    "can be told from chance. Counts are compared by an exact conditional test, proportions by "
    "Fisher’s, durations by a rank-sum test of all values.",
    "Time to detect, mitigate and resolve runs from the start. What is not resolved is counted, "
    "never filled in. The MTTR average is the mean, the others are medians.",
    "Time to postmortem runs from resolution to publication in business days; postmortems that are "
    "not published yet still wait and are counted as waiting.",
    "Postmortem completion counts those that were required, not waived, and due by now.",
    "Action items are on time when they were done by the date that was first promised; a later "
    "date does not make them so. Action items completed are those created in the period and done "
    "by now.",
    "A target is met when the whole interval meets it, missed when the value itself misses it; "
    "between the two nobody can tell. Where every single one is asked for, the value decides.",
    "A category is new when no incident of the twelve months before had it.",
    "Recommendations are open action items that are strong (they remove or force), else "
    "conditions that several incidents of the category name, else the question itself.",
)  # fmt: skip


def maturity_part(found: Trend, formats: Formats) -> Part:
    """The level reached, and what the next one lacks."""
    level = found.maturity
    said = f"Level {level.level} of {_HIGHEST_LEVEL}, {level.name}."
    if not level.missing:
        return Part("Maturity", (Paragraph((Run(said),)),))
    wanted = tuple(
        Item((Paragraph((Run(formats.percents_in(f"{one.text} ({one.evidence}).")),)),))
        for one in level.missing
    )
    opening = f"{said} Level {level.level + 1} still needs:"
    return Part("Maturity", (Paragraph((Run(opening),)), ItemList(wanted)))


def appendix(found: Trend, formats: Formats) -> Part:
    """How to read the report: the definitions used."""
    repeat = (
        "A repeat is an incident that a person linked to an earlier one, or of the same category "
        f"and service, resolved within the {found.window} months before it; classified incidents "
        "with that much history behind them are its base."
    )
    told = (*_DEFINITIONS, repeat, *left_out(found))
    items = tuple(Item((Paragraph((Run(formats.percents_in(one)),)),)) for one in told)
    note = f"definitions v{DEFINITIONS_VERSION}"
    return Part("How to read this report", (ItemList(items),), note, small=True)


def left_out(found: Trend) -> list[str]:
    """What no figure counts, in words."""
    parts = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in (
            (found.drills, "drill", "drills"),
            (found.duplicates, "duplicate", "duplicates"),
            (found.unplaced, "incident without a start", "incidents without a start"),
        )
        if number
    ]
    return [f"Left out: {', '.join(parts)}."] if parts else []
