"""Revisions in words: "14, root cause, impact" and "you, 09:38"."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.wording import clock_words, day_words, local

if TYPE_CHECKING:
    from datetime import datetime

    from models.history import RevisionLine

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOST_NAMED = 3
_WEEK = timedelta(days=6)


def revision_words(line: RevisionLine) -> str:
    """What a revision is: its number and what changed in it, or why it was kept."""
    changed = line.changed
    if changed:
        said = ", ".join(changed[:_MOST_NAMED])
        more = len(changed) - _MOST_NAMED
        said += f", {more} more" if more > 0 else ""
    else:
        said = line.info.note or ("the first one" if line.is_first else "nothing changed")
        said = said[:1].lower() + said[1:]
    return f"{line.info.number}, {said}"


def made_words(
    line: RevisionLine, *, now: datetime, zone: str, me: str = "", is_team: bool = False
) -> str:
    """Who kept it and when: the time today, the weekday this week, then the day.

    Args:
        line: the revision.
        now: the present moment.
        zone: in which time is shown.
        me: the handle of whoever looks.
        is_team: others write here too; else a revision without a person is theirs who looks.
    """
    who = line.info.made_by
    is_mine = who == me if who is not None else not is_team
    name = "you" if is_mine else (who or "somebody")
    made, today = local(line.info.made_at, zone), local(now, zone).date()
    if made.date() == today:
        when = clock_words(line.info.made_at, zone)
    elif timedelta(0) < today - made.date() <= _WEEK:
        when = _DAYS[made.weekday()]
    else:
        when = day_words(made.date())
    return f"{name}, {when}"
