"""The list that drops under the search field. The keyboard stays in the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop.delegates.palette import ENTRY_HEIGHT, TITLE_HEIGHT, PaletteDelegate
from desktop.palette.model import PaletteModel
from desktop.widgets.key_hint import KeyHint
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.theme import ThemeSource

_FOOT = 30
_ROOM = 8
_GAP = 3


class Palette(QFrame):
    """A popup inside the window, as wide as the field.

    Signals:
        search_requested: run a full search for the text.
        chosen: an entry was chosen; it is carried out next.
        dismissed: it was closed without choosing.
    """

    search_requested = Signal()
    chosen = Signal()
    dismissed = Signal()

    def __init__(self, host: QWidget, field: QWidget, themes: ThemeSource) -> None:
        """Stay hidden; `open_below` shows it under `field`."""
        super().__init__(host)
        self._host = host
        self._field = field
        self.setObjectName("popup")
        self.setAccessibleName("Incidents, actions and commands")
        self.model = PaletteModel(self)
        self._view = QListView()
        self._view.setModel(self.model)
        self._view.setItemDelegate(PaletteDelegate(themes, self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setAccessibleName("Incidents, actions and commands")
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 1)
        column.setSpacing(4)
        column.addWidget(self._view, 1)
        column.addWidget(_foot(themes))
        self.model.modelReset.connect(self._on_reset)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.isVisible()

    def open_below(self) -> None:
        """Show it under the field."""
        self._place()
        self.show()
        self.raise_()
        self._select_first()

    def close_quietly(self) -> None:
        """Hide it; nothing was dismissed."""
        self.hide()

    def take_key(self, event: QKeyEvent) -> None:
        """A key pressed in the field: accept it if it is the palette's."""
        if not self.is_open:
            return
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key is Qt.Key.Key_Down else -1)
        elif key is Qt.Key.Key_Escape:
            self.hide()
            self.dismissed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not self._choose():
                self.hide()
                self.search_requested.emit()
        else:
            return
        event.accept()

    def _place(self) -> None:
        rows = self.model.heights(TITLE_HEIGHT, ENTRY_HEIGHT) + _ROOM
        corner = self._field.mapTo(self._host, QPoint(0, self._field.height() + _GAP))
        room = self._host.height() - corner.y() - 2 * _FOOT
        self.setGeometry(
            corner.x(), corner.y(), self._field.width(), min(rows + _FOOT + _ROOM, room)
        )

    def _move(self, step: int) -> None:
        row = self.model.next_entry(self._view.currentIndex().row(), step)
        if row >= 0:
            self._view.setCurrentIndex(self.model.index(row))

    def _select_first(self) -> None:
        row = self.model.next_entry(-1, 1)
        self._view.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())

    def _choose(self) -> bool:
        entry = self.model.entry_at(self._view.currentIndex().row())
        if entry is None:
            return False
        self.hide()
        self.chosen.emit()
        entry.choose()
        return True

    @Slot()
    def _on_reset(self) -> None:
        if self.is_open:
            self._place()
            self._select_first()

    @Slot("QModelIndex")
    def _on_clicked(self, index: QModelIndex) -> None:
        self._view.setCurrentIndex(index)
        self._choose()


def _foot(themes: ThemeSource) -> QFrame:
    foot = QFrame()
    foot.setObjectName("footer")
    foot.setFixedHeight(_FOOT)
    row = QHBoxLayout(foot)
    row.setContentsMargins(12, 0, 12, 0)
    row.setSpacing(themes.current.size("space.0.5"))
    for keys, words in ((("↑", "↓"), "choose"), (("Enter",), "open")):
        for key in keys:
            row.addWidget(KeyHint(key, themes))
        row.addWidget(Label(words, themes, style="meta", tone="tertiary"))
        row.addSpacing(themes.current.size("space.1"))
    row.addStretch(1)
    row.addWidget(KeyHint("Ctrl Enter", themes))
    row.addWidget(Label("search all", themes, style="meta", tone="tertiary"))
    return foot
