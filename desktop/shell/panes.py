"""F6: from pane to pane with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.pane import Pane

if TYPE_CHECKING:
    from desktop.window import MainWindow


class PaneWalk(QObject):
    """Steps through search field, navigation, the page's panes and the status line."""

    def __init__(self, window: MainWindow) -> None:
        """Walk in this window."""
        super().__init__(window)
        self._window = window

    def step(self, direction: int) -> None:
        """Give the keyboard to the next pane (1) or the one before (-1)."""
        panes = self._panes()
        focused = QApplication.focusWidget()
        at = next(
            (place for place, pane in enumerate(panes) if _holds(pane, focused)),
            -1 if direction > 0 else 0,
        )
        for distance in range(1, len(panes) + 1):
            pane = panes[(at + direction * distance) % len(panes)]
            target = _first_control(pane)
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _panes(self) -> list[QWidget]:
        window = self._window
        workspace = window.workspace
        middle = workspace.panes() if workspace is not None else [window.content]
        return [window.top_bar, window.navigation, *middle, window.status]


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))


def _first_control(pane: QWidget) -> QWidget | None:
    """The pane's own control, or the first one inside that takes the keyboard."""
    if not pane.isVisible():
        return None
    home = pane.keyboard_home() if isinstance(pane, Pane) else pane.focusProxy()
    if home is not None and home.isVisible() and home.isEnabled():
        return home
    for child in pane.findChildren(QWidget):
        takes = child.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and child.isVisible() and child.isEnabled():
            return child
    return None
