"""The status line: which library, how its index is doing, the last notice, which clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Label

if TYPE_CHECKING:
    from desktop.notices import IndexView, Notice
    from desktop.theme import ThemeSource

_NOTICE_MS = 12_000
_ICONS = {
    "current": "circle-check",
    "catching up": "refresh-cw",
    "rebuilding": "refresh-cw",
    "opening": "circle-dashed",
    "missing": "circle-alert",
    "failed": "triangle-alert",
}


class StatusLine(QWidget):
    """28 pixels of chrome at the bottom.

    Signals:
        index_pressed: the words about the index were pressed.
        library_pressed: the library's name was pressed.
        not_pushed_pressed: the words about what waits for the trackers were pressed.
    """

    index_pressed = Signal()
    library_pressed = Signal()
    not_pushed_pressed = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._themes = themes
        theme = themes.current
        self.setObjectName("statusline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Status")
        self.setFixedHeight(theme.size("statusbar"))
        self._library = Button("", themes, kind="status", small=True)
        self._library.setFont(theme.font("label"))
        self._library.clicked.connect(self.library_pressed)
        self._index = Button("", themes, kind="status", small=True, icon_name="circle-dashed")
        self._index.setFont(theme.font("meta"))
        self._index.clicked.connect(self.index_pressed)
        self._not_pushed = Button("", themes, kind="status", small=True, icon_name="upload")
        self._not_pushed.setFont(theme.font("meta"))
        self._not_pushed.setToolTip("Sync with the trackers")
        self._not_pushed.clicked.connect(self.not_pushed_pressed)
        self._not_pushed.hide()
        self._notice = ElidedLabel("", themes, style="meta", tone="secondary")
        self._zone = Label("", themes, style="meta", tone="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.size("space.2") - 6, 0, theme.size("space.3"), 0)
        row.setSpacing(theme.size("space.1"))
        row.addWidget(self._library)
        row.addWidget(self._index)
        row.addWidget(self._not_pushed)
        row.addWidget(self._notice, 1)
        row.addWidget(self._zone)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_NOTICE_MS)
        self._fade.timeout.connect(lambda: self._notice.setText(""))
        self.set_library("", "", "")

    def set_library(self, name: str, location: str, zone: str) -> None:
        """Name the library and the clock; empty strings show nothing."""
        self._library.setText(name)
        self._library.setVisible(bool(name))
        self._library.setToolTip(location)
        self._library.setAccessibleName(f"Library {name}")
        self._zone.setText(f"Times in {zone}" if zone else "")
        self._index.setVisible(bool(name))

    @Slot(object)
    def set_index(self, view: IndexView) -> None:
        """Say how the index is doing."""
        self._index.setText(view.text)
        self._index.setAccessibleName(view.text)
        self._index.setToolTip("Rebuild the index" if view.state == "failed" else "")
        self._index.set_icon_name(_ICONS[view.state], self._themes.current)

    @Slot(int)
    def set_not_pushed(self, count: int) -> None:
        """Say how many action items have something that the trackers were not told yet."""
        words = f"{count:,} {'change' if count == 1 else 'changes'} not pushed"
        self._not_pushed.setText(words)
        self._not_pushed.setAccessibleName(words)
        self._not_pushed.setVisible(count > 0)

    def set_hint(self, text: str) -> None:
        """Say what the thing under the pointer does; an empty text takes it away."""
        if text or not self._fade.isActive():
            self._notice.setText(text)
            self._fade.stop()

    def set_notice(self, notice: Notice) -> None:
        """Mirror a toast for a while."""
        self._notice.setText(notice.text)
        self._fade.start()
