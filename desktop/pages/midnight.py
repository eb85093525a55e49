"""Tells when another day begins in the library's zone: what was due yesterday is overdue then."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.wording import local, zone_of

if TYPE_CHECKING:
    from datetime import date

    from desktop.session import LibrarySession

LONGEST_WAIT = timedelta(minutes=15)
"""A sleeping computer stops timers, and its clock may be set: the day is looked at this often."""

_LEAST_WAIT = timedelta(milliseconds=50)


def until_midnight(now: datetime, zone: str) -> timedelta:
    """How long it is from an instant to the first one of the next day in a zone.

    Days have 23 or 25 hours where clocks change; a day may begin at one o'clock.
    """
    tomorrow = local(now, zone).date() + timedelta(days=1)
    # Where midnight is left out the day begins when clocks jump: that is what UTC makes of it.
    return datetime.combine(tomorrow, time(), tzinfo=zone_of(zone)).astimezone(UTC) - now


class Midnight(QObject):
    """Looks at the day when it should be over, and a few times in between.

    Signals:
        passed: another day has begun.
    """

    passed = Signal()

    def __init__(self, session: LibrarySession, parent: QObject) -> None:
        """Follow the session's clock and zone."""
        super().__init__(parent)
        self._session = session
        self._day = self.today
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        session.opened.connect(self.look)
        session.facts_changed.connect(self.look)
        self._wait()

    @property
    def today(self) -> date:
        """The day in the library's zone."""
        return local(self._session.clock(), self._session.zone).date()

    @property
    def waits_ms(self) -> int:
        """How long it waits before it looks again."""
        return self._timer.interval()

    @Slot()
    def look(self) -> None:
        """Look at the day now."""
        day = self.today
        if day != self._day:
            self._day = day
            self.passed.emit()
        self._wait()

    def _wait(self) -> None:
        left = until_midnight(self._session.clock(), self._session.zone)
        wait = min(max(left + _LEAST_WAIT, _LEAST_WAIT), LONGEST_WAIT)
        self._timer.start(int(wait.total_seconds() * 1000))
