"""The row of buttons above a Markdown text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.pages.editor.markdown_edit import KEYS
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from desktop.theme import ThemeSource

_HEIGHT = 32
_BUTTONS = (
    ("bold", "bold", "Bold"),
    ("italic", "italic", "Italic"),
    ("code", "code", "Code"),
    ("link", "link", "Link"),
    ("bullets", "list", "Bullet list"),
    ("numbers", "list-ordered", "Numbered list"),
    ("table", "table", "Table"),
)


class MarkdownToolbar(QWidget):
    """Seven commands at the left; what the text is, and the preview, at the right.

    The keyboard does not stop here: each button's keys work in the text and stand in its tooltip.

    Signals:
        command_chosen: a name of `markdown_edit.COMMANDS`.
        preview_toggled: whether the preview shall be shown.
    """

    command_chosen = Signal(str)
    preview_toggled = Signal(bool)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build every button."""
        super().__init__(parent)
        theme = themes.current
        self.setObjectName("markdownToolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.size("space.0.5"), 0, theme.size("space.1"), 0)
        row.setSpacing(0)
        self.buttons: dict[str, Button] = {}
        for command, icon, words in _BUTTONS:
            button = Button("", themes, icon_name=icon, kind="ghost", small=True, name=words)
            button.setToolTip(f"{words} ({KEYS[command]})")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(
                lambda _checked=False, name=command: self.command_chosen.emit(name)
            )
            self.buttons[command] = button
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(Label("Markdown", themes, style="meta", tone="tertiary"))
        row.addSpacing(theme.size("space.1"))
        self.preview = Button("Preview", themes, icon_name="eye", kind="ghost", small=True)
        self.preview.setToolTip(f"Show how it will look ({KEYS['preview']})")
        self.preview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview.setCheckable(True)
        self.preview.toggled.connect(self.preview_toggled)
        row.addWidget(self.preview)

    def set_read_only(self, read_only: bool) -> None:
        """Grey out what changes the text."""
        for button in self.buttons.values():
            button.setEnabled(not read_only)
