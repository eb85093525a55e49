"""Which match of the query one reads ("3 of 7"), with buttons to the next and the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.theme import ThemeSource

_KEYS = (("Next match", "F3", 1), ("Match before", "Shift+F3", -1))


class MatchSteps(QWidget):
    """Hidden while nothing is marked.

    Signals:
        stepped: 1 for the next match, -1 for the one before.
    """

    stepped = Signal(int)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._words = Label("", themes, style="meta", tone="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._words)
        side = themes.current.size("control.small")
        for icon, name, keys, direction in (
            ("chevron-up", "Match before", "Shift+F3", -1),
            ("chevron-down", "Next match", "F3", 1),
        ):
            button = Button("", themes, icon_name=icon, kind="ghost", small=True, name=name)
            button.setToolTip(f"{name} ({keys})")
            button.setFixedSize(side, side)
            button.clicked.connect(lambda _on=False, way=direction: self.stepped.emit(way))
            row.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, as "3 of 7"."""
        return self._words.text()

    def show_match(self, number: int, total: int) -> None:
        """Say which match it is; without any there is nothing to show."""
        self._words.setText(f"{number:,} of {total:,}")
        self.setVisible(total > 0)


def add_match_keys(host: QWidget, step: Callable[[int], None]) -> None:
    """F3 from anywhere in the window, while one still types too, as long as `host` is shown."""
    for words, shortcut, direction in _KEYS:
        action = QAction(words, host)
        action.setShortcut(QKeySequence(shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _on=False, way=direction: step(way))
        host.addAction(action)
