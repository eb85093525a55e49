"""What every page and dialog owes to people who use the keyboard or a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


def reached_by_tab(root: QWidget) -> list[QWidget]:
    """The visible controls that Tab goes through, in that order."""
    found = []
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root:
        if (
            root.isAncestorOf(widget)
            and widget.isVisibleTo(root)
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(widget, QScrollArea)
            and widget.focusProxy() is None
        ):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    return [f"{type(one).__name__} in {_path(one)}" for one in _controls(root) if not _name(one)]


def _controls(root: QWidget) -> Iterator[QWidget]:
    for one in root.findChildren(QWidget):
        takes_focus = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        shown = one.isVisibleTo(root) and not isinstance(one, QScrollArea)
        if takes_focus and shown and not _is_inner(one):
            yield one


def _is_inner(widget: QWidget) -> bool:
    """Parts that Qt makes inside a control: viewports, the line of a combo box."""
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractScrollArea) or widget.focusProxy() is not None


def _name(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    parent = widget.parentWidget()
    return parent.accessibleName() if parent is not None else ""


def _path(widget: QWidget) -> str:
    names: list[str] = []
    parent = widget.parentWidget()
    while parent is not None and len(names) < 4:
        names.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " < ".join(names)
