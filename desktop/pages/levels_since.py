"""Since when each maturity level has been held, looked up once and away from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.wording import MONTHS, local

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from models.figures.maturity_history import Since
    from models.library import Library


class LevelsSince(QObject):
    """Two years of months are looked at, so it is done once for a level and a month.

    Signals:
        found: words by level: "since Sep 2024".
    """

    found = Signal(object)

    def __init__(self, session: LibrarySession, parent: QObject) -> None:
        """Know nothing yet."""
        super().__init__(parent)
        self._session = session
        self._asked: tuple[int, int, int] | None = None
        self._words: dict[int, str] = {}

    @property
    def words(self) -> dict[int, str]:
        """What was found last; of another level than asked for, nothing."""
        return self._words

    def look(self, level: int) -> None:
        """Look it up for the present level, if that was not done yet."""
        as_of = self._session.clock()
        today = local(as_of, self._session.zone).date()
        asked = (level, today.year, today.month)
        if asked == self._asked:
            return
        self._asked, self._words = asked, {}
        if level < 2:
            return
        self._session.background(
            self, lambda library, context: _look(library, as_of, level, context), self._take
        )

    def _take(self, words: dict[int, str]) -> None:
        self._words = words
        self.found.emit(words)


def since_words(since: Since) -> str:
    """``since Sep 2024``; of what reaches back as far as was looked, that it may be longer."""
    start = since.month.start
    words = f"since {MONTHS[start.month - 1]} {start.year}"
    return f"{words} or longer" if since.is_all else words


def _look(library: Library, as_of: datetime, level: int, context: TaskContext) -> dict[int, str]:
    from desktop.pages.facts import read_known  # noqa: PLC0415  (after the window is shown)
    from models.figures.maturity_history import held_since  # noqa: PLC0415

    known, _classes = read_known(library, as_of)
    found = held_since(known, level, check=context.check)
    return {one: since_words(since) for one, since in found.items()}
