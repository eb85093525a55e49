"""The first sentence of a trend report: what a hurried reader takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.formats import ENGLISH, Formats
from exporters.reports.trend_measures import long_label, minutes_words
from models.figures.change import Arrow, Compared, median_change

if TYPE_CHECKING:
    from typing import Any

    from models.figures.figure import Times
    from models.figures.known import Known
    from models.figures.trend import Trend

_MOST_TOLD = 4  # changes in the first sentence; the table has the rest


def lead_sentence(found: Trend, known: Known, formats: Formats = ENGLISH) -> str:
    """What a hurried reader takes away; only changes beyond chance are called changes."""
    label = long_label(found.period, formats)
    if known.first_start is None:
        return "The library holds no incident with a start, so there is nothing to report."
    if not known.reaches(found.period):
        return f"There is nothing to report of {label}: the library’s history begins later."
    count = found.incidents.now.value
    number = formats.number(count)
    noun = "incident" if count == 1 else "incidents"
    previous = found.incidents.previous
    if previous is None:
        return f"{label} had {number} {noun}; there is no earlier period to compare with."
    before = formats.number(previous.value)
    earlier = long_label(found.previous, formats)
    counted = f"{label} had {number} {noun} against {before} in {earlier}"
    sure = _sure_changes(found, formats)
    if not sure:
        return f"{counted}; no difference is more than chance alone produces."
    told = ", ".join(sure[:_MOST_TOLD])
    more = len(sure) - _MOST_TOLD
    if more > 0:
        differ = "difference is" if more == 1 else "differences are"
        return f"{counted}; {told}, and {more} more {differ} beyond chance."
    return f"{counted}; {told}, and every other difference is within chance."


def _sure_changes(found: Trend, formats: Formats) -> list[str]:
    """Every change of the table that is more than chance, the weightiest first."""
    said = ["the change in their number is more than chance"] if _is_sure(found.incidents) else []
    waiting = found.time_to_postmortem
    if _is_sure(waiting) and waiting.previous and waiting.previous.value is not None:
        gap = (waiting.now.value or 0.0) - waiting.previous.value
        side = "sooner" if gap < 0 else "later"
        said.append(
            f"postmortems were published {formats.number(f'{abs(gap):.3g}')} business days {side}"
        )
    for name, times in (
        ("time to resolve", found.time_to_resolve),
        ("time to mitigate", found.time_to_mitigate),
        ("time to detect", found.time_to_detect),
    ):
        said += _times(name, times, formats)
    for name, share in (
        ("postmortem completion", found.postmortem_completion),
        ("postmortems on time", found.postmortem_on_time),
        ("action items on time", found.action_item_completion),
        ("action items completed", found.action_items_completed),
        ("the repeat incident rate", found.repeat_incident_rate),
    ):
        if _is_sure(share) and share.now.value is not None:
            said.append(f"{name} {_verb(share)} to {formats.share(share.now.value)}")
    counts = {severity.value: one for severity, one in found.by_severity.items()}
    counts |= {"incidents of unknown severity": found.unknown_severity}
    counts |= {"action items created": found.action_items_created}
    for name, count in counts.items():
        if _is_sure(count) and count.previous is not None:
            before, now = map(formats.number, (count.previous.value, count.now.value))
            said.append(f"{name} {_verb(count)} from {before} to {now}")
    return said


def _times(name: str, times: Compared[Times], formats: Formats) -> list[str]:
    """What the ranks of times say, by the medians where those went the same way."""
    change, before = median_change(times), times.previous
    if change.could_be_chance is not False or before is None or before.median is None:
        return []
    if change.is_sure:
        now = minutes_words(times.now.median or 0.0, formats)
        was = minutes_words(before.median, formats)
        return [f"the median {name} went from {was} to {now}"]
    if change.lean in (Arrow.UP, Arrow.DOWN):
        side = "longer" if change.lean is Arrow.UP else "shorter"
        return [f"{name} was mostly {side}"]
    return []


def _verb(compared: Compared[Any]) -> str:
    return "rose" if compared.change.arrow is Arrow.UP else "fell"


def _is_sure(compared: Compared[Any]) -> bool:
    return compared.change.is_sure
