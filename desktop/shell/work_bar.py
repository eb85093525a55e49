"""Long work at the lower edge of the content: what is done, how far it is, a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Rule

if TYPE_CHECKING:
    from desktop.theme import ThemeSource

_HEIGHT = 44
_BAR = 240


class WorkBar(QWidget):
    """Hidden until work is begun.

    Signals:
        cancelled: a person wants the work to stop.
    """

    cancelled = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        theme = themes.current
        self.setAccessibleName("Work in progress")
        self.setFixedHeight(_HEIGHT)
        self._label = ElidedLabel("", themes)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._bar.setAccessibleName("Progress")
        self._cancel = Button("Cancel", themes, small=True)
        self._cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        side = theme.size("space.2")
        row.setContentsMargins(side, 0, side, 0)
        row.setSpacing(theme.size("space.2"))
        row.addWidget(self._label, 1)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(row, 1)
        self.hide()

    def show_progress(self, text: str, done: int, total: int) -> None:
        """Say how far it is; a total of 0 says that it is not known."""
        self._label.setText(text)
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))
        self.show()

    def finish(self) -> None:
        """The work ended."""
        self.hide()
