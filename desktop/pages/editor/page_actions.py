"""Commands of a page with their keys: for the palette, and for the keyboard while it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Command: TypeAlias = tuple[str, Sequence[str], Callable[[], object]]


def page_actions(page: QWidget, commands: Sequence[Command]) -> list[QAction]:
    """Put commands on a page: words, keys that work anywhere inside it, and what is done."""
    made = []
    for text, keys, slot in commands:
        action = QAction(text, page)
        action.setShortcuts([QKeySequence(one) for one in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _on=False, slot=slot: slot())
        page.addAction(action)
        made.append(action)
    return made
