"""Says that a file was written, and leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.report_export import open_file
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.marks import IconMark

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.theme import ThemeSource


class WrittenLine(QFrame):
    """Hidden until there is a file.

    Attributes:
        opening: shows the file.
        folder: shows the folder that it lies in.
    """

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self.setObjectName("card")
        self._target: Path | None = None
        self._words = Label("", themes, wrap=True)
        self.opening = Button("Open", themes, kind="link")
        self.opening.clicked.connect(lambda: self._show(folder=False))
        self.folder = Button("Show in folder", themes, kind="link")
        self.folder.clicked.connect(lambda: self._show(folder=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(themes.current.size("space.1"))
        row.addWidget(IconMark(themes, "check", token="success.text"))
        row.addWidget(self._words, 1)
        row.addWidget(self.opening)
        row.addWidget(self.folder)
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def show_file(self, target: Path, words: str) -> None:
        """Say that the file is there."""
        self._target = target
        self._words.setText(words)
        self.show()

    def _show(self, *, folder: bool) -> None:
        if self._target is not None:
            open_file(self._target.parent if folder else self._target)
