"""Sections that the template has and nobody missed so far, each a button to add it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import ThemeSource


class SectionOffers(QWidget):
    """A row of buttons below the last section; hidden while there is nothing to offer.

    Signals:
        chosen: place of the section in the draft.
    """

    chosen = Signal(int)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self._themes = themes
        self._flow = FlowLayout(self, spacing=themes.current.size("space.1"))
        self.setAccessibleName("Sections to add")

    def offer(self, sections: Sequence[tuple[str, int]]) -> None:
        """Offer sections by title and place."""
        self._flow.clear()
        for title, place in sections:
            button = Button(
                title, self._themes, icon_name="plus", small=True, name=f"Add section: {title}"
            )
            button.clicked.connect(lambda _on=False, place=place: self.chosen.emit(place))
            self._flow.addWidget(button)
        self.updateGeometry()
