"""The menu bar: native where the system has one; elsewhere it comes and goes with Alt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QMainWindow, QWidget


class AltMenuBar(QObject):
    """Fills a window's menu bar and shows it while it is used."""

    def __init__(self, window: QMainWindow, menus: Mapping[str, Sequence[QAction]]) -> None:
        """Make one menu for each title."""
        super().__init__(window)
        self._window = window
        # Ours from the start: what stands in Python for a bar that Qt has made by itself is
        # dropped when some other widget goes, and the next Alt would find nothing.
        self._bar = QMenuBar(window)
        window.setMenuBar(self._bar)
        self._alone = False
        self._before: QWidget | None = None
        self._menus: dict[str, QMenu] = {}
        for title, actions in menus.items():
            menu = QMenu(f"&{title}", self._bar)
            menu.addActions(actions)
            menu.aboutToHide.connect(self._on_menu_hidden)
            self._bar.addMenu(menu)
            self._menus[title] = menu
        if not self._bar.isNativeMenuBar():
            self._bar.hide()
            window.installEventFilter(self)

    def add_submenu(self, menu: str, title: str, *, before: QAction) -> QMenu:
        """An empty menu inside another one, before one of its entries."""
        made = QMenu(title, self._menus[menu])
        self._menus[menu].insertMenu(before, made)
        return made

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every key press comes by here as a possible shortcut, whoever takes it in the end.
        if event.type() == QEvent.Type.ShortcutOverride:
            pressed: QKeyEvent = event  # type: ignore[assignment]
            self._alone = pressed.key() == Qt.Key.Key_Alt
        elif event.type() == QEvent.Type.KeyRelease:
            released: QKeyEvent = event  # type: ignore[assignment]
            if released.key() == Qt.Key.Key_Alt and self._alone:
                self._alone = False
                self._toggle()
        return False

    def _toggle(self) -> None:
        if self._bar.isVisible():
            self._leave()
            return
        self._before = QApplication.focusWidget()
        self._bar.show()
        self._bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self._bar.setActiveAction(self._bar.actions()[0])

    def _leave(self) -> None:
        self._bar.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self._before = None

    @Slot()
    def _on_menu_hidden(self) -> None:
        QTimer.singleShot(0, self, self._leave_if_unused)

    @Slot()
    def _leave_if_unused(self) -> None:
        """One menu closes when the next one opens; only then is the bar still in use."""
        if not self._bar.isNativeMenuBar() and QApplication.activePopupWidget() is None:
            self._leave()
