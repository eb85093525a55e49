"""The words of a message to Slack or another webhook. Slow to import: figures come with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages.facts import read_known
from exporters.trackers.webhook import message_for, trend_message
from models.figures.trend import trend

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from models.figures.periods import Period
    from models.library import Library


def incident_message(library: Library, incident_id: UUID) -> str:
    """What is told of an incident's postmortem.

    Raises:
        NotFoundError: when it is not in the library any more.
    """
    return message_for(library.incidents.get(incident_id))


def period_message(library: Library, period: Period, *, as_of: datetime) -> str:
    """What is told of a month (or another period)."""
    known, classes = read_known(library, as_of)
    return trend_message(trend(known, classes, period))
