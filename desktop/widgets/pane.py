"""A part of a page that F6 steps to."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class Pane(QWidget):
    """Says which of its controls takes the keyboard.

    Not done with a focus proxy, which would trap Tab inside the pane.
    """

    def keyboard_home(self) -> QWidget:
        """The control that F6 gives the keyboard to."""
        return self
