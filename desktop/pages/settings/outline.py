"""The list at the left of Settings: one click, or one key, to each section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout
from typing_extensions import override

from desktop.widgets.labels import Label
from desktop.widgets.pane import Pane

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

_WIDTH = 204
_ROW = 30


class SettingsOutline(Pane):
    """The sections from top to bottom; the one that is read now is marked.

    Signals:
        chosen: place of the section that a person wants to see.
    """

    chosen = Signal(int)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start without sections."""
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName("Sections of Settings")
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setAccessibleName("Sections")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_row)
        column = QVBoxLayout(self)
        edge = themes.current.size("space.1.5")
        top = themes.current.size("space.4") - 8
        column.setContentsMargins(edge, top, edge, edge)
        column.setSpacing(themes.current.size("space.1"))
        column.addWidget(Label("Settings", themes, style="title.page"))
        column.addWidget(self.list, 1)

    @override
    def keyboard_home(self) -> QWidget:
        return self.list

    def add(self, title: str) -> None:
        """One section more, below the others."""
        item = QListWidgetItem(title)
        item.setSizeHint(QSize(0, _ROW))
        self.list.addItem(item)

    def mark(self, place: int) -> None:
        """Mark the section that is read now, without telling."""
        if place != self.list.currentRow():
            with QSignalBlocker(self.list):
                self.list.setCurrentRow(place)

    @Slot(int)
    def _on_row(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(place)
