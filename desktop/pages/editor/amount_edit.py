"""Fields of the impact block: an amount with its unit, and a duration that follows from times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.dialogs.fields import TextEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

_ABOUT = "~"
_CURRENCY = 3  # letters


class AmountEdit(TextEdit):
    """A number that may be unknown (blank) or an estimate: `~` makes it "about", and exact again.

    Its value is the draft's text: `~12,000` for an estimate, blank for unknown.
    """

    def __init__(self, themes: ThemeSource, *, unit: str, parent: QWidget | None = None) -> None:
        """Start unknown; `unit` stands at the right end of an exact number."""
        super().__init__(themes, placeholder="unknown", suffix=unit, parent=parent)
        self._unit = unit
        self._is_estimate = False
        self.setToolTip("Blank is unknown, 0 is none. ~ says that it is an estimate")
        self.textEdited.connect(self._on_text_edited)

    def set_unit(self, unit: str) -> None:
        """Count in another unit."""
        if unit != self._unit:
            self._unit = unit
            self._show_suffix()

    def value(self) -> str:
        """The draft's text."""
        text = self.text()
        return f"{_ABOUT}{text}" if self._is_estimate and text.strip() else text

    def set_value(self, value: str) -> None:
        """Show a draft's text without telling."""
        if value == self.value():
            return
        self._is_estimate = value.startswith(_ABOUT)
        self.setText(value.removeprefix(_ABOUT))
        self._show_suffix()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == _ABOUT and not self.isReadOnly():
            self._is_estimate = not self._is_estimate
            self._show_suffix()
            self.textEdited.emit(self.text())
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        if _ABOUT in text:  # pasted
            self._is_estimate = True
            place = self.cursorPosition() - 1
            self.setText(text.replace(_ABOUT, ""))
            self.setCursorPosition(max(0, place))
            self._show_suffix()

    def _is_money(self) -> bool:
        """A currency says more than what is counted, which the label says already."""
        return len(self._unit) == _CURRENCY and self._unit.isupper()

    def _show_suffix(self) -> None:
        about = f"about {self._unit}" if self._is_money() else "about"
        self.set_suffix(about if self._is_estimate else self._unit)
        self.setAccessibleDescription("an estimate" if self._is_estimate else "")


class ComputedEdit(AmountEdit):
    """Minutes that follow from the times until somebody states other ones; blank goes back."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start with nothing computed."""
        super().__init__(themes, unit="min", parent=parent)
        self._computed = ""
        self.setToolTip("Follows from the times; type minutes to state how long users felt it")
        self.textChanged.connect(self._show_source)
        self._show_source()

    def show_computed(self, words: str) -> None:
        """Show what follows from the times; empty where it is not known."""
        self._computed = words
        self._show_source()

    @Slot()
    def _show_source(self) -> None:
        is_computed = not self.text()
        self.setPlaceholderText(self._computed or "unknown")
        value = "true" if is_computed and self._computed else "false"
        if self.property("computed") != value:
            self.setProperty("computed", value)
            self.style().unpolish(self)
            self.style().polish(self)
        if is_computed:
            self.set_suffix("computed" if self._computed else "")
        else:
            self._show_suffix()
