"""The head of a section: a label over a rule, with a quiet count and something on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.labels import Label, Rule

if TYPE_CHECKING:
    from desktop.theme import ThemeSource


class SectionHeader(QWidget):
    """A 13/600 label, an optional note beside it, an optional widget at the right, a rule below."""

    def __init__(
        self,
        text: str,
        themes: ThemeSource,
        *,
        note: str = "",
        right: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build it; `note` is the quiet text beside the label ("4", "2 awaiting your verdict")."""
        super().__init__(parent)
        self.setAccessibleName(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.1"))
        self._label = Label(text, themes, style="section")
        self._note = Label(note, themes, style="body", tone="tertiary")
        row.addWidget(self._label)
        row.addWidget(self._note)
        row.addStretch(1)
        if right is not None:
            row.addWidget(right)
        column.addLayout(row, 1)
        column.addWidget(Rule())
        self.setFixedHeight(themes.current.size("section.header"))

    def set_note(self, note: str) -> None:
        """Change the quiet text."""
        self._note.setText(note)

    def set_text(self, text: str) -> None:
        """Change the label."""
        self._label.setText(text)
        self.setAccessibleName(text)
