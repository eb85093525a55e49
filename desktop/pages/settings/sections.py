"""Sections one below the other, with their list beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.settings.outline import SettingsOutline
from desktop.widgets.labels import Rule
from desktop.widgets.scrolling import ScrolledBody, scrolling
from desktop.widgets.section_header import SectionHeader

if TYPE_CHECKING:
    from desktop.theme import ThemeSource

_WIDTH = 720


class Sections(QWidget):
    """Scrolls to the section chosen in the list, and marks there the one that is read."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start without sections."""
        super().__init__(parent)
        self._above = themes.current.size("space.2")
        self._sections: list[QWidget] = []
        body = ScrolledBody()
        body.setObjectName("canvas")
        edge = themes.current.size("space.4")
        # On the body itself: a layout counts the lines of a paragraph at its own width.
        body.setMaximumWidth(_WIDTH + 2 * edge)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(edge, edge - 8, edge, edge)
        self._column.setSpacing(themes.current.size("space.1.5"))
        self._column.addStretch(1)
        self.outline = SettingsOutline(themes)
        self.outline.chosen.connect(self._show)
        self.area = scrolling(body)
        self.area.verticalScrollBar().valueChanged.connect(self._mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.outline)
        row.addWidget(Rule("upright"))
        row.addWidget(self.area, 1)

    def add(self, section: QWidget) -> None:
        """Put a section below the others, and its heading into the list."""
        section.setMaximumWidth(_WIDTH)
        self._column.insertWidget(self._column.count() - 1, section)
        self._sections.append(section)
        heading = section.findChild(SectionHeader)
        self.outline.add(section.accessibleName() or (heading.accessibleName() if heading else ""))
        if len(self._sections) == 1:
            self.outline.mark(0)

    @Slot(int)
    def _show(self, place: int) -> None:
        bar = self.area.verticalScrollBar()
        with QSignalBlocker(bar):  # the chosen one stays marked, also at the end of the page
            bar.setValue(self._sections[place].y() - self._above)

    @Slot(int)
    def _mark(self, top: int) -> None:
        bar = self.area.verticalScrollBar()
        line = top + self.area.viewport().height() // 4
        reached = [place for place, one in enumerate(self._sections) if one.y() <= line]
        at_end = bar.maximum() > 0 and top >= bar.maximum()
        self.outline.mark(len(self._sections) - 1 if at_end else max(reached, default=0))
