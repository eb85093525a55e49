"""The register's figure: how many items due last month were done on time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.pages.calendar_words import month_name
from desktop.pages.facts import read_known
from desktop.pages.figure_words import FigureTile, ReadingWords, share_tile
from models.figures.actions import action_completion
from models.figures.periods import last_closed

if TYPE_CHECKING:
    from datetime import datetime

    from models.library import Library


def read_on_time(library: Library, as_of: datetime) -> FigureTile:
    """Action items on time in the last closed month."""
    known, _classes = read_known(library, as_of)
    month = last_closed(as_of, known.zone)
    tile = share_tile(
        f"On time, due in {month_name(month)}",
        action_completion(known, month).on_time,
        none="none was due",
        explanation="Due in the month by their first date: done by then ÷ all",
    )
    # The target is said beside k of n here, so the reading need not repeat it.
    reading = tile.reading
    words, _, target = reading.text.partition(" target ")
    short = ReadingWords(text=f"{words} target", icon=reading.icon, token=reading.token)
    if not target:
        return tile
    return replace(tile, note=f"{tile.note}, target {target}", reading=short)
