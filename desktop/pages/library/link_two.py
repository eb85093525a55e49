"""Links two results that are selected together (Ctrl+click selects a second one)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction

from desktop.item_models.results import HIT_ROLE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListView

KEYS = "Ctrl+Shift+L"


class LinkTwo(QObject):
    """The command on a list of results; enabled while exactly two are selected.

    Signals:
        requested: the two `Hit`s.
    """

    requested = Signal(object, object)

    def __init__(self, view: QListView) -> None:
        """Follow the selection of `view`."""
        super().__init__(view)
        self._view = view
        self._action = QAction("Link the two selected incidents…", view)
        self._action.setShortcut(KEYS)
        self._action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._action.setEnabled(False)
        self._action.triggered.connect(self._on_triggered)
        view.addAction(self._action)
        view.selectionModel().selectionChanged.connect(self._on_selection)

    def actions(self) -> list[QAction]:
        """The one action, for the command palette."""
        return [self._action]

    @Slot()
    def _on_selection(self) -> None:
        self._action.setEnabled(len(self._view.selectionModel().selectedIndexes()) == 2)

    @Slot()
    def _on_triggered(self) -> None:
        chosen = [one.data(HIT_ROLE) for one in self._view.selectionModel().selectedIndexes()]
        if len(chosen) == 2 and None not in chosen:
            self.requested.emit(*chosen)
