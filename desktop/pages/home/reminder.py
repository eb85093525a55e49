"""The monthly reminder: the trend of the last closed month is ready, and nobody looked at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages.home.contents import ReportRow
from models.figures.periods import last_closed

TREND_EXPORTED = "trend_exported"
"""Setting: the latest closed month whose report somebody exported, ``2025-02``."""

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.pages.home.basis import HomeBasis
    from models.changes import Changes
    from models.figures.periods import Period
    from models.library import Library


def reminder_words(basis: HomeBasis, as_of: datetime) -> str:
    """What the reminder says; empty where there is nothing to look at, or somebody did."""
    if basis.trend_seen is None:
        return ""
    month = last_closed(as_of, basis.zone)
    if not basis.has_history or basis.trend_seen >= month_key(as_of, basis.zone):
        return ""
    from desktop.pages.calendar_words import month_words  # noqa: PLC0415  (with the figures)

    return f"The trend of {month_words(month)} is ready. Nobody has looked at it yet."


def reports_ready(basis: HomeBasis, as_of: datetime) -> tuple[ReportRow, ...]:
    """The report of the last closed month, until somebody exported it."""
    if basis.trend_seen is None or not basis.has_history:
        return ()
    if basis.trend_exported >= month_key(as_of, basis.zone):
        return ()
    from desktop.pages.calendar_words import month_words  # noqa: PLC0415  (with the figures)

    month = month_words(last_closed(as_of, basis.zone))
    return (ReportRow(kind="Month end", title=f"{month} trend report", note="Not exported yet"),)


def month_key(as_of: datetime, zone: str) -> str:
    """The last closed month, ``2025-02``; later ones sort after it."""
    return last_closed(as_of, zone).start.isoformat()[:7]


def note_seen(library: Library, as_of: datetime) -> Changes:
    """Remember that the trend of the last closed month was looked at; it is asked no more."""
    from models.changes import Changes  # noqa: PLC0415
    from models.operations.settings import set_setting  # noqa: PLC0415  (SQLAlchemy is slow)

    key = month_key(as_of, library.settings.zone)
    if str(library.settings.get("trend_seen", "")) >= key:
        return Changes()
    return set_setting(library, "trend_seen", key)


def note_exported(library: Library, period: Period, as_of: datetime) -> Changes:
    """The same once a report was written, where it reaches to the end of that month."""
    from models.changes import Changes  # noqa: PLC0415
    from models.operations.settings import set_setting  # noqa: PLC0415  (SQLAlchemy is slow)

    if period.end < last_closed(as_of, library.settings.zone).end:
        return Changes()
    seen = note_seen(library, as_of)
    key = month_key(as_of, library.settings.zone)
    if str(library.settings.get(TREND_EXPORTED, "")) >= key:
        return seen
    return seen.merged(set_setting(library, TREND_EXPORTED, key))
