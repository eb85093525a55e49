"""The section of suggested repeats: its list, or in plain words why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.home.suggestions import SuggestionsList
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader
from desktop.wording import count_words

if TYPE_CHECKING:
    from desktop.pages.home.queue import Queue
    from desktop.theme import ThemeSource


class SuggestedRepeats(QWidget):
    """A header over the list; without suggestions a line says what was looked at.

    Attributes:
        rows: the list.

    Signals:
        more_wanted: all that wait shall be shown.
        comparison_wanted: every incident shall be compared anew.
    """

    more_wanted = Signal()
    comparison_wanted = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty and hidden."""
        super().__init__(parent)
        self._header = SectionHeader("Suggested repeats", themes, right=self._make_right(themes))
        self.rows = SuggestionsList(themes)
        self._nothing = Label("", themes, tone="tertiary", wrap=True)
        self._nothing.setContentsMargins(0, themes.current.size("space.1"), 0, 0)
        self._more = Button("", themes, kind="link")
        self._more.clicked.connect(self.more_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._header, self.rows, self._nothing, self._more):
            column.addWidget(widget)
        self.hide()

    def _make_right(self, themes: ThemeSource) -> QWidget:
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.1"))
        rule = "Counted as repeats only after your verdict"
        row.addWidget(Label(rule, themes, tone="tertiary"))
        again = Button("Compare again", themes, kind="link", small=True)
        again.setToolTip("Compare every incident with all others anew")
        again.clicked.connect(self.comparison_wanted)
        row.addWidget(again)
        return right

    def show_queue(self, queue: Queue) -> None:
        """Show what waits for a verdict."""
        self.rows.set_rows(queue.rows)
        self.rows.setVisible(bool(queue.rows))
        waiting = f"{queue.total:,} awaiting your verdict" if queue.total else ""
        self._header.set_note(waiting)
        hidden = queue.total - len(queue.rows)
        self._more.setVisible(hidden > 0)
        self._more.setText(f"Show {hidden:,} more")
        self._nothing.setVisible(not queue.rows)
        self._nothing.setText(nothing_words(queue))
        self.setVisible(bool(queue.incidents) and queue.are_wanted)


def nothing_words(queue: Queue) -> str:
    """Why nothing is suggested."""
    if queue.incidents < 2:
        return "A repeat needs two incidents; this library has one."
    if queue.compared < queue.incidents:
        done = f"{queue.compared:,} of {count_words(queue.incidents, 'incident')}"
        return f"Still being compared: {done}. What looks like a repeat appears here."
    return (
        f"No two of {count_words(queue.incidents, 'incident')} look enough alike to ask you. "
        "You can link incidents yourself wherever one is open."
    )
