"""A message that stays in its place until its cause is gone: what happened and a next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label, Tone
from desktop.widgets.marks import IconMark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource
    from models.errors import UserError

BannerKind = Literal["information", "warning", "error", "done"]
_LOOKS: dict[str, tuple[str, str, Tone]] = {
    "information": ("info", "accent.text", "primary"),
    "warning": ("triangle-alert", "warning.text", "primary"),
    "error": ("circle-alert", "danger.text", "primary"),
    "done": ("check", "success.text", "primary"),
}


class Banner(QFrame):
    """Icon, words, and perhaps one action. Hidden until something is said.

    Signals:
        action_chosen: the action was pressed.
    """

    action_chosen = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._themes = themes
        theme = themes.current
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.size("space.1.5"), 7, theme.size("space.1.5"), 7)
        row.setSpacing(theme.size("space.1"))
        self._icon = IconMark(themes, "info")
        self._label = Label("", themes, wrap=True)
        self._label.setMinimumHeight(theme.line_height("body"))
        self._action = Button("", themes, kind="link")
        self._action.clicked.connect(self.action_chosen)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(
        self, text: str, kind: BannerKind = "information", *, action: str = "", icon: str = ""
    ) -> None:
        """Show a message.

        Args:
            text: what happened and what it means.
            kind: decides colour and icon.
            action: the word of the next step; empty for none.
            icon: another icon than the kind's own.
        """
        own_icon, token, tone = _LOOKS[kind]
        self._icon.set_icon(icon or own_icon, token)
        self._label.setText(text)
        self._label.set_tone(tone)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        if self.property("banner") != kind:
            self.setProperty("banner", kind)
            self.style().unpolish(self)
            self.style().polish(self)
        self.show()

    def say_error(self, error: UserError, *, action: str = "") -> None:
        """Show an expected error in its own words."""
        self.say(str(error), "error", action=action)

    @Slot()
    def clear(self) -> None:
        """Hide: the cause is gone."""
        self.hide()

    @property
    def text(self) -> str:
        """What is said, or was last."""
        return self._label.text()
