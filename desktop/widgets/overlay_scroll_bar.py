"""A scroll bar that lies over its view and takes no room from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QScrollBar
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

_WIDTH = 10


class OverlayScrollBar(QScrollBar):
    """Mirrors a view's own vertical scroll bar, which is hidden; gone while all is visible."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        """Lie over `area` at its right edge."""
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        own = area.verticalScrollBar()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Scroll")
        own.rangeChanged.connect(self._on_range_changed)
        own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._on_moved)
        area.installEventFilter(self)
        self._on_range_changed()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False

    def _place(self) -> None:
        area = self._area
        self.setGeometry(area.width() - _WIDTH, 0, _WIDTH, area.height())
        self.raise_()

    @Slot(int)
    def _on_moved(self, value: int) -> None:
        self._area.verticalScrollBar().setValue(value)

    @Slot()
    def _on_range_changed(self) -> None:
        # Asked for each time: PySide drops what stands for a bar that Qt itself has made when
        # some other widget goes, although the bar is still there.
        own = self._area.verticalScrollBar()
        self.setRange(own.minimum(), own.maximum())
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setValue(own.value())
        self.setVisible(own.maximum() > own.minimum())
        self._place()
