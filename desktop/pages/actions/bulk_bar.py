"""The bar below the register while items are selected: what can be done to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.pages.actions.register import number_text
from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Label
from desktop.wording import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource
    from models.rows import ActionRow

_HEIGHT = 44
_NAMED = 6


class BulkBar(QFrame):
    """Says how many items are selected, and which.

    Signals:
        owner_wanted: give them to somebody.
        due_date_wanted: move their due dates.
        done_wanted: mark them done.
        cleared: select nothing any more.
    """

    owner_wanted = Signal()
    due_date_wanted = Signal()
    done_wanted = Signal()
    cleared = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Stay hidden until something is selected."""
        super().__init__(parent)
        self.setObjectName("popup")
        self.setAccessibleName("Selected action items")
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        edge = themes.current.size("space.2")
        row.setContentsMargins(edge, 0, themes.current.size("space.1.5"), 0)
        row.setSpacing(themes.current.size("space.1"))
        self._count = Label("", themes, weight=600)
        self._names = ElidedLabel("", themes, style="meta", tone="secondary")
        owner = Button("Set owner…", themes, icon_name="user", small=True)
        owner.clicked.connect(self.owner_wanted)
        due = Button("Set due date…", themes, icon_name="calendar", small=True)
        due.clicked.connect(self.due_date_wanted)
        done = Button("Mark done…", themes, icon_name="check", small=True)
        done.clicked.connect(self.done_wanted)
        clear = Button("Clear", themes, kind="ghost", small=True)
        clear.setToolTip("Select nothing (Esc)")
        clear.clicked.connect(self.cleared)
        row.addWidget(self._count)
        row.addWidget(self._names, 1)
        for button in (owner, due, done, clear):
            row.addWidget(button)
        self.hide()

    def show_rows(self, rows: Sequence[ActionRow]) -> None:
        """Speak of these items; none hides the bar."""
        self.setVisible(bool(rows))
        self._count.setText(f"{len(rows):,} selected")
        names = [number_text(row) for row in rows[:_NAMED]]
        more = len(rows) - len(names)
        tail = f" and {count_words(more, 'more', 'more')}" if more > 0 else ""
        self._names.setText(", ".join(names) + tail)
