"""The top bar: mark and name, history, the search field, the button that starts a postmortem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.icons import logo
from desktop.shell.search_field import SearchField
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.theme import ThemeSource

_LOGO = 20
_WORDMARK_GAP = 8
_ARROWS_LEFT = 192
_FIELD_LEFT = 264


class Mark(QWidget):
    """Afterword's mark."""

    def __init__(
        self, themes: ThemeSource, side: int = _LOGO, parent: QWidget | None = None
    ) -> None:
        """Draw it `side` logical pixels wide and high."""
        super().__init__(parent)
        self._themes = themes
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.current
        painter = QPainter(self)
        picture = logo(
            theme.hex("accent.base"),
            theme.hex("accent.on"),
            size=self._side,
            ratio=self.devicePixelRatioF(),
        )
        painter.drawPixmap(QRectF(self.rect()), picture, QRectF(picture.rect()))
        painter.end()


class TopBar(QWidget):
    """48 pixels of chrome.

    Signals:
        back_pressed: go back one place.
        forward_pressed: go forward one place.
        new_pressed: start a new postmortem.
    """

    back_pressed = Signal()
    forward_pressed = Signal()
    new_pressed = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it; history is empty."""
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = themes.current
        self.setFixedHeight(theme.size("topbar"))
        self.search = SearchField(themes, self)
        self._back = Button("", themes, icon_name="arrow-left", kind="ghost", name="Back")
        self._forward = Button("", themes, icon_name="arrow-right", kind="ghost", name="Forward")
        self._back.setToolTip("Back (Alt+Left)")
        self._forward.setToolTip("Forward (Alt+Right)")
        self._new = Button("New postmortem", themes, icon_name="plus")
        self._new.setToolTip("New postmortem (Ctrl+N)")
        self._back.clicked.connect(self.back_pressed)
        self._forward.clicked.connect(self.forward_pressed)
        self._new.clicked.connect(self.new_pressed)
        self._fill(themes)
        self.set_history(can_go_back=False, can_go_forward=False)

    def set_history(self, *, can_go_back: bool, can_go_forward: bool) -> None:
        """Enable the arrows."""
        self._back.setEnabled(can_go_back)
        self._forward.setEnabled(can_go_forward)

    def set_library_open(self, is_open: bool) -> None:
        """Without a library there is nothing to search or to write into."""
        self.search.setEnabled(is_open)
        self._new.setEnabled(is_open)

    def _fill(self, themes: ThemeSource) -> None:
        theme = themes.current
        left = theme.size("space.2")
        brand = QWidget()
        brand.setFixedWidth(_ARROWS_LEFT - left)
        inner = QHBoxLayout(brand)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(_WORDMARK_GAP)
        inner.addWidget(Mark(themes))
        inner.addWidget(Label("Afterword", themes, style="wordmark"))
        inner.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(left, 0, theme.size("space.3"), 0)
        row.setSpacing(theme.size("space.0.5"))
        arrow = theme.size("control")
        for button in (self._back, self._forward):
            button.setFixedSize(arrow, arrow)
        row.addWidget(brand)
        row.addSpacing(-theme.size("space.0.5"))
        row.addWidget(self._back)
        row.addWidget(self._forward)
        row.addSpacing(_FIELD_LEFT - _ARROWS_LEFT - 2 * arrow - 2 * theme.size("space.0.5"))
        row.addWidget(self.search, 20)
        row.addSpacing(theme.size("space.2"))
        row.addStretch(1)
        row.addWidget(self._new)
