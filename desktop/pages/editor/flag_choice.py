"""A fact that is true, false or unknown, in the words of its field; what is bad looks so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from typing_extensions import override

from desktop.dialogs.fields import Choice
from desktop.icons import icon
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

_CODES: dict[bool | None, str] = {None: "", True: "yes", False: "no"}
_FLAGS = {code: flag for flag, code in _CODES.items()}
_ARROW = 24


class FlagChoice(Choice):
    """Yes, no or unknown; yes is bad news and red. A quiet suffix stands before the arrow."""

    def __init__(
        self, themes: ThemeSource, *, yes: str, no: str, parent: QWidget | None = None
    ) -> None:
        """Start unknown.

        Args:
            themes: where colours come from.
            yes: what it is called when it is so ("Violated").
            no: what it is called when it is not ("Kept").
            parent: Qt parent.
        """
        super().__init__((("", "Unknown"), ("yes", yes), ("no", no)), themes, parent)
        self._themes = themes
        self._suffix = Label("", themes, style="meta", tone="tertiary", parent=self)
        self._suffix.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._suffix.hide()
        self.currentIndexChanged.connect(self._show_look)
        themes.changed.connect(self._show_look)
        self._show_look()

    def flag(self) -> bool | None:
        """True, False, or None for unknown."""
        return _FLAGS.get(self.value())

    def set_flag(self, flag: bool | None) -> None:
        """Show without telling."""
        self.set_value(_CODES[flag])

    def set_suffix(self, words: str) -> None:
        """Say before the arrow what it is about; nothing where there is no room for it."""
        self._suffix.setText(words)
        self._suffix.adjustSize()
        self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        used = self.fontMetrics().horizontalAdvance(self.currentText()) + self.iconSize().width()
        left = self.width() - self._suffix.width() - _ARROW
        self._suffix.move(left, (self.height() - self._suffix.height()) // 2)
        self._suffix.setVisible(bool(self._suffix.text()) and left > used + _ARROW)

    @Slot()
    def _show_look(self) -> None:
        is_bad = self.flag() is True
        red = self._themes.current.color("danger.text")
        self.setItemIcon(1, icon("x", red))
        value = "true" if is_bad else "false"
        if self.property("bad") != value:
            self.setProperty("bad", value)
            self.style().unpolish(self)
            self.style().polish(self)
        self._place()
