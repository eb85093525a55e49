"""Asks for one line of text: a reason, or a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from desktop.dialogs.framed import FramedDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource


class ReasonDialog(FramedDialog):
    """One question, one line.

    Signals:
        given: the text, never blank.
    """

    given = Signal(str)

    def __init__(
        self,
        question: str,
        themes: ThemeSource,
        parent: QWidget | None = None,
        *,
        text: str = "",
        confirm: str = "Save",
        value: str = "",
    ) -> None:
        """Ask `question`; `text` explains it quietly, `value` is offered as the answer."""
        super().__init__(question, themes, parent, text=text)
        self._line = QLineEdit(value)
        self._line.setAccessibleName(question)
        self._line.setFont(themes.current.font("body"))
        self._line.textChanged.connect(self._on_text_changed)
        self._line.returnPressed.connect(self._on_given)
        self.body.addWidget(self._line)
        self.set_confirm(confirm)
        self.confirmed.connect(self._on_given)
        self._on_text_changed()
        self._line.setFocus()

    @Slot()
    def _on_text_changed(self) -> None:
        self.confirm_button.setEnabled(bool(self._line.text().strip()))

    @Slot()
    def _on_given(self) -> None:
        text = self._line.text().strip()
        if text:
            self.given.emit(text)
            self.accept()
