"""The weekly review of open action items: when the next one is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def review_days_late(
    held_at: datetime | None, oldest: datetime | None, *, as_of: datetime, every: int
) -> int:
    """Whole days by which the review is late; 0 when it is not, or nothing is to be reviewed.

    Args:
        held_at: when the last one was held; None when there was none yet.
        oldest: when the open item that is recorded longest was recorded; None when none is open.
        as_of: the instant asked for.
        every: days from one review to the next; 0 for no such review.
    """
    if oldest is None or every < 1:
        return 0
    return max(0, (as_of - (held_at or oldest)).days - every)
