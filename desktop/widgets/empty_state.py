"""What is shown where there is nothing to show: why, and the one thing that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.marks import IconMark

if TYPE_CHECKING:
    from desktop.theme import ThemeSource

_ICON = 20


class EmptyState(QWidget):
    """An icon, a sentence in serif, a quiet line, and one button.

    Signals:
        action_chosen: the button was pressed.
    """

    action_chosen = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        theme = themes.current
        column = QVBoxLayout(self)
        margin = theme.size("space.3")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.size("space.1"))
        centre = Qt.AlignmentFlag.AlignHCenter
        self._icon = IconMark(themes, "search", token="text.tertiary", size=_ICON)
        self._title = Label("", themes, style="lead", weight=600, wrap=True)
        self._title.setAlignment(centre)
        self._text = Label("", themes, tone="secondary", wrap=True)
        self._text.setAlignment(centre)
        self._button = Button("", themes)
        self._button.clicked.connect(self.action_chosen)
        column.addStretch(1)
        column.addWidget(self._icon, 0, centre)
        column.addSpacing(theme.size("space.0.5"))
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(theme.size("space.0.5"))
        column.addWidget(self._button, 0, centre)
        column.addStretch(2)

    def say(self, title: str, text: str = "", *, action: str = "", icon: str = "search") -> None:
        """Show why it is empty.

        Args:
            title: one sentence.
            text: a quiet second line.
            action: the button's words; empty hides it.
            icon: a Lucide icon.
        """
        self._icon.set_icon(icon)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(f"{title}. {text}".strip())

    @property
    def title_text(self) -> str:
        """The sentence shown."""
        return self._title.text()
