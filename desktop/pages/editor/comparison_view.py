"""Every part of an incident that differs between two states, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.editor.side_by_side import SideBySide
from desktop.widgets.labels import Label
from desktop.widgets.scrolling import scrolling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import ThemeSource
    from models.comparison import Difference


class ComparisonView(QWidget):
    """Scrolls through the differences."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._themes = themes
        self.parts: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(QWidget())
        self._area.setAccessibleName("Differences")
        column.addWidget(self._area)

    def say(self, text: str) -> None:
        """Show a sentence in place of differences."""
        self._show([Label(text, self._themes, tone="secondary", wrap=True)])
        self.parts = []

    def show_differences(self, differences: Sequence[Difference], *, left: str, right: str) -> None:
        """Show them.

        Args:
            differences: in the order of the document.
            left: name of the older state.
            right: name of the newer state.
        """
        if not differences:
            self.say("Both say the same.")
            return
        widgets: list[QWidget] = []
        for one in differences:
            block = QWidget()
            column = QVBoxLayout(block)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(self._themes.current.size("space.0.5"))
            column.addWidget(
                Label(one.part[:1].upper() + one.part[1:], self._themes, style="section")
            )
            sides = SideBySide(self._themes, left=left, right=right)
            sides.show_stretches(one.stretches)
            column.addWidget(sides)
            widgets.append(block)
        self._show(widgets)
        self.parts = [one.part for one in differences]

    def _show(self, widgets: Sequence[QWidget]) -> None:
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, self._themes.current.size("space.1"), 0)
        column.setSpacing(self._themes.current.size("space.2"))
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        self._area.setWidget(body)
