"""What is taller than its page scrolls, and only up and down."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override


def scrolling(body: QWidget) -> QScrollArea:
    """An area without a frame that scrolls `body`; the keyboard goes to what is inside it."""
    area = QScrollArea()
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class ScrolledBody(QWidget):
    """A body whose paragraphs wrap: as high as they need at its width.

    A scroll area asks for the least height that a body could have at any width, and would then
    squeeze what stands below a paragraph that takes more lines.
    """

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        layout = self.layout()
        if layout is not None and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            needed = layout.totalMinimumHeightForWidth(self.width())
            if needed != self.minimumHeight():
                self.setMinimumHeight(max(0, needed))
        return done
