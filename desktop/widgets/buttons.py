"""Push buttons of the design: rest, primary, danger, link, ghost; segments; icon only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.icons import icon, spaced_icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Theme, ThemeSource

ButtonKind = Literal["default", "primary", "danger", "link", "ghost", "chip", "status"]
_ICON_GAP = 3
_INK: dict[str, str] = {
    "primary": "accent.on",
    "danger": "danger.text",
    "link": "accent.text",
    "ghost": "text.secondary",
    "status": "text.secondary",
}


class Button(QPushButton):
    """A push button; its icon follows the theme.

    The accessible name is the text, so an icon-only button needs ``name``.
    """

    def __init__(
        self,
        text: str,
        themes: ThemeSource,
        *,
        icon_name: str = "",
        kind: ButtonKind = "default",
        small: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Build it at rest.

        Args:
            text: the words; may be empty when there is an icon.
            themes: where colours come from.
            icon_name: a Lucide icon before the words.
            kind: how much it asks to be pressed.
            small: 24 pixels high in place of 28.
            name: accessible name and tooltip of an icon-only button.
            parent: Qt parent.
        """
        super().__init__(text, parent)
        self._kind = kind
        self._icon_name = icon_name
        self.setProperty("kind", kind)
        self.setProperty("small", "true" if small else "false")
        self.setFont(themes.current.font("meta" if small else "body", weight=500))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAutoDefault(False)
        if name:
            self.setAccessibleName(name)
            self.setToolTip(name)
        if icon_name:
            self._side = themes.current.size("icon.small" if small else "icon")
            self._on_theme_changed(themes.current)
            themes.changed.connect(self._on_theme_changed)

    def set_icon_name(self, icon_name: str, theme: Theme) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._on_theme_changed(theme)

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        ink = theme.color(_INK.get(self._kind, "text.primary"))
        grey = theme.color("text.disabled")
        if not self.text():
            self.setIconSize(QSize(self._side, self._side))
            self.setIcon(icon(self._icon_name, ink, disabled=grey))
            return
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setIconSize(QSize(self._side + _ICON_GAP, self._side))
        self.setIcon(
            spaced_icon(
                self._icon_name,
                ink,
                disabled=grey,
                size=self._side,
                gap=_ICON_GAP,
                gap_left=mirrored,
            )
        )


class SegmentedControl(QWidget):
    """A few choices of which exactly one holds, side by side.

    Signals:
        chosen: the value of the segment that a person picked.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        themes: ThemeSource,
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Build one button per ``(value, words)``; `name` says what is chosen here."""
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, Button] = {}
        for position, (value, words) in enumerate(choices):
            button = Button(words, themes, name=f"{name}: {words}")
            button.setToolTip("")
            button.setCheckable(True)
            last = position == len(choices) - 1
            place = "first" if position == 0 else "last" if last else "middle"
            button.setProperty("segment", place)
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)
        if choices:
            self.set_value(choices[0][0])

    def set_value(self, value: str) -> None:
        """Choose without telling."""
        self._buttons[value].setChecked(True)

    def value(self) -> str:
        """The value that holds."""
        return next((key for key, one in self._buttons.items() if one.isChecked()), "")

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.value())
