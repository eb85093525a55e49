"""Says on Home that the weekly review is late, else that nobody showed what is done to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
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
    """Takes no room while the review is not late and nothing lacks evidence.

    Signals:
        command_wanted: the window's command that a person chose: to go through the items now, or
            to see those that lack evidence.
    """

    command_wanted = Signal(str)

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Say nothing until `reload`."""
        super().__init__(parent)
        self._session = session
        self.banner = Banner(themes)
        self._is_of_review = True
        self.banner.action_chosen.connect(self._on_action)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, themes.current.size("space.1"))
        column.addWidget(self.banner)
        self.hide()

    def reload(self) -> None:
        """Look when the last review was held."""
        as_of = self._session.clock()
        self._session.read(
            self, lambda library: _read(library, as_of), self._say, replaces="ritual"
        )

    def _say(self, read: tuple[str, int]) -> None:
        late, unshown = read
        words = late or evidence_words(unshown)
        self._is_of_review = bool(late)
        self.setVisible(bool(words))
        if words:
            icon, action = (
                ("list-todo", "Review now") if late else ("circle-question-mark", "Show them")
            )
            self.banner.say(words, "warning", icon=icon, action=action)

    @Slot()
    def _on_action(self) -> None:
        name = "review-actions" if self._is_of_review else "actions-without-evidence"
        self.command_wanted.emit(name)


def _read(library: Library, as_of: datetime) -> tuple[str, int]:
    held, oldest = library.actions.review_basis()
    every = int(library.settings.get("action_review_days", 7))
    late = lateness_words(held, review_days_late(held, oldest, as_of=as_of, every=every))
    return late, 0 if late else library.actions.without_evidence(as_of=as_of)


def evidence_words(count: int) -> str:
    """That items count as done though nobody showed it; empty for none."""
    if not count:
        return ""
    verb = "was" if count == 1 else "were"
    items = count_words(count, "action item")
    return f"{items} of SEV-1 and SEV-2 incidents {verb} closed without evidence."


def lateness_words(held_at: datetime | None, days_late: int) -> str:
    """That in one sentence; empty while it is not late."""
    if not days_late:
        return ""
    if held_at is None:
        return "The open action items were never gone through one by one."
    return f"The review of open action items is {count_words(days_late, 'day')} late."
