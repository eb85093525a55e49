"""The one sentence above the figures: what changed for sure, and what may be chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.pages.calendar_words import month_name
from desktop.pages.figure_words import decimal_words, percent
from desktop.wording import span_words
from models.figures.change import Arrow, Compared

if TYPE_CHECKING:
    from models.figures.trend import Trend


def lead_sentence(trend: Trend) -> str:
    """What a manager needs to read first.

    Only changes that chance alone would hardly bring about (p < 0.1) are named.
    """
    month = month_name(trend.period)
    if not trend.incidents.now.value and not trend.has_previous:
        return f"The library says nothing of {month} {trend.period.start.year}."
    if not trend.has_previous:
        return "There is no month before this one to compare with."
    before = month_name(trend.previous)
    told = _told(trend, before)
    if not told:
        return f"No change against {before} is more than chance alone produces."
    rest = "Every other change is within what chance alone produces."
    return f"{' '.join(told)} {rest}"


def _told(trend: Trend, before: str) -> list[str]:
    said = []
    if _is_sure(trend.time_to_postmortem):
        now, old = trend.time_to_postmortem.now.value, _value(trend.time_to_postmortem)
        if now is not None and old is not None:
            side = "sooner" if now < old else "later"
            days = decimal_words(abs(now - old))
            said.append(f"Postmortems were published {days} business days {side} than in {before}.")
    if _is_sure(trend.incidents):
        count, old_count = trend.incidents.now.value, trend.incidents.previous
        said.append(
            f"{count} incidents started, {old_count.value if old_count else 0} in {before}."
        )
    if _is_sure(trend.time_to_resolve):
        median, old_times = trend.time_to_resolve.now.median, trend.time_to_resolve.previous
        if median is not None and old_times is not None and old_times.median is not None:
            side = "faster" if median < old_times.median else "slower"
            minutes = span_words(round(abs(median - old_times.median)))
            said.append(f"Incidents were resolved {minutes} {side} than in {before}.")
    for name, compared in (
        ("Postmortem completion", trend.postmortem_completion),
        ("Action items done on time", trend.action_item_completion),
        ("The repeat incident rate", trend.repeat_incident_rate),
    ):
        if _is_sure(compared) and compared.now.value is not None:
            verb = "rose" if compared.change.arrow is Arrow.UP else "fell"
            said.append(f"{name} {verb} to {percent(compared.now.value)}.")
    return said


def _is_sure(compared: Compared[Any]) -> bool:
    change = compared.change
    return change.could_be_chance is False and change.arrow in (Arrow.UP, Arrow.DOWN)


def _value(compared: Compared[Any]) -> float | None:
    previous = compared.previous
    return previous.value if previous is not None else None
