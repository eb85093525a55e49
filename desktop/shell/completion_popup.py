"""The list of completions that drops below the word being typed. The keyboard stays in the field.

Nothing is chosen when it opens, so Enter searches as ever; Tab takes the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from desktop.delegates.completions import ROW_HEIGHT, CompletionDelegate
from desktop.item_models.completions import CompletionsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.shell.search_field import SearchField
    from desktop.theme import ThemeSource
    from search.results import Completion

_WIDTH = 380
_EDGE = 5
_GAP = 3
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class CompletionPopup(QFrame):
    """A popup inside the window.

    Signals:
        chosen: `Completion` that a person took.
    """

    chosen = Signal(object)

    def __init__(self, host: QWidget, field: SearchField, themes: ThemeSource) -> None:
        """Stay hidden; `offer` shows it."""
        super().__init__(host)
        self._host = host
        self._field = field
        self.setObjectName("popup")
        self.setAccessibleName("Completions")
        self.model = CompletionsModel(self)
        self._view = QListView()
        self._view.setModel(self.model)
        self._view.setItemDelegate(CompletionDelegate(themes, self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setAccessibleName("Completions")
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, _EDGE - 1, 1, _EDGE - 1)
        column.addWidget(self._view)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.isVisible()

    def offer(self, offers: Sequence[Completion]) -> None:
        """Show these, none of them chosen; without any it closes."""
        self.model.show_offers(offers)
        if not offers:
            self.hide()
            return
        self._view.setCurrentIndex(QModelIndex())
        left = self._field.place_of(offers[0].start) - 2 * _EDGE
        corner = self._field.mapTo(self._host, QPoint(left, self._field.height() + _GAP))
        width = min(_WIDTH, self._host.width())
        x = max(0, min(corner.x(), self._host.width() - width))
        self.setGeometry(x, corner.y(), width, len(offers) * ROW_HEIGHT + 2 * _EDGE)
        self.show()
        self.raise_()

    def take_key(self, event: QKeyEvent) -> None:
        """A key pressed in the field: accept it if it is the list's."""
        if not self.is_open:
            return
        key = Qt.Key(event.key())
        row = self._view.currentIndex().row()
        if key in _STEPS:
            self._move(row, _STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key == Qt.Key.Key_Tab and not event.modifiers():
            self._choose(max(0, row))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0 and not event.modifiers():
            self._choose(row)
        else:
            return
        event.accept()

    def _move(self, row: int, step: int) -> None:
        """Through the rows and, beyond either end, back to none."""
        count = self.model.rowCount()
        place = (row + 1 + step) % (count + 1) - 1
        self._view.setCurrentIndex(self.model.index(place) if place >= 0 else QModelIndex())

    def _choose(self, row: int) -> None:
        offer = self.model.offer_at(row)
        self.hide()
        if offer is not None:
            self.chosen.emit(offer)

    @Slot("QModelIndex")
    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())
