"""The strip above the form where the window is too narrow for the inspector beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.marks import IconMark

if TYPE_CHECKING:
    from desktop.pages.editor.save_state import SaveState
    from desktop.theme import ThemeSource

_LOOKS = {
    "saved": ("check", "success.text"),
    "unsaved": ("pencil", "text.secondary"),
    "saving": ("save", "text.secondary"),
    "not readable yet": ("triangle-alert", "warning.text"),
    "kept here only": ("triangle-alert", "warning.text"),
    "conflict": ("git-compare", "warning.text"),
    "failed": ("circle-alert", "danger.text"),
}


class EditorBar(QWidget):
    """How well the text is kept, and a button for the inspector.

    Signals:
        inspector_toggled: whether the inspector shall be shown.
        preview_requested: show the document.
    """

    inspector_toggled = Signal(bool)
    preview_requested = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._mark = IconMark(themes, "check", token="success.text")
        self._words = ElidedLabel("", themes, style="meta", tone="secondary")
        preview = Button("Preview", themes, small=True)
        preview.clicked.connect(self.preview_requested)
        self.inspector = Button("Verdict and publishing", themes, small=True)
        self.inspector.setCheckable(True)
        self.inspector.toggled.connect(self.inspector_toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 8, 28, 8)
        row.setSpacing(themes.current.size("space.1"))
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(preview)
        row.addWidget(self.inspector)

    def show_save_state(self, state: SaveState) -> None:
        """Say how well the text is kept."""
        icon, token = _LOOKS[state.kind]
        self._mark.set_icon(icon, token)
        self._words.setText("  ".join(one for one in (state.text, state.detail) if one))
