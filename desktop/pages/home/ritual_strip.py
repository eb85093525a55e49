"""Says on Home that the weekly review of action items is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.banner import Banner
from desktop.wording import count_words
from models.action_ritual import review_days_late

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


class RitualStrip(QWidget):
    """Takes no room while the review is not late.

    Signals:
        review_wanted: a person wants to go through the items now.
    """

    review_wanted = Signal()

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Say nothing until `reload`."""
        super().__init__(parent)
        self._session = session
        self.banner = Banner(themes)
        self.banner.action_chosen.connect(self.review_wanted)
        column = QVBoxLayout(self)
        edge = themes.current.size("space.4")
        column.setContentsMargins(edge, themes.current.size("space.2"), edge, 0)
        column.addWidget(self.banner)
        self.hide()

    def reload(self) -> None:
        """Look when the last review was held."""
        as_of = self._session.clock()
        self._session.read(
            self, lambda library: _words(library, as_of), self._say, replaces="ritual"
        )

    def _say(self, words: str) -> None:
        self.setVisible(bool(words))
        if words:
            self.banner.say(words, "warning", icon="list-todo", action="Review now")


def _words(library: Library, as_of: datetime) -> str:
    held, oldest = library.actions.review_basis()
    every = int(library.settings.get("action_review_days", 7))
    return lateness_words(held, review_days_late(held, oldest, as_of=as_of, every=every))


def lateness_words(held_at: datetime | None, days_late: int) -> str:
    """That in one sentence; empty while it is not late."""
    if not days_late:
        return ""
    if held_at is None:
        return "The open action items were never gone through one by one."
    return f"The review of open action items is {count_words(days_late, 'day')} late."
