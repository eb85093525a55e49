"""The toast: one line at the bottom centre with one action, gone after six seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.marks import IconMark

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent

    from desktop.notices import Notice
    from desktop.theme import ThemeSource

SHOWN_MS = 6000
_HEIGHT = 40
_FROM_BOTTOM = 44
_LOOKS = {
    "done": ("check", "success.text"),
    "warning": ("triangle-alert", "warning.text"),
    "error": ("circle-alert", "danger.text"),
    "information": ("info", "accent.text"),
}


class Toast(QFrame):
    """Lies over its host widget; pauses while the pointer is on it or the action has focus."""

    def __init__(self, host: QWidget, themes: ThemeSource) -> None:
        """Stay hidden until `show_notice`."""
        super().__init__(host)
        self._host = host
        self._notice: Notice | None = None
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(themes.current.size("space.1.5"), 0, 6, 0)
        row.setSpacing(themes.current.size("space.1"))
        self._icon = IconMark(themes, "check")
        self._label = Label("", themes)
        self._action = Button("", themes, kind="link")
        self._action.clicked.connect(self._on_action)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        row.addSpacing(themes.current.size("space.2"))
        row.addWidget(self._action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.setFixedHeight(_HEIGHT)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown, or was last."""
        return self._notice

    @property
    def remaining_ms(self) -> int:
        """Milliseconds until it goes; -1 while it stands still or is hidden."""
        return self._timer.remainingTime()

    def show_notice(self, notice: Notice) -> None:
        """Show one notice in place of the one before."""
        self._notice = notice
        self._icon.set_icon(*_LOOKS[notice.kind])
        self._label.setText(notice.text)
        self._action.setText(notice.action_label)
        self._action.setVisible(bool(notice.action_label))
        self.setAccessibleName(notice.text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        self.setMinimumWidth(min(320, self._host.width()))
        self.adjustSize()
        width = min(self.sizeHint().width(), self._host.width() - 48)
        width = max(width, self.minimumWidth())
        self.resize(width, _HEIGHT)
        left = (self._host.width() - width) // 2
        self.move(left, self._host.height() - _HEIGHT - _FROM_BOTTOM)

    @Slot()
    def _on_action(self) -> None:
        notice = self._notice
        self.hide()
        if notice is not None and notice.action is not None:
            notice.action()
