"""Fields that are seldom changed, folded into one line that says what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.editor.part import FieldGrid
from desktop.widgets.buttons import Button
from desktop.widgets.labels import ClampedLabel

if TYPE_CHECKING:
    from desktop.theme import ThemeSource


class Fold(QWidget):
    """A line of words with a button; the button shows the fields in the line's place.

    Attributes:
        rows: the fields inside.
    """

    def __init__(
        self, themes: ThemeSource, *, name: str, button: str, parent: QWidget | None = None
    ) -> None:
        """Start folded.

        Args:
            themes: where colours come from.
            name: what the fields are, for a screen reader.
            button: the word that unfolds them.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._word = button
        self._words = ClampedLabel("", themes, style="meta", tone="secondary")
        self._button = Button(button, themes, kind="link", name=f"{button}: {name}")
        self._button.setToolTip("")
        self._button.setFont(themes.current.font("meta"))
        self._button.setCheckable(True)
        self._button.toggled.connect(self._on_toggled)
        self.rows = FieldGrid(themes)
        self.rows.hide()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(themes.current.size("space.1"))
        line.addWidget(self._words, 1)
        line.addWidget(self._button, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.0.5"))
        column.addLayout(line)
        column.addWidget(self.rows)

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self._button.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Show or fold the fields."""
        self._button.setChecked(is_open)

    def set_words(self, words: str) -> None:
        """What the line says while the fields are folded."""
        self._words.setText(words)
        self._words.setAccessibleName(words)

    @Slot(bool)
    def _on_toggled(self, is_open: bool) -> None:
        self.rows.setVisible(is_open)
        self._button.setText("Fold" if is_open else self._word)
